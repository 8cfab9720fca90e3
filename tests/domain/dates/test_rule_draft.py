"""What a phrase has said so far: contradictions, and the rule that it makes in the end."""

from datetime import date, datetime, time

import pytest

from facilitator.domain.dates.rule import Day, Freq
from facilitator.domain.dates.rule_draft import RuleDraft, finish
from facilitator.errors import BadInput
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
START = datetime(2026, 2, 19, 18, 30)  # a Thursday


def draft(**said: object) -> RuleDraft:
    return RuleDraft(START, NEW_YORK, **said)  # type: ignore[arg-type] # a few fields at a time


def made(**said: object) -> str:
    rule = finish(draft(**said))
    assert rule is not None
    return rule.value()


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ({"days": [Day(3)]}, "FREQ=WEEKLY;BYDAY=TH"),
        ({"freq": Freq.YEARLY}, "FREQ=YEARLY"),
        ({"days": [Day(3, 2)]}, "FREQ=MONTHLY;BYDAY=2TH"),
        ({"month_days": [15]}, "FREQ=MONTHLY;BYMONTHDAY=15"),
        ({"month_days": [15], "months": [6]}, "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15"),
        ({"days": [Day(at) for at in range(5)], "positions": [1]}, "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1"),
    ],
)
def test_how_often_follows_from_the_days_where_nobody_said_it(said: dict[str, object], value: str) -> None:
    assert made(**said) == value


@pytest.mark.parametrize("said", [{}, {"months": [6]}, {"count": 3}])
def test_where_nothing_says_how_often_there_is_no_rule(said: dict[str, object]) -> None:
    assert finish(draft(**said)) is None


def test_how_often_may_be_said_twice_alike_and_an_interval_later() -> None:
    one = draft()
    one.come_round(Freq.WEEKLY)
    one.come_round(Freq.WEEKLY, 2)
    one.come_round(Freq.WEEKLY)
    assert (one.freq, one.interval) == (Freq.WEEKLY, 2)
    for again in ((Freq.MONTHLY, None), (Freq.WEEKLY, 3)):
        with pytest.raises(BadInput, match="two different ways"):
            one.come_round(*again)


@pytest.mark.parametrize("first", [{"count": 3}, {"until": date(2026, 6, 1)}, {"weeks": 6}])
@pytest.mark.parametrize("second", [{"count": 3}, {"until": date(2026, 6, 1)}, {"weeks": 6}])
def test_a_rule_ends_once(first: dict[str, object], second: dict[str, object]) -> None:
    one = draft()
    assert one.end(**first) is True  # type: ignore[arg-type] # one of its ends
    with pytest.raises(BadInput, match="ends in two different ways"):
        one.end(**second)  # type: ignore[arg-type] # one of its ends


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ({"freq": Freq.WEEKLY, "weeks": 6}, "FREQ=WEEKLY;COUNT=6"),
        ({"freq": Freq.WEEKLY, "interval": 2, "weeks": 6}, "FREQ=WEEKLY;INTERVAL=2;COUNT=3"),
        ({"days": [Day(1), Day(3)], "weeks": 6}, "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=12"),
        # no whole number of rounds: up to the last day of the last week
        ({"freq": Freq.WEEKLY, "interval": 2, "weeks": 3}, "FREQ=WEEKLY;INTERVAL=2;UNTIL=20260312T035959Z"),
        ({"freq": Freq.DAILY, "weeks": 1}, "FREQ=DAILY;UNTIL=20260226T045959Z"),
        ({"freq": Freq.WEEKLY, "months": [3], "weeks": 1}, "FREQ=WEEKLY;BYMONTH=3;UNTIL=20260226T045959Z"),
        (
            {"freq": Freq.WEEKLY, "times": [time(9, 30), time(18, 30)], "weeks": 1},
            "FREQ=WEEKLY;BYHOUR=9,18;UNTIL=20260226T045959Z",
        ),
        (
            {"freq": Freq.WEEKLY, "days": [Day(0), Day(1)], "positions": [1], "weeks": 1},
            "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1;UNTIL=20260226T045959Z",
        ),
    ],
)
def test_weeks_are_a_number_of_sessions_where_that_is_exact(said: dict[str, object], value: str) -> None:
    assert made(**said) == value


@pytest.mark.parametrize(
    ("times", "value"),
    [
        ([time(18, 30)], "FREQ=DAILY"),
        ([time(9, 30), time(18, 30)], "FREQ=DAILY;BYHOUR=9,18"),
        ([time(9), time(15)], "FREQ=DAILY;BYHOUR=9,15;BYMINUTE=0"),
        ([time(9), time(9, 30)], "FREQ=DAILY;BYHOUR=9;BYMINUTE=0,30"),
    ],
)
def test_times_of_day_are_written_where_they_differ_from_the_start(times: list[time], value: str) -> None:
    assert made(freq=Freq.DAILY, times=times) == value


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"freq": Freq.DAILY, "times": [time(9)]}, "the rule says 9:00 am, the start says 6:30 pm"),
        ({"freq": Freq.DAILY, "times": [time(9), time(15, 30)]}, "different minutes need a series each"),
        ({"freq": Freq.MONTHLY, "days": [Day(3)]}, "which Thursday of the month"),
        ({"freq": Freq.YEARLY, "month_days": [19]}, "a day of which month"),
        ({"freq": Freq.WEEKLY, "aside": "monday"}, "is not understood"),
    ],
)
def test_what_can_be_understood_in_two_ways_is_refused(said: dict[str, object], message: str) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        finish(draft(**said))
    assert refused.value.hint


def test_every_weekday_of_a_month_may_be_meant_where_somebody_said_every() -> None:
    assert made(freq=Freq.MONTHLY, days=[Day(3)], said_every=True) == "FREQ=MONTHLY;BYDAY=TH"
    assert made(freq=Freq.WEEKLY, aside="thursday") == "FREQ=WEEKLY"
