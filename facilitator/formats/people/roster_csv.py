"""A roster as agencies keep it: a CSV file with a name in each row."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from facilitator.domain.spelling import fold, tidy
from facilitator.errors import BadInput
from facilitator.formats.csv_write import unguard

LARGEST_FILE = 10_000_000
MOST_ROWS = 50_000
LONGEST_NAME = 80

_COLUMNS = {
    "name": {"name", "full name", "person", "participant", "member"},
    "first": {"first", "first name", "given name"},
    "last": {"last", "last name", "surname", "family name"},
    "alias": {"alias", "preferred name", "goes by", "nickname"},
    "phone": {"phone", "phone number", "telephone", "mobile", "cell"},
    "email": {"email", "e-mail", "email address", "mail"},
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE = re.compile(r"\+?[\d\s().x/-]{3,40}")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of a file, at the line where the row begins."""

    line: int
    name: str
    alias: str
    phone: str
    email: str

    @property
    def identity(self) -> tuple[str, str]:
        """Name and alias as they are compared."""
        return fold(self.name), fold(self.alias)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row. It never repeats the row: a name in a message is a name in a ticket."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class RosterRead:
    """The rows of a file, what is wrong with others, and columns that were left alone."""

    rows: tuple[RosterRow, ...]
    problems: tuple[RowProblem, ...]
    ignored_columns: tuple[str, ...]


def read_roster(data: bytes, *, name: str) -> RosterRead:
    """Read a roster; empty lines are passed over.

    Raises:
        BadInput: for a file that is not text, too large, or has no column with names.
    """
    if len(data) > LARGEST_FILE:
        raise BadInput(f"{name} is larger than {LARGEST_FILE // 1_000_000} MB", "Split it into smaller files.")
    text = _decoded(data, name)
    records = _records(text, name)
    _line, header = next((each for each in records if any(cell.strip() for cell in each[1])), (1, []))
    columns, ignored = _columns(header, name)
    rows: list[RosterRow] = []
    problems: list[RowProblem] = []
    for line, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) + len(problems) >= MOST_ROWS:
            raise BadInput(f"{name} has more than {MOST_ROWS} rows", "Split it into smaller files.")
        row = _row(line, cells, columns, width=len(header))
        (rows if isinstance(row, RosterRow) else problems).append(row)  # type: ignore[arg-type]  # sorted by its kind
    return RosterRead(tuple(rows), tuple(problems), ignored)


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput(
            f"{name}:{line}: this is not UTF-8 text", "In your spreadsheet choose: save as, CSV UTF-8."
        ) from error
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise BadInput(f"{name}:{line}: a zero byte; this is not a CSV file", "Save it as CSV UTF-8.")
    return text


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Records with the line each begins at; the separator is the one that the first line with text uses most."""
    first = text.lstrip().split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(f"{name}:{line}: {error}", "See whether a quotation mark is left open.") from error


def _columns(header: list[str], name: str) -> tuple[dict[str, int], tuple[str, ...]]:
    columns: dict[str, int] = {}
    ignored: list[str] = []
    for at, title in enumerate(header):
        known = next((key for key, titles in _COLUMNS.items() if fold(title) in titles), None)
        if known is None or known in columns:
            ignored.append(title.strip() or f"column {at + 1}")
        else:
            columns[known] = at
    if "name" not in columns and "first" not in columns:
        raise BadInput(
            f"{name}:1: no column is called name", "Begin the file with a line such as: name,alias,phone,email"
        )
    return columns, tuple(ignored)


def _row(line: int, cells: list[str], columns: dict[str, int], *, width: int) -> RosterRow | RowProblem:
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return RowProblem(line, f"{len(cells)} cells where the first line has {width}; is a comma not in quotes?")

    def cell(column: str) -> str:
        at = columns.get(column)
        return tidy(unguard(cells[at].strip())) if at is not None and at < len(cells) else ""

    name = cell("name") or " ".join(part for part in (cell("first"), cell("last")) if part)
    row = RosterRow(line, name, cell("alias"), cell("phone"), cell("email"))
    message = wrong_with(name=row.name, alias=row.alias, phone=row.phone, email=row.email)
    return RowProblem(line, message) if message else row


def wrong_with(*, name: str, alias: str, phone: str, email: str) -> str:
    """What is wrong with the values of a person, which it does not repeat; empty where nothing is."""
    if not name:
        return "the name is missing"
    if max(len(name), len(alias)) > LONGEST_NAME:
        return f"a name or alias has more than {LONGEST_NAME} characters"
    if email and not _EMAIL.fullmatch(email):
        return "the email is not an address such as name@example.org"
    if phone and not _PHONE.fullmatch(phone):
        return "the phone is not a number of at least 3 digits; blanks and ( ) . - / + x may stand between"
    return ""
