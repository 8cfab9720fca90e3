"""From the bytes of a roster file to its records, however the program wrote them that they come from."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from facilitator.errors import BadInput

LARGEST_FILE: Final = 10_000_000
MOST_ROWS: Final = 50_000
MOST_LINES: Final = 200_000
"""Records with the empty ones: a sheet that was cleared below its rows is written with all of them."""

MOST_COLUMNS: Final = 1_000

SEPARATORS: Final = (",", ";", "\t", "|")
NONE: Final = "\x1f"
"""A separator that no text has: a list with one column and commas in its names has none."""

_BOMS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)

WINDOWS: Final = "It is not UTF-8 and was read as Windows-1252: see whether the accents are right."

Record = tuple[int, list[str]]
"""The line at which a record begins, and its cells."""


@dataclass(frozen=True, slots=True)
class RosterText:
    """A file as text; ``note`` says where its letters may have been read wrongly."""

    text: str
    separator: str | None
    begins_at: int
    note: str = ""


def read_text(data: bytes, name: str) -> RosterText:
    """The text of a file, without byte-order marks and without the line that only names the separator (``sep=;``).

    Raises:
        BadInput: for a file that is not text, or too large.
    """
    if len(data) > LARGEST_FILE:
        raise BadInput(f"{name} is larger than {LARGEST_FILE // 1_000_000} MB", "Split it into smaller files.")
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise BadInput(f"{name} is a workbook, not a CSV file", "In your spreadsheet choose: save as, CSV UTF-8.")
    text, note = _decoded(data, name)
    text = text.lstrip("\ufeff")
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise BadInput(f"{name}:{line}: a zero byte; this is not a CSV file", "Save it as CSV UTF-8.")
    told = re.match(r"\s*\"?sep=(.)\"?[^\S\r\n]*(\r\n|\r|\n|$)", text)
    if told:
        return RosterText(text[told.end() :], told[1], 2 + text[: told.start(1)].count("\n"), note)
    return RosterText(text, None, 1, note)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    encoding = next((each for mark, each in _BOMS if data.startswith(mark)), "")
    if not encoding:
        # UTF-16 without a mark has a zero in every second byte of plain letters
        start = data[:200]
        zeros = (start[1::2].count(0), start[::2].count(0))
        encoding = "utf-8"
        if max(zeros) * 5 > len(start):
            encoding = "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"
    try:
        return data.decode(encoding), ""
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            try:
                return data.decode("cp1252"), WINDOWS
            except UnicodeDecodeError:
                pass
        line = data[: error.start].count(b"\n") + 1
        raise BadInput(
            f"{name}:{line}: this is not UTF-8 text", "In your spreadsheet choose: save as, CSV UTF-8."
        ) from error


def split(file: RosterText, separator: str, name: str) -> Iterator[Record]:
    """The records of a file.

    Raises:
        BadInput: for a quotation mark that is left open, or a cell that is too long.
    """
    reader = csv.reader(io.StringIO(file.text, newline=""), delimiter=separator, strict=True)
    line = file.begins_at
    try:
        for number, cells in enumerate(reader):
            if number >= MOST_LINES or len(cells) > MOST_COLUMNS:
                what = f"{MOST_COLUMNS:,} columns" if len(cells) > MOST_COLUMNS else f"{MOST_LINES:,} lines"
                raise BadInput(f"{name}:{line}: a roster has at most {what}", "Keep the columns and rows of people.")
            yield line, cells
            line = reader.line_num + file.begins_at
    except csv.Error as error:
        raise BadInput(f"{name}:{line}: {error}", "See whether a quotation mark is left open.") from error


def separators(file: RosterText) -> tuple[str, ...]:
    """What may stand between the cells of a file: what it says itself, else nothing, or any that occurs in it."""
    return (file.separator,) if file.separator else (NONE, *(each for each in SEPARATORS if each in file.text))
