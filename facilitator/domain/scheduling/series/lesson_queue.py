"""Lessons that wait for a session: in order once through, or round and round."""

from collections.abc import Iterable, Iterator, Sequence


class LessonQueue:
    """Lessons in the order in which they will be given.

    One that was given leaves the queue; where lessons go round it goes to the end of it. None stands for a place that
    takes no lesson along.
    """

    def __init__(self, waiting: Iterable[int | None], *, cycles: bool) -> None:
        self._waiting = list(waiting)
        self.cycles = cycles

    def __iter__(self) -> Iterator[int]:
        return (each for each in self._waiting if each is not None)

    def __len__(self) -> int:
        return len(self._waiting)

    def copy(self) -> "LessonQueue":
        """The same lessons in another queue."""
        return LessonQueue(self._waiting, cycles=self.cycles)

    def next(self) -> int | None:
        """Give the lesson at the front; None where no lesson is left."""
        if not self._waiting:
            return None
        lesson = self._waiting.pop(0)
        if self.cycles:
            self._waiting.append(lesson)
        return lesson

    def take(self, lessons: Iterable[int]) -> None:
        """Give these lessons wherever they wait; one that does not wait is given once more, and nothing changes."""
        for lesson in lessons:
            if lesson in self._waiting:
                self._waiting.remove(lesson)
                if self.cycles:
                    self._waiting.append(lesson)

    def reach(self, lesson: int) -> list[int]:
        """Bring a lesson to the front; those that stood before it, which nobody was given."""
        if lesson not in self._waiting:
            self._waiting.insert(0, lesson)
            return []
        at = self._waiting.index(lesson)
        passed, self._waiting = self._waiting[:at], self._waiting[at:]
        if self.cycles:
            self._waiting += passed
        return [each for each in passed if each is not None]


def from_lesson(lesson: int, lessons: int, *, cycles: bool) -> LessonQueue:
    """The queue of a series that stands at a lesson, where nobody chose anything.

    A number that is not among the ``lessons`` stands for as many places without one, or goes round.
    """
    if cycles:
        return LessonQueue(((lesson - 1 + at) % lessons + 1 for at in range(lessons)), cycles=True)
    before: Sequence[None] = [None] * (1 - lesson)
    return LessonQueue([*before, *range(max(1, lesson), lessons + 1)], cycles=False)
