"""Where the lessons of an outline begin and end, and which lines belong to none of them."""

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from facilitator.domain.curricula.outline import LineKind, OutlineLine, number_of
from facilitator.domain.curricula.outline_minutes import alone as alone_minutes
from facilitator.domain.curricula.outline_minutes import only_clock, only_minutes, split_minutes, told_as_minutes

LONGEST_TITLE: Final = 60
LEAST_SESSION: Final = 20
"""Minutes; less is no session, but a piece of one."""
LISTED: Final = (LineKind.NUMBERED, LineKind.BULLET)
_LONGEST_NAMED: Final = 150
_LEAST_WHOLE: Final = 45

_NUMBER: Final = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{1,2})?|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)
_WITHIN: Final = r"session|lesson|meeting|class|day|workshop|gathering|evening|sesi[oó]n|lecci[oó]n|d[ií]a|clase"
_AROUND: Final = r"week|module|unit|semana|m[oó]dulo|unidad"
_LOOSE: Final = r"part|phase|block|chapter|stage"
_ORDINAL: Final = r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[0-9]{1,2}(?:st|nd|rd|th)"
_LESSON: Final = re.compile(
    rf"(?:(?P<word>{_WITHIN}|{_AROUND}|{_LOOSE})(?:\s*[#-]\s*|\s+(?:no\.?|number|nr\.?)\s*|\s+)(?P<number>{_NUMBER})"
    rf"|(?P<ordinal>{_ORDINAL})\s+(?P<sort>{_WITHIN}|{_AROUND})\b)\s*[:.)|–—-]*\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_AGENDA: Final = re.compile(
    r"(?:the |our |session |lesson |meeting |workshop |detailed |proposed |sample |suggested )?"
    r"(?:agenda|schedule|timetable|time table|timeline|programme?|run of show|running order|session plan|lesson plan|"
    r"session outline|lesson outline|outline|plan|flow|activities|procedure|itinerary|session flow|"
    r"order of the (?:day|evening|session|meeting)|steps)(?: (?:at a glance|overview|items?))?\s*:?$",
    re.IGNORECASE,
)
_PARTICULARS: Final = re.compile(
    r"(?:(?:workshop|session|course|lesson|group|program|general|key|learning|meeting)s? )?"
    r"(?:overview|at a glance|summary|purpose|objectives?|goals?|aims?|outcomes?|materials?|supplies|equipment|"
    r"what you need|you will need|preparation|before(?: the session| we start| you start| you begin)?|"
    r"after(?: the session|wards)?|follow[- ]?up|notes?|facilitator notes|tips|references?|sources?|resources?|"
    r"further reading|appendix|about(?: this .{1,30})?|background|details|logistics|room set-?up|set-?up|audience|"
    r"participants|who it is for|handouts?|attachments?|evaluation|next steps|homework|credits?|acknowledge?ments?|"
    r"licen[cs]e|contents|table of contents)\s*:?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Section:
    """The lines of one lesson. Without ``head`` the outline is one lesson; ``loose`` stood above it and in no other."""

    head: OutlineLine | None
    lines: list[OutlineLine]
    loose: list[OutlineLine] = field(default_factory=list)


@dataclass(slots=True)
class Sections:
    """An outline in lessons, with what stands before the first and behind the last."""

    before: list[OutlineLine]
    lessons: list[Section]
    after: list[OutlineLine] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    """Headings that only say that the items follow."""


def lesson_title(text: str) -> str | None:
    """The title of a line such as "Session 1: Rest", or what stands for one; None for any other line."""
    found = _LESSON.match(text) if len(text) <= _LONGEST_NAMED else None
    if found is None:
        return None
    word = found["word"] or found["sort"]
    number = found["number"] or found["ordinal"]
    named = f"{word.capitalize()} {number}" if found["word"] else f"{number.capitalize()} {word}"
    title = found["title"].strip(" *_")
    return f"{named} {title}" if title.startswith(("(", "[")) else title or named


def is_agenda(text: str) -> bool:
    """Whether a heading only announces the items."""
    return bool(_AGENDA.match(text.strip(" *_")))


def is_particulars(text: str) -> bool:
    """Whether a heading announces what is no lesson and no item: goals, materials, notes."""
    return bool(_PARTICULARS.match(text.strip(" *_")))


def says_time(line: OutlineLine) -> bool:
    """Whether a line could be an item for what it says of its length or of the clock."""
    if line.kind is LineKind.ROW:
        return any((only_minutes(cell) and not cell.isdigit()) or only_clock(cell) for cell in line.cells)
    timed = split_minutes(line.text)
    return timed.minutes is not None or timed.starts is not None or told_as_minutes(line.text)


def title_of(lines: Sequence[OutlineLine]) -> str | None:
    """The title of the whole, where the first line is one."""
    if not lines or lesson_title(lines[0].text):
        return None
    first, more = lines[0], lines[1:]
    if first.kind is LineKind.TITLE:
        return first.text
    if first.kind is LineKind.HEADING:
        others = [line.level for line in more if line.kind is LineKind.HEADING]
        alone = first.level not in others
        begins = others or any(map(_can_begin, more)) or any(says_time(line) for line in more)
        return first.text if alone and begins else None
    plain = first.kind is LineKind.PLAIN and first.level == 0 and len(first.text) <= LONGEST_TITLE
    ends = first.text.endswith((".", "!", "?", ":", ",", ";"))
    timed = split_minutes(first.text)
    whole = (timed.minutes or 0) >= _LEAST_WHOLE and more and more[0].kind is not LineKind.PLAIN
    timeless = timed.minutes is None and timed.starts is None and not alone_minutes(first.text)
    return first.text if plain and not ends and (timeless or whole) and more else None


def sections_of(lines: Sequence[OutlineLine]) -> Sections:
    """An outline in its lessons; without any, all of it stands in ``before``."""
    starts, bounds = _starts(lines)
    if not starts:
        return Sections(list(lines), [])
    kind = lines[starts[0]].kind
    unnamed = kind is LineKind.HEADING and not any(lesson_title(lines[at].text) for at in starts)
    if unnamed and (whole := _one_session(lines, starts)):
        return whole
    if kind is LineKind.HEADING:
        left_out = [at for at, end in pairwise([*starts, len(lines)]) if _is_no_lesson(lines[at:end])]
        if not unnamed or any(any(map(says_time, lines[at:end])) for at, end in pairwise([*starts, len(lines)])):
            bounds = sorted({*bounds, *left_out})
            starts = [at for at in starts if at not in left_out]
    marks = sorted({*starts, *bounds})
    found = Sections(list(lines[: marks[0]]), [])
    loose: list[OutlineLine] = []
    for at, end in pairwise([*marks, len(lines)]):
        if at not in starts:
            (loose if found.lessons else found.before).extend(lines[at:end])
            continue
        found.lessons.append(Section(lines[at], list(lines[at + 1 : end]), loose))
        loose = []
    found.after = loose
    return found


def _one_session(lines: Sequence[OutlineLine], starts: Sequence[int]) -> Sections | None:
    """One lesson, where one heading announces an agenda and all others stand beside it."""
    spans = list(pairwise([*starts, len(lines)]))
    agendas = [(at, end) for at, end in spans if is_agenda(lines[at].text)]
    if len(agendas) != 1:
        return None
    at, end = agendas[0]
    if any(
        any(map(says_time, lines[begin:stop])) and not _is_no_lesson(lines[begin:stop])
        for begin, stop in spans
        if begin != at
    ):
        return None
    return Sections(list(lines[:at]), [Section(None, list(lines[at + 1 : end]))], list(lines[end:]), [lines[at].text])


def _is_no_lesson(lines: Sequence[OutlineLine]) -> bool:
    """Whether a section has particulars, and no item that says a time; how long the whole takes is no item."""
    timed = [line for line in lines[1:] if says_time(line)]
    if is_particulars(lines[0].text):
        return all(line.kind is LineKind.ROW and len([cell for cell in line.cells if cell]) == 2 for line in timed)
    return False


def _can_begin(line: OutlineLine) -> bool:
    """Whether a lesson could begin with a line in an outline that has no heading for it."""
    return bool(lesson_title(line.text)) or (line.kind is LineKind.NUMBERED and line.level == 0)


def _starts(lines: Sequence[OutlineLine]) -> tuple[list[int], list[int]]:
    """Where lessons begin, and the headings above them that end one.

    They begin at "Session 1", else at the highest headings, else at numbers, else at the outermost dashes.
    """
    named = _named(lines)
    heads = [lines[at].level for at in named if lines[at].kind is LineKind.HEADING]
    more = _numbers_between(lines, named)
    if named and len(heads) < len(named):
        return sorted([*named, *more]), []
    levels = heads or [line.level for line in lines if line.kind is LineKind.HEADING]
    if levels:
        least = min(levels)
        top = [at for at, line in enumerate(lines) if line.kind is LineKind.HEADING and line.level == least]
        above = [at for at, line in enumerate(lines) if line.kind is LineKind.HEADING and line.level < least]
        return sorted([*top, *more]), above
    for kind in LISTED:
        outer = [at for at, line in enumerate(lines) if line.kind is kind and line.level == 0]
        deeper = any(
            line.level > 0 or (line.kind in (*LISTED, LineKind.ROW) and line.kind is not kind) for line in lines
        )
        if outer and (deeper or kind is LineKind.NUMBERED) and not _are_items(lines, outer):
            return outer, []
    return [], []


def _are_items(lines: Sequence[OutlineLine], outer: Sequence[int]) -> bool:
    """Whether a list holds the items of one session: they stand under a table's, or are too short to be sessions."""
    rows = [at for at, line in enumerate(lines) if line.kind is LineKind.ROW and says_time(line)]
    short = [split_minutes(lines[at].text).minutes or LEAST_SESSION for at in outer]
    deeper = any(_timed(line) for at, line in enumerate(lines) if line.kind in LISTED and at not in outer)
    return bool(rows and rows[0] < outer[0]) or (min(short) < LEAST_SESSION and not deeper)


def _named(lines: Sequence[OutlineLine]) -> list[int]:
    """The lines that say which lesson they begin: of "Week 1" with a "Session 1" below it, the sessions."""
    found = {at: each for at, line in enumerate(lines) if (each := _name(line))}
    heads = [at for at in found if lines[at].kind is LineKind.HEADING]
    if heads:
        found = {
            at: each
            for at, each in found.items()
            if at in heads or lines[at].kind not in LISTED or not _timed(lines[at])
        }
    loose = {at for at, each in found.items() if _is(each, _LOOSE)}
    if any(_is(each, _WITHIN) or _is(each, _AROUND) for each in found.values()):
        found = {at: each for at, each in found.items() if at not in loose}
    around = [at for at, each in found.items() if _is(each, _AROUND)]
    within = [at for at, each in found.items() if _is(each, _WITHIN)]
    nested = {
        at
        for at, end in pairwise([*around, len(lines)])
        if (inner := _first_after(at, within)) < end and not any(map(says_time, lines[at + 1 : inner]))
    }
    if not nested:
        least = min((lines[at].level for at in found if lines[at].kind is LineKind.HEADING), default=0)
        return [at for at in found if lines[at].kind is not LineKind.HEADING or lines[at].level == least]
    return [at for at in found if at not in nested]


def _first_after(at: int, places: Sequence[int]) -> int:
    place = bisect_right(places, at)
    return places[place] if place < len(places) else sys.maxsize


def _name(line: OutlineLine) -> str:
    """The word by which a line begins a lesson, such as "session"; empty where it does not."""
    named = _LESSON.match(line.text) if line.kind is not LineKind.ROW and len(line.text) <= _LONGEST_NAMED else None
    word = (named["word"] or named["sort"]).lower() if named else ""
    return word if line.kind in (LineKind.HEADING, LineKind.TITLE) or not _is(word, _LOOSE) else ""


def _is(word: str, words: str) -> bool:
    return bool(re.fullmatch(words, word))


def _timed(line: OutlineLine) -> bool:
    return split_minutes(line.text).minutes is not None


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
    return (number_of(found["number"] or "") or 0) if found else 0
