import pytest


def fill(cli):
    cli("site", "add", "North")
    cli("room", "add", "North", "Blue")
    cli("staff", "add", "Sam Ortega")
    cli(
        "group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday", "--room", "Blue",
        "--facilitator", "Sam Ortega", "--curriculum", "eight-steady-steps",
    )  # fmt: skip


@pytest.fixture
def steady(cli):
    return cli.filled(fill)
