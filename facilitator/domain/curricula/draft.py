"""A first draft of a curriculum out of an outline: lessons, items and minutes where they can be told, else notes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from facilitator.domain.curricula.curriculum import MAX_MINUTES
from facilitator.domain.curricula.draft_lesson import DraftItem, DraftLesson, lesson_of, short_title, tabled
from facilitator.domain.curricula.outline import LineKind, Outline, OutlineLine, deal_minutes
from facilitator.domain.curricula.outline_lessons import LEAST_SESSION, Section, Sections, sections_of, title_of
from facilitator.domain.curricula.outline_minutes import alone, split_minutes

USUAL_MINUTES: Final = 60
_MOST_QUOTED: Final = 3


@dataclass(slots=True)
class Draft:
    """All of an outline, and in ``remarks`` what somebody should look at."""

    title: str
    about: list[str]
    lessons: list[DraftLesson]
    minutes: int
    remarks: list[str]


def draft_of(outline: Outline, *, title: str | None, name: str) -> Draft:
    """Understand an outline. ``title`` goes before its own; ``name`` is its file's, for want of any.

    No word of the outline is lost: what is neither a title nor minutes stands in an aim, a note, a part, a handout or
    a remark.
    """
    lines = list(outline.lines)
    own = title_of(lines)
    if own is not None:
        del lines[0]
    shown = title or own or name
    found = sections_of(lines)
    remarks = [f"Left out: {what}." for what in outline.left_out]
    whole = split_minutes(shown)
    usual = whole.minutes if (whole.minutes or 0) >= LEAST_SESSION and not title else None
    shown = whole.title if usual else shown
    if found.lessons:
        said, found.before = _said_of_all(found)
        usual = usual or said
        remarks += _kept_as_notes(found.before)
    else:
        found = Sections([], [Section(None, found.before)])
        remarks.append("No lessons could be told apart, so all of it became one.")
    about = [line.text for line in tabled([*found.before, *found.after])]
    if title and own and own != title:
        about.insert(0, own)
    lessons = [lesson_of(section, shown) for section in found.lessons]
    announced = [*found.announced, *(each for lesson in lessons for each in lesson.announced)]
    if announced:
        remarks.append(f"Left out, as they only name what follows: {_quoted(announced)}.")
    if any(lesson.by_the_clock for lesson in lessons):
        remarks.append("Times on the clock became minutes; a session says on its own when it begins.")
    draft = Draft(shown, about, lessons, usual or _usual(lessons), remarks)
    for number, lesson in enumerate(lessons, 1):
        _settle(number, lesson, draft)
    return draft


def _said_of_all(found: Sections) -> tuple[int | None, list[OutlineLine]]:
    """Minutes on a line of their own before the first lesson are those of each lesson."""
    lengths = {
        at: length.minutes
        for at, line in enumerate(found.before)
        if line.kind is not LineKind.ROW and (length := alone(line.text)) and length.minutes
    }
    usual = next((each for each in lengths.values() if each and each >= LEAST_SESSION), None)
    return usual, [line for at, line in enumerate(found.before) if lengths.get(at) != usual or usual is None]


def _kept_as_notes(lines: Sequence[OutlineLine]) -> list[str]:
    """A remark on numbered lines that stand before the first lesson, and might have been lessons."""
    kept = [short_title(line.text)[0] for line in lines if line.kind is LineKind.NUMBERED and line.level == 0]
    if not kept:
        return []
    were = "1 numbered line was" if len(kept) == 1 else f"{len(kept)} numbered lines were"
    told = _quoted(kept[:_MOST_QUOTED])
    return [f"{were} kept as notes: {told}{', ...' if len(kept) > _MOST_QUOTED else '.'}"]


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f'"{text}"' for text in dict.fromkeys(texts))


def _usual(lessons: Sequence[DraftLesson]) -> int:
    """How long a lesson mostly is, where the outline says it."""
    timed = [lesson for lesson in lessons if lesson.items and all(item.minutes for item in lesson.items)]
    said = [lesson.minutes for lesson in lessons if lesson.minutes]
    said += [sum(item.minutes or 0 for item in lesson.items) for lesson in timed if not lesson.minutes]
    usual = Counter(minutes for minutes in said if LEAST_SESSION <= minutes <= MAX_MINUTES).most_common(1)
    return usual[0][0] if usual else USUAL_MINUTES


def _settle(number: int, lesson: DraftLesson, draft: Draft) -> None:
    """Give each item its minutes, so that they add up, and say what was dealt out."""
    told = f'Lesson {number} "{lesson.title}"'
    if not lesson.items:
        lesson.items.append(DraftItem(lesson.title, lesson.minutes or draft.minutes))
        draft.remarks.append(f"{told}: no items in the outline; one takes all {lesson.items[0].minutes} minutes.")
    known = [item.minutes for item in lesson.items]
    total = lesson.minutes or draft.minutes
    dealt = deal_minutes(total, known)
    if sum(dealt) > MAX_MINUTES:
        draft.remarks.append(f"{told}: its minutes come to {sum(dealt)}; they were dealt out anew.")
        dealt = deal_minutes(max(total, len(known)), [None] * len(known))
        lesson.items = [_untimed(item) for item in lesson.items]
    elif waiting := known.count(None):
        among = sum(minutes for minutes, was in zip(dealt, known, strict=True) if was is None)
        have = "1 item has" if waiting == 1 else f"{waiting} items have"
        draft.remarks.append(f"{told}: {have} no minutes in the outline; {among} were dealt out.")
    if lesson.minutes and sum(dealt) != lesson.minutes:
        draft.remarks.append(f"{told}: it says {lesson.minutes} minutes, its items take {sum(dealt)}.")
    if lesson.between:
        draft.remarks.append(f"{told}: {lesson.between} minutes on the clock stand between its items, and in none.")
    for title, minutes, clock in lesson.differing:
        draft.remarks.append(f'{told}: "{title}" says {minutes} minutes and its clock {clock}; {minutes} were taken.')
    draft.remarks += _unread(told, lesson)
    lesson.minutes = sum(dealt)
    for item, minutes in zip(lesson.items, dealt, strict=True):
        item.minutes, item.least_minutes = minutes, min(item.least_minutes or minutes, minutes)


def _unread(told: str, lesson: DraftLesson) -> list[str]:
    """A remark on numbers that might be minutes and were not read as such."""
    lines = [each for each in (lesson.unread, *(item.unread for item in lesson.items)) if each]
    return [f"{told}: a number was not read as minutes in {_quoted(lines)}."] if lines else []


def _untimed(item: DraftItem) -> DraftItem:
    kept = OutlineLine(LineKind.PLAIN, f"{item.minutes} minutes in the outline")
    return DraftItem(item.title, None, None, [kept, *item.notes] if item.minutes else item.notes, item.parts)
