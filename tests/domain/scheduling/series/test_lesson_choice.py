"""Lessons that somebody chooses: nothing is lost without need, what was chosen stays, the rest keeps its order."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facilitator.domain.scheduling.closures import closed_day
from facilitator.domain.scheduling.series.edits import EditWish, Misfit
from facilitator.domain.scheduling.series.lesson_choice import LessonAct, Walk, choose, follower, spread_anew
from facilitator.domain.scheduling.series.lesson_walk import lessons_of
from facilitator.errors import Refused
from facilitator.words import SessionStatus
from tests.domain.scheduling.series.test_edits import edited, pattern_of, stored

THURSDAYS = "FREQ=WEEKLY;BYDAY=TH"
PAINT = [closed_day(date(2026, 3, 19), "Paint")]


def group(number=5, closures=(), lessons=None):
    return stored(pattern_of(f"{THURSDAYS};COUNT={number}"), closures, lessons=lessons or number)


def fixed(number=5, settled=()):
    return Walk(number, False, frozenset(settled))


def said(meetings):
    """Lessons in a line: ``1``, ``1+2``, ``3/2`` for the second part of the third, ``-`` for none."""
    return " ".join(
        "-" if each.lesson is None else "+".join(map(str, each.lessons)) + (f"/{each.part}" if each.part else "")
        for each in meetings
    )


def after(meetings, at, act, walk=None, **more):
    return choose(meetings, at, LessonAct(act), walk or fixed(), **more)


@pytest.mark.parametrize(
    ("at", "act", "more", "then"),
    [
        (1, "take", {"lesson": 4}, "1 4 2 3 5"),
        (3, "take", {"lesson": 1}, "1 2 3 1 4"),
        (1, "take", {"lesson": 2}, "1 2 3 4 5"),
        (1, "repeat", {}, "1 1 2 3 4"),
        (1, "swap", {"other": 2}, "1 3 2 4 5"),
        (0, "swap", {"other": 4}, "5 2 3 4 1"),
        (1, "join", {}, "1 2+3 4 5 -"),
        (1, "split", {}, "1 2/1 2/2 3 4"),
    ],
)
def test_each_act_on_five_sessions(at, act, more, then):
    assert said(after(group(), at, act, **more)) == then


@pytest.mark.parametrize(
    ("at", "act", "more", "then"),
    [
        (0, "swap", {"other": 1}, "2 1 4 5"),
        (1, "repeat", {}, "1 1 2 4"),
        (1, "join", {}, "1 2+3 4 5"),
        (0, "join", {}, "1+2 3 4 5"),
        (2, "join", {}, "1 2 4+5 3"),
        (1, "take", {"lesson": 3}, "1 3 2 4"),
    ],
)
def test_a_lesson_that_a_closed_day_took_comes_back_only_where_there_is_room(at, act, more, then):
    made = group(closures=PAINT)
    assert said(made) == "1 2 4 5"
    assert said(after(made, at, act, **more)) == then


def test_what_was_held_keeps_its_lesson_and_is_repeated_from_nobody():
    made = [replace(each, status=SessionStatus.HELD) if each.id < 3 else each for each in group()]
    walk = fixed(settled={1, 2})
    assert said(after(made, 2, "repeat", walk)) == "1 2 2 3 4"
    assert said(after(made, 2, "take", walk, lesson=1)) == "1 2 1 3 4"
    with pytest.raises(Refused, match="lesson 5 was given before"):
        after(group(), 3, "join", fixed(settled={5}))


def test_a_cancelled_session_keeps_the_lesson_that_was_lost_with_it():
    made = [replace(each, status=SessionStatus.CANCELLED) if each.id == 3 else each for each in group()]
    assert said(after(made, 1, "repeat")) == "1 1 3 2 4"
    assert said(after(made, 1, "split")) == "1 2/1 3 2/2 4"


def test_a_session_that_has_marks_keeps_its_lesson():
    made = [replace(each, marked=each.id == 4) for each in group()]
    assert said(after(made, 1, "repeat", fixed(settled={4}))) == "1 1 2 4 3"


def test_back_to_the_plan():
    split = after(group(), 1, "split")
    assert after(split, 1, "plan") == group()
    assert after(split, 2, "plan") == group()
    assert after(after(group(), 0, "join"), 0, "plan") == group()
    assert after(after(group(), 1, "take", lesson=4), 1, "plan") == group()
    with pytest.raises(Refused, match="the plan gives it"):
        after(group(), 1, "plan")


def test_swapped_back_is_as_planned():
    swapped = after(group(), 1, "swap", other=3)
    assert said(swapped) == "1 4 3 2 5"
    assert after(swapped, 3, "swap", other=1) == group()


def test_another_lesson_for_a_part_gives_the_other_part_back():
    split = after(group(), 1, "split")
    assert said(after(split, 1, "take", lesson=5)) == "1 5 2 3 4"


def test_joined_lessons_can_take_in_one_more():
    assert said(after(after(group(), 0, "join"), 0, "join")) == "1+2+3 4 5 - -"


@pytest.mark.parametrize(
    ("made", "at", "act", "more", "why"),
    [
        (group, 4, "join", {}, "no lesson follows the last one"),
        (group, 4, "split", {}, "no session comes after it"),
        (group, 0, "repeat", {}, "no session before this one"),
        (group, 0, "swap", {"other": 0}, "with itself"),
        (lambda: after(group(), 0, "join"), 0, "split", {}, "joined lessons or a part already"),
        (lambda: after(group(), 0, "split"), 0, "join", {}, "has a part of a lesson"),
        (lambda: after(group(), 2, "take", lesson=2), 0, "join", {}, "lesson 2 was chosen for Thu 19 Mar 2026"),
        (lambda: after(group(), 2, "take", lesson=2), 1, "split", {}, "on Thu 19 Mar 2026 was chosen by hand"),
        (lambda: after(group(), 0, "join"), 4, "swap", {"other": 1}, "no lesson to swap"),
        (lambda: after(group(), 0, "join"), 4, "join", {}, "no lesson to join"),
        (lambda: after(group(), 0, "join"), 4, "split", {}, "no lesson to split"),
        (lambda: after(group(), 1, "take", lesson=4), 1, "take", {"lesson": 4}, "has that lesson already"),
    ],
)
def test_what_cannot_be_chosen_is_refused(made, at, act, more, why):
    with pytest.raises(Refused, match=why):
        after(made(), at, act, **more)


def test_where_lessons_go_round_a_choice_goes_to_the_end_of_the_round():
    pattern = pattern_of(f"{THURSDAYS};COUNT=8", lessons=4, cycles=True)
    made = [replace(each, lesson=at % 4 + 1) for at, each in enumerate(stored(pattern))]
    walk = Walk(4, True, frozenset())
    assert said(made) == "1 2 3 4 1 2 3 4"
    assert said(after(made, 1, "take", walk, lesson=4)) == "1 4 2 3 1 4 2 3"
    assert said(after(made, 3, "repeat", walk)) == "1 2 3 3 4 1 2 3"
    assert after(after(made, 1, "take", walk, lesson=4), 1, "plan", walk) == made


def test_a_lesson_of_a_round_that_a_lost_date_took_stays_passed_over():
    pattern = pattern_of(f"{THURSDAYS};COUNT=7", lessons=4, cycles=True)
    made = [replace(each, lesson=lesson) for each, lesson in zip(stored(pattern), [1, 2, 4, 1, 2, 3, 4], strict=True)]
    assert said(after(made, 4, "take", Walk(4, True, frozenset()), lesson=3)) == "1 2 4 1 3 2 4"


def acts(number):
    place = st.integers(0, number - 1)
    return st.lists(
        st.tuples(st.sampled_from(list(LessonAct)), place, st.integers(1, number), place), min_size=1, max_size=5
    )


def played(meetings, chosen, walk):
    for act, at, lesson, other in chosen:
        try:
            meetings = choose(
                meetings, min(at, len(meetings) - 1), act, walk, lesson=lesson, other=min(other, len(meetings) - 1)
            )
        except Refused:
            continue
    return meetings


CLOSED = st.lists(st.dates(date(2026, 3, 5), date(2026, 4, 30)), max_size=3).map(
    lambda days: [closed_day(day, "Paint") for day in days]
)


@settings(max_examples=150, deadline=None)
@given(acts(6), CLOSED)
def test_the_order_stays_and_each_lesson_is_given_once_unless_it_is_repeated(chosen, closures):
    made = stored(pattern_of(f"{THURSDAYS};COUNT=6"), closures, lessons=6)
    assume(made)
    done = played(made, chosen, fixed(6))
    plain = [each.lesson for each in done if not each.by_hand and each.lesson is not None]
    assert plain == sorted(set(plain))
    for place, each in enumerate(done):
        # what is chosen for a day to come is not given before it, unless that day repeats it
        ahead = lessons_of(one for one in done[:place] if one.by_hand)
        assert each.by_hand or each.lesson not in ahead
    # a session without a lesson comes last, and only once no lesson waits any more
    idle = [each for each in done if each.lesson is None]
    if idle:
        assert len(lessons_of(done)) == 6
        assert all(each.by_hand for each in done[done.index(idle[0]) :] if each.lesson is not None)


@settings(max_examples=150, deadline=None)
@given(acts(6), st.integers(0, 5), st.integers(0, 5), st.integers(1, 6))
def test_a_swap_and_a_lesson_taken_from_later_lose_nothing(chosen, at, other, lesson):
    made = played(group(6), chosen, fixed(6))
    for act in (LessonAct.SWAP, LessonAct.TAKE):
        try:
            done = choose(made, at, act, fixed(6), lesson=lesson, other=other)
        except Refused:
            continue
        planned_later = any(lesson in each.lessons and not each.by_hand for each in made[at:])
        if act is LessonAct.SWAP or (planned_later and not made[at].by_hand):
            assert lessons_of(done) >= lessons_of(made)


@settings(max_examples=200, deadline=None)
@given(acts(6), CLOSED, st.integers(0, 5), st.booleans())
def test_an_edit_of_the_time_changes_no_lesson(chosen, closures, at, cycles):
    pattern = pattern_of(f"{THURSDAYS};COUNT=6", lessons=6 if not cycles else 4, cycles=cycles)
    made = stored(pattern, closures, lessons=6)
    assume(made)
    if cycles:
        made = [replace(each, lesson=number % 4 + 1) for number, each in enumerate(made)]
    walk = Walk(pattern.lessons, cycles, frozenset())
    done = played(
        made, [(act, where, min(lesson, pattern.lessons), other) for act, where, lesson, other in chosen], walk
    )
    where = min(at, len(done) - 1)
    plan = edited(pattern, done, EditWish(start=time(19)), where, closures=closures, misfits=Misfit.KEEP)
    assert [(each.after.id, said([each.after])) for each in plan.changed] == [
        (each.id, said([each])) for each in done[where:]
    ]
    assert plan.added == plan.removed == ()


@settings(max_examples=100, deadline=None)
@given(acts(6), st.integers(0, 5), st.booleans())
def test_what_is_chosen_leaves_every_session_before_it_alone(chosen, at, cycles):
    made = group(6)
    walk = Walk(6, cycles, frozenset())
    held = Walk(6, cycles, frozenset(each.id for each in made[:at]))
    done = played(made, [one for one in chosen if one[1] >= at and one[3] >= at], held)
    assert done[:at] == made[:at]
    assert follower(done, 5, walk) is None


def test_in_a_newer_edition_a_new_lesson_replaces_the_one_that_is_gone_not_what_a_closed_day_took():
    before = group(5, PAINT)
    mapped = [replace(each, lesson=None) if each.lesson == 4 else each for each in before]
    assert (said(before), said(mapped)) == ("1 2 4 5", "1 2 - 5")
    places = {1: 1, 2: 2, 3: 3, 4: None, 5: 5}
    assert said(spread_anew(before, mapped, fixed(), places)) == "1 2 4 5"
