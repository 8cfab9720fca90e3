"""The agenda of a session: what shrinks, what grows, and the room that a first session makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.curricula.curriculum import Lesson
from facilitator.domain.sessions.lesson_mix import mix
from facilitator.domain.sessions.session_plan import SessionPlan, least_minutes, plan_session
from tests.domain.sessions.test_lesson_mix import REST, item, lesson


def test_what_shrinks_is_said():
    plan = plan_session(REST, 50)
    assert plan.minutes == (5, 12, 7, 16, 5, 5)
    assert plan.shrank == ("Check-in 15 -> 12", "More than sleep 10 -> 7", "Four corners 20 -> 16")
    assert plan.lines == ("Shorter than planned: Check-in 15 -> 12, More than sleep 10 -> 7, Four corners 20 -> 16.",)
    assert plan_session(REST, 60) == SessionPlan(REST, (5, 15, 10, 20, 5, 5))


def test_what_grows_is_said():
    plan = plan_session(REST, 69)
    assert plan.minutes == (5, 18, 12, 24, 5, 5)
    assert plan.lines == ("Longer than planned: Check-in 15 -> 18, More than sleep 10 -> 12, Four corners 20 -> 24.",)


def test_spare_minutes_of_a_part_are_its_core():
    whole = (lesson("Calm", item("What stress is for", 5), item("Breathe", 5)), REST)
    for part, title in enumerate(("What stress is for", "Breathe"), 1):
        plan = plan_session(mix(whole, 1, part=part, parts=2), 60)
        assert plan.minutes == (5, 15, 30, 5, 5)
        assert plan.lines == (f"Longer than planned: {title} 5 -> 30.",)
    first = plan_session(mix(whole, 1, part=1, parts=2), 60, first=True)
    assert first.minutes == (20, 15, 15, 5, 5)


def test_a_lesson_that_does_not_fit_is_laid_out_all_the_same():
    plan = plan_session(REST, 30)
    assert sum(plan.minutes) == 42
    assert plan.notes == ("This lesson needs at least 42 minutes, and the session has 30.",)
    assert plan_session(Lesson("a", "A", 30, ""), 30).minutes == ()


def test_a_first_session_makes_room_for_agreements():
    plan = plan_session(REST, 60, first=True)
    assert (plan.minutes[0], sum(plan.minutes)) == (20, 60)
    assert plan.notes == ("A first session makes its agreements: Welcome and agreements 5 -> 20.",)
    assert plan.shrank == ("Check-in 15 -> 11", "More than sleep 10 -> 6", "Four corners 20 -> 13")
    # with time to spare nothing shrinks
    assert plan_session(REST, 90, first=True).shrank == ()


@pytest.mark.parametrize(
    ("minutes", "room", "told"),
    [(57, 20, False), (50, 13, True), (42, 5, True)],
)
def test_a_first_session_takes_no_more_than_the_others_can_spare(minutes, room, told):
    plan = plan_session(REST, minutes, first=True)
    assert (plan.minutes[0], sum(plan.minutes)) == (room, minutes)
    assert ("the others cannot spare more" in " ".join(plan.notes)) is told


def test_without_agreements_the_first_item_makes_room_and_twenty_minutes_are_enough():
    circle = Lesson("a", "A", 60, "", (), (item("Circle", 10), item("Talk", 40, 20), item("Close", 10)))
    assert plan_session(circle, 60, first=True).minutes == (20, 30, 10)
    ready = Lesson("a", "A", 60, "", (), (item("Hello", 10), item("Our agreements", 25), item("Talk", 25, 5)))
    assert plan_session(ready, 60, first=True) == plan_session(ready, 60)


def test_a_lesson_in_its_least_minutes_is_no_warning():
    assert least_minutes(REST) == 42
    assert plan_session(REST, 42).notes == ()
    assert plan_session(REST, 41).notes != ()


agendas = st.lists(
    st.tuples(st.sampled_from(["Hello", "Our agreements", "Talk"]), st.integers(1, 60), st.integers(1, 60)),
    min_size=1,
    max_size=6,
).map(lambda drawn: tuple(item(title, max(pair), min(pair)) for title, *pair in drawn))


@given(agendas, st.integers(1, 300), st.booleans())
def test_minutes_are_all_given_out_and_no_item_gets_less_than_its_least(items, minutes, first):
    one = Lesson("a", "A", sum(each.minutes for each in items), "", (), items)
    plan = plan_session(one, minutes, first=first)
    assert sum(plan.minutes) == max(minutes, least_minutes(one))
    assert all(given >= each.least_minutes for given, each in zip(plan.minutes, items, strict=True))
    said = len(plan.shrank) + len(plan.grew) + sum("makes its agreements:" in note for note in plan.notes)
    assert said == sum(given != each.minutes for given, each in zip(plan.minutes, items, strict=True))
