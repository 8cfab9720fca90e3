from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.sessions.attendance import Tally, tally, time_not_known
from facilitator.words import AttendanceStatus

P, L, E, X, M = AttendanceStatus
START = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)


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
    ("status", "came", "went", "unknown"),
    [(L, None, None, True), (L, None, START, True), (L, START, None, False), (E, START, None, True),
     (E, None, START, False), (P, None, None, False), (X, None, None, False), (None, None, None, False)],
)  # fmt: skip
def test_late_and_left_early_without_their_time_is_a_time_not_known(status, came, went, unknown):
    assert time_not_known(status, arrived_at=came, left_at=went) is unknown
