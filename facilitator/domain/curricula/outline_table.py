"""A table of an outline, read by its columns: which holds minutes, which the clock, which the name of an item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from facilitator.domain.curricula.outline import OutlineLine
from facilitator.domain.curricula.outline_minutes import (
    LENGTH_LABEL,
    Timed,
    alone,
    between,
    hours_and_minutes,
    only_clock,
    only_minutes,
    says_total,
)


class _Role(StrEnum):
    MINUTES = "minutes"
    CLOCK = "clock"
    END = "end"
    NUMBER = "number"
    TITLE = "title"
    MORE = "more"


class RowKind(StrEnum):
    """What a row of a table is: an item, the end of all, the length of all, or words."""

    ITEM = "item"
    END = "end"
    LENGTH = "length"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row, understood; ``line`` is its place among the table's. ``more`` are its other cells, with heads."""

    line: int
    kind: RowKind
    timed: Timed = field(default_factory=lambda: Timed(""))
    more: tuple[tuple[str, str], ...] = ()


_HEADS: Final = {
    _Role.MINUTES: r"durations?|minutes?|mins?\.?|length|how long|dur\.?|time \(?(?:in )?min(?:ute)?s?\.?\)?|"
    r"# ?(?:of )?min(?:ute)?s?|allotted time|time allotted|est(?:imated|\.)? time",
    _Role.CLOCK: r"times?|when|clock|start(?:s|ing)?(?: time)?|begins?|from|hour|at|o'clock",
    _Role.END: r"ends?(?: time)?|to|until|till|finish(?:es)?|stop",
    _Role.NUMBER: r"#|no\.?|nr\.?|number|step #|n",
    _Role.TITLE: r"activit(?:y|ies)|what|items?|topics?|titles?|session titles?|agenda(?: items?)?|segments?|sections?|"
    r"subjects?|tasks?|exercises?|parts?|blocks?|elements?|contents?|description|what happens|what we do|name|"
    r"discussion|step|steps|theme|program(?:me)?|event|session",
    _Role.MORE: r"who|owner|lead(?:er|s)?|by|facilitator|host|speaker|presenter|materials?|supplies|notes?|where|room|"
    r"tools?|purpose|goals?|objectives?|how|method|format|instructions?|comments?|details|resources?|equipment",
}  # fmt: skip
_HEAD: Final = {role: re.compile(rf"(?:{words})$", re.IGNORECASE) for role, words in _HEADS.items()}
_END: Final = re.compile(
    r"(?:the )?(?:end|finish|adjourn(?:ment|ed)?|done|end of (?:the )?(?:session|day|meeting|group|workshop|evening)|"
    r"ends?|close of (?:day|session)|fin)[.!]?$",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(r"(?:grand |sub)?total(?: time| minutes| duration)?:?$|sum:?$", re.IGNORECASE)
_NOTHING: Final = ("", "-", "–", "—", "n/a", "none", "...")


def read_table(lines: Sequence[OutlineLine]) -> list[TableRow] | None:
    """The rows of one table without its heads; None where no row of it says minutes."""
    cells = [[_bare(cell) for cell in line.cells] for line in lines]
    whole = [at for at, row in enumerate(cells) if sum(map(bool, row)) > 1]
    if not whole:
        return None
    heads = cells[whole[0]] if _is_head([cells[at] for at in whole]) else []
    read = whole[1:] if heads else whole
    roles = _roles(heads, [cells[at] for at in read])
    rows = [_row(at, cells[at], roles, heads) for at in read]
    rows += [_lone(at, row) for at, row in enumerate(cells) if at not in whole]
    rows.sort(key=lambda row: row.line)
    rows = _by_the_clock(rows)
    return rows if any(row.kind is RowKind.ITEM for row in rows) else None


def says_when_it_ends(timed: Timed) -> bool:
    """Whether a line with a time on the clock is the end of all, and no item."""
    return timed.starts is not None and timed.ends is None and bool(_END.match(timed.title))


def lengths_by_the_clock(timed: Sequence[Timed], total: int | None = None) -> list[int | None]:
    """Minutes of lines in their order, from one time on the clock to the next; None where they cannot be told.

    ``total`` is how long all of them take, which tells the end of the last.
    """
    starts = [(at, each.starts) for at, each in enumerate(timed) if each.starts is not None]
    found = [each.minutes for each in timed]
    for at, each in enumerate(timed):
        if each.minutes is not None or each.starts is None:
            continue
        later = next((start for place, start in starts if place > at), None)
        if later is None and total and starts[0][0] < at and starts[0][1] is not None:
            later = starts[0][1] + total
        minutes = between(each.starts, later) if later is not None else 0
        found[at] = minutes or None
    return found


def _by_the_clock(rows: list[TableRow]) -> list[TableRow]:
    """Rows with minutes from the clock; a row that only says an end, or no time at all, is no item."""
    clocked = [row for row in rows if row.kind in (RowKind.ITEM, RowKind.END)]
    minutes = lengths_by_the_clock([row.timed for row in clocked])
    lengths = {row.line: length for row, length in zip(clocked, minutes, strict=True)}
    return [_timed(row, lengths[row.line]) if row.kind is RowKind.ITEM else row for row in rows]


def _timed(row: TableRow, length: int | None) -> TableRow:
    least = row.timed.least_minutes if row.timed.minutes else length
    timed = replace(row.timed, minutes=length, least_minutes=least)
    return replace(row, timed=timed) if length else replace(row, kind=RowKind.WORDS, timed=timed)


def _is_head(cells: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: it says no time, and one of its cells is the name of a column."""
    first = [cell for cell in cells[0] if cell]
    if len(cells) < 2 or any(only_minutes(cell) or only_clock(cell) for cell in first):
        return False
    return sum(_head_role(cell) is not None for cell in first) >= max(1, len(first) // 2)


def _head_role(cell: str) -> _Role | None:
    return next((role for role, words in _HEAD.items() if words.match(cell.strip(" :"))), None)


def _roles(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[_Role]:
    """What each column holds: by its head where there is one, and by what stands in it."""
    width = max((len(row) for row in rows), default=0)
    columns = [[row[at] for row in rows if at < len(row) and row[at] not in _NOTHING] for at in range(width)]
    roles = [_role(heads[at] if at < len(heads) else "", column) for at, column in enumerate(columns)]
    if roles.count(_Role.MINUTES) > 1:
        said = [at for at, role in enumerate(roles) if role is _Role.MINUTES]
        best = max(said, key=lambda at: _weight(heads[at] if at < len(heads) else "", columns[at]))
        roles = [_Role.MORE if role is _Role.MINUTES and at != best else role for at, role in enumerate(roles)]
    if _Role.TITLE not in roles:
        words = next((at for at, role in enumerate(roles) if role is _Role.MORE and columns[at]), None)
        roles = [_Role.TITLE if at == words else role for at, role in enumerate(roles)]
    first = roles.index(_Role.TITLE) if _Role.TITLE in roles else -1
    return [_Role.MORE if role is _Role.TITLE and at != first else role for at, role in enumerate(roles)]


def _role(head: str, column: Sequence[str]) -> _Role:
    named = _head_role(head) if head else None
    lengths = sum(only_minutes(cell) is not None for cell in column)
    clocks = sum(only_clock(cell) is not None for cell in column)
    counted = len(column) > 1 and [cell.strip(".)") for cell in column] == [str(at + 1) for at in range(len(column))]
    if named is _Role.NUMBER or (counted and named is not _Role.MINUTES):
        return _Role.NUMBER
    if named in (_Role.MINUTES, _Role.CLOCK, _Role.END):
        if clocks <= lengths:
            return _Role.MINUTES if lengths else _Role.MORE
        stopwatch = named is _Role.MINUTES and not _spans(column)
        return _Role.MINUTES if stopwatch else _Role.END if named is _Role.END else _Role.CLOCK
    if named is None and clocks and clocks * 2 >= len(column) and clocks >= lengths:
        return _Role.CLOCK
    if named is None and lengths and lengths * 2 >= len(column):
        return _Role.MINUTES
    return named or _Role.MORE


def _spans(column: Sequence[str]) -> bool:
    return any((found := only_clock(cell)) is not None and found.ends is not None for cell in column)


def _weight(head: str, column: Sequence[str]) -> tuple[bool, int]:
    """How sure it is that a column holds the minutes of its items."""
    return _head_role(head) is _Role.MINUTES if head else False, sum(alone(cell) is not None for cell in column)


def _row(at: int, cells: Sequence[str], roles: Sequence[_Role], heads: Sequence[str]) -> TableRow:
    timed, ends, more = Timed(""), None, []
    for place, (cell, role) in enumerate(zip(cells, roles, strict=False)):
        length = _length(cell) if role is _Role.MINUTES else None
        clock = only_clock(cell) if role in (_Role.CLOCK, _Role.END) else None
        if cell in _NOTHING or role is _Role.NUMBER:
            continue
        if role is _Role.TITLE and not timed.title:
            timed = replace(timed, title=cell)
        elif length is not None:
            timed = replace(timed, minutes=length.minutes, least_minutes=length.least_minutes)
        elif clock is not None and role is _Role.END:
            ends = clock.starts
        elif clock is not None:
            minutes, least = timed.minutes or clock.minutes, timed.least_minutes or clock.least_minutes
            timed = replace(timed, minutes=minutes, least_minutes=least, starts=clock.starts, ends=clock.ends)
        else:
            more.append((heads[place] if place < len(heads) else "", cell))
    length_by_clock = between(timed.starts, ends) if ends is not None and timed.starts is not None else 0
    if timed.minutes is None and length_by_clock:
        timed = replace(timed, minutes=length_by_clock, least_minutes=length_by_clock, ends=ends)
    return _understood(at, timed, tuple(more))


def _lone(at: int, cells: Sequence[str]) -> TableRow:
    """A row with one cell alone: the length of all, or words such as the name of what follows."""
    text = " ".join(cells).strip()
    length = alone(text)
    return TableRow(at, RowKind.LENGTH, length) if length and says_total(text) else TableRow(at, RowKind.WORDS)


def _understood(at: int, timed: Timed, more: tuple[tuple[str, str], ...]) -> TableRow:
    if timed.minutes and (LENGTH_LABEL.match(timed.title) or _TOTAL.match(timed.title)):
        return TableRow(at, RowKind.LENGTH, timed, more)
    if says_when_it_ends(timed):
        return TableRow(at, RowKind.END, timed, more)
    if not timed.title and more:
        timed, more = replace(timed, title=more[0][1]), more[1:]
    known = timed.minutes is not None or timed.starts is not None
    return TableRow(at, RowKind.ITEM if timed.title and known else RowKind.WORDS, timed, more)


def _length(cell: str) -> Timed | None:
    minutes = hours_and_minutes(cell)
    return Timed("", minutes, minutes) if minutes else only_minutes(cell)


def _bare(cell: str) -> str:
    return cell.strip(" *_") or cell.strip()
