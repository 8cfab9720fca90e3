from datetime import datetime

ADD = (
    "group", "add", "Steady", "--start", "2027-03-04 18:30",
    "--repeat", "every thursday, 4 times", "--minutes", "60",
)  # fmt: skip


def test_an_empty_book_says_what_to_do(cli):
    assert cli("group", "list").out == "No groups yet. Schedule one: facilitator group add --help\n"
    cli.now = datetime(2027, 6, 1, tzinfo=cli.now.tzinfo)
    cli(*ADD)
    assert "No sessions to come." in cli("group", "show", "Steady").out
    assert "Nobody on the roster yet: facilitator enrol GROUP PERSON" in cli("group", "show", "Steady").out


def test_the_roster_says_who_waits_and_who_leaves(cli):
    cli(*ADD, "--enrolment", "closed", "--capacity", "1")
    ana, bo = (cli.json("person", "add", name)["code"] for name in ("Ana", "Bo"))
    for each in (ana, bo):
        cli("enrol", "Steady", each)
    cli("unenrol", "Steady", ana, "--on", "2027-03-20")
    shown = cli("group", "show", "Steady").out.splitlines()
    for code, said in ((ana, "until Fri 19 Mar 2027"), (bo, "waits for a seat")):
        assert next(line for line in shown if line.startswith(code)).endswith(said)
    assert [each["to"] for each in cli.json("group", "show", "Steady")["roster"]] == ["2027-03-19", None]
