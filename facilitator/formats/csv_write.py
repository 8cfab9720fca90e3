"""CSV that a spreadsheet shows as text and never runs (RFC 4180, everything quoted)."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_SIGNS = frozenset("=+-@")
_UNSEEN = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))


def guard(cell: object) -> object:
    """A text cell that a spreadsheet could take for a formula gets an apostrophe in front; numbers stay numbers.

    That is one whose first visible sign is = + - or @, in any width, and one that begins with a control character.
    What begins with an apostrophe before such a sign gets another, so that :func:`unguard` gives back the same text.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.lstrip("'")
    if text and unicodedata.category(text[0]) == "Cc":
        return f"'{cell}"
    first = next((sign for sign in text if unicodedata.category(sign) not in _UNSEEN), "")
    return f"'{cell}" if unicodedata.normalize("NFKC", first)[:1] in _SIGNS else cell


def unguard(cell: str) -> str:
    """The text behind the apostrophe, where one was put in front."""
    return cell[1:] if cell[:1] == "'" and guard(cell[1:]) != cell[1:] else cell


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The text of a CSV file; None is an empty cell."""
    return write_rows([columns]) + write_rows(rows)


def write_rows(rows: Iterable[Sequence[object]]) -> str:
    """Lines of a CSV file without its heading."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([guard("" if cell is None else cell) for cell in row] for row in rows)
    return out.getvalue()
