"""CSV that a spreadsheet shows as text and never runs (RFC 4180, everything quoted)."""

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = "=+-@\t\r\n＝＋－＠"


def guard(cell: object) -> object:
    """A text cell that a spreadsheet could take for a formula gets an apostrophe in front; numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    first = cell.lstrip(" \u00a0\u3000\u200b\ufeff")[:1]
    return f"'{cell}" if (first and first in _STARTS_A_FORMULA) or cell[:1] in ("\t", "\r", "\n") else cell


def unguard(cell: str) -> str:
    """The text behind the apostrophe, where one was put in front."""
    return cell[1:] if cell[:1] == "'" and guard(cell[1:]) != cell[1:] else cell


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The text of a CSV file; None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guard("" if cell is None else cell) for cell in row] for row in rows)
    return out.getvalue()
