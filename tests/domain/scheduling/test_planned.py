"""Terms and planned sessions: what pushes, how many there are to be, what moved and why."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.domain.dates.rule import Freq, Rule
from facilitator.domain.scheduling.planned import PlannedSession, PlanTerms
from facilitator.words import ClosurePolicy, GapPolicy
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
START = datetime(2026, 3, 5, 18, 30)


def terms(rule, policy=ClosurePolicy.SKIP, lessons=None):
    return PlanTerms(
        START,
        NEW_YORK,
        rule,
        60,
        policy,
        lessons,
        None,
        None,
        GapPolicy.FORWARD,
        frozenset(range(7)),
        lambda _ordinal, _lost: False,
    )


@pytest.mark.parametrize("policy", ClosurePolicy)
def test_only_push_puts_the_rest_off(policy):
    assert terms(Rule(Freq.WEEKLY), policy).pushes is (policy is ClosurePolicy.PUSH)


@pytest.mark.parametrize(
    ("rule", "lessons", "number"),
    [
        (Rule(Freq.WEEKLY), None, None),
        (Rule(Freq.WEEKLY), 8, 8),
        (Rule(Freq.WEEKLY, count=4), 8, 4),
        (Rule(Freq.WEEKLY, count=12), 8, 12),
        (Rule(Freq.WEEKLY, until=datetime(2026, 6, 1, tzinfo=UTC)), 8, None),
    ],
)
def test_a_count_goes_before_the_lessons_and_lessons_end_what_has_no_end(rule, lessons, number):
    assert terms(rule, lessons=lessons).number == number


def planned(original, start, starts_at):
    return PlannedSession(original, start, starts_at, starts_at + timedelta(hours=1), 60)


def test_a_session_that_was_shifted_and_one_that_a_clock_change_moved_are_told_apart():
    usual = planned(START, START, START.replace(tzinfo=NEW_YORK))
    assert (usual.shifted, usual.moved_by_gap) == (False, False)
    next_day = START + timedelta(days=1)
    shifted = planned(START, next_day, next_day.replace(tzinfo=NEW_YORK))
    assert (shifted.shifted, shifted.moved_by_gap) == (True, False)
    gap = datetime(2026, 3, 8, 2, 30)
    moved = planned(gap, gap, datetime(2026, 3, 8, 3, 30, tzinfo=NEW_YORK))
    assert (moved.shifted, moved.moved_by_gap) == (False, True)
    assert moved.starts_at_utc == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    assert moved.ends_at_utc == datetime(2026, 3, 8, 8, 30, tzinfo=UTC)
