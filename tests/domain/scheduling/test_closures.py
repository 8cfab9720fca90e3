"""Closed spans: whether a session falls into one, and which."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.scheduling.closures import (
    ClosedSpan,
    Closures,
    PlacedClosures,
    PlacedSpan,
    closed_day,
    closed_hours,
    next_open_start,
)
from facilitator.errors import BadInput
from facilitator.zones import zone

MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_closed_day_is_the_whole_day() -> None:
    assert closed_day(date(2026, 11, 26), "Thanksgiving") == ClosedSpan(
        at("2026-11-26T00:00"), at("2026-11-27T00:00"), "Thanksgiving", all_day=True
    )


def test_closed_days_include_the_last_one() -> None:
    closures = Closures([closed_day(date(2026, 5, 1), "Spring break", until=date(2026, 5, 2))])
    evenings = [at(f"{day}T18:30") for day in ("2026-04-30", "2026-05-01", "2026-05-02", "2026-05-03")]
    found = [closures.reason_closed(evening, evening + 90 * MINUTE) for evening in evenings]
    assert [span is not None for span in found] == [False, True, True, False]


@pytest.mark.parametrize(
    ("start", "end", "closed"),
    [
        ("2026-03-05T10:00", "2026-03-05T12:00", False),
        ("2026-03-05T10:00", "2026-03-05T12:01", True),
        ("2026-03-05T13:00", "2026-03-05T13:30", True),
        ("2026-03-05T11:00", "2026-03-05T15:00", True),
        ("2026-03-05T13:59", "2026-03-05T15:00", True),
        ("2026-03-05T14:00", "2026-03-05T15:00", False),
    ],
)
def test_a_session_may_touch_a_closed_span_but_not_lie_in_it(start: str, end: str, closed: bool) -> None:
    span = ClosedSpan(at("2026-03-05T12:00"), at("2026-03-05T14:00"), "Staff meeting", all_day=False)
    assert Closures([span]).reason_closed(at(start), at(end)) == (span if closed else None)


def test_the_span_that_starts_first_gives_the_reason() -> None:
    week = closed_day(date(2026, 12, 21), "Winter break", until=date(2026, 12, 27))
    eve = closed_day(date(2026, 12, 27), "Holiday", until=date(2026, 12, 28))
    closures = Closures([eve, week])
    reasons = [
        span.reason if (span := closures.reason_closed(at(f"{day}T18:30"), at(f"{day}T20:00"))) else ""
        for day in ("2026-12-20", "2026-12-27", "2026-12-28", "2026-12-29")
    ]
    assert reasons == ["", "Winter break", "Holiday", ""]


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(BadInput, match="ends before it starts"):
        closed_day(date(2026, 5, 2), "Spring break", until=date(2026, 5, 1))


def test_no_closures_close_nothing() -> None:
    assert Closures().reason_closed(at("2026-03-05T12:00"), at("2026-03-05T14:00")) is None


moments = st.datetimes(at("2026-01-01T00:00"), at("2026-01-20T00:00")).map(
    lambda moment: moment.replace(minute=0, second=0, microsecond=0)
)
spans = st.builds(
    lambda start, hours, reason: ClosedSpan(start, start + timedelta(hours=hours), reason),
    moments,
    st.integers(1, 200),
    st.sampled_from("abc"),
)


@given(st.lists(spans, max_size=12), moments, st.integers(1, 30))
def test_it_answers_as_looking_at_every_span_would(listed: list[ClosedSpan], start: datetime, hours: int) -> None:
    end = start + timedelta(hours=hours)
    overlapping = [span for span in listed if span.starts < end and span.ends > start]
    found = Closures(listed).reason_closed(start, end)
    assert (found in overlapping) if overlapping else found is None


def placed(number: int, day: int, site_id: int | None = None, room_id: int | None = None) -> PlacedSpan:
    return PlacedSpan(number, closed_day(date(2026, 3, day), f"reason {number}"), site_id, room_id)


def test_each_place_has_its_own_closed_days() -> None:
    closures = PlacedClosures(
        [placed(1, 5), placed(2, 6, site_id=1), placed(3, 7, room_id=10), placed(4, 5, site_id=1)]
    )

    def closing(day: int, site_id: int | None, room_id: int | None) -> list[int]:
        start = datetime(2026, 3, day, 18)
        return [each.id for each in closures.closing(start, start + timedelta(hours=1), site_id, room_id)]

    assert [closing(5, *at) for at in ((None, None), (1, 10), (1, 11), (2, 20))] == [[1], [1, 4], [1, 4], [1]]
    assert [closing(6, *at) for at in ((None, None), (1, 10), (1, 11), (2, 20))] == [[], [2], [2], []]
    assert [closing(7, *at) for at in ((None, None), (1, 10), (1, 11), (2, 20))] == [[], [3], [], []]
    assert closures.last_day() == date(2026, 3, 8)
    assert PlacedClosures([]).last_day() is None


def test_hours_of_a_day() -> None:
    day = date(2026, 3, 5)
    assert closed_hours(day, time(12), time(17), "Drill") == ClosedSpan(
        datetime(2026, 3, 5, 12), datetime(2026, 3, 5, 17), "Drill", all_day=False
    )
    assert closed_hours(day, time(12), None, "Drill").ends == datetime(2026, 3, 6)
    for ends in (time(12), time(11, 59)):
        with pytest.raises(BadInput, match="is no time"):
            closed_hours(day, time(12), ends, "Drill")


def test_the_next_open_start() -> None:
    new_york, start = zone("America/New_York"), datetime(2026, 3, 6, 18, 30)

    def moved(closed: list[ClosedSpan], taken: tuple[str, ...] = ()) -> str | None:
        held = {datetime.fromisoformat(each) for each in taken}
        found = next_open_start(start, 60, new_york, Closures(closed), taken=held)
        return f"{found.starts_at:%m-%dT%H:%M%z}" if found else None

    assert moved([]) == "03-07T18:30-0500"
    # the clocks go forward in that night: the wall time stays
    assert moved([closed_day(date(2026, 3, 7), "Paint")]) == "03-08T18:30-0400"
    assert moved([], ("2026-03-07T23:30+00:00",)) == "03-08T18:30-0400"
    # closed until the very minute it starts
    assert moved([closed_hours(date(2026, 3, 7), time(9), time(18, 30), "Drill")]) == "03-07T18:30-0500"
    assert moved([closed_day(date(2026, 3, 7), "Move", date(2026, 5, 4))]) == "05-05T18:30-0400"
    assert moved([closed_day(date(2026, 3, 7), "Move", date(2026, 5, 5))]) is None
