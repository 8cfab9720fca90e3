"""Sessions as edits see them: what is pinned, moved or an exception, and where a series ends by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitator.domain.dates.rule import Freq, Rule
from facilitator.domain.scheduling.meetings import HAPPENED, Meeting, Pattern, first_to_come, instant
from facilitator.words import ClosurePolicy, Mode, SessionStatus

NEW_YORK = "America/New_York"
START = datetime(2026, 3, 5, 18, 30)
PATTERN = Pattern(NEW_YORK, START, 60, Rule(Freq.WEEKLY), room_id=1, leader_ids=(1, 2))
USUAL = Meeting(1, "u1", START, None, START, instant(START, NEW_YORK), 60, room_id=1, leader_ids=(1, 2))


@pytest.mark.parametrize(
    ("values", "walks", "endless"),
    [
        ({}, False, True),
        ({"lessons": 8}, True, False),
        ({"lessons": 8, "cycles": True}, False, True),
        ({"rule": Rule(Freq.WEEKLY, count=3)}, False, False),
        ({"rule": Rule(Freq.WEEKLY, count=3), "lessons": 8, "cycles": True}, False, False),
    ],
)
def test_lessons_that_are_walked_once_end_a_series(values, walks, endless):
    pattern = replace(PATTERN, **values)
    assert (pattern.walks, pattern.endless) == (walks, endless)


@pytest.mark.parametrize("policy", ClosurePolicy)
def test_only_push_puts_the_rest_off(policy):
    assert replace(PATTERN, on_closure=policy).pushes is (policy is ClosurePolicy.PUSH)


@pytest.mark.parametrize("status", SessionStatus)
def test_what_happened_or_has_marks_is_pinned(status):
    assert replace(USUAL, status=status).pinned is (status in HAPPENED)
    assert replace(USUAL, status=status, marked=True).pinned
    assert replace(USUAL, status=status).cancelled is (status is SessionStatus.CANCELLED)


def test_a_session_that_a_closed_day_shifted_was_not_moved_by_hand():
    next_day = START + timedelta(days=1)
    assert not replace(USUAL, planned_local=next_day, start_local=next_day).moved
    assert replace(USUAL, planned_local=next_day).moved
    assert replace(USUAL, start_local=next_day).moved


@pytest.mark.parametrize(
    ("lesson", "last", "numbers"), [(None, None, []), (3, None, [3]), (3, 5, [3, 4, 5]), (None, 5, [])]
)
def test_joined_lessons_go_from_the_first_to_the_last(lesson, last, numbers):
    assert list(replace(USUAL, lesson=lesson, last_lesson=last).lessons) == numbers


def test_a_cancelled_session_is_silent_where_its_lesson_went_on():
    off = replace(USUAL, status=SessionStatus.CANCELLED)
    assert off.silent
    assert not replace(off, lesson=2).silent
    assert not USUAL.silent


@pytest.mark.parametrize(
    "own",
    [
        {"minutes": 45},
        {"room_id": None},
        {"mode": Mode.ONLINE},
        {"leader_ids": (1,)},
        {"title": "Picnic"},
        {"by_hand": True},
        {"start_local": START + timedelta(hours=1)},
    ],
)
def test_whatever_was_decided_for_one_session_makes_it_an_exception(own):
    assert replace(USUAL, **own).is_exception(PATTERN)


@pytest.mark.parametrize("same", [{}, {"status": SessionStatus.CANCELLED}, {"lesson": 3}, {"marked": True}])
def test_being_cancelled_is_no_exception(same):
    assert not replace(USUAL, **same).is_exception(PATTERN)


def test_all_begins_at_the_first_that_was_not_held_and_has_not_begun():
    weeks = [
        replace(USUAL, id=at, starts_at=USUAL.starts_at + timedelta(weeks=at), status=status)
        for at, status in enumerate(
            [SessionStatus.SCHEDULED, SessionStatus.HELD, SessionStatus.CANCELLED, SessionStatus.SCHEDULED]
        )
    ]
    assert first_to_come(weeks, USUAL.starts_at - timedelta(seconds=1)) == 0
    # one that begins this very moment has begun
    assert first_to_come(weeks, USUAL.starts_at) == 2
    assert first_to_come(weeks, weeks[3].starts_at) is None
    assert first_to_come([], USUAL.starts_at) is None


def test_a_wall_time_that_a_clock_change_leaves_out_moves_forward():
    assert instant(datetime(2026, 3, 8, 2, 30), NEW_YORK) == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    assert instant(START, NEW_YORK) == datetime(2026, 3, 5, 23, 30, tzinfo=UTC)
    assert USUAL.ends_at == datetime(2026, 3, 6, 0, 30, tzinfo=UTC)
