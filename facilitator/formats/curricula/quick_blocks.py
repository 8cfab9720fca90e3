"""The plain part of a Markdown text cut into blocks without a parser: headings, paragraphs, quotes and flat lists.

Nine tenths of a curriculum are these. What could be anything else is handed on as a stretch of rows for markdown-it,
which takes some twenty times as long a line; what is cut here comes out as it would from there, and a test holds it to
that.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

# what begins a line and can be nothing but words
_SAFE: Final = r"(?:[^\W\d_]|[\"'“”‘’(\[{…¿¡$%@!?,.;/—–«»\\&^]|\*{1,2}[^\s*]|[0-9]{1,20}(?![0-9.)])|_+[^_\s])"
_PLAIN: Final = re.compile(rf"[ ]*{_SAFE}")
_BEGINS: Final = re.compile(rf"{_SAFE}|\#{{1,6}}[ ]|>")
_HEADING: Final = re.compile(r"(#{1,6}) +([^#\s](?:[^#]*[^#\s])?)[ ]*$")
_ATX: Final = re.compile(r"#{1,6}(?:[ \t]|$)")
_QUOTE: Final = re.compile(rf">(?: ?(?={_SAFE})|[ ]*$)")
_BULLET: Final = re.compile(rf"- (?={_SAFE})")
_NUMBER: Final = re.compile(rf"[0-9]{{1,9}}\. (?={_SAFE})")
_TAG: Final = re.compile(r"^[ \t>*+\-0-9.)]*<", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cut:
    """One block: rows ``first`` up to ``end``. ``kind`` is empty for rows that the parser has to read.

    ``inside`` are its paragraphs, each with its rows and its words; a heading has one.
    """

    kind: str
    first: int
    end: int
    level: int = 0
    inside: tuple[tuple[int, int, str], ...] = ()


def cut(lines: Sequence[str]) -> Iterator[Cut]:
    """The blocks of a text in their order; one without a kind wherever a line could begin something else."""
    text = "\n".join(lines)
    if "```" in text or "~~~" in text or ("<" in text and _TAG.search(text)):  # may go on over empty lines
        yield Cut("", 0, len(lines))
        return
    row, last = 0, len(lines)
    while row < last:
        line = lines[row]
        if not line.strip(" \t"):
            row += 1
            continue
        if found := _HEADING.match(line):
            yield Cut("heading", row, row + 1, len(found[1]), ((row, row + 1, found[2]),))
            row += 1
            continue
        end = row + 1
        while end < last and lines[end].strip(" \t") and not _ATX.match(lines[end]):
            end += 1
        made = _block(lines, row, end)
        if made is None or (made.kind == "list" and not _ends_here(lines, end)):
            while end < last and not _ends_here(lines, end):
                end += 1
            made = Cut("", row, end)
        yield made
        row = made.end


def _ends_here(lines: Sequence[str], row: int) -> bool:
    """Whether no block above goes on in what stands from a row on."""
    while row < len(lines) and not lines[row].strip(" \t"):
        row += 1
    return row == len(lines) or (bool(_BEGINS.match(lines[row])) and (row == 0 or not lines[row - 1].strip(" \t")))


def _block(lines: Sequence[str], first: int, end: int) -> Cut | None:
    head = lines[first]
    if head.startswith(">"):
        return _quote(lines, first, end)
    for marker in (_BULLET, _NUMBER):
        if marker.match(head):
            return _list(lines, first, end, marker)
    if head[0] in " \t" or not all(map(_PLAIN.match, lines[first:end])):
        return None
    return Cut("paragraph", first, end, 0, ((first, end, "\n".join(lines[first:end]).strip()),))


def _quote(lines: Sequence[str], first: int, end: int) -> Cut | None:
    inside: list[tuple[int, int, str]] = []
    words: list[str] = []
    begins = first
    for row in range(first, end):
        found = _QUOTE.match(lines[row])
        if found is None:
            return None
        rest = lines[row][found.end() :]
        if rest:
            begins = begins if words else row
            words.append(rest)
        elif words:
            inside.append((begins, row, "\n".join(words).strip()))
            words = []
    if words:
        inside.append((begins, end, "\n".join(words).strip()))
    return Cut("quote", first, end, 0, tuple(inside))


def _list(lines: Sequence[str], first: int, end: int, marker: re.Pattern[str]) -> Cut | None:
    inside: list[tuple[int, int, str]] = []
    words: list[str] = []
    begins, width = first, 0
    for row in range(first, end):
        line = lines[row]
        if found := marker.match(line):
            if words:
                inside.append((begins, row, "\n".join(words).strip()))
            begins, width, words = row, found.end(), [line[found.end() :]]
        elif _PLAIN.match(line):
            indent = len(line) - len(line.lstrip(" "))
            words.append(line[min(indent, width) :])
        else:
            return None
    inside.append((begins, end, "\n".join(words).strip()))
    return Cut("list", first, end, 0, tuple(inside))
