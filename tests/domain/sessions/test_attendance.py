from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.sessions.attendance import Tally, minutes_present, moment_in_session, tally
from facilitator.errors import BadInput
from facilitator.words import AttendanceStatus
from facilitator.zones import zone

P, L, E, X, M = AttendanceStatus
START = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
END = START + timedelta(minutes=90)
NEW_YORK = zone("America/New_York")


def minutes(status, came=None, went=None):
    def at(after):
        return None if after is None else START + timedelta(minutes=after)

    return minutes_present(status, starts_at=START, ends_at=END, arrived_at=at(came), left_at=at(went))


def test_a_tally_counts_each_person_in_one_place():
    marks = [(True, P), (True, L), (False, E), (True, X), (False, X), (True, M), (True, None), (False, None)]
    assert tally(marks) == Tally(expected=5, attended=3, excused=2, missed=1, unmarked=1, walk_ins=1)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([*AttendanceStatus, None]))))
def test_nobody_is_lost_in_a_tally(marks):
    counts = tally(marks)
    apart = sum(not expected and status in (None, AttendanceStatus.MISSED) for expected, status in marks)
    assert counts.attended + counts.excused + counts.missed + counts.unmarked + apart == len(marks)
    assert counts.missed == sum(expected and status is AttendanceStatus.MISSED for expected, status in marks)
    assert counts.expected == sum(expected for expected, _ in marks)
    assert counts.walk_ins <= counts.attended


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
    assert minutes(status, came, went) == there


def test_minutes_are_whole_and_elapsed():
    assert minutes_present(P, starts_at=START, ends_at=END, arrived_at=START + timedelta(seconds=30)) == 89
    # over the spring change an hour on the wall is missing, and no minute of the session
    start = datetime(2027, 3, 14, 1, 30, tzinfo=NEW_YORK)
    assert minutes_present(P, starts_at=start.astimezone(UTC), ends_at=datetime(2027, 3, 14, 7, 30, tzinfo=UTC)) == 60


@given(st.integers(-200, 300), st.integers(-200, 300))
def test_minutes_never_leave_the_session(came, went):
    assert 0 <= minutes(P, came, went) <= 90


@pytest.mark.parametrize(
    ("start", "length", "at", "moment"),
    [
        ((4, 18, 30), 90, time(18, 40), (4, 23, 40)),
        ((4, 18, 30), 90, time(17, 30), (4, 22, 30)),
        ((4, 18, 30), 90, time(21, 0), (5, 2, 0)),
        ((4, 23, 30), 90, time(0, 15), (5, 5, 15)),
        ((4, 0, 15), 60, time(23, 50), (4, 4, 50)),
    ],
)
def test_a_clock_time_is_a_moment_of_the_session(start, length, at, moment):
    local = datetime(2027, 3, *start)
    found = moment_in_session(at, start_local=local, minutes=length, zone=NEW_YORK)
    assert found == datetime(2027, 3, *moment, tzinfo=UTC)


@pytest.mark.parametrize("at", [time(17, 29), time(21, 1), time(6, 30)])
def test_a_time_far_from_the_session_is_refused(at):
    with pytest.raises(BadInput) as refused:
        moment_in_session(at, start_local=datetime(2027, 3, 4, 18, 30), minutes=90, zone=NEW_YORK)
    assert refused.value.title == f"{at:%H:%M} is not during the session, which goes from 18:30 to 20:00"
