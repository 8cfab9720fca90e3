import pytest

from tests.cli.late import code, fill


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


def test_a_person_is_shown_with_their_rosters(steady):
    zq = code(steady)
    shown = steady.json("person", "show", "Zanzibar Quill")
    assert (shown["code"], [each["title"] for each in shown["groups"]]) == (zq, ["Steady"])
    assert "Steady" in steady("person", "show", zq).out
