"""What cannot be is refused in two lines, at once, and nothing is written."""

import pytest

from tests.conftest import CommandLine

THURSDAYS = {
    "--start": "2027-03-04 18:30",
    "--zone": "America/New_York",
    "--repeat": "every thursday",
    "--minutes": "60",
}

BAD = {
    "a day that does not exist": ({"--start": "2027-02-29 18:30"}, "February 2027 has no day 29"),
    "an hour that does not exist": ({"--start": "2027-03-04 25:00"}, "there is no time '25:00'"),
    "a start with an offset": ({"--start": "2027-03-04T18:30-05:00"}, "'2027-03-04T18:30-05:00' comes with an offset"),
    "thirteen hours": ({"--minutes": "780"}, "a session cannot last 780 minutes"),
    "no time at all": ({"--minutes": "0"}, "a session cannot last 0 minutes"),
    "less than no time": ({"--minutes": "-60"}, "a session cannot last -60 minutes"),
    "an end before the start": (
        {"--repeat": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270101"},
        "the rule FREQ=WEEKLY;BYDAY=TH;UNTIL=20270102T045959Z gives no date from Thu 4 Mar 2027, 6:30 pm on",
    ),
    "an end before the start, in words": (
        {"--repeat": "every thursday until 2027-01-01"},
        "the rule FREQ=WEEKLY;BYDAY=TH;UNTIL=20270102T045959Z gives no date from Thu 4 Mar 2027, 6:30 pm on",
    ),
    "a rule without a date": ({"--repeat": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "no such month has a day 30"),
    "a rule that never comes to its date": (
        {"--repeat": "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "--start": "2027-02-04 18:30"},
        "the rule FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31 gives no date from Thu 4 Feb 2027, 6:30 pm on",
    ),
    "a rule for every second": ({"--repeat": "FREQ=SECONDLY"}, "a group cannot meet secondly"),
    "a rule of absurd size": ({"--repeat": "every thursday, 999999 times"}, "a rule cannot have 999999 sessions"),
    "an unknown zone": ({"--zone": "Mars/Base"}, "unknown time zone 'Mars/Base'"),
    "a limit that shows nothing": ({"--limit": "0"}, "--limit 0 shows nothing"),
}


@pytest.mark.parametrize(("more", "said"), BAD.values(), ids=BAD.keys())
def test_a_preview_is_refused(cli: CommandLine, more: dict[str, str], said: str) -> None:
    words = [word for pair in {**THURSDAYS, **more}.items() for word in pair]
    refused = cli.bare("group", "preview", *words, "--json", code=2)
    assert (refused.out, refused.err.splitlines()[0]) == ("", said)
    assert len(refused.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [each for name, each in BAD.items() if name != "a limit that shows nothing"],
    ids=[name for name in BAD if name != "a limit that shows nothing"],
)
def test_a_group_is_refused_and_nothing_is_written(cli: CommandLine, more: dict[str, str], said: str) -> None:
    words = [word for pair in {**THURSDAYS, **more}.items() for word in pair]
    refused = cli("group", "add", "Steady", *words, "--program", "wellness", code=2)
    assert refused.err.splitlines()[0] == said
    assert cli.json("group", "list") == []
    assert cli.json("session", "list", "--from", "2000-01-01", "--to", "2100-01-01") == []


def test_days_in_the_wrong_order(cli: CommandLine) -> None:
    for line in (
        ("closures", "add", "2027-03-11", "2027-03-10", "--reason", "Flu"),
        ("closures", "add", "2027-03-11", "--from", "17:00", "--to", "12:00", "--reason", "Flu"),
        ("closures", "add", "2027-02-30", "--reason", "Flu"),
        ("session", "list", "--from", "2027-03-11", "--to", "2027-03-10"),
    ):
        assert len(cli(*line, code=2).err.splitlines()) == 2
    assert cli.json("closures", "list") == []
