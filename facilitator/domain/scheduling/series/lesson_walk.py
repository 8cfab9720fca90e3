"""Which lesson each session of an edited series has: in order, with what was chosen by hand, none lost without need.

Lessons wait in a queue (:class:`LessonQueue`) and each session takes the one at its front. One that was chosen by hand
takes its own lesson wherever it waits; a lesson that was given before is repeated and taken from nobody. Where
lessons are walked once, those that sessions hold by hand are kept for them. A lost date takes a lesson along.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.scheduling.meetings import Meeting
from facilitator.domain.scheduling.series.lesson_queue import LessonQueue, from_lesson


class Course:
    """How lessons go on in a series from a session on; ``by_rank`` are its sessions at their places of the rule.

    ``before`` are all sessions of the group that lie before it, ``after`` those behind it in other series, both in
    order. They matter only where somebody chose a lesson by hand: without that, the lessons go on from the first one.
    """

    def __init__(
        self,
        by_rank: Mapping[int, Meeting],
        *,
        lessons: int,
        cycles: bool,
        before: Sequence[Meeting] = (),
        after: Sequence[Meeting] = (),
    ) -> None:
        self._by_rank = dict(sorted(by_rank.items()))
        self._lessons, self._cycles = lessons, cycles
        self._chosen = any(each.by_hand for each in (*before, *self._by_rank.values(), *after))
        first = first_lesson(list(self._by_rank.items()))
        self._over = first is None and not self._chosen
        if self._chosen:
            self._queue = waiting(before, [*self._by_rank.values(), *after], self._holds, lessons, cycles=cycles)
        else:
            over = LessonQueue((), cycles=cycles)
            self._queue = from_lesson(first, lessons, cycles=cycles) if first is not None else over
        self._along = {} if self._over else self._taken_along()

    @property
    def dates(self) -> int:
        """How many dates a rule without end needs until the last lesson."""
        if self._over:
            return self._lessons + sum(each.silent for each in self._by_rank.values())
        if not self._chosen:
            return max(1, len(self._queue) + sum(each.silent for each in self._by_rank.values()))
        idle = sum(each.silent or self._holds(each) for each in self._by_rank.values())
        idle += sum(lesson is None for lesson in self._along.values())
        # sessions without a lesson, because two were joined, stay; a lesson that was left out stays so
        reached = max((each.lesson for each in self._by_rank.values() if each.lesson and not each.by_hand), default=0)
        return max(max(self._by_rank) + 1, sum(lesson <= reached for lesson in self._queue) + idle)

    def walk(self, open_ranks: Container[int], last: int) -> dict[int, int | None]:
        """The lesson at each rank up to the last one, where a session can be held there; None for no lesson."""
        if self._over:
            return {}
        queue, found = self._queue.copy(), dict[int, int | None]()
        lost = {rank: lesson for rank, lesson in self._along.items() if rank not in open_ranks}
        for rank in range(last + 1):
            each = self._by_rank.get(rank)
            if each is not None and (each.silent or self._holds(each)):
                queue.take(each.lessons)
                found[rank] = each.lesson
                continue
            if rank in lost:
                lesson = lost[rank]
                queue.take(() if lesson is None else (lesson,))
                continue
            if each is not None and each.pinned and each.lesson is not None:
                queue = from_lesson(each.lesson, self._lessons, cycles=self._cycles)
            lesson = queue.next()
            if rank in open_ranks:
                found[rank] = lesson
        return found

    def _holds(self, each: Meeting) -> bool:
        """Whether a session keeps the lesson that it has, whatever waits."""
        settled = self._chosen and (each.pinned or each.cancelled) and each.lesson is not None
        return each.by_hand or settled

    def _taken_along(self) -> dict[int, int | None]:
        """The lesson that each lost date took along, None for none: told from the lessons around it.

        A date behind the last lesson is not among them: it takes whatever is next.
        """
        along: dict[int, int | None] = {}
        queue, lost, reached = self._queue.copy(), list[int](), -1
        for rank in range(max(self._by_rank, default=-1) + 1):
            each = self._by_rank.get(rank)
            if each is None:
                lost.append(rank)
            elif self._holds(each):
                queue.take(each.lessons)
            elif each.lesson is not None:
                passed = queue.reach(each.lesson)
                if reached < 0:
                    self._begin_at(each.lesson, len(lost))
                queue.next()
                fitting = min(len(lost), len(passed))
                pairs = zip(lost[len(lost) - fitting :], passed[len(passed) - fitting :], strict=True)
                along |= dict(pairs)
                lost = lost[: len(lost) - fitting]
                reached = rank
            elif reached < 0 and not each.silent:
                self._queue = LessonQueue((), cycles=self._cycles)  # lessons are over
                return {}
        return {**along, **{rank: None for rank in lost if rank < reached}}

    def _begin_at(self, lesson: int, dates: int) -> None:
        """Let the queue begin with the lessons of so many lost dates and then this one; those before stay lost."""
        ahead = self._queue.copy().reach(lesson)
        self._queue.reach([*ahead[max(0, len(ahead) - dates) :], lesson][0])


def first_lesson(ranked: Sequence[tuple[int, Meeting]]) -> int | None:
    """The lesson at rank 0, counted back from the first session that has one; None where lessons are over."""
    # the sessions before it are silent ones, which took no lesson
    for silent, (rank, each) in enumerate(ranked):
        if each.lesson is not None:
            return each.lesson - (rank - silent)
        if not each.silent:
            return None
    return None


def waiting(
    before: Iterable[Meeting],
    rest: Iterable[Meeting],
    holds: Callable[[Meeting], bool],
    lessons: int,
    *,
    cycles: bool,
) -> LessonQueue:
    """The lessons that wait behind sessions that are ``before``; those that one of the ``rest`` holds wait no more.

    What a session holds that was given before is a repetition: it keeps no lesson from anybody.
    """
    queue = LessonQueue(range(1, lessons + 1), cycles=cycles)
    for each in before:
        if cycles and each.lesson is not None and not each.by_hand:
            queue.reach(each.lesson)
        queue.take(each.lessons)
    given: set[int] = set()
    for each in rest if not cycles else ():
        if holds(each):
            queue.take(set(each.lessons) - given)
        given.update(each.lessons)
    return queue


def lessons_of(meetings: Iterable[Meeting]) -> set[int]:
    """The numbers of all lessons that sessions have."""
    return set(chain.from_iterable(each.lessons for each in meetings))


def lost_lessons(before: Set[int], after: Set[int]) -> Iterator[str]:
    """A line on the lessons that had a session and have none now."""
    lost = sorted(before - after)
    if lost:
        which = f"Lesson {lost[0]} has" if len(lost) == 1 else f"Lessons {', '.join(map(str, lost))} have"
        yield f"{which} no session any more."


def out_of_order(meetings: Sequence[Meeting]) -> Iterator[str]:
    """A line on the first lesson that comes before an earlier one: a session was moved beyond its neighbour.

    Whoever chose a lesson by hand knows.
    """
    reached = 0
    for each in sorted(meetings, key=lambda each: each.starts_at):
        if each.lesson is None or each.cancelled or each.by_hand:
            continue
        if each.lesson < reached:
            yield f"Lesson {each.lesson} on {say_date(each.start_local.date())} comes after lesson {reached}."
            return
        reached = each.lesson
