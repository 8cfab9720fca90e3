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
