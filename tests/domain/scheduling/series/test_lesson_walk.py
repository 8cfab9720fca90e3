"""Lessons of an edited series: as ever where nobody chose one; around what was chosen where somebody did."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.scheduling.closures import closed_day
from facilitator.domain.scheduling.series.edits import EditWish
from facilitator.domain.scheduling.series.horizon import following
from facilitator.domain.scheduling.series.lesson_walk import Course
from facilitator.domain.scheduling.series.put_off import put_off
from facilitator.words import ClosurePolicy, SessionStatus
from tests.domain.scheduling.series.test_edits import at, edited, pattern_of, stored

THURSDAYS = "FREQ=WEEKLY;BYDAY=TH"
OFF = {"status": SessionStatus.CANCELLED}


def eight(closures=(), lessons=8):
    return stored(pattern_of(THURSDAYS, lessons=lessons), closures, lessons=lessons)


def by_hand(meetings, **chosen):
    """Meetings with lessons chosen: ``s3=1`` or ``s3=(1, 2)``; autos as given by ``auto=[...]`` in order."""
    auto = iter(chosen.pop("auto", ()))
    after = []
    for number, each in enumerate(meetings, 1):
        wanted = chosen.get(f"s{number}")
        if wanted is None:
            after.append(replace(each, lesson=next(auto, each.lesson)))
        else:
            first, *rest = wanted if isinstance(wanted, tuple) else (wanted,)
            after.append(replace(each, lesson=first, last_lesson=rest[0] if rest else None, by_hand=True))
    return after


def lessons(meetings):
    return [(each.lesson, each.last_lesson) if each.last_lesson else each.lesson for each in meetings]


def later(plan):
    """The lessons of an edited series, in order."""
    after = [*(each.after for each in plan.changed), *plan.kept, *plan.added]
    return lessons(sorted(after, key=lambda each: each.original_local))


@st.composite
def plain_series(draw):
    """Ranks of a series in which nobody chose a lesson, with the ranks where a session can be held."""
    number = draw(st.integers(1, 8))
    total = draw(st.integers(1, 12))
    cycles = draw(st.booleans())
    meetings, lesson = {}, draw(st.integers(1, number))
    first = lesson
    for rank in range(total):
        kind = draw(st.sampled_from(["there", "there", "lost", "silent", "pinned", "cancelled"]))
        (base,) = eight(lessons=1)
        wanted = (lesson - 1) % number + 1 if cycles else (lesson if lesson <= number else None)
        if kind == "silent":
            meetings[rank] = replace(base, lesson=None, **OFF)
            continue
        if kind != "lost" or (rank and cycles):
            meetings[rank] = replace(
                base, lesson=wanted, marked=kind == "pinned", **(OFF if kind == "cancelled" and wanted else {})
            )
        lesson += 1
    places = draw(st.sets(st.integers(0, total + 2)))
    return meetings, places, total + 2, first, number, cycles


@given(plain_series())
def test_where_nobody_chose_a_place_of_the_rule_has_the_lesson_that_it_ever_had(series):
    meetings, places, last, first, number, cycles = series
    if not any(each.lesson for each in meetings.values()):
        return
    expected, silent = {}, 0
    for rank in range(last + 1):
        each = meetings.get(rank)
        if each is not None and each.silent:
            silent += 1
            expected[rank] = None
        elif rank in places:
            lesson = first + rank - silent
            expected[rank] = (lesson - 1) % number + 1 if cycles else (lesson if lesson <= number else None)
    assert Course(meetings, lessons=number, cycles=cycles).walk(places, last) == expected


@pytest.mark.parametrize(
    ("chosen", "auto", "stays"),
    [
        ({"s2": 1}, [1, 2, 3, 4, 5, 6, 7], [1, 1, 2, 3, 4, 5, 6, 7]),
        ({"s2": 5, "s5": 2}, [1, 3, 4, 6, 7, 8], [1, 5, 3, 4, 2, 6, 7, 8]),
        ({"s1": (1, 2)}, [3, 4, 5, 6, 7, 8, None], [(1, 2), 3, 4, 5, 6, 7, 8, None]),
        ({"s3": 3, "s4": 3}, [1, 2, 4, 5, 6, 7], [1, 2, 3, 3, 4, 5, 6, 7]),
    ],
    ids=["repeated", "swapped", "joined", "split"],
)
def test_an_edit_keeps_what_was_chosen_and_the_order_around_it(chosen, auto, stays):
    pattern = pattern_of(THURSDAYS, lessons=8)
    meetings = by_hand(eight(), auto=auto, **chosen)
    assert lessons(meetings) == stays
    plan = edited(pattern, meetings, EditWish(start=at(6)))
    assert (later(plan), plan.added, plan.removed) == (stays, (), ())
    # from the third on, as one would after two weeks
    parted = edited(pattern, meetings, EditWish(start=at(20)), at=2)
    assert later(parted) == stays


def test_a_lost_date_that_is_lost_still_takes_what_it_took():
    pattern = pattern_of(THURSDAYS, lessons=5)
    closures = [closed_day(date(2026, 3, 19), "Paint")]
    meetings = by_hand(eight(closures, 5), s2=1, auto=[1, 2, 4])
    assert lessons(meetings) == [1, 1, 2, 4]  # 3 is lost with the closed day, 5 has no date
    assert later(edited(pattern, meetings, EditWish(start=time(19)), closures=closures)) == [1, 1, 2, 4]
    # open again: its lesson comes back in order
    assert later(edited(pattern, meetings, EditWish(start=time(19)))) == [1, 1, 2, 3, 4]


def test_a_date_that_opens_for_joined_lessons_gives_room_to_a_lost_one():
    """Nothing is lost where there is a session for it: 5 went with a closed day, and the open date makes up for it."""
    pattern = pattern_of(THURSDAYS + ";COUNT=6", lessons=6)
    closures = [closed_day(date(2026, 3, 19), "Paint"), closed_day(date(2026, 4, 2), "Snow")]
    meetings = by_hand(eight(closures, 6), s1=(1, 2), auto=[3, 4, 6])
    assert later(edited(pattern, meetings, EditWish(start=time(19)), closures=closures)) == [(1, 2), 3, 4, 6]
    assert later(edited(pattern, meetings, EditWish(start=time(19)), closures=closures[1:])) == [(1, 2), 3, 4, 5, 6]


def test_a_date_that_is_lost_now_takes_the_next_lesson_and_leaves_what_was_chosen():
    pattern = pattern_of(THURSDAYS + ";COUNT=6", lessons=6)
    meetings = by_hand(eight(lessons=6), s2=4, s4=2)
    closures = [closed_day(date(2026, 3, 20), "Paint")]
    plan = edited(pattern, meetings, EditWish(start=at(6)), closures=closures)
    assert later(plan) == [1, 4, 2, 5, 6]
    assert "Lesson 3 has no session any more." in plan.warnings


def test_a_chosen_lesson_whose_date_goes_is_asked_about():
    pattern = pattern_of(THURSDAYS + ";COUNT=6", lessons=6)
    meetings = by_hand(eight(lessons=6), s6=2)
    plan = edited(pattern, meetings, EditWish(repeat="every thursday, 4 times"))
    assert [each.meeting.id for each in plan.unfit] == [6]


def test_what_an_earlier_or_later_series_holds_is_not_given_again():
    pattern = pattern_of(THURSDAYS + ";COUNT=4", start=at(26), lessons=8)
    series = [replace(each, lesson=lesson) for each, lesson in zip(stored(pattern), [3, 4, 6, 7], strict=True)]
    earlier = by_hand(eight()[:3], s3=5)
    last = replace(eight()[7], lesson=8, by_hand=True, original_local=at(30, month=4), id=99)
    plan = edited(pattern, series, EditWish(repeat="every thursday, 5 times"), others=[*earlier, last])
    assert later(plan) == [3, 4, 6, 7, None]


def test_a_put_off_session_takes_the_choice_along():
    pattern = pattern_of(THURSDAYS, lessons=4)
    meetings = by_hand(eight(lessons=4), s2=3, s3=2)
    plan = put_off(pattern, meetings, 1, reason="snow")
    assert [(each.after.lesson, each.after.by_hand) for each in plan.changed] == [(None, False), (3, True), (2, True)]
    assert (plan.added[0].lesson, plan.added[0].by_hand) == (4, False)
    after = [meetings[0], *(each.after for each in plan.changed), replace(plan.added[0], id=9)]
    assert later(edited(plan.pattern, after, EditWish(start=at(6)))) == [1, None, 3, 2, 4]


def test_lessons_that_go_round_go_on_with_the_one_given_longest_ago():
    pattern = pattern_of(THURSDAYS, lessons=4, cycles=True, stored_until=date(2026, 4, 2))
    meetings = [
        replace(each, lesson=lesson, by_hand=hand)
        for each, (lesson, hand) in zip(
            stored(pattern_of(THURSDAYS + ";COUNT=5")),
            [(1, False), (3, True), (2, False), (4, False), (1, False)],
            strict=True,
        )
    ]
    fresh, _ = following(pattern, meetings, date(2026, 5, 7))
    assert lessons(fresh) == [3, 2, 4, 1, 3]
    # one that was passed over waits at the end of the round, and is not forgotten
    passed_over = [replace(each, lesson=lesson) for each, lesson in zip(meetings, [1, 2, 4, 1, 2], strict=True)]
    fresh, _ = following(pattern, [replace(each, by_hand=False) for each in passed_over], date(2026, 5, 7))
    assert lessons(fresh) == [3, 4, 1, 2, 3]
    endless = replace(pattern, stored_until=None)
    plan = edited(endless, meetings, EditWish(start=time(19)))
    assert later(plan)[:9] == [1, 3, 2, 4, 1, 3, 2, 4, 1]


def test_lessons_that_go_round_do_not_shift_for_a_date_that_was_lost_already():
    """The plan gives a closed day no lesson of a round, and so does an edit."""
    pattern = pattern_of(THURSDAYS + ";COUNT=6", lessons=3, cycles=True)
    closures = [closed_day(date(2026, 3, 19), "Paint")]
    meetings = [replace(each, lesson=at % 3 + 1) for at, each in enumerate(stored(pattern, closures))]
    plan = edited(pattern, meetings, EditWish(start=time(19)), closures=closures)
    assert later(plan) == lessons(meetings) == [1, 2, 3, 1, 2]


def test_push_keeps_every_lesson_around_a_choice():
    pattern = pattern_of(THURSDAYS, lessons=6, on_closure=ClosurePolicy.PUSH)
    meetings = by_hand(stored(pattern, lessons=6), s2=3, s3=2)
    plan = edited(pattern, meetings, EditWish(start=at(6)), closures=[closed_day(date(2026, 3, 13), "Paint")])
    assert later(plan) == [1, 3, 2, 4, 5, 6]
