"""Wall times placed in a zone: gaps, folds, and minutes that are elapsed minutes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dates.wall_time import Occurrence, all_to_utc, end_of_day, place_in_zone, to_utc
from facilitator.words import GapPolicy
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")


def utc(*of: int) -> datetime:
    return datetime(*of, tzinfo=UTC)  # type: ignore[misc,arg-type]


wall_times = st.datetimes(datetime(1997, 1, 1), datetime(2035, 1, 1)).map(
    lambda local: local.replace(second=0, microsecond=0)
)


@pytest.mark.parametrize(
    ("day", "name", "last"),
    [
        (date(2026, 3, 8), "America/New_York", utc(2026, 3, 9, 3, 59, 59)),
        (date(2026, 11, 1), "America/New_York", utc(2026, 11, 2, 4, 59, 59)),
        # the last hour of this day comes twice: the second one ends it
        (date(2026, 10, 24), "Asia/Beirut", utc(2026, 10, 24, 21, 59, 59)),
        # the day that Samoa left out ends where the next one begins
        (date(2011, 12, 30), "Pacific/Apia", utc(2011, 12, 31, 9, 59, 59)),
    ],
)
def test_a_day_ends_with_its_last_second(day: date, name: str, last: datetime) -> None:
    assert end_of_day(day, zone(name)) == last


def test_no_wall_times_are_no_instants() -> None:
    assert all_to_utc([], NEW_YORK) == []


@given(
    st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)), max_size=20).map(sorted),
    st.sampled_from(["America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Beirut", "UTC"]),
)
def test_many_instants_are_those_of_each(locals_: list[datetime], name: str) -> None:
    place = zone(name)
    assert all_to_utc(locals_, place) == [to_utc(local, place) for local in locals_]


@pytest.mark.parametrize("name", ["Pacific/Apia", "Africa/Casablanca", "America/New_York", "Australia/Lord_Howe"])
def test_instants_hold_through_every_quarter_of_an_hour_of_a_year_of_changes(name: str) -> None:
    place = ZoneInfo(name)
    quarters = [datetime(2011, 1, 1) + timedelta(minutes=15 * at) for at in range(366 * 96)]
    assert all_to_utc(quarters, place) == [to_utc(local, place) for local in quarters]


def test_a_time_in_a_gap_moves_forward_by_the_gap() -> None:
    local = datetime(2026, 3, 8, 2, 30)
    assert place_in_zone(local, 60, NEW_YORK) == Occurrence(
        local,
        datetime(2026, 3, 8, 3, 30, tzinfo=NEW_YORK),
        datetime(2026, 3, 8, 4, 30, tzinfo=NEW_YORK),
        moved_by_gap=True,
    )
    assert place_in_zone(local, 60, NEW_YORK, GapPolicy.SKIP) is None


def test_a_time_outside_a_gap_is_kept_under_the_skip_policy() -> None:
    placed = place_in_zone(datetime(2026, 3, 7, 2, 30), 60, NEW_YORK, GapPolicy.SKIP)
    assert placed is not None
    assert placed.starts_at_utc == utc(2026, 3, 7, 7, 30)


@pytest.mark.parametrize(
    ("local", "minutes", "starts_at", "ends_at"),
    [
        # over the gap: elapsed minutes, so the wall clock reads 4:00
        (datetime(2026, 3, 8, 1, 30), 90, "2026-03-08T01:30:00-05:00", "2026-03-08T04:00:00-04:00"),
        # a time that happens twice is its first instance, and ends 45 minutes later, at 1:15 again
        (datetime(2026, 11, 1, 1, 30), 45, "2026-11-01T01:30:00-04:00", "2026-11-01T01:15:00-05:00"),
        (datetime(2026, 11, 1, 1, 30, fold=1), 45, "2026-11-01T01:30:00-04:00", "2026-11-01T01:15:00-05:00"),
        (datetime(2026, 10, 25, 1, 30), 60, "2026-10-25T01:30:00-04:00", "2026-10-25T02:30:00-04:00"),
    ],
)
def test_sessions_last_elapsed_minutes(local: datetime, minutes: int, starts_at: str, ends_at: str) -> None:
    placed = place_in_zone(local, minutes, NEW_YORK)
    assert placed is not None
    assert (placed.starts_at.isoformat(), placed.ends_at.isoformat()) == (starts_at, ends_at)


def test_ninety_minutes_from_half_past_one_in_utc() -> None:
    placed = place_in_zone(datetime(2026, 3, 8, 1, 30), 90, NEW_YORK)
    assert placed is not None
    assert (placed.starts_at_utc, placed.ends_at_utc) == (utc(2026, 3, 8, 6, 30), utc(2026, 3, 8, 8, 0))


def test_a_half_hour_gap_moves_by_half_an_hour() -> None:
    placed = place_in_zone(datetime(2026, 10, 4, 2, 15), 60, zone("Australia/Lord_Howe"))
    assert placed is not None
    assert placed.starts_at.isoformat() == "2026-10-04T02:45:00+11:00"


@given(wall_times, st.integers(5, 720), st.sampled_from(["America/New_York", "Australia/Lord_Howe", "Europe/London"]))
def test_a_session_always_lasts_its_minutes(local: datetime, minutes: int, name: str) -> None:
    placed = place_in_zone(local, minutes, zone(name))
    assert placed is not None
    assert placed.ends_at_utc - placed.starts_at_utc == timedelta(minutes=minutes)
    assert placed.moved_by_gap == (placed.starts_at.replace(tzinfo=None) != local)
