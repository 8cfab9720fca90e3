import pytest

from tests.cli.late import S, code, fill


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


def test_looks_are_rows_and_lists_of_sessions_are_none(steady):
    before = steady.json("audit", "list")[0]["row"]
    steady("session", "list")
    steady("group", "list")
    steady("session", "show", S)
    assert steady.json("audit", "list")[0]["row"] == before
    steady("attendance", "show", S)
    steady("group", "show", "Steady")
    steady("person", "list")
    steady("person", "show", code(steady))
    rows = steady.json("audit", "list", "--words", "looked")
    assert [(each["action"], each["payload"]) for each in rows[:5]] == [
        ("read.person", {"names": False}),
        ("read.people", {"names": False, "people": 1}),
        ("read.people", {"names": False, "people": 1}),
        ("read.roster", {"names": False, "people": 1}),
        ("read.roll", {"names": False, "people": 1}),
    ]
