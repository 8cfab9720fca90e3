"""A Word document as the lines of an outline: headings, lists, paragraphs, tables row by row. Nothing in it is run.

A .docx is a zip of XML from anywhere: what it claims to hold is looked at before anything is unpacked, and python-docx,
whose parser resolves no entities, reads it then.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from facilitator.domain.curricula.outline import LineKind, Outline, OutlineLine
from facilitator.errors import BadInput
from facilitator.formats.curricula.drafts.docx_lists import WORD, WordLists, value
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
    lists = WordLists(document)
    for block in _blocks(document.element.body):
        if block.tag == f"{WORD}tbl":
            yield from _rows(block)
        elif words := _words(block):
            yield _paragraph(document, block, words, lists)


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, those inside content controls and text boxes too."""
    for child in element:
        if child.tag in (f"{WORD}p", f"{WORD}tbl"):
            yield child
            if child.tag == f"{WORD}p":
                for box in child.iter(f"{WORD}txbxContent"):
                    if not _is_fallback(box):
                        yield from _blocks(box)
        elif child.tag in (f"{WORD}sdt", f"{WORD}sdtContent", f"{WORD}ins", f"{WORD}moveTo", f"{WORD}customXml"):
            yield from _blocks(child)


def _is_fallback(element: Any) -> bool:
    """Whether a text box stands there a second time, for programs that do not know its newer form."""
    return any(parent.tag.endswith("}Fallback") for parent in element.iterancestors())


def _words(paragraph: Any) -> str:
    """The text of a paragraph, also of links and of what was put in; without what was struck out."""
    pieces = []
    for node in paragraph.iter():
        owner = next((up for up in node.iterancestors() if up.tag in (f"{WORD}p", f"{WORD}txbxContent")), None)
        if owner is not paragraph:
            continue
        if node.tag == f"{WORD}t":
            pieces.append(node.text or "")
        elif node.tag in (f"{WORD}tab", f"{WORD}br", f"{WORD}cr"):
            pieces.append(" ")
        elif node.tag == f"{WORD}noBreakHyphen":
            pieces.append("-")
    return " ".join(UNPRINTABLE.sub(" ", "".join(pieces)).split())


def _rows(table: Any) -> Iterator[OutlineLine]:
    """The rows of a table; one inside a cell is a part of that cell's words."""
    for row in table.iter(f"{WORD}tr"):
        if next(row.iterancestors(f"{WORD}tbl")) is not table:
            continue
        cells: list[str] = []
        for cell in row.iterchildren(f"{WORD}tc"):
            cells.append(" ".join(words for paragraph in cell.iter(f"{WORD}p") if (words := _words(paragraph))))
            wide = value(_first(cell, "tcPr"), "gridSpan") or "1"
            cells += [""] * (min(int(wide), _WIDEST) - 1 if wide.isdecimal() else 0)
        if any(cells):
            yield OutlineLine(LineKind.ROW, " | ".join(cell for cell in cells if cell), 0, tuple(cells))


def _paragraph(document: Any, paragraph: Any, words: str, lists: WordLists) -> OutlineLine:
    style = _style_name(document, paragraph)
    if style in ("title", "subtitle"):
        return OutlineLine(LineKind.TITLE if style == "title" else LineKind.PLAIN, words)
    if style.startswith("heading ") and style[8:].isdigit():
        return OutlineLine(LineKind.HEADING, words, int(style[8:]))
    if style.startswith(("quote", "intense quote")):
        return OutlineLine(LineKind.QUOTE, words)
    numbering = _first(paragraph, "pPr/numPr")
    if numbering is None:
        numbering = _first(_style_element(document, paragraph), "pPr/numPr")
    if numbering is None:
        return OutlineLine(LineKind.PLAIN, words)
    level = int(value(numbering, "ilvl") or 0)
    level = level or int(style[-1]) - 1 if style.startswith("list ") and style[-1:].isdigit() else level
    line = lists.line(value(numbering, "numId") or "", level, words)
    return replace(line, kind=LineKind.BULLET) if "bullet" in style else line


def _style_element(document: Any, paragraph: Any) -> Any:
    named = value(_first(paragraph, "pPr"), "pStyle")
    return (
        next((each for each in document.styles.element if each.get(f"{WORD}styleId") == named), None) if named else None
    )


def _style_name(document: Any, paragraph: Any) -> str:
    """A built-in style has one English name in every language of Word."""
    return (value(_style_element(document, paragraph), "name") or "").lower()


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
