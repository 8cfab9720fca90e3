"""A Word document as the lines of an outline: headings, lists, paragraphs, tables row by row. Nothing in it is run.

A .docx is a zip of XML from anywhere: what it claims to hold is looked at before anything is unpacked, and python-docx,
whose parser resolves no entities, reads it then.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from facilitator.domain.curricula.outline import LineKind, Outline, OutlineLine
from facilitator.errors import BadInput
from facilitator.formats.curricula.front_matter import UNPRINTABLE

MAX_BYTES: Final = 20_000_000
MAX_UNPACKED: Final = 40_000_000
MAX_TEXT_PART: Final = 10_000_000
MAX_PARTS: Final = 2_000
MAX_LINES: Final = 10_000
_WIDEST: Final = 60
"""Columns that one cell may span."""

_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN: Final = "Open it in a word processor and save it as .docx or as plain text."
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_outline_docx(data: bytes) -> Outline:
    """Read a .docx.

    Raises:
        BadInput: for what is no .docx, has a passphrase or macros, or is too large packed or unpacked.
    """
    _look_at_the_zip(data)
    from docx import Document  # 90 ms with lxml, and only where a Word file is named

    try:
        document = Document(io.BytesIO(data))
        lines = list(_lines(document))
    except Exception as error:  # python-docx raises whatever lxml, zipfile or a missing part make it raise
        raise BadInput("this Word file is damaged", _SAVE_AGAIN) from error
    if len(lines) > MAX_LINES:
        raise BadInput(f"this file has more than {MAX_LINES:,} paragraphs", "Split it into several outlines.")
    return Outline(tuple(lines), tuple(_left_out(data)))


def _look_at_the_zip(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise BadInput(
            f"this file is larger than {MAX_BYTES // 1_000_000} MB", "Take the pictures out and save it again."
        )
    if data.startswith(_OLD_WORD):
        raise BadInput("this is an old .doc, or a Word file with a password", _SAVE_AGAIN)
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
        raise BadInput(
            "this Word file is far larger unpacked than an outline is", "Keep the outline and leave the rest out."
        )


def _lines(document: Any) -> Iterator[OutlineLine]:
    bullets = _bullet_lists(document)
    for block in _blocks(document.element.body):
        if block.tag == f"{_W}tbl":
            yield from _rows(block)
        elif words := _words(block):
            yield _paragraph(document, block, words, bullets)


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, those inside content controls and text boxes too."""
    for child in element:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
            if child.tag == f"{_W}p":
                for box in child.iter(f"{_W}txbxContent"):
                    if not _is_fallback(box):
                        yield from _blocks(box)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"):
            yield from _blocks(child)


def _is_fallback(element: Any) -> bool:
    """Whether a text box stands there a second time, for programs that do not know its newer form."""
    return any(parent.tag.endswith("}Fallback") for parent in element.iterancestors())


def _words(paragraph: Any) -> str:
    """The text of a paragraph, also of links and of what was put in; without what was struck out."""
    pieces = []
    for node in paragraph.iter():
        owner = next((up for up in node.iterancestors() if up.tag in (f"{_W}p", f"{_W}txbxContent")), None)
        if owner is not paragraph:
            continue
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            pieces.append(" ")
        elif node.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
    return " ".join(UNPRINTABLE.sub(" ", "".join(pieces)).split())


def _rows(table: Any) -> Iterator[OutlineLine]:
    """The rows of a table; one inside a cell is a part of that cell's words."""
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells: list[str] = []
        for cell in row.iterchildren(f"{_W}tc"):
            cells.append(" ".join(words for paragraph in cell.iter(f"{_W}p") if (words := _words(paragraph))))
            wide = _value(_first(cell, "tcPr"), "gridSpan") or "1"
            cells += [""] * (min(int(wide), _WIDEST) - 1 if wide.isdecimal() else 0)
        if any(cells):
            yield OutlineLine(LineKind.ROW, " | ".join(cell for cell in cells if cell), 0, tuple(cells))


def _paragraph(document: Any, paragraph: Any, words: str, bullets: frozenset[str]) -> OutlineLine:
    style = _style_name(document, paragraph)
    if style in ("title", "subtitle"):
        return OutlineLine(LineKind.TITLE if style == "title" else LineKind.PLAIN, words)
    if style.startswith("heading ") and style[8:].isdigit():
        return OutlineLine(LineKind.HEADING, words, int(style[8:]))
    if style.startswith(("quote", "intense quote")):
        return OutlineLine(LineKind.QUOTE, words)
    numbering = _first(paragraph, "pPr/numPr") or _first(_style_element(document, paragraph), "pPr/numPr")
    if numbering is not None:
        level = int(_value(numbering, "ilvl") or 0)
        level = level or int(style[-1]) - 1 if style.startswith("list ") and style[-1:].isdigit() else level
        listed = LineKind.BULLET if _value(numbering, "numId") in bullets or "bullet" in style else LineKind.NUMBERED
        return OutlineLine(listed, words, level)
    return OutlineLine(LineKind.PLAIN, words)


def _style_element(document: Any, paragraph: Any) -> Any:
    named = _value(_first(paragraph, "pPr"), "pStyle")
    return (
        next((each for each in document.styles.element if each.get(f"{_W}styleId") == named), None) if named else None
    )


def _style_name(document: Any, paragraph: Any) -> str:
    """A built-in style has one English name in every language of Word."""
    return (_value(_style_element(document, paragraph), "name") or "").lower()


def _bullet_lists(document: Any) -> frozenset[str]:
    """The numbers of lists whose first level has bullets."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return frozenset()
    kinds = {}
    for kind in numbering.iterchildren(f"{_W}abstractNum"):
        level = kind.find(f"{_W}lvl")
        kinds[kind.get(f"{_W}abstractNumId")] = _value(level, "numFmt")
    return frozenset(
        number.get(f"{_W}numId", "")
        for number in numbering.iterchildren(f"{_W}num")
        if kinds.get(_value(number, "abstractNumId")) == "bullet"
    )


def _first(element: Any, path: str) -> Any:
    return element.find("/".join(_W + step for step in path.split("/"))) if element is not None else None


def _value(element: Any, name: str) -> str | None:
    found = _first(element, name)
    return found.get(f"{_W}val") if found is not None else None


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
