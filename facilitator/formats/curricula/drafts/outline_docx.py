"""A Word document as the lines of an outline: headings, lists, paragraphs, tables row by row. Nothing in it is run.

A .docx is a zip of XML from anywhere: what it claims to hold is looked at before anything is unpacked, and python-docx,
whose parser resolves no entities, reads it then.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final

from facilitator.domain.curricula.outline import LineKind, Outline, OutlineLine
from facilitator.errors import BadInput
from facilitator.formats.curricula.drafts.docx_lists import WORD, WordLists, value
from facilitator.formats.curricula.front_matter import UNPRINTABLE

MAX_BYTES: Final = 20_000_000
MAX_UNPACKED: Final = 40_000_000
MAX_TEXT_PART: Final = 10_000_000
MAX_PARTS: Final = 2_000
MAX_LINES: Final = 5_000
MAX_ROW: Final = 20_000
MAX_MARKS: Final = 1_000_000
MAX_DEPTH: Final = 200
_DEEPEST: Final = 9
_WIDEST: Final = 60
"""Columns that one cell may span."""

_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN: Final = "Open it in a word processor and save it as .docx or as plain text."
_PART: Final = b"PK\x01\x02"
_TOO_LARGE: Final = BadInput(
    "this Word file is far larger unpacked than an outline is", "Keep the outline and leave the rest out."
)

_NOT_READ: Final = frozenset(WORD + name for name in ("pPr", "rPr", "tblPr", "trPr", "sectPr", "del", "moveFrom"))


def read_outline_docx(data: bytes) -> Outline:
    """Read a .docx.

    Raises:
        BadInput: for what is no .docx, has a passphrase or macros, or is too large packed or unpacked.
    """
    _look_at_the_zip(data)
    from docx import Document  # 90 ms with lxml, and only where a Word file is named

    try:
        _look_at_the_text(data)
        document = Document(io.BytesIO(data))
        lines = list(islice(_lines(document), MAX_LINES + 1))
        left_out = tuple(_left_out(data))
    except BadInput:
        raise
    except Exception as error:  # python-docx raises whatever lxml, zipfile or a missing part make it raise
        raise BadInput("this Word file is damaged", _SAVE_AGAIN) from error
    if len(lines) > MAX_LINES:
        raise BadInput(f"this file has more than {MAX_LINES:,} paragraphs", "Split it into several outlines.")
    if any(len(line.text) > MAX_ROW for line in lines):
        raise BadInput(f"this file has a paragraph of more than {MAX_ROW:,} characters", "Break it into shorter ones.")
    return Outline(tuple(lines), left_out)


def _look_at_the_zip(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise BadInput(
            f"this file is larger than {MAX_BYTES // 1_000_000} MB", "Take the pictures out and save it again."
        )
    if data.startswith(_OLD_WORD):
        raise BadInput("this is an old .doc, or a Word file with a password", _SAVE_AGAIN)
    if data.count(_PART) > MAX_PARTS:  # before the list of parts is read: twenty million bytes hold 400,000
        raise _TOO_LARGE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise BadInput("this is no Word file", _SAVE_AGAIN) from error
    names = {part.filename.lower() for part in parts}
    if "word/document.xml" not in names:
        raise BadInput("this is no Word file", _SAVE_AGAIN)
    if any(part.flag_bits & 1 for part in parts):
        raise BadInput("this Word file has a password", "Save it again without one.")
    if any("vbaproject" in name or "vbadata" in name for name in names):
        raise BadInput("this Word file has macros", "Save it again as .docx without macros, or as plain text.")
    text = max(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    if len(parts) > MAX_PARTS or text > MAX_TEXT_PART or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _TOO_LARGE


def _look_at_the_text(data: bytes) -> None:
    """See that no part has more elements than a long manual: each takes a hundred bytes once it is parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        texts = [part for part in file.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
        if sum(file.read(part).count(b"<") for part in texts) > MAX_MARKS:
            raise _TOO_LARGE


def _lines(document: Any) -> Iterator[OutlineLine]:
    styles, lists = _Styles(document), WordLists(document)
    for block in _Walk().through(document.element.body):
        if isinstance(block, _Row):
            if any(cells := block.said()):
                yield OutlineLine(LineKind.ROW, " | ".join(cell for cell in cells if cell), 0, cells)
        elif words := block.said():
            yield _paragraph(styles, block.element, words, lists)


@dataclass(slots=True)
class _Words:
    """A paragraph with the pieces of its text, also of links and of what was put in; without what was struck out."""

    element: Any
    pieces: list[str] = field(default_factory=list)

    def said(self) -> str:
        return " ".join(UNPRINTABLE.sub(" ", "".join(self.pieces)).split())


@dataclass(slots=True)
class _Row:
    """A row of a table: its cells, each with the columns that it spans and all paragraphs within it."""

    cells: list[tuple[int, list[_Words]]] = field(default_factory=list)

    def said(self) -> tuple[str, ...]:
        found: list[str] = []
        for wide, inside in self.cells:
            found.append(" ".join(words for each in inside if (words := each.said())))
            found += [""] * (wide - 1)
        return tuple(found)


class _Walk:
    """One way through a document, each element once: a text box stands after the paragraph that it is bound to.

    A table inside a cell, and a text box there, are a part of that cell's words.
    """

    def __init__(self) -> None:
        self._blocks: list[_Words | _Row] = []
        self._open: list[_Words | None] = [None]  # whose words they are; a text box has its own paragraphs
        self._tables = 0
        self._cell: list[_Words] | None = None

    def through(self, body: Any) -> list[_Words | _Row]:
        """The paragraphs that stand alone, and the rows of tables, in their order.

        Raises:
            BadInput: where elements lie in one another deeper than in any document.
        """
        within, left = [body], [iter(body)]
        while within:
            element = next(left[-1], None)
            if element is None:
                left.pop()
                self._leave(within.pop())
            elif not _is_skipped(element):
                if len(within) > MAX_DEPTH:
                    raise BadInput("parts of this Word file lie too deep in one another", _SAVE_AGAIN)
                self._enter(element)
                within.append(element)
                left.append(iter(element))
        return self._blocks

    def _enter(self, element: Any) -> None:
        tag = element.tag
        if tag == f"{WORD}p":
            words = _Words(element)
            self._open.append(words)
            (self._blocks if self._cell is None else self._cell).append(words)
        elif tag == f"{WORD}txbxContent":
            self._open.append(None)
        elif tag == f"{WORD}tbl":
            self._tables += 1
        elif tag == f"{WORD}tr" and self._tables == 1:
            self._blocks.append(_Row())
        elif tag == f"{WORD}tc" and self._tables == 1 and self._blocks and isinstance(row := self._blocks[-1], _Row):
            wide = value(_first(element, "tcPr"), "gridSpan") or "1"
            self._cell = []
            row.cells.append((min(int(wide), _WIDEST) if wide.isdecimal() and len(wide) < 9 else 1, self._cell))
        elif (words_of := self._open[-1]) is not None and (piece := _piece(element)):
            words_of.pieces.append(piece)

    def _leave(self, element: Any) -> None:
        tag = element.tag
        if tag in (f"{WORD}p", f"{WORD}txbxContent"):
            self._open.pop()
        elif tag == f"{WORD}tbl":
            self._tables -= 1
        elif tag == f"{WORD}tc" and self._tables == 1:
            self._cell = None


def _is_skipped(element: Any) -> bool:
    """Whether it holds no words of the outline; the fallback of a text box says it again, for old programs."""
    tag = element.tag
    return not isinstance(tag, str) or tag in _NOT_READ or tag.endswith("}Fallback")  # an entity has no name


def _piece(element: Any) -> str:
    """What an element adds to the words of its paragraph."""
    if element.tag == f"{WORD}t":
        return element.text or ""
    if element.tag in (f"{WORD}tab", f"{WORD}br", f"{WORD}cr"):
        return " "
    return "-" if element.tag == f"{WORD}noBreakHyphen" else ""


def _paragraph(styles: "_Styles", paragraph: Any, words: str, lists: WordLists) -> OutlineLine:
    style = styles.of(paragraph)
    name = (value(style, "name") or "").lower()  # a built-in style has one English name in every language of Word
    if name in ("title", "subtitle"):
        return OutlineLine(LineKind.TITLE if name == "title" else LineKind.PLAIN, words)
    if name.startswith("heading ") and name[8:].isdecimal():
        return OutlineLine(LineKind.HEADING, words, _level(name[8:]))
    if name.startswith(("quote", "intense quote")):
        return OutlineLine(LineKind.QUOTE, words)
    numbering = _first(paragraph, "pPr/numPr")
    numbering = _first(style, "pPr/numPr") if numbering is None else numbering
    if numbering is None:
        return OutlineLine(LineKind.PLAIN, words)
    level = _level(value(numbering, "ilvl") or "0")
    level = level or int(name[-1]) - 1 if name.startswith("list ") and name[-1:].isdecimal() else level
    line = lists.line(value(numbering, "numId") or "", level, words)
    return replace(line, kind=LineKind.BULLET) if "bullet" in name else line


def _level(text: str) -> int:
    return min(int(text[:3]), _DEEPEST) if text.isdecimal() else 0


class _Styles:
    """The styles of a document by their names inside it."""

    def __init__(self, document: Any) -> None:
        self._named: dict[str, Any] = {}
        for each in document.styles.element:
            self._named.setdefault(each.get(f"{WORD}styleId"), each)

    def of(self, paragraph: Any) -> Any:
        """The style of a paragraph; None without one."""
        return self._named.get(value(_first(paragraph, "pPr"), "pStyle") or "")


def _first(element: Any, path: str) -> Any:
    return element.find("/".join(WORD + step for step in path.split("/"))) if element is not None else None


def _left_out(data: bytes) -> Iterator[str]:
    """What the document holds beside its text, so that nobody misses it too late."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = [part.filename.lower() for part in file.infolist()]
        pictures = sum(name.startswith("word/media/") for name in names)
        if pictures:
            yield "1 picture" if pictures == 1 else f"{pictures} pictures"
        for part, words in _BESIDE.items():
            if any(
                name.startswith(f"word/{part}") and b"<w:t" in file.read(name_of)
                for name, name_of in zip(names, file.namelist(), strict=True)
            ):
                yield words


_BESIDE: Final = {
    "header": "the lines at the top of each page",
    "footer": "the lines at the bottom of each page",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
}
