"""A roster as agencies keep it: a CSV file with a name in each row, as spreadsheets and other programs write it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from facilitator.domain.people.roster import RosterRow, RowProblem
from facilitator.errors import BadInput
from facilitator.formats.people.roster_headers import RosterColumns, find_columns, reaches_somebody
from facilitator.formats.people.roster_rows import RowReader, counters
from facilitator.formats.people.roster_text import MOST_ROWS, Record, RosterText, read_text, separators, split

LOOKED_AT: Final = 40
"""So many records at the beginning of a file are looked at for the line that names the columns."""

MOST_NAMED: Final = 20

_USUAL: Final = "name,alias,phone,email"
_INITIAL: Final = re.compile(r"[^\W\d]+ [^\W\d]\.?")


class ColumnUnknown(BadInput):
    """Nobody but a person can say which column of a file holds the names; ``columns`` are those that may."""

    def __init__(self, title: str, hint: str, *, field: str, columns: Sequence[str]) -> None:
        super().__init__(title, hint)
        self.field = field
        self.columns = tuple(dict.fromkeys(" ".join(each.split()) for each in columns))


@dataclass(frozen=True, slots=True)
class RosterRead:
    """What a file holds: its rows, and every other line with what it is; columns that were left alone.

    ``titles`` are lines above the columns, ``notes`` are about the whole file.
    """

    rows: tuple[RosterRow, ...]
    problems: tuple[RowProblem, ...] = ()
    passed_over: tuple[RowProblem, ...] = ()
    warnings: tuple[RowProblem, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    titles: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def read_roster(data: bytes, *, name: str, columns: Mapping[str, str] | None = None, region: str = "US") -> RosterRead:
    """Read a roster; empty lines are passed over, and every other line is told.

    ``columns`` says what the column of a field is called, where nobody could know; phones are read as in ``region``.

    Raises:
        BadInput: for a file that is not text, too large, or has no column with names, or more than one.
    """
    file = read_text(data, name)
    records, head = _parted(file, name, columns or {})
    rows = records[head.at + 1 :]
    above = [cells for _, cells in records[: head.at]]
    reader = RowReader(head, region, counters(head.titles, [cells for _, cells in rows]), above)
    read = [reader.read(line, cells) for line, cells in rows]
    ignored = [
        title.strip() or f"column {at + 1}"
        for at, title in enumerate(head.titles)
        if not head.reads(at) and (title.strip() or any(at < len(cells) and cells[at].strip() for _, cells in rows))
    ]
    return RosterRead(
        rows=tuple(each.row for each in read if each.row),
        problems=tuple(RowProblem(each.line, wrong) for each in read for wrong in each.wrong),
        passed_over=tuple(RowProblem(each.line, each.passed_over) for each in read if each.passed_over),
        warnings=tuple(RowProblem(each.line, odd) for each in read for odd in each.odd),
        ignored_columns=tuple(ignored),
        titles=tuple(line for line, _ in records[: head.at]),
        notes=(file.note,) if file.note else (),
    )


def _parted(file: RosterText, name: str, wanted: Mapping[str, str]) -> tuple[list[Record], RosterColumns]:
    """The records that are not empty, parted by the sign with which most columns are known; and the line of these."""
    best: tuple[str, RosterColumns] | None = None
    most = (0, 0)
    for separator in separators(file):
        some, whole = _some(file, separator, name)
        head = find_columns(some, wanted)
        if head and (whole, len(head.places)) > most:
            best, most = (separator, head), (whole, len(head.places))
    if best is None:
        raise _no_name(file, name, wanted)
    separator, head = best
    for key, places in head.places.items():
        if key in ("name", "first", "last") and len(places) > 1:
            what = key if key == "name" else f"{key} name"
            titles = [head.titles[at] for at in places]
            raise ColumnUnknown(
                f"{name}: more than one column may be the {what}: {_listed(titles)}",
                f"Say which: --column {key}={_quoted(titles[0])}",
                field=key,
                columns=titles,
            )
    records = list(islice(_filled(file, separator, name), MOST_ROWS + head.at + 2))
    if len(records) > MOST_ROWS + head.at + 1:
        raise BadInput(f"{name} has more than {MOST_ROWS} rows", "Split it into smaller files.")
    return records, head


def _filled(file: RosterText, separator: str, name: str) -> Iterator[Record]:
    return (record for record in split(file, separator, name) if any(cell.strip(" ,;\t\xa0") for cell in record[1]))


def _some(file: RosterText, separator: str, name: str) -> tuple[list[Record], bool]:
    """The first records, and whether they could be read; what stands before a mistake is kept."""
    some: list[Record] = []
    try:
        for record in islice(_filled(file, separator, name), LOOKED_AT):
            some.append(record)  # noqa: PERF402  # what was read before an error is kept
    except BadInput:
        return some, False
    return some, True


def _no_name(file: RosterText, name: str, wanted: Mapping[str, str]) -> BadInput:
    """No column holds names: which there are, and how to say which one it is.

    A line that looks like somebody is not repeated: a list without a line of columns begins with a person.
    """
    every = [_some(file, separator, name)[0] for separator in separators(file)]
    line, cells = max(
        (record for some in every for record in some),
        key=lambda record: sum(bool(cell.strip()) for cell in record[1]),
        default=(1, []),
    )
    titles = [cell for cell in cells if cell.strip()]
    if not titles:
        return BadInput(f"{name}: the file is empty", f"A roster begins with a line such as: {_USUAL}")
    if any(reaches_somebody(title) or _INITIAL.fullmatch(title.strip()) for title in titles):
        return BadInput(f"{name}:{line}: no line names the columns", f"Begin the file with a line such as: {_USUAL}")
    key, missing = next(iter(wanted.items()), ("name", ""))
    lacking = f"no column is called {missing!r}" if missing else "no column is called name"
    return ColumnUnknown(
        f"{name}:{line}: {lacking}; the columns are: {_listed(titles)}",
        f"Say which one is the {key}: --column {key}={_quoted(titles[0])}. Where no line names the columns, "
        f"put one above: {_USUAL}",
        field=key,
        columns=titles,
    )


def _listed(titles: Sequence[str]) -> str:
    shown = [repr(" ".join(title.split())) for title in titles[:MOST_NAMED]]
    return ", ".join(shown) + (f" and {len(titles) - MOST_NAMED} more" if len(titles) > MOST_NAMED else "")


def _quoted(title: str) -> str:
    return f"'{' '.join(title.split())}'"
