"""Wall times of a rule, and their place in a zone."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dates.recurrence import (
    Day,
    Freq,
    Rule,
    local_starts,
    parse_rule,
    utc_starts,
)
from facilitator.domain.dates.wall_time import to_utc
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
THURSDAY = datetime(2026, 3, 5, 18, 30)


def starts(value: str, start: datetime, **window: datetime) -> list[str]:
    rule = parse_rule(value, start=start, zone=NEW_YORK)
    return [local.isoformat(" ", "minutes") for local in islice(local_starts(rule, start, zone=NEW_YORK, **window), 50)]


# Rules expanded in wall time


def test_a_start_off_the_rule_is_not_a_session_and_not_counted() -> None:
    assert starts("FREQ=WEEKLY;BYDAY=TH;COUNT=2", datetime(2026, 1, 7, 18, 30)) == [
        "2026-01-08 18:30",
        "2026-01-15 18:30",
    ]


def test_the_window_includes_its_beginning_and_not_its_end() -> None:
    window = {"after": datetime(2026, 3, 12, 18, 30), "before": datetime(2026, 3, 26, 18, 30)}
    expected = ["2026-03-12 18:30", "2026-03-19 18:30"]
    assert starts("FREQ=WEEKLY;BYDAY=TH", THURSDAY, **window) == expected
    assert starts("FREQ=WEEKLY;BYDAY=TH;BYHOUR=18", THURSDAY, **window) == expected


@pytest.mark.parametrize("extra", ["", ";BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12"])
def test_a_window_does_not_change_what_count_counts(extra: str) -> None:
    late = datetime(2026, 3, 20)
    assert starts(f"FREQ=WEEKLY;BYDAY=TH;COUNT=4{extra}", THURSDAY, after=late) == ["2026-03-26 18:30"]


def test_an_endless_weekly_rule_is_asked_for_in_2040() -> None:
    found = starts("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", THURSDAY, after=datetime(2040, 1, 1), before=datetime(2040, 2, 1))
    assert found == ["2040-01-05 18:30", "2040-01-19 18:30"]


@pytest.mark.parametrize(("value", "found"), [("FREQ=WEEKLY", 6), ("FREQ=DAILY", 1)])
def test_an_endless_rule_jumps_instead_of_walking(monkeypatch: pytest.MonkeyPatch, value: str, found: int) -> None:
    rule = parse_rule(value, start=THURSDAY, zone=NEW_YORK)
    sums = 0

    class Counted(timedelta):
        def __new__(cls, *parts: float, **named: float) -> "Counted":
            nonlocal sums
            sums += 1
            return super().__new__(cls, *parts, **named)

    monkeypatch.setattr("facilitator.domain.dates.recurrence.timedelta", Counted)
    late = local_starts(rule, THURSDAY, zone=NEW_YORK, after=datetime(2180, 1, 1))
    assert next(late) == datetime(2180, 1, found, 18, 30)
    assert sums < 10


@pytest.mark.parametrize(
    "value", ["FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=8", "FREQ=MONTHLY;INTERVAL=999", "FREQ=YEARLY"]
)
def test_every_rule_comes_to_an_end(value: str) -> None:
    rule = parse_rule(value, start=THURSDAY, zone=NEW_YORK)
    last = list(local_starts(rule, THURSDAY, zone=NEW_YORK))[-1:]
    assert all(local.year <= 2200 for local in last)


def test_a_window_beyond_the_end_is_empty() -> None:
    assert starts("FREQ=WEEKLY;INTERVAL=999", THURSDAY, after=datetime(9999, 12, 1)) == []
    assert starts("FREQ=WEEKLY", THURSDAY, after=datetime(2200, 12, 31)) == []


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20260319T223000Z", "2026-03-19 18:30"),
        ("20260319T222959Z", "2026-03-12 18:30"),
        ("20260319T183000", "2026-03-19 18:30"),
        ("20260319T182959", "2026-03-12 18:30"),
        ("20260319", "2026-03-19 18:30"),
        ("20260318", "2026-03-12 18:30"),
    ],
)
@pytest.mark.parametrize("rule", ["FREQ=WEEKLY", "FREQ=DAILY;BYDAY=TH"])
def test_until_may_be_utc_or_wall_time_or_a_day(rule: str, until: str, last: str) -> None:
    assert starts(f"{rule};UNTIL={until}", THURSDAY)[-1] == last


def test_until_is_an_instant_even_where_clocks_change() -> None:
    # 2:30 is moved to 3:30 (07:30Z) that day, and so comes after 3:00 (07:00Z)
    start = datetime(2026, 3, 8, 2, 30)
    assert starts("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30;UNTIL=20260308T070000Z", start) == ["2026-03-08 03:00"]


rules = st.builds(
    Rule,
    st.just(Freq.WEEKLY),
    interval=st.integers(1, 5),
    byday=st.sets(st.integers(0, 6), max_size=4).map(lambda days: tuple(map(Day, days))),
    wkst=st.integers(0, 6),
) | st.builds(Rule, st.just(Freq.DAILY), interval=st.integers(1, 9))
wall_times = st.datetimes(datetime(1997, 1, 1), datetime(2035, 1, 1)).map(
    lambda local: local.replace(second=0, microsecond=0)
)


def by_dateutil(rule: Rule, start: datetime, **ends: object) -> rrule.rrule:
    days = [day.weekday for day in rule.byday] or None
    freq = rrule.WEEKLY if rule.freq is Freq.WEEKLY else rrule.DAILY
    return rrule.rrule(freq, start, rule.interval, rule.wkst, byweekday=days, **ends)  # type: ignore[arg-type]


@given(rules, wall_times, st.integers(1, 30))
def test_arithmetic_counts_as_dateutil_does(rule: Rule, start: datetime, count: int) -> None:
    counted = Rule(rule.freq, rule.interval, rule.byday, wkst=rule.wkst, count=count)
    assert list(local_starts(counted, start, zone=NEW_YORK)) == list(by_dateutil(rule, start, count=count))


@given(rules, wall_times, st.integers(-10, 400), st.integers(0, 100))
def test_arithmetic_windows_as_dateutil_does(rule: Rule, start: datetime, skipped: int, length: int) -> None:
    after = start + timedelta(days=skipped, minutes=skipped % 3 - 1)
    before = after + timedelta(days=length)
    expected = [local for local in by_dateutil(rule, start, until=before) if after <= local < before]
    assert list(local_starts(rule, start, zone=NEW_YORK, after=after, before=before)) == expected


@given(rules, wall_times, st.integers(0, 300))
def test_arithmetic_ends_as_dateutil_does(rule: Rule, start: datetime, length: int) -> None:
    last = start + timedelta(days=length)
    until = last.replace(tzinfo=UTC)
    ended = Rule(rule.freq, rule.interval, rule.byday, wkst=rule.wkst, until=until)
    assert list(local_starts(ended, start, zone=zone("UTC"))) == list(by_dateutil(rule, start, until=last))


@given(rules, wall_times, st.integers(0, 9000))
def test_a_rule_without_end_goes_on_as_a_window_does(rule: Rule, start: datetime, skipped: int) -> None:
    after, number = start + timedelta(days=skipped), 300
    lazily = list(islice(local_starts(rule, start, zone=NEW_YORK, after=after), number))
    before = lazily[-1] + timedelta(minutes=1) if len(lazily) == number else None
    assert list(local_starts(rule, start, zone=NEW_YORK, after=after, before=before)) == lazily


@given(
    rules,
    st.datetimes(datetime(1971, 1, 1), datetime(2040, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(sorted(available_timezones())),
    st.integers(0, 900),
)
def test_instants_are_those_of_each_wall_time(rule: Rule, start: datetime, name: str, length: int) -> None:
    place, before = ZoneInfo(name), start + timedelta(days=length)
    expected = [to_utc(local, place) for local in local_starts(rule, start, zone=place, before=before)]
    assert utc_starts(rule, start, zone=place, before=before) == expected
