"""A rule as a value: tidied when it is made, written in one way, and refused where no group could meet by it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dates.rule import MAX_COUNT, MAX_INTERVAL, Day, Freq, Rule
from facilitator.domain.dates.rule_value import read_value
from facilitator.errors import BadInput
from facilitator.zones import zone

START = datetime(2026, 2, 19, 18, 30)


def test_lists_are_in_order_and_without_repeats() -> None:
    rule = Rule(
        Freq.MONTHLY,
        byday=(Day(3, -1), Day(0, 2), Day(3, 1), Day(0, 2)),
        bymonthday=(-1, 15, 1, -2, 15),
        byhour=(15, 9),
    )
    assert rule.byday == (Day(0, 2), Day(3, 1), Day(3, -1))
    assert rule.bymonthday == (1, 15, -2, -1)
    assert rule.byhour == (9, 15)


def test_an_end_is_kept_in_utc_and_in_whole_seconds() -> None:
    until = datetime(2026, 3, 5, 18, 30, 0, 999, tzinfo=timezone(timedelta(hours=-5)))
    assert Rule(Freq.WEEKLY, until=until).until == datetime(2026, 3, 5, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "endless"),
    [
        (Rule(Freq.WEEKLY), True),
        (Rule(Freq.WEEKLY, count=1), False),
        (Rule(Freq.WEEKLY, until=datetime(2026, 3, 5, tzinfo=UTC)), False),
    ],
)
def test_a_count_or_a_last_date_ends_a_rule(rule: Rule, endless: bool) -> None:
    assert rule.endless is endless


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"count": MAX_COUNT + 1}, "5001 sessions"),
        ({"count": 0}, "0 sessions"),
        ({"interval": MAX_INTERVAL + 1}, "interval"),
        ({"count": 1, "until": datetime(2026, 3, 5, tzinfo=UTC)}, "not by both"),
        ({"byhour": tuple(range(13))}, "too many sessions a day"),
        ({"byhour": (1, 2, 3, 4), "byminute": (0, 15, 30, 45)}, "too many sessions a day"),
        ({"bymonth": (-1,)}, "BYMONTH cannot be -1"),
        ({"bysetpos": (1,)}, "nothing to choose from"),
        ({"byday": (Day(0), Day(1)), "bysetpos": (3, -3)}, "picks nothing"),
        ({"byday": (Day(0, 1),)}, "a weekly rule cannot count weekdays"),
        ({"bymonthday": (1,)}, "a weekly rule cannot name days of the month"),
        ({"until": datetime(1969, 12, 31, tzinfo=UTC)}, "in the year 1969"),
        ({"until": datetime(2201, 1, 1, tzinfo=UTC)}, "in the year 2201"),
    ],
)
def test_what_no_group_meets_by_cannot_be_made(values: dict[str, object], message: str) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        Rule(Freq.WEEKLY, **values)  # type: ignore[arg-type] # one field at a time
    assert refused.value.hint


@pytest.mark.parametrize(
    "values",
    [
        {"count": MAX_COUNT, "interval": MAX_INTERVAL},
        {"byhour": tuple(range(12))},
        {"byday": (Day(0), Day(1)), "bysetpos": (2, 3)},
        {"until": datetime(2200, 12, 31, tzinfo=UTC)},
    ],
)
def test_a_rule_at_the_edge_can_be_made(values: dict[str, object]) -> None:
    assert Rule(Freq.WEEKLY, **values)  # type: ignore[arg-type] # one field at a time


def lists(least: int, most: int) -> st.SearchStrategy[tuple[int, ...]]:
    return st.lists(st.integers(least, most), max_size=3).map(tuple)


@given(
    st.sampled_from(Freq),
    st.integers(1, MAX_INTERVAL),
    st.lists(st.builds(Day, st.integers(0, 6), st.sampled_from([0, 0, 1, -1, 5])), max_size=3).map(tuple),
    lists(-31, 31),
    lists(1, 12),
    lists(-3, 3),
    lists(0, 23),
    st.none() | st.integers(1, MAX_COUNT),
    st.integers(0, 6),
)
def test_what_is_written_is_read_as_the_same_rule(
    freq: Freq,
    interval: int,
    byday: tuple[Day, ...],
    bymonthday: tuple[int, ...],
    bymonth: tuple[int, ...],
    bysetpos: tuple[int, ...],
    byhour: tuple[int, ...],
    count: int | None,
    wkst: int,
) -> None:
    try:
        rule = Rule(freq, interval, byday, bymonthday, bymonth, bysetpos, byhour, count=count, wkst=wkst)
    except BadInput:
        return
    assert read_value(rule.value(), zone=zone("America/New_York"), stored=True) == rule


def test_a_rule_cannot_be_made_with_an_eighth_weekday() -> None:
    with pytest.raises(BadInput, match="no weekday has the number 7"):
        Rule(Freq.WEEKLY, wkst=7)


def test_a_rule_cannot_be_made_with_a_wall_time_as_its_end() -> None:
    with pytest.raises(BadInput, match="needs a zone"):
        Rule(Freq.WEEKLY, until=START)
