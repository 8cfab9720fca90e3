"""One lesson of a draft: its items with their minutes, its parts and handouts; whatever else stands there is kept."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from facilitator.domain.curricula.curriculum import PartKind
from facilitator.domain.curricula.outline import LineKind, OutlineLine
from facilitator.domain.curricula.outline_items import (
    HANDOUT,
    PARTS,
    is_no_item,
    item_heads,
    label_of,
    part_lists,
    table_rows,
)
from facilitator.domain.curricula.outline_lessons import (
    LISTED,
    LONGEST_TITLE,
    Section,
    is_agenda,
    is_particulars,
    lesson_title,
)
from facilitator.domain.curricula.outline_minutes import (
    Timed,
    alone,
    between,
    says_total,
    split_minutes,
    told_as_minutes,
)
from facilitator.domain.curricula.outline_table import RowKind, TableRow, lengths_by_the_clock, says_when_it_ends

_WORDS_OF_LONG_TITLE: Final = 8
_SENTENCE_END: Final = re.compile(r"([.:;–—!?]\s+)")
_SPOKEN: Final = re.compile(r"[\"“](?P<words>[^\"“”]+)[\"”]$")
_BOX: Final = re.compile(r"(?:\[[ xX✓✔]?\]|[☐☑☒□■▢✓✔✅⬜])\s*")
_COUNTED: Final = re.compile(r"[0-9]{1,2}[.)]\s+(?=\S)")
"""The number of a heading that is one of many."""
_ENDS: Final = (".", "!", "?", ",", ";")


@dataclass(slots=True)
class DraftItem:
    """An item to be; ``notes`` are lines in their order. ``starts`` and ``ends`` are minutes since midnight."""

    title: str
    minutes: int | None = None
    least_minutes: int | None = None
    notes: list[OutlineLine] = field(default_factory=list)
    parts: list[tuple[PartKind, str]] = field(default_factory=list)
    starts: int | None = None
    ends: int | None = None
    unread: str = ""
    """The line, where a number in it was not read as minutes."""


@dataclass(slots=True)
class DraftHandout:
    """A page to be; without lines it becomes a note."""

    title: str
    lines: list[OutlineLine] = field(default_factory=list)


@dataclass(slots=True)
class DraftLesson:
    """A lesson to be; ``minutes`` as the outline says them, None where it does not. ``announced`` only named a list."""

    title: str
    minutes: int | None = None
    aim: list[str] = field(default_factory=list)
    items: list[DraftItem] = field(default_factory=list)
    parts: list[tuple[PartKind, str]] = field(default_factory=list)
    handouts: list[DraftHandout] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    unread: str = ""
    by_the_clock: bool = False
    between: int = 0
    """Minutes on the clock between one item and the next."""
    differing: list[tuple[str, int, int]] = field(default_factory=list)
    """Items that say their minutes, and what the clock beside them comes to."""


def lesson_of(section: Section, title: str) -> DraftLesson:
    """A lesson out of its lines; ``title`` is for one that has none of its own."""
    return _Reader(section, title).read()


def spoken(line: OutlineLine) -> str | None:
    """The words of a line that is to be said aloud; None for any other."""
    if line.kind is LineKind.QUOTE:
        return line.text
    found = _SPOKEN.match(line.text)
    return found["words"] if found else None


def short_title(words: str) -> tuple[str, str]:
    """A title of a sane length, and what has to be kept as a note for it."""
    words = words.strip(" :–—-") or words
    if len(words) <= LONGEST_TITLE:
        return words, ""
    head, mark, rest = (*_SENTENCE_END.split(words, 1), "", "")[:3]
    if 0 < len(head) <= LONGEST_TITLE and mark:
        return head.strip(), rest
    return " ".join(words.split()[:_WORDS_OF_LONG_TITLE])[:LONGEST_TITLE].strip() + " ...", words


def tabled(lines: Iterable[OutlineLine]) -> list[OutlineLine]:
    """Lines, rows in a row as one table."""
    made: list[OutlineLine] = []
    rows: list[OutlineLine] = []
    for line in [*lines, None]:
        if line is not None and line.kind is LineKind.ROW and len(line.cells) > 1:
            rows.append(line)
            continue
        if len(rows) > 1:
            width = max(len(row.cells) for row in rows)
            written = [_table_row((*row.cells, *[""] * (width - len(row.cells)))) for row in rows]
            written.insert(1, _table_row(["---"] * width))
            made.append(OutlineLine(LineKind.ROW, "\n".join(written)))
        else:
            made += rows
        rows = []
        if line is not None:
            made.append(line)
    return made


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


class _Reader:
    """Reads the lines of one lesson once, in their order."""

    def __init__(self, section: Section, title: str) -> None:
        self.lines = section.lines
        self.lesson = _headed(section.head, title)
        self.lesson.aim += [line.text for line in tabled(section.loose)]
        self.rows = table_rows(self.lines)
        self.listed = part_lists(self.lines)
        skipped = self.listed | {at for at, line in enumerate(self.lines) if is_no_item(line)}
        self.heads = item_heads(self.lines, skipped, bool(self.rows))
        self.here: DraftItem | DraftHandout | None = None
        self.waiting: list[OutlineLine] = []
        self.loose: list[OutlineLine] = []
        self.part: tuple[PartKind, list[str]] | None = None

    def read(self) -> DraftLesson:
        lesson = self.lesson
        for at, line in enumerate(self.lines):
            if at not in self.listed:
                self._end_part()
            self._line(at, line)
        self._end_part()
        self._keep(*self.waiting)
        lesson.aim += [line.text for line in tabled(self.loose)]
        for item in lesson.items:
            item.notes = tabled(item.notes)
            _sum_up(item)
        _by_the_clock(lesson)
        _by_what_has_passed(lesson)
        return lesson

    def _line(self, at: int, line: OutlineLine) -> None:
        handout, label = HANDOUT.match(line.text), label_of(line.text)
        length = alone(line.text) if line.kind is not LineKind.ROW else None
        if handout and line.kind is not LineKind.ROW:
            self.here = DraftHandout(handout["title"])
            self.lesson.handouts.append(self.here)
        elif at in self.rows:
            self._row(line, self.rows[at])
        elif at in self.listed:
            self._listed(line)
        elif at in self.heads:
            self._begin(_item(line))
        elif isinstance(self.here, DraftHandout):
            self.here.lines.append(line)
        elif label:
            (self.here.parts if self.here else self.lesson.parts).append(label)
        elif length and self._length(length, of_all=says_total(line.text)):
            pass
        elif self.lesson.items and says_when_it_ends(ends := split_minutes(line.text)):
            self.lesson.items[-1].ends = self.lesson.items[-1].ends or ends.starts
            self._keep(line)
        elif line.kind is LineKind.HEADING and is_agenda(line.text):
            self.lesson.announced.append(line.text)
        elif self.waiting or self._leads_on(at, line):
            self.waiting.append(line)
        else:
            self._keep(line)

    def _begin(self, item: DraftItem) -> None:
        item.notes[:0] = [replace(line, kind=LineKind.PLAIN) for line in self.waiting]
        self.waiting = []
        self.here = item
        self.lesson.items.append(item)

    def _keep(self, *lines: OutlineLine) -> None:
        here = self.here if isinstance(self.here, DraftItem) else next(reversed(self.lesson.items), None)
        (here.notes if here else self.loose).extend(lines)

    def _row(self, line: OutlineLine, row: TableRow | None) -> None:
        if row is None:
            self.lesson.announced.append(line.text)
        elif row.kind is RowKind.ITEM:
            self._begin(_row_item(row))
        elif row.kind is RowKind.LENGTH and self.lesson.minutes is None:
            self.lesson.minutes = row.timed.minutes
        else:
            if row.kind is RowKind.END and self.lesson.items and row.timed.starts is not None:
                self.lesson.items[-1].ends = self.lesson.items[-1].ends or row.timed.starts
            words = " | ".join(cell for cell in line.cells if cell)
            self._keep(replace(line, kind=LineKind.PLAIN, text=words or line.text, cells=()))

    def _listed(self, line: OutlineLine) -> None:
        kind = PARTS.get(line.text.strip(" *_:").lower())
        if kind and (self.part is None or line.kind is not LineKind.BULLET):
            self.part = kind, []
        elif self.part:
            self.part[1].append(line.text.rstrip(" .,;"))

    def _end_part(self) -> None:
        if self.part:
            (self.here.parts if isinstance(self.here, DraftItem) else self.lesson.parts).append(
                (self.part[0], ", ".join(self.part[1]))
            )
        self.part = None

    def _length(self, length: Timed, *, of_all: bool) -> bool:
        """Minutes on a line of their own belong to what stands above; whether it has none yet."""
        here = self.here
        if isinstance(here, DraftItem) and here.minutes is None and not of_all:
            here.minutes, here.least_minutes, here.unread = length.minutes, length.least_minutes, ""
            here.starts, here.ends = length.starts or here.starts, length.ends or here.ends
            return True
        if (here is None or of_all) and self.lesson.minutes is None:
            self.lesson.minutes = length.minutes
            return True
        return False

    def _leads_on(self, at: int, line: OutlineLine) -> bool:
        """Whether a line is the name of the items below it."""
        if line.kind is LineKind.HEADING:
            return any(head > at for head in (*self.heads, *self.rows)) and not is_particulars(line.text)
        plain = line.kind is LineKind.PLAIN and self.here is not None and len(line.text) <= LONGEST_TITLE
        return plain and line.level == 0 and at + 1 in self.heads and not line.text.endswith(_ENDS)


def _headed(head: OutlineLine | None, title: str) -> DraftLesson:
    if head is None:
        return DraftLesson(title)
    words = lesson_title(head.text) or _COUNTED.sub("", _unboxed(head.text)) or head.text
    timed = split_minutes(words)
    if timed.minutes is None:
        timed = Timed(words)
    shown, more = short_title(timed.title)
    unread = words if timed.minutes is None and told_as_minutes(words) else ""
    return DraftLesson(shown, timed.minutes, [each for each in (more, timed.rest) if each], unread=unread)


def _item(line: OutlineLine) -> DraftItem:
    words = _unboxed(line.text)
    if line.kind is LineKind.HEADING:
        words = _COUNTED.sub("", words) or words
    timed = split_minutes(words)
    title, more = short_title(timed.title or line.text)
    notes = [OutlineLine(LineKind.PLAIN, each) for each in (more, timed.rest) if each]
    unread = told_as_minutes(timed.title if timed.title != words else "") or told_as_minutes(timed.rest)
    if timed.minutes is None:
        unread = any(sign.isdigit() for sign in line.text)
    return DraftItem(
        title,
        timed.minutes,
        timed.least_minutes,
        notes,
        starts=timed.starts,
        ends=timed.ends,
        unread=line.text if unread else "",
    )


def _unboxed(text: str) -> str:
    """A text without a box to tick in front."""
    found = _BOX.match(text)
    return (text[found.end() :] if found else text) or text


def _row_item(row: TableRow) -> DraftItem:
    timed = row.timed
    title, more = short_title(_unboxed(timed.title))
    notes, parts = [OutlineLine(LineKind.PLAIN, more)] if more else [], []
    for head, cell in row.more:
        kind = PARTS.get(head.lower())
        if kind:
            parts.append((kind, cell))
        else:
            notes.append(OutlineLine(LineKind.PLAIN, f"{head}: {cell}" if head else cell))
    return DraftItem(title, timed.minutes, timed.least_minutes, notes, parts, timed.starts, timed.ends)


def _sum_up(item: DraftItem) -> None:
    """The minutes of an item whose own lines all say theirs, and nothing else does."""
    lengths = [split_minutes(line.text) for line in item.notes if line.kind in LISTED]
    if item.minutes is None and item.starts is None and lengths and all(each.minutes for each in lengths):
        item.minutes = sum(each.minutes or 0 for each in lengths)
        item.least_minutes = sum(each.least_minutes or 0 for each in lengths)
        item.unread = ""


def _by_the_clock(lesson: DraftLesson) -> None:
    """Minutes from one time on the clock to the next, where several lines say when they start."""
    if not any(item.starts is not None for item in lesson.items):
        return
    lesson.by_the_clock = True
    timed = [Timed(item.title, item.minutes, item.least_minutes, "", item.starts) for item in lesson.items]
    ends = lesson.items[-1].ends
    first = next(item.starts for item in lesson.items if item.starts is not None)
    total = between(first, ends) if ends is not None else lesson.minutes
    found = lengths_by_the_clock(timed, total)
    for item, minutes in zip(lesson.items, found, strict=True):
        if item.minutes is None and minutes:
            item.minutes, item.least_minutes, item.unread = minutes, minutes, ""
    for item, minutes in zip(lesson.items, _on_the_clock(lesson.items), strict=True):
        if item.minutes and minutes and item.minutes != minutes:
            lesson.differing.append((item.title, item.minutes, minutes))
    for item, later in pairwise(lesson.items):
        if item.ends is not None and later.starts is not None and item.ends < later.starts:
            lesson.between += later.starts - item.ends


def _on_the_clock(items: Sequence[DraftItem]) -> Iterator[int]:
    """How long each item takes by its own times, or from its start to that of the next one; 0 where neither is said."""
    for item, later in zip(items, [*items[1:], None], strict=True):
        ends = item.ends if item.ends is not None else later.starts if later else None
        yield between(item.starts, ends) if item.starts is not None and ends is not None else 0


def _by_what_has_passed(lesson: DraftLesson) -> None:
    """Minutes of lines such as "0-10 min", "10-35 min", "35-45 min", each of which begins where the last one ended."""
    spans = [(item.least_minutes, item.minutes) for item in lesson.items]
    goes_on = all(end == begin for (_, end), (begin, _) in pairwise(spans))
    if len(spans) > 1 and spans[0][0] == 0 and goes_on:
        for item in lesson.items:
            item.minutes = (item.minutes or 0) - (item.least_minutes or 0)
            item.least_minutes = item.minutes
