def fill(cli):
    cli("staff", "add", "Sam Ortega")
    cli("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday, 4 times",
        "--minutes", 60, "--facilitator", "Sam Ortega")  # fmt: skip


def test_days_away_are_seen_first_kept_listed_and_taken_back(cli):
    fill(cli)
    line = ("staff", "away", "Sam Ortega", "--from", "11 mar 2027", "--to", "2027-03-12")
    seen = cli.json(*line, "--preview")
    sam = cli.json("staff", "list")[0]
    span = {"from": "2027-03-11", "to": "2027-03-12"}
    assert seen["changes"] == [{"what": "away", "object": sam["id"], "before": [], "after": [span]}]
    assert (seen["preview"], seen["clashes"], len(seen["need_stand_in"]), sam["away"]) == (True, [], 1, [])
    said = cli(*line).out.splitlines()
    assert said[:2] == [
        "Sam Ortega is away from Thu 11 Mar 2027 to Fri 12 Mar 2027",
        "1 session needs a stand-in then:",
    ]
    assert said[2].endswith("Thu 11 Mar 2027 18:30  Steady")
    assert cli.json("staff", "list")[0]["away"] == [span]
    assert "from Thu 11 Mar 2027 to Fri 12 Mar 2027" in cli("staff", "list").out
    cli(*line, code=1)
    assert cli("staff", "away", "Sam Ortega", "--end", "2027-03-10").out == "Sam Ortega is away no more\n"
    cli("undo")
    assert cli.json("staff", "list")[0]["away"] == [span]
    done = cli.json("staff", "away", "Sam Ortega", "--from", "2027-03-25")
    assert (done["away"][-1], done["name"]) == ({"from": "2027-03-25", "to": None}, "Sam Ortega")


def test_a_group_that_is_planned_with_somebody_who_is_away_is_told(cli):
    fill(cli)
    cli("staff", "away", "Sam Ortega", "--from", "2027-03-08", "--to", "2027-03-20")
    wish = ("--start", "2027-03-05 18:30", "--repeat", "every friday, 4 times", "--minutes", 60)
    made = cli.json("group", "add", "Choir", *wish, "--facilitator", "Sam Ortega")
    assert [(each["kind"], each["words"], each["refuses"], each["sessions"]) for each in made["clashes"]] == [
        ("away", "Sam Ortega is away", False, 2)
    ]


def test_from_when_must_be_said(cli):
    fill(cli)
    assert cli("staff", "away", "Sam Ortega", code=2).err.startswith("from when are they away?")
    cli("staff", "away", "Sam Ortega", "--from", "2027-03-08", "--end", "2027-03-09", code=2)
    cli("staff", "away", "Nobody", "--from", "2027-03-08", code=2)
