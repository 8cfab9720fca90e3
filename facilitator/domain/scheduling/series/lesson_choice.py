"""Somebody chooses a lesson: take one, repeat, swap, join, split, or go back to the plan; the others make room.

What was chosen stays, and the other lessons keep their order around it. Where lessons are walked once, a session too
few leaves the last one without a date; a session too many brings back what a closed day took, or has no lesson.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.scheduling.meetings import Meeting
from facilitator.domain.scheduling.series.lesson_queue import LessonQueue
from facilitator.domain.scheduling.series.lesson_walk import waiting
from facilitator.domain.scheduling.series.put_off import taught_as
from facilitator.errors import Refused


class LessonAct(StrEnum):
    """What can be chosen for a session."""

    TAKE = "take"
    REPEAT = "repeat"
    SWAP = "swap"
    JOIN = "join"
    SPLIT = "split"
    PLAN = "plan"


Places = Mapping[int, int | None]
"""The number that each lesson of the old edition has in the new one; None where it is gone."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How a group goes through its lessons: how many there are, and whether they go round.

    ``settled`` are the ids of sessions whose lesson stays whatever is chosen elsewhere: held, marked, begun.
    """

    lessons: int
    cycles: bool
    settled: Container[int]

    def stays(self, each: Meeting) -> bool:
        """Whether a session keeps the lesson that it has."""
        return each.by_hand or each.cancelled or each.id in self.settled


def choose(
    meetings: Sequence[Meeting],
    at: int,
    act: LessonAct,
    walk: Walk,
    *,
    lesson: int | None = None,
    other: int | None = None,
) -> list[Meeting]:
    """All sessions of a group, in order, once the one at that place has what was chosen for it.

    ``lesson`` is the number to take, ``other`` the place of the session to swap with. Places that are behind the end
    of what was stored are new sessions that have no lesson yet.

    Raises:
        Refused: where it cannot be chosen, with what can be done instead.
    """
    wished = _wished(meetings, at, act, walk, lesson, other)
    after = spread(meetings, wished, walk)
    if act is not LessonAct.SWAP or other is None:
        return after
    # lessons that were swapped back are as planned again
    plain = [replace(each, by_hand=False) if place in (at, other) else each for place, each in enumerate(wished)]
    planned = spread(meetings, plain, walk)
    as_planned = [replace(each, by_hand=False) for each in planned] == [replace(each, by_hand=False) for each in after]
    return planned if as_planned else after


def spread(before: Sequence[Meeting], wished: Sequence[Meeting], walk: Walk) -> list[Meeting]:
    """Give the lessons that wait to the sessions that are ``wished``; ``before`` is how things stand."""
    if walk.cycles:
        return _go_round(before, wished, walk)
    return _spread(before, wished, walk, _lost(before))


def spread_anew(before: Sequence[Meeting], mapped: Sequence[Meeting], walk: Walk, places: Places) -> list[Meeting]:
    """Give the lessons of a newer edition: ``mapped`` are the sessions of ``before`` with their lessons' new numbers.

    What a closed day took stays lost. A lesson that had no session, such as a new one, takes that of a lesson that is
    gone, first the one in whose place it stands; without such a session it is passed over, and the others stay.
    """
    if walk.cycles:
        # a new round begins: what the old one passed over says nothing about new lessons
        return _go_round((), mapped, walk)
    taken = {places.get(lesson) for lesson in _lost(before)}
    lost = _lost(mapped)
    for at, each in enumerate(mapped):
        if each.lesson is None and before[at].lesson is not None and not walk.stays(each):
            above = next((one.lessons[-1] for one in mapped[:at][::-1] if one.lesson and not one.by_hand), 0)
            below = next((one.lesson for one in mapped[at:] if one.lesson and not one.by_hand), walk.lessons)
            here = (lesson for lesson in lost if above < lesson < below and lesson not in taken)
            if (replacing := next(here, None)) is not None:
                lost.remove(replacing)
    return _spread(before, mapped, walk, lost)


def _spread(before: Sequence[Meeting], wished: Sequence[Meeting], walk: Walk, lost: Sequence[int]) -> list[Meeting]:
    after = _in_order(wished, walk, lost)
    idle = _idle(after, walk) - _idle([*before, *wished[len(before) :]], walk)
    # a session that is free now brings back what a closed day took
    return _in_order(wished, walk, lost[idle:]) if idle > 0 and lost else after


def follower(meetings: Sequence[Meeting], at: int, walk: Walk) -> int | None:
    """The place of the next session whose lesson can change; None where there is none."""
    later = range(at + 1, len(meetings))
    return next(
        (each for each in later if not meetings[each].cancelled and meetings[each].id not in walk.settled), None
    )


def _in_order(wished: Sequence[Meeting], walk: Walk, lost: Sequence[int]) -> list[Meeting]:
    now_so, after = list[Meeting](), list(wished)
    # a repetition may come before what it repeated now: then it is none, and takes its lesson
    for _ in range(walk.lessons):
        now_so = after
        queue = waiting((), now_so, walk.stays, walk.lessons, cycles=False)
        queue.take(lost)
        after = [each if walk.stays(each) else _given(each, queue.next()) for each in now_so]
        if after == now_so:
            break
    return after


def _go_round(before: Sequence[Meeting], wished: Sequence[Meeting], walk: Walk) -> list[Meeting]:
    queue = LessonQueue(range(1, walk.lessons + 1), cycles=True)
    passed: dict[int, list[int]] = {}
    for each in before:
        if each.lesson is not None and not each.by_hand:
            passed[each.id] = queue.reach(each.lesson)
        queue.take(each.lessons)
    queue = LessonQueue(range(1, walk.lessons + 1), cycles=True)
    after = []
    for each in wished:
        queue.take(passed.get(each.id, ()))
        if walk.stays(each):
            queue.take(each.lessons)
            after.append(each)
        else:
            after.append(_given(each, queue.next()))
    return after


def _given(each: Meeting, lesson: int | None) -> Meeting:
    return replace(each, lesson=lesson, last_lesson=None, part=None, parts=None)


def _lost(before: Sequence[Meeting]) -> list[int]:
    """Lessons that no session has, though a later one has its date: lost with a closed day."""
    there = {lesson for each in before for lesson in each.lessons}
    reached = max((each.lesson for each in before if each.lesson is not None and not each.by_hand), default=0)
    return [lesson for lesson in range(1, reached) if lesson not in there]


def _idle(meetings: Sequence[Meeting], walk: Walk) -> int:
    return sum(each.lesson is None and not walk.stays(each) for each in meetings)


def _wished(
    meetings: Sequence[Meeting], at: int, act: LessonAct, walk: Walk, lesson: int | None, other: int | None
) -> list[Meeting]:
    here = meetings[at]
    match act:
        case LessonAct.SWAP:
            return _swapped(meetings, at, other)
        case LessonAct.JOIN:
            return _joined(meetings, at, walk)
        case LessonAct.SPLIT:
            return _parted(meetings, at, walk)
        case LessonAct.PLAN:
            if not here.by_hand:
                raise Refused("this session has the lesson that the plan gives it", "Nothing was changed.")
            return _released(meetings, at, walk)
        case LessonAct.REPEAT:
            last = next((each for each in reversed(meetings[:at]) if each.lesson and not each.cancelled), None)
            if last is None:
                raise Refused("no session before this one has a lesson to repeat", "Choose a lesson by its number.")
            return _put(_released(meetings, at, walk), at, last.lesson, last.last_lesson)
        case LessonAct.TAKE:
            if (here.lesson, here.last_lesson, here.part, here.by_hand) == (lesson, None, None, True):
                raise Refused("this session has that lesson already", "Nothing was changed.")
            return _put(_released(meetings, at, walk), at, lesson)


def _put(meetings: Sequence[Meeting], at: int, lesson: int | None, last_lesson: int | None = None) -> list[Meeting]:
    chosen = _given(meetings[at], lesson)
    return [*meetings[:at], replace(chosen, last_lesson=last_lesson, by_hand=True), *meetings[at + 1 :]]


def _released(meetings: Sequence[Meeting], at: int, walk: Walk) -> list[Meeting]:
    """Without what was chosen for that session, and without the other parts of a lesson that is split there."""
    together = {meetings[at].id, *(each for each in _other_parts(meetings, at) if each not in walk.settled)}
    return [replace(each, by_hand=False) if each.id in together else each for each in meetings]


def _other_parts(meetings: Sequence[Meeting], at: int) -> set[int]:
    """The sessions that hold the other parts of a split lesson, by id: those before it, and those behind it."""
    here, found = meetings[at], set[int]()
    if here.part is None:
        return found
    for side, step in ((meetings[:at][::-1], -1), (meetings[at + 1 :], 1)):
        part = here.part
        for each in side:
            if (each.lesson, each.parts, each.part) == (here.lesson, here.parts, part + step):
                found.add(each.id)
                part += step
    return found


def _swapped(meetings: Sequence[Meeting], at: int, other: int | None) -> list[Meeting]:
    if other is None or other == at:
        raise Refused("a session cannot be swapped with itself", "Name another one of the group.")
    first, second = meetings[at], meetings[other]
    if first.lesson is None or second.lesson is None:
        raise Refused("one of the two has no lesson to swap", "Choose a lesson by its number instead.")
    swapped = list(meetings)
    swapped[at] = replace(taught_as(first, second), by_hand=True)
    swapped[other] = replace(taught_as(second, first), by_hand=True)
    return swapped


def _joined(meetings: Sequence[Meeting], at: int, walk: Walk) -> list[Meeting]:
    here = meetings[at]
    if here.lesson is None:
        raise Refused("this session has no lesson to join another one to", "Choose a lesson by its number.")
    if here.parts is not None:
        raise Refused("this session has a part of a lesson", "Go back to the plan first: --plan")
    following = here.lessons[-1] + 1
    if following > walk.lessons:
        raise Refused("no lesson follows the last one", "Join the session before it.")
    for each in meetings:
        if following in each.lessons and not walk.cycles and not each.cancelled:
            if each.by_hand:
                day = say_date(each.start_local.date())
                raise Refused(f"lesson {following} was chosen for {day}", "Go back to the plan there first: --plan")
            if each.id in walk.settled:
                raise Refused(f"lesson {following} was given before", "Choose it by its number to give it once more.")
    return _put(meetings, at, here.lesson, following)


def _parted(meetings: Sequence[Meeting], at: int, walk: Walk) -> list[Meeting]:
    here = meetings[at]
    if here.lesson is None:
        raise Refused("this session has no lesson to split", "Choose a lesson by its number.")
    if here.last_lesson is not None or here.parts is not None:
        raise Refused("this session has joined lessons or a part already", "Go back to the plan first: --plan")
    following = follower(meetings, at, walk)
    if following is None:
        raise Refused("no session comes after it for the second part", "Add one at the end: --extend")
    if meetings[following].by_hand:
        day = say_date(meetings[following].start_local.date())
        raise Refused(f"the lesson on {day} was chosen by hand", "Go back to the plan there first: --plan")
    parted = list(meetings)
    for part, place in enumerate((at, following), 1):
        chosen = _given(meetings[place], here.lesson)
        parted[place] = replace(chosen, part=part, parts=2, by_hand=True)
    return parted
