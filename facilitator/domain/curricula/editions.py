"""What a newer edition of a curriculum changes, lesson by lesson, and where its lessons go in sessions to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from facilitator.domain.curricula.curriculum import AgendaItem, Curriculum, Lesson


class LessonChange(StrEnum):
    """What became of a lesson."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class LessonDifference:
    """One lesson in both editions. Places count from 1 and are None where it is new or gone."""

    key: str
    title: str
    change: LessonChange
    old_place: int | None
    new_place: int | None
    words: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether it has another place in the order."""
        return None not in (self.old_place, self.new_place) and self.old_place != self.new_place


def compare(old: Curriculum, new: Curriculum) -> tuple[LessonDifference, ...]:
    """The lessons of the new edition in order, each against the old one of its key, then those that are gone."""
    before = {lesson.key: (place, lesson) for place, lesson in enumerate(old.lessons, 1)}
    found = []
    for place, lesson in enumerate(new.lessons, 1):
        old_place, was = before.pop(lesson.key, (None, None))
        words = tuple(_differences(was, lesson)) if was is not None else ()
        change = LessonChange.NEW if was is None else LessonChange.CHANGED if words else LessonChange.SAME
        found.append(LessonDifference(lesson.key, lesson.title, change, old_place, place, words))
    gone = (
        LessonDifference(lesson.key, lesson.title, LessonChange.GONE, place, None) for place, lesson in before.values()
    )
    return (*found, *gone)


def _differences(old: Lesson, new: Lesson) -> Iterator[str]:
    """What differs in a lesson, a line each, the agenda item by item."""
    if old.title != new.title:
        yield f"called {new.title}, was {old.title}"
    if old.minutes != new.minutes:
        yield f"{new.minutes} minutes, was {old.minutes}"
    if old.aim != new.aim:
        yield "other words in its aim"
    if old.parts != new.parts:
        yield "other materials or notes for the whole lesson"
    yield from _items(old.items, new.items)
    handouts, were = {each.title: each for each in new.handouts}, {each.title: each for each in old.handouts}
    yield from (f"handout {title}: new" for title in handouts if title not in were)
    yield from (f"handout {title}: gone" for title in were if title not in handouts)
    yield from (
        f"handout {title}: other words" for title in handouts if title in were and were[title] != handouts[title]
    )


def _items(old: Sequence[AgendaItem], new: Sequence[AgendaItem]) -> Iterator[str]:
    before = {each.title: each for each in old}
    after = {each.title for each in new}
    for each in new:
        was = before.get(each.title)
        if was is None:
            yield f"{each.title}: new, {each.minutes} minutes"
            continue
        if (was.minutes, was.least_minutes) != (each.minutes, each.least_minutes):
            yield f"{each.title}: {_span(each)}, was {_span(was)}"
        if (was.blocks, was.parts) != (each.blocks, each.parts):
            yield f"{each.title}: other words"
    yield from (f"{each.title}: gone" for each in old if each.title not in after)
    kept = [each.title for each in old if each.title in after]
    if kept != [each.title for each in new if each.title in before]:
        yield "its items are in another order"


def _span(item: AgendaItem) -> str:
    least = "" if item.least_minutes == item.minutes else f", at least {item.least_minutes}"
    return f"{item.minutes} min{least}"
