def test_days_away_are_noted_listed_and_taken_back(cli):
    ana = cli.json("person", "add", "Ana Pell")["code"]
    line = ("person", "away", "Ana Pell")
    assert cli(*line).out == f"{ana}: not away.\n"
    assert cli.json(*line, "--from", "10 mar", "--to", "20 mar", "--preview") == {
        "preview": True,
        "changes": [
            {"what": "away", "object": ana, "before": [], "after": [{"from": "2027-03-10", "to": "2027-03-20"}]}
        ],
        "clashes": [],
    }
    assert cli(*line, "--from", "10 mar").out == f"{ana}: away from Wed 10 Mar 2027 until they are back\n"
    assert cli.json(*line, "--from", "10 mar", "--to", "20 mar")["away"] == [{"from": "2027-03-10", "to": "2027-03-20"}]
    assert cli.json("person", "show", ana)["away"] == [{"from": "2027-03-10", "to": "2027-03-20"}]
    assert "away Wed 10 Mar 2027 to Sat 20 Mar 2027" in cli("person", "show", ana).out
    assert cli(*line, "--end").out == f"{ana}: not away.\n"
    assert cli(*line, "--end", code=2).err.startswith(f"{ana} is not away")
    assert "Give both" in cli(*line, "--to", "20 mar", code=2).err


def test_a_closed_session_that_it_mends_is_told(cli):
    cli("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday, 6 times",
        "--minutes", "60", "--enrolment", "closed")  # fmt: skip
    ana = cli.json("person", "add", "Ana")["code"]
    cli("enrol", "Steady", ana)
    cli("session", "end", "Steady@2027-03-04", "--unmarked", "missed", "--yes")
    said = cli("person", "away", ana, "--from", "4 mar", "--to", "4 mar").out
    assert said.splitlines()[1] == (
        f"Steady, Thu 4 Mar 2027, 6:30 pm, closed: {ana} is no longer expected there; the mark missed goes."
    )
    (row,) = cli.json("attendance", "show", "Steady@2027-03-04")["people"]
    assert (row["expected"], row["status"]) == (False, None)
