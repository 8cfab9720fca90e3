"""A first draft of a curriculum out of an outline: lessons, items and minutes where they can be told, else notes."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from facilitator.domain.curricula.curriculum import MAX_MINUTES, PartKind
from facilitator.domain.curricula.outline import (
    LineKind,
    Outline,
    OutlineLine,
    Timed,
    deal_minutes,
    number_of,
    only_minutes,
    split_minutes,
)

USUAL_MINUTES: Final = 60
LEAST_SESSION: Final = 20
"""Minutes; less is no session, but a piece of one."""
LONGEST_TITLE: Final = 60
_WORDS_OF_LONG_TITLE: Final = 8
_MOST_QUOTED: Final = 3
_LISTED: Final = (LineKind.NUMBERED, LineKind.BULLET)

_LESSON: Final = re.compile(
    r"(?P<word>session|lesson|week|module|meeting|unit|class)\s+(?P<number>[0-9]{1,3}|[ivx]{1,5}|one|two|three|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve)\b\s*[:.)–—-]*\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_HANDOUT: Final = re.compile(r"handout\s*[:–—-]\s*(?P<title>.+)$", re.IGNORECASE)
_PARTS: Final = {kind.value.lower(): kind for kind in PartKind}
_SENTENCE_END: Final = re.compile(r"([.:;–—!?]\s+)")
_SPOKEN: Final = re.compile(r"[\"“](?P<words>[^\"“”]+)[\"”]$")


@dataclass(slots=True)
class DraftItem:
    """An item to be; ``notes`` are lines in their order, ``spoken`` which of them are to be said."""

    title: str
    minutes: int | None = None
    least_minutes: int | None = None
    notes: list[OutlineLine] = field(default_factory=list)
    parts: list[tuple[PartKind, str]] = field(default_factory=list)


@dataclass(slots=True)
class DraftHandout:
    """A page to be; without lines it becomes a note."""

    title: str
    lines: list[OutlineLine] = field(default_factory=list)


@dataclass(slots=True)
class DraftLesson:
    """A lesson to be; ``minutes`` as the outline says them, None where it does not."""

    title: str
    minutes: int | None = None
    aim: list[str] = field(default_factory=list)
    items: list[DraftItem] = field(default_factory=list)
    parts: list[tuple[PartKind, str]] = field(default_factory=list)
    handouts: list[DraftHandout] = field(default_factory=list)


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

    No word of the outline is lost: what is neither a title nor minutes stands in an aim, a note, a part or a handout.
    """
    lines = list(outline.lines)
    own = _title(lines)
    if own is not None:
        del lines[0]
    starts = _lesson_starts(lines)
    before = lines[: starts[0]] if starts else []
    about = [line.text for line in before]
    lessons = []
    for start, end in pairwise([*starts, len(lines)]):
        lessons.append(_lesson(lines[start], lines[start + 1 : end]))
    shown = title or own or name
    if title and own and own != title:
        about.insert(0, own)
    remarks = [f"Left out: {what}." for what in outline.left_out]
    remarks += _kept_as_notes(before)
    if not lessons:
        lessons = [_lesson(OutlineLine(LineKind.HEADING, shown, 2), lines)]
        remarks.append("No lessons could be told apart, so all of it became one.")
    draft = Draft(shown, about, lessons, _usual(lessons), remarks)
    for number, lesson in enumerate(lessons, 1):
        _settle(number, lesson, draft)
    return draft


def _title(lines: Sequence[OutlineLine]) -> str | None:
    """The title of the whole, where the first line is one."""
    if not lines or _LESSON.match(lines[0].text):
        return None
    first, more = lines[0], lines[1:]
    if first.kind is LineKind.TITLE:
        return first.text
    if first.kind is LineKind.HEADING:
        others = [line.level for line in more if line.kind is LineKind.HEADING]
        alone = first.level not in others
        return first.text if alone and (others or any(map(_can_begin, more))) else None
    plain = first.kind is LineKind.PLAIN and first.level == 0 and len(first.text) <= LONGEST_TITLE
    ends = first.text.endswith((".", "!", "?", ":", ",", ";"))
    return first.text if plain and not ends and split_minutes(first.text).minutes is None and more else None


def _can_begin(line: OutlineLine) -> bool:
    """Whether a lesson could begin with a line in an outline that has no heading for it."""
    return bool(_LESSON.match(line.text)) or (line.kind is LineKind.NUMBERED and line.level == 0)


def _lesson_starts(lines: Sequence[OutlineLine]) -> list[int]:
    """Where lessons begin: at "Session 1", else the highest headings, else numbers, else the outermost dashes."""
    named = [at for at, line in enumerate(lines) if line.kind is not LineKind.ROW and _LESSON.match(line.text)]
    heads = [lines[at].level for at in named if lines[at].kind is LineKind.HEADING]
    more = _numbers_between(lines, named)
    if named and len(heads) < len(named):
        return sorted([*named, *more])
    levels = heads or [line.level for line in lines if line.kind is LineKind.HEADING]
    if levels:
        top = [at for at, line in enumerate(lines) if line.kind is LineKind.HEADING and line.level == min(levels)]
        return sorted([*top, *more])
    for kind in _LISTED:
        outer = [at for at, line in enumerate(lines) if line.kind is kind and line.level == 0]
        deeper = any(
            line.level > 0 or (line.kind in (*_LISTED, LineKind.ROW) and line.kind is not kind) for line in lines
        )
        if outer and (deeper or kind is LineKind.NUMBERED):
            return outer
    return []


def _numbers_between(lines: Sequence[OutlineLine], named: Sequence[int]) -> list[int]:
    """Which numbered lines are lessons too: "1." to "3." before "Week 4", or "5." behind it.

    Between two lessons with a number they have to fill the gap; else they are items, as those of "Session 1" are.
    """
    found: list[int] = []
    last = 0
    for start, end in pairwise([-1, *named, len(lines)] if named else []):
        between = [at for at in range(start + 1, end) if lines[at].kind is LineKind.NUMBERED and lines[at].level == 0]
        upto = _lesson_number(lines[end]) if end < len(lines) else last + 1 + len(between)
        if [lines[at].number for at in between] == list(range(last + 1, upto)):
            found += between
        last = upto
    return found


def _lesson_number(line: OutlineLine) -> int:
    """The number of a line such as "Session 1"; 0 where it says none."""
    found = _LESSON.match(line.text)
    return (number_of(found["number"]) or 0) if found else 0


def _kept_as_notes(lines: Sequence[OutlineLine]) -> list[str]:
    """A remark on numbered lines that stand before the first lesson, and might have been lessons."""
    kept = [f'"{_short(line.text)[0]}"' for line in lines if line.kind is LineKind.NUMBERED and line.level == 0]
    if not kept:
        return []
    were = "1 numbered line was" if len(kept) == 1 else f"{len(kept)} numbered lines were"
    return [f"{were} kept as notes: {', '.join(kept[:_MOST_QUOTED])}{', ...' if len(kept) > _MOST_QUOTED else '.'}"]


def _lesson(head: OutlineLine, lines: Sequence[OutlineLine]) -> DraftLesson:
    named = _LESSON.match(head.text)
    words = named["title"] or f"{named['word'].capitalize()} {named['number']}" if named else head.text
    timed = split_minutes(words)
    title, more = _short(timed.title)
    lesson = DraftLesson(title, timed.minutes, [each for each in (more, timed.rest) if each])
    heads = _item_heads(lines)
    here: DraftItem | DraftHandout | None = None
    for at, line in enumerate(lines):
        handout, label = _HANDOUT.match(line.text), _label(line.text)
        if handout:
            here = DraftHandout(handout["title"])
            lesson.handouts.append(here)
        elif label and not isinstance(here, DraftHandout):
            (here.parts if here else lesson.parts).append(label)
        elif at in heads:
            here = _item(line)
            lesson.items.append(here)
        elif isinstance(here, DraftHandout):
            here.lines.append(line)
        elif here is not None:
            here.notes.append(line)
        else:
            lesson.aim.append(line.text)
    return lesson


def _item_heads(lines: Sequence[OutlineLine]) -> frozenset[int]:
    """Which lines of a lesson are items: its highest headings, else its outermost list, else what is indented least."""
    found = {at for at, line in enumerate(lines) if line.kind is LineKind.ROW and _row_minutes(line) is not None}
    for kinds in ((LineKind.HEADING,), _LISTED):
        levels = [line.level for line in lines if line.kind in kinds]
        if levels:
            found |= {at for at, line in enumerate(lines) if line.kind in kinds and line.level == min(levels)}
            return frozenset(found)
    plain = [line for line in lines if line.kind is LineKind.PLAIN]
    least = min((line.level for line in plain if line.level > 0), default=None)
    for at, line in enumerate(lines):
        if line.kind is LineKind.PLAIN and (line.level == least or split_minutes(line.text).minutes is not None):
            found.add(at)
    return frozenset(found)


def _item(line: OutlineLine) -> DraftItem:
    if line.kind is LineKind.ROW:
        minutes = _row_minutes(line)
        cells = [cell for cell in line.cells if cell and only_minutes(cell) is None]
        timed, notes = Timed(cells[0] if cells else line.text, minutes, minutes), cells[1:]
    else:
        timed, notes = split_minutes(line.text), []
    title, more = _short(timed.title)
    notes = [each for each in (more, timed.rest, *notes) if each]
    return DraftItem(title, timed.minutes, timed.least_minutes, [OutlineLine(LineKind.PLAIN, each) for each in notes])


def _row_minutes(line: OutlineLine) -> int | None:
    """The minutes of a row of a table that has a cell for them, and another that says what for."""
    found = [minutes for cell in line.cells if (minutes := only_minutes(cell)) is not None]
    words = any(cell and only_minutes(cell) is None for cell in line.cells)
    return found[0] if len(found) == 1 and words else None


def _label(text: str) -> tuple[PartKind, str] | None:
    """A marked part, where a line begins with the label of one."""
    label, colon, rest = text.partition(":")
    kind = _PARTS.get(label.strip(" *_").lower()) if colon else None
    words = rest.strip(" *_")
    return (kind, words) if kind and words else None


def spoken(line: OutlineLine) -> str | None:
    """The words of a line that is to be said aloud; None for any other."""
    if line.kind is LineKind.QUOTE:
        return line.text
    found = _SPOKEN.match(line.text)
    return found["words"] if found else None


def _short(words: str) -> tuple[str, str]:
    """A title of a sane length, and what has to be kept as a note for it."""
    words = words.strip(" :–—-") or words
    if len(words) <= LONGEST_TITLE:
        return words, ""
    head, mark, rest = (*_SENTENCE_END.split(words, 1), "", "")[:3]
    if 0 < len(head) <= LONGEST_TITLE and mark:
        return head.strip(), rest
    return " ".join(words.split()[:_WORDS_OF_LONG_TITLE])[:LONGEST_TITLE].strip() + " ...", words


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
    lesson.minutes = sum(dealt)
    for item, minutes in zip(lesson.items, dealt, strict=True):
        item.minutes, item.least_minutes = minutes, min(item.least_minutes or minutes, minutes)


def _untimed(item: DraftItem) -> DraftItem:
    kept = OutlineLine(LineKind.PLAIN, f"{item.minutes} minutes in the outline")
    return DraftItem(item.title, None, None, [kept, *item.notes] if item.minutes else item.notes, item.parts)
