def test_two_who_are_one_person(cli):
    cli("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday, 6 times",
        "--minutes", "60", "--enrolment", "closed")  # fmt: skip
    a, b = (cli.json("person", "add", name)["code"] for name in ("Ana", "Anna"))
    cli("enrol", "Steady", a)
    cli("enrol", "Steady", b, "--from", "2027-02-01")
    cli("attendance", "mark", "Steady@2027-03-04", a, "missed", "--yes")
    cli("attendance", "mark", "Steady@2027-03-04", b, "present", "--yes")
    asked = cli("person", "merge", a, b, code=1)
    assert asked.err.startswith("both are marked at 1 session, and not the same")
    assert "Steady, Thu 4 Mar 2027, 6:30 pm: A missed, B present" in asked.out
    shown = cli.json("person", "merge", a, b, "--preview", code=1)
    assert (shown["preview"], shown["was"], [each["keep"] for each in shown["both_marked"]]) == (True, b, [None])
    said = cli("person", "merge", a, b, "--keep", f"{shown['both_marked'][0]['session'][:8]}=b").out
    assert said.splitlines()[0] == f"{b} is now {a}."
    assert "Steady: seat from Mon 1 Feb 2027 and seat from Mon 1 Mar 2027 -> seat from Mon 1 Feb 2027." in said
    (row,) = cli.json("attendance", "show", "Steady@2027-03-04")["people"]
    assert (row["code"], row["status"]) == (a, "present")
    assert [each["code"] for each in cli.json("person", "list")] == [a]
    assert cli.json("person", "show", b)["code"] == a
    assert cli("person", "show", b).out.startswith(f"{b} is now {a}.\n")
    assert cli("person", "merge", a, b, "--keep", "both", code=2).err.startswith("--keep takes A, B or SESSION=A")
    assert cli("undo").out == f"Undone: {b} is the same person as {a}\n"
    assert len(cli.json("person", "list")) == 2
