"""How invented people come: within reason, and never with minutes that contradict their mark."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.practice.rolls import Habits, decide, invent_habits, take_part
from facilitator.domain.sessions.minutes import Span, minutes_present
from facilitator.words import AttendanceStatus, Mode

START = datetime(2027, 3, 1, 18, 30, tzinfo=UTC)
STEADY = Habits(comes=1.0, late=0.0, leaves=0.0, tells=1.0, online=0.0)


@given(st.integers())
def test_habits_are_chances_and_nobody_never_comes(seed):
    habits = invent_habits(Random(seed))
    assert 0.27 <= habits.comes <= 0.89
    assert all(0 <= chance <= 1 for chance in (habits.late, habits.leaves, habits.tells, habits.online))
    assert habits.late + habits.leaves < 1


def drawn(habits, pull=1.0):
    rng = Random(1)
    return Counter(decide(rng, habits, pull=pull) for _ in range(2_000))


def test_nobody_comes_always_however_they_like_it():
    found = drawn(STEADY, pull=5.0)
    assert set(found) == {AttendanceStatus.PRESENT, AttendanceStatus.EXCUSED}
    assert 10 < found[AttendanceStatus.EXCUSED] < 90


def test_who_does_not_come_is_excused_where_they_tell_us():
    silent = Habits(comes=0.0, late=0.5, leaves=0.5, tells=0.0, online=0.0)
    assert set(drawn(silent)) == {AttendanceStatus.MISSED}
    assert set(drawn(Habits(0.0, 0.5, 0.5, 1.0, 0.0))) == {AttendanceStatus.EXCUSED}


def test_a_group_that_people_like_is_better_attended():
    habits = Habits(comes=0.5, late=0.1, leaves=0.1, tells=0.5, online=0.0)

    def came(pull):
        return sum(number for status, number in drawn(habits, pull).items() if status.attended)

    assert came(0.4) < came(1.0) < came(1.6)
    assert set(drawn(habits)) == set(AttendanceStatus)


@given(
    st.integers(),
    st.sampled_from(AttendanceStatus),
    st.sampled_from(Mode),
    st.integers(5, 240),
    st.sampled_from([0.0, 0.5, 1.0]),
)
def test_minutes_and_times_follow_from_the_mark(seed, status, mode, length, online):
    ends = START + timedelta(minutes=length)
    came = take_part(Random(seed), Habits(1, 0, 0, 1, online), status, span=Span(START, ends), group_mode=mode)
    assert came.status is status
    assert came.minutes == minutes_present(status, Span(START, ends), came.arrived_at, came.left_at)
    assert came.arrived_at is None or (status is AttendanceStatus.LATE and START < came.arrived_at < ends)
    assert came.left_at is None or (status is AttendanceStatus.LEFT_EARLY and START < came.left_at < ends)
    if length < 30:
        assert (came.arrived_at, came.left_at) == (None, None)
    if not status.attended:
        assert (came.minutes, came.mode) == (0, None)


@pytest.mark.parametrize(
    ("mode", "online", "took_part"),
    [
        (Mode.IN_PERSON, 1.0, None),
        (Mode.ONLINE, 0.0, Mode.ONLINE),
        (Mode.HYBRID, 1.0, Mode.ONLINE),
        (Mode.HYBRID, 0.0, Mode.IN_PERSON),
    ],
)
def test_how_somebody_took_part_where_the_group_leaves_a_choice(mode, online, took_part):
    came = take_part(
        Random(1),
        Habits(1, 0, 0, 1, online),
        AttendanceStatus.PRESENT,
        span=Span(START, START + timedelta(hours=1)),
        group_mode=mode,
    )
    assert came.mode is took_part
