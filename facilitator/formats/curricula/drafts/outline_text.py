"""A plain text or Markdown outline as its lines: headings, numbers, dashes, indents, quotes and tables."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from facilitator.domain.curricula.outline import LineKind, Outline, OutlineLine, number_of
from facilitator.domain.curricula.outline_minutes import only_clock, only_minutes
from facilitator.errors import BadInput
from facilitator.formats.curricula.drafts.outline_marks import without_marks
from facilitator.formats.curricula.front_matter import UNPRINTABLE

MAX_BYTES: Final = 1_000_000
MAX_LINES: Final = 5_000
MAX_ROW: Final = 20_000

_HEADING: Final = re.compile(r"(#{1,6})\s+(.*)$")
_NUMBERED: Final = re.compile(
    r"(?:\(?(?P<number>[0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]|[0-9]{1,2}(?:\.[0-9]{1,2})+\.?)\s+(?P<words>.*)$"
)
_BULLET: Final = re.compile(r"[-*+•·▪◦●○‣–—o]\s+(.*)$")
_QUOTE: Final = re.compile(r">\s?(.*)$")
_RULE: Final = re.compile(r"[-=*_~\s]{3,}$|(?=.*--)[\s:|-]+$")
_UNDERLINE: Final = re.compile(r"={3,}$|-{3,}$")
_BAR: Final = re.compile(r"(?<!\\)\|")
_IMAGE: Final = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")


def read_outline_text(data: bytes) -> Outline:
    """Read an outline; UTF-8, UTF-16 with a byte-order mark, or what Windows used to write.

    Raises:
        BadInput: where it is too large, or no text.
    """
    if len(data) > MAX_BYTES:
        raise BadInput(
            f"this file is larger than {MAX_BYTES // 1_000_000} MB", "Keep the outline and leave the rest out."
        )
    text, left_out = _decoded(data), []
    pictures = len(_IMAGE.findall(text))
    if pictures:
        left_out.append("1 picture" if pictures == 1 else f"{pictures} pictures")
        text = _IMAGE.sub(r"\1", text)
    rows = [row.rstrip() for row in text.split("\n")]
    if len(rows) > MAX_LINES:
        raise BadInput(f"this file has more than {MAX_LINES:,} lines", "Split it into several outlines.")
    if any(len(row) > MAX_ROW for row in rows):
        raise BadInput(f"this file has a line of more than {MAX_ROW:,} characters", "Break it into shorter ones.")
    unmarked = without_marks(rows)
    rows = _tabled(unmarked.rows)
    left_out += unmarked.left_out
    title = _tidy(unmarked.title)
    lines = [OutlineLine(LineKind.TITLE, title)] if title else []
    indents: list[int] = []
    before = ""
    for row in rows:
        bare = row.strip()
        if lines and _UNDERLINE.match(bare) and _can_be_underlined(before, lines[-1]):
            lines[-1] = replace(lines[-1], kind=LineKind.HEADING, level=1 if bare[0] == "=" else 2)
        elif bare and not _RULE.match(bare):
            line = _line(row, bare, indents)
            if before and lines and _goes_on(lines[-1], line, before, row):
                last = lines[-1]
                lines[-1] = OutlineLine(last.kind, f"{last.text} {line.text}", last.level)
            elif line.text:
                lines.append(line)
        before = row if bare else ""
    if len(lines) > 1 and title and lines[1].kind is LineKind.HEADING and lines[1].text == title:
        del lines[1]
    return Outline(tuple(lines), tuple(left_out))


def _can_be_underlined(before: str, last: OutlineLine) -> bool:
    """Whether a line of === or --- makes a heading of the row right above it."""
    return bool(before) and not _RULE.match(before.strip()) and last.kind is LineKind.PLAIN and last.level == 0


def _tabled(rows: Sequence[str]) -> list[str]:
    """Rows without tabs; those that were pasted from a table, with a tab or wide gaps between its cells, with bars.

    Only where a cell of one of them holds minutes or a time on the clock, and no row of its own begins a list.
    """
    made: list[str] = []
    at = 0
    while at < len(rows):
        cells: list[list[str]] = []
        end = at
        while end < len(rows) and len(found := _cells(rows[end])) > 1 and (not cells or _alike(cells, found)):
            cells.append(found)
            end += 1
        timed = any(only_minutes(cell) or only_clock(cell) for row in cells for cell in row)
        if cells and timed:
            made += [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in cells]
        else:
            made += [row.expandtabs(4) for row in rows[at : max(end, at + 1)]]
        at = max(end, at + 1)
    return made


def _cells(row: str) -> list[str]:
    """The cells of a row that a tab, three blanks or a bar parts; one for any other line."""
    bare = row.strip()
    if not bare or bare.startswith(("|", "#", ">")) or _BULLET.match(bare) or _NUMBERED.match(bare):
        return [bare]
    if "\t" in bare:
        return [cell.strip() for cell in row.strip(" ").split("\t")]
    parted = re.split(r"\s+\|\s+", bare)
    return parted if len(parted) > 2 else re.split(r"\s{3,}", bare)


def _alike(cells: Sequence[Sequence[str]], row: Sequence[str]) -> bool:
    return abs(len(cells[-1]) - len(row)) <= 1


def _line(row: str, bare: str, indents: list[int]) -> OutlineLine:
    level = _level(len(row) - len(row.lstrip()), indents)
    if found := _HEADING.match(bare):
        indents.clear()
        return OutlineLine(LineKind.HEADING, _tidy(found[2].rstrip().rstrip("#")), len(found[1]))
    if bare.startswith("|") and (bare.endswith("|") or bare.count("|") > 2) and len(bare) > 2:
        cells = tuple(_tidy(cell.replace("\\|", "/")) for cell in _BAR.split(bare[1:].removesuffix("|")))
        return OutlineLine(LineKind.ROW, " | ".join(cells), level, cells)
    for kind, pattern in ((LineKind.QUOTE, _QUOTE), (LineKind.BULLET, _BULLET)):
        if found := pattern.match(bare):
            return OutlineLine(kind, _tidy(found[1]), level)
    if found := _NUMBERED.match(bare):
        return OutlineLine(LineKind.NUMBERED, _tidy(found["words"]), level, number=number_of(found["number"] or ""))
    return OutlineLine(LineKind.PLAIN, _tidy(bare), level)


def _level(indent: int, indents: list[int]) -> int:
    """How deep a line stands among those above it; ``indents`` are those that are open."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents) - 1 if indents[0] == 0 else len(indents)


def _goes_on(last: OutlineLine, line: OutlineLine, before: str, row: str) -> bool:
    """Whether a line is the rest of the one right above: a paragraph that was wrapped, or the words under a dash."""
    if line.kind is not LineKind.PLAIN or last.kind in (LineKind.HEADING, LineKind.ROW):
        return last.kind is LineKind.QUOTE and line.kind is LineKind.QUOTE
    shallow, deep = len(before) - len(before.lstrip()), len(row) - len(row.lstrip())
    if last.kind is LineKind.PLAIN:
        return shallow == deep == 0 and len(before) > 60
    return last.kind is LineKind.BULLET and deep == shallow + 2 and len(before) > 60


def _tidy(text: str) -> str:
    """Words on one line, without the stars of bold ones at both ends."""
    words = " ".join(text.split())
    while len(words) > 4 and words[:2] == words[-2:] and words[:2] in ("**", "__") and words.count(words[:2]) == 2:
        words = words[2:-2].strip()
    return words


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise BadInput("this is no text", "Save the outline as plain text, Markdown or .docx.")
    return UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
