"""Which lines of a lesson are its items, and which are its parts, its tables and the lengths of something."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from facilitator.domain.curricula.curriculum import PartKind
from facilitator.domain.curricula.outline import LineKind, OutlineLine
from facilitator.domain.curricula.outline_lessons import LISTED, is_agenda, is_particulars
from facilitator.domain.curricula.outline_minutes import LENGTH_LABEL, alone, split_minutes
from facilitator.domain.curricula.outline_table import RowKind, TableRow, read_table, says_when_it_ends

HANDOUT: Final = re.compile(r"handout\s*[:–—-]\s*(?P<title>.+)$", re.IGNORECASE)
PARTS: Final = {kind.value.lower(): kind for kind in PartKind} | {
    "material": PartKind.MATERIALS, "supplies": PartKind.MATERIALS, "materials needed": PartKind.MATERIALS,
}  # fmt: skip
"""The labels of marked parts as outlines write them, in small letters."""


def item_heads(lines: Sequence[OutlineLine], skipped: Iterable[int], rows: bool) -> frozenset[int]:
    """Which lines of a lesson are items: with a table those that say their minutes, else its highest headings, its
    outermost list, or what is indented least."""
    left = {at: line for at, line in enumerate(lines) if at not in skipped and line.kind is not LineKind.ROW}
    timed = {at for at, line in left.items() if _times(line)}
    under = {
        at - 1 for at, line in enumerate(lines) if line.kind is not LineKind.ROW and alone(line.text)
    } & left.keys()
    if rows:
        return frozenset(timed - {at for at, line in left.items() if line.kind is LineKind.QUOTE})
    heads = {at for at, line in left.items() if line.kind is LineKind.HEADING}
    listed = {at for at, line in left.items() if line.kind in LISTED}
    if heads and not (listed & (timed | under) and not heads & (timed | under)):
        agenda = next((at for at in sorted(heads) if is_agenda(lines[at].text)), None)
        if agenda is None:
            return _outermost(lines, {at for at in heads if not is_particulars(lines[at].text) or at in timed} or heads)
        below = {at for at in listed if at > agenda}
        return (
            _outermost(lines, below)
            if below
            else _outermost(lines, heads - {agenda})
            if heads - {agenda}
            else frozenset()
        )
    if listed:
        return _outermost(lines, listed - _announced(lines, listed, timed | under))
    return _plain_heads(lines, left, timed)


def _outermost(lines: Sequence[OutlineLine], found: Iterable[int]) -> frozenset[int]:
    found = list(found)
    least = min((lines[at].level for at in found), default=0)
    return frozenset(at for at in found if lines[at].level == least)


def _announced(lines: Sequence[OutlineLine], listed: set[int], timed: set[int]) -> set[int]:
    """The lines of lists under "Goals:" and the like, where another list has the items with their minutes."""
    found: set[int] = set()
    label, run = "", []
    for at, line in [*enumerate(lines), (len(lines), None)]:
        if line is not None and at in listed:
            run.append(at)
            continue
        announces = (label.rstrip(" *_").endswith(":") or is_particulars(label)) and not is_agenda(label)
        if announces and not timed.intersection(run):
            found.update(run)
        label, run = line.text if line is not None else "", []
    return found if listed & timed else set()


def _plain_heads(lines: Sequence[OutlineLine], left: dict[int, OutlineLine], timed: set[int]) -> frozenset[int]:
    """Items among lines without any sign in front: what is indented least, what says minutes, what has them below."""
    plain = {at: line for at, line in left.items() if line.kind is LineKind.PLAIN}
    least = min((line.level for line in plain.values() if line.level > 0), default=None)
    found = {at for at, line in plain.items() if line.level == least or at in timed}
    lengths = [at for at, line in enumerate(lines) if alone(line.text)]
    if lengths and not found & timed:
        step = 1 if lengths[0] == 0 and len(lengths) > 1 else -1
        found |= {at + step for at in lengths if at + step in plain}
    return frozenset(found)


def is_no_item(line: OutlineLine) -> bool:
    """Minutes alone, a label with its words, a quote, or the end of all."""
    if line.kind in (LineKind.ROW, LineKind.QUOTE):
        return True
    return bool(alone(line.text) or label_of(line.text) or HANDOUT.match(line.text)) or says_when_it_ends(
        split_minutes(line.text)
    )


def _times(line: OutlineLine) -> bool:
    timed = split_minutes(line.text)
    return timed.minutes is not None or (timed.starts is not None and timed.title != line.text)


def table_rows(lines: Sequence[OutlineLine]) -> dict[int, TableRow | None]:
    """The rows of tables that say minutes, by their lines; None for the row that names the columns."""
    found: dict[int, TableRow | None] = {}
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].kind is LineKind.ROW:
            end += 1
        if end > at and (rows := read_table(lines[at:end])):
            found |= dict.fromkeys(range(at, end)) | {at + row.line: row for row in rows}
        elif end > at:
            found |= {
                place: TableRow(0, RowKind.LENGTH, length)
                for place in range(at, end)
                if LENGTH_LABEL.match(lines[place].cells[0]) and (length := alone(" ".join(lines[place].cells[1:])))
            }
        at = max(end, at + 1)
    return found


def part_lists(lines: Sequence[OutlineLine]) -> frozenset[int]:
    """The lines of parts that stand as a list under their label; none where an item with minutes is among them."""
    found: set[int] = set()
    runs = _runs(lines)
    for at, line in enumerate(lines):
        labelled = line.kind is LineKind.HEADING or line.text.rstrip(" *_").endswith(":")
        if line.text.strip(" *_:").lower() not in PARTS or not labelled:
            continue
        end, timed = runs.get(at + 1, (0, False))
        if end and not timed:
            # where the line below is in, all of its list is: a list may hold nothing but labels
            found.update((at,) if at + 1 in found else range(at, end))
    return frozenset(found)


def _runs(lines: Sequence[OutlineLine]) -> dict[int, tuple[int, bool]]:
    """For each line of a list where the list ends, and whether a line from there on says minutes."""
    found: dict[int, tuple[int, bool]] = {}
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].kind in LISTED:
            goes_on = at + 1 in found and lines[at + 1].kind is lines[at].kind
            end, timed = found[at + 1] if goes_on else (at + 1, False)
            found[at] = end, timed or _times(lines[at])
    return found


def label_of(text: str) -> tuple[PartKind, str] | None:
    """A marked part, where a line begins with the label of one."""
    label, colon, rest = text.partition(":")
    kind = PARTS.get(label.strip(" *_").lower()) if colon else None
    words = rest.strip(" *_")
    return (kind, words) if kind and words else None
