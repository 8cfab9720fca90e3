import pytest

S = "Steady@2027-03-04"
ADD = ("--start", "2027-03-04 18:30", "--repeat", "every thursday, 4 times", "--minutes", "60")


def fill(cli):
    cli("group", "add", "Steady", *ADD)
    cli("person", "add", "Zanzibar Quill", "--phone", "804 555-0100")
    cli("enrol", "Steady", "Zanzibar Quill")
    cli("attendance", "mark", S, "Zanzibar Quill", "late")


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


def code(cli):
    return cli.json("person", "list")[0]["code"]


def test_a_person_is_shown_with_their_rosters(steady):
    zq = code(steady)
    shown = steady.json("person", "show", "Zanzibar Quill")
    assert (shown["code"], [each["title"] for each in shown["groups"]]) == (zq, ["Steady"])
    assert "Steady" in steady("person", "show", zq).out
