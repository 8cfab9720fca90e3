"""RRULE values: what is read, how it is written again, what is refused."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from facilitator.domain.dates.recurrence import Day, Freq, Rule, parse_rule
from facilitator.errors import BadInput
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
START = datetime(2026, 2, 19, 18, 30)


def read(value: str, place: ZoneInfo = NEW_YORK) -> Rule:
    return parse_rule(value, start=START, zone=place)


def test_a_value_becomes_a_rule() -> None:
    assert read("RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR,2TU;WKST=SU;COUNT=5") == Rule(
        Freq.MONTHLY, 2, byday=(Day(1, 2), Day(4, -1)), wkst=6, count=5
    )


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("freq=weekly; byday=th ;count=8;", "FREQ=WEEKLY;BYDAY=TH;COUNT=8"),
        ("COUNT=4;BYDAY=SU,TU,TU;FREQ=WEEKLY;INTERVAL=1;WKST=MO", "FREQ=WEEKLY;BYDAY=TU,SU;COUNT=4"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,15,+1", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"),
        ("FREQ=WEEKLY;UNTIL=20260319", "FREQ=WEEKLY;UNTIL=20260320T035959Z"),
        ("FREQ=WEEKLY;UNTIL=20260319T183000", "FREQ=WEEKLY;UNTIL=20260319T223000Z"),
        ("FREQ=WEEKLY;UNTIL=20260319T223000Z", "FREQ=WEEKLY;UNTIL=20260319T223000Z"),
    ],
)
def test_a_rule_is_written_in_one_way(given: str, value: str) -> None:
    assert read(given).value() == value


def test_a_day_that_ends_twice_ends_with_its_second_end() -> None:
    # in Beirut the clocks go back at midnight: 23:00 to 24:00 comes twice that day
    assert read("FREQ=DAILY;UNTIL=20261024", zone("Asia/Beirut")).until == datetime(
        2026, 10, 24, 21, 59, 59, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("FREQ=SECONDLY", "a group cannot meet secondly"),
        ("FREQ=MINUTELY", "a group cannot meet minutely"),
        ("FREQ=HOURLY", "a group cannot meet hourly"),
        ("FREQ=OFTEN", "unknown FREQ 'OFTEN'"),
        ("COUNT=4", "the rule has no FREQ"),
        ("RRULE:", "'' is not a part of a rule"),
        ("FREQ=WEEKLY;BYDAY", "'BYDAY' is not a part of a rule"),
        ("FREQ=WEEKLY;BYDAY=", "'BYDAY=' is not a part of a rule"),
        ("FREQ=WEEKLY;FREQ=DAILY", "FREQ stands twice in the rule"),
        ("FREQ=WEEKLY;BYWEEKNO=3", "BYWEEKNO cannot be used"),
        ("FREQ=YEARLY;BYYEARDAY=100", "BYYEARDAY cannot be used"),
        ("FREQ=YEARLY;BYEASTER=0", "BYEASTER cannot be used"),
        ("FREQ=DAILY;BYSECOND=30", "BYSECOND cannot be used"),
        ("FREQ=WEEKLY;X-MOON=FULL", "unknown part 'X-MOON' in the rule"),
        ("FREQ=WEEKLY;COUNT=4;UNTIL=20260319", "a rule ends by COUNT or by UNTIL, not by both"),
        ("FREQ=WEEKLY;COUNT=0", "a rule cannot have 0 sessions"),
        ("FREQ=WEEKLY;COUNT=-1", "a rule cannot have -1 sessions"),
        ("FREQ=WEEKLY;COUNT=5001", "a rule cannot have 5001 sessions"),
        ("FREQ=WEEKLY;COUNT=many", "COUNT must be a whole number, not 'MANY'"),
        ("FREQ=WEEKLY;COUNT=9999999999", "COUNT must be a whole number"),
        ("FREQ=WEEKLY;INTERVAL=0", "the interval of a rule cannot be 0"),
        ("FREQ=WEEKLY;INTERVAL=1000", "the interval of a rule cannot be 1000"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY cannot be 'XX'"),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY cannot be '0MO'"),
        ("FREQ=WEEKLY;BYDAY=1TH", "a weekly rule cannot count weekdays"),
        ("FREQ=DAILY;BYDAY=-1TH", "a daily rule cannot count weekdays"),
        ("FREQ=MONTHLY;BYDAY=6TH", "BYDAY cannot be 6TH"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=6TH", "BYDAY cannot be 6TH"),
        ("FREQ=YEARLY;BYDAY=54TH", "BYDAY cannot be 54TH"),
        ("FREQ=MONTHLY;BYDAY=MO,1TU", "a rule cannot mix every weekday with a counted one"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "a weekly rule cannot name days of the month"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY cannot be 32"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY cannot be 0"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH cannot be 13"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH cannot be -1"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS has nothing to choose from"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS cannot be 367"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30,31", "no such month has a day 30"),
        ("FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=31", "no such month has a day 31"),
        ("FREQ=DAILY;BYHOUR=9,15;BYSETPOS=3", "BYSETPOS=3 picks nothing"),
        ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=-3", "BYSETPOS=-3 picks nothing"),
        ("FREQ=DAILY;BYHOUR=24", "BYHOUR cannot be 24"),
        ("FREQ=DAILY;BYMINUTE=60", "BYMINUTE cannot be 60"),
        ("FREQ=DAILY;BYHOUR=8,9,10,11;BYMINUTE=0,15,30,45", "too many sessions a day"),
        ("FREQ=WEEKLY;WKST=8", "WKST must be a weekday, not '8'"),
        ("FREQ=WEEKLY;UNTIL=20260230", "UNTIL cannot be '20260230'"),
        ("FREQ=WEEKLY;UNTIL=2026-03-19", "UNTIL cannot be '2026-03-19'"),
        ("FREQ=WEEKLY;UNTIL=20260319T250000Z", "UNTIL cannot be '20260319T250000Z'"),
        ("FREQ=WEEKLY;UNTIL=99991231T235959Z", "UNTIL cannot be in the year 9999"),
        ("FREQ=WEEKLY;UNTIL=22010102", "UNTIL cannot be in the year 2201"),
        ("FREQ=WEEKLY;UNTIL=19691230", "UNTIL cannot be in the year 1969"),
        ("FREQ=WEEKLY;UNTIL=99991231", "UNTIL cannot be"),
        ("FREQ=WEEKLY\nDTSTART=20260319", "is not a part|unknown FREQ"),
        ("FREQ=WEEKLY;BYDAY=" + ",".join(["TH"] * 300), "the rule is too long"),
    ],
)
def test_a_value_no_group_meets_by_is_refused(value: str, message: str) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        read(value)
    assert refused.value.hint


@pytest.mark.parametrize(
    "value",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYHOUR=9,15;BYSETPOS=4",
        "FREQ=DAILY;BYHOUR=9,10,11;BYMINUTE=0,15,30,45",
        "FREQ=WEEKLY;INTERVAL=999;COUNT=5000",
        "FREQ=WEEKLY;UNTIL=22001231T120000Z",
        "FREQ=WEEKLY;UNTIL=19700101T120000Z",
    ],
)
def test_a_rule_at_the_edge_is_read(value: str) -> None:
    assert read(value).value() == value
