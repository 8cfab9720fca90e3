from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.sessions.minutes import (
    LATEST_END,
    Sitting,
    Span,
    count_once,
    due_end,
    is_late,
    lasted,
    minutes_present,
)
from facilitator.words import AttendanceStatus
from facilitator.zones import zone

P, L, E, X, M = AttendanceStatus
START = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
NEW_YORK = zone("America/New_York")


def at(minutes, seconds=0):
    return START + timedelta(minutes=minutes, seconds=seconds)


@dataclass(frozen=True)
class Times:
    """A session of an hour."""

    started_at: datetime | None = None
    ended_at: datetime | None = None
    starts_at: datetime = START
    ends_at: datetime = START + timedelta(hours=1)


def present(status, came=None, went=None):
    return minutes_present(status, Span(START, at(90)), *(None if each is None else at(each) for each in (came, went)))


@pytest.mark.parametrize(
    ("times", "span"),
    [
        (Times(), (0, 60)),
        (Times(ended_at=at(900)), (0, 60)),  # from paper: it was closed the next morning, and no more is known
        (Times(at(4), at(32)), (4, 32)),
        (Times(at(4)), (4, 60)),  # it runs
        (Times(at(-10), at(75)), (-10, 75)),
        (Times(at(24 * 60)), (24 * 60, 25 * 60)),  # on another day
        (Times(at(24 * 60), at(24 * 60 + 30)), (24 * 60, 24 * 60 + 30)),
        (Times(at(61)), (61, 121)),  # at another time: its plan says nothing of its end
        (Times(at(10), at(15)), (10, 15)),
        (Times(at(10), at(14)), (0, 60)),  # opened to enter who came, and closed
        (Times(at(150), at(151)), (0, 60)),
        (Times(at(10), at(5)), (0, 60)),  # a clock was set back: it says nothing
    ],
)
def test_a_session_lasts_as_its_clock_ran_and_as_planned_without_one(times, span):
    assert lasted(times) == Span(at(span[0]), at(span[1]))


def test_an_end_that_nobody_was_asked_about_is_the_planned_one_where_it_came_late():
    forgotten = Times(at(4), at(60) + LATEST_END + timedelta(seconds=1))
    assert lasted(forgotten, asked=False) == Span(at(4), at(60))
    assert lasted(forgotten) == Span(at(4), forgotten.ended_at)
    assert lasted(Times(at(4), at(60) + LATEST_END), asked=False).ended == at(60) + LATEST_END


@pytest.mark.parametrize(("started", "due"), [(None, 60), (-10, 60), (60, 60), (61, 121), (-61, -1)])
def test_when_it_is_due_to_end(started, due):
    times = Times(None if started is None else at(started))
    assert due_end(times) == at(due)
    assert not is_late(times, at(due) + LATEST_END)
    assert is_late(times, at(due) + LATEST_END + timedelta(seconds=1)) is (started is not None)


@pytest.mark.parametrize(
    ("status", "came", "went", "there"),
    [
        (P, None, None, 90),
        (L, 20, None, 70),
        (E, None, 60, 60),
        (L, 20, 60, 40),
        (P, -15, 105, 90),  # early and late are not more time in group
        (P, 90, None, 0),
        (L, None, None, 90),  # nobody's time is guessed
        (P, 95, 92, 0),
        (X, None, None, 0),
        (M, None, None, 0),
        (None, None, None, 0),
    ],
)
def test_minutes_are_those_within_the_session(status, came, went, there):
    assert present(status, came, went) == there


def test_minutes_are_those_that_clocks_show():
    assert Span(at(4, 50), at(32, 10)).minutes == 28
    assert Span(at(4, 10), at(32, 50)).minutes == 28
    # over the spring change an hour on the wall is missing, and no minute of the session; in autumn it is as long
    for day, end in (
        (datetime(2027, 3, 14, 1, 30, tzinfo=NEW_YORK), 7),
        (datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK), 6),
    ):
        began = day.astimezone(UTC)
        assert Span(began, began.replace(hour=end, minute=30)).minutes == 60


@given(st.integers(-200, 300), st.integers(-200, 300))
def test_minutes_never_leave_the_session(came, went):
    assert 0 <= present(P, came, went) <= 90


def sittings(spans):
    """Sessions that began so many minutes after the first, and when somebody was at each, in seconds after that."""
    return [
        Sitting(at(began), number, Span(at(began, came), at(began, came + stay)))
        for number, (began, came, stay) in enumerate(spans)
    ]


def shown(span):
    return set(range(int(span.began.timestamp()) // 60, int(span.ended.timestamp()) // 60))


ANY = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 3600), st.integers(0, 7200)), max_size=8)


@given(ANY)
def test_what_counts_is_every_minute_in_which_somebody_was_anywhere_once(spans):
    every = sittings(spans)
    counted = count_once(every)
    assert sum(counted) == len(set().union(*(shown(each.there) for each in every)))
    assert all(0 <= minutes <= each.there.minutes for minutes, each in zip(counted, every, strict=True))


@given(ANY, st.randoms(use_true_random=False))
def test_the_order_in_which_it_was_entered_changes_nothing(spans, random):
    every = sittings(spans)
    order = list(range(len(every)))
    random.shuffle(order)
    again = count_once([every[each] for each in order])
    assert [again[order.index(each)] for each in range(len(every))] == count_once(every)


def test_the_session_that_began_first_counts_whole():
    first, later, inside = sittings([(0, 0, 60 * 60), (30, 0, 60 * 60), (40, 0, 10 * 60)])
    assert count_once([later, inside, first]) == [30, 0, 60]
    # also where they came to it after the later one
    late_to_first, at_later = sittings([(0, 45 * 60, 15 * 60), (30, 0, 60 * 60)])
    assert count_once([at_later, late_to_first]) == [45, 15]
