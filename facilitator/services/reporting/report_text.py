"""A report as text: JSON for programs, CSV for spreadsheets, and single cells for a screen."""

import json
from enum import StrEnum
from fractions import Fraction
from typing import Final

from facilitator.domain.reporting.figures import HOURS, number, percent
from facilitator.formats.csv_write import write_csv
from facilitator.services.reporting.make_report import Cell, Report

NOTHING: Final = "n/a"
"""What stands for a rate without a denominator: an empty cell is soon taken for a zero."""
NOTES_HEAD: Final = '"report",'
"""How the notes of every report begin."""
_PLACES_IN_CSV: Final = 10
"""Of a share: rounded again to a percent with one place, it is right with up to five million in the denominator."""


class Notes(StrEnum):
    """Where a CSV has its definitions; what is open, the period and as of when are in each of its rows all the same."""

    ABOVE = "above"
    BESIDE = "beside"
    NONE = "none"


def report_json(made: Report) -> str:
    """The report as one JSON value: as of when, what is open, its definitions in it; shares have four places."""
    still = made.open
    shape = {
        "report": made.name,
        "from": made.first.isoformat(),
        "to": made.last.isoformat(),
        "as_of": _as_of(made),
        "open": {
            "sessions": still.sessions,
            "people": still.people,
            "headcounts": still.headcounts,
            "first": still.first.isoformat() if still.first else None,
        },
        "earlier_rule": made.earlier_rule,
        "definitions": made.definitions,
        "rows": [_written(row) for row in made.rows],
        "totals": _written(made.totals),
    }
    return json.dumps(shape, ensure_ascii=False, indent=2)


def report_csv(made: Report, notes: Notes = Notes.NONE) -> str:
    """The rows of the report under their measures and all of them together last, for a spreadsheet.

    Each row ends with what is open, the period and as of when, so that no line can lose them; with ``notes`` above,
    lines with the definitions and an empty one come first. Shares have so many places that whoever rounds them next
    rounds as if they were exact.
    """
    carried = _carried(made)
    rows = [[_in_csv(name, row[name]) for name in made.columns] for row in made.rows]
    together = ["all", *(_in_csv(name, made.totals.get(name, "")) for name in made.columns[1:])]
    text = write_csv((*made.columns, *carried), [[*row, *carried.values()] for row in (*rows, together)])
    return f"{report_notes(made)}\r\n{text}" if notes is Notes.ABOVE else text


def report_notes(made: Report) -> str:
    """What a report is and what it counts, a line each, as CSV: it goes above the rows or beside them."""
    lines = [("report", made.name), *_carried(made).items(), *made.definitions.items()]
    return write_csv(lines[0], lines[1:])


def cell_shown(name: str, value: Cell) -> str | int | float:
    """A cell as a reader takes it: shares in percent, ``n/a`` where there is nothing to divide by."""
    if value is None:
        return NOTHING
    if isinstance(value, Fraction):
        return number(name, value) if name in HOURS else percent(value)
    return value


def totals_shown(made: Report) -> list[str | int | float]:
    """The cells of the last row: all rows together, the first column saying so."""
    return ["all" if at == 0 else cell_shown(name, made.totals.get(name, "")) for at, name in enumerate(made.columns)]


def _carried(made: Report) -> dict[str, str]:
    """What goes with every row: what is open, and of which time the row tells."""
    lacking = f"{made.open.parts}, since {made.open.first}" if made.open.first else "nothing"
    return {
        "earlier_rule": str(made.earlier_rule),
        "open": lacking,
        "from": made.first.isoformat(),
        "to": made.last.isoformat(),
        "as_of": _as_of(made),
    }


def _as_of(made: Report) -> str:
    return made.as_of.isoformat(timespec="seconds")


def _in_csv(name: str, value: Cell) -> str | int | float:
    if value is None:
        return NOTHING
    return number(name, value, share_places=_PLACES_IN_CSV) if isinstance(value, Fraction) else value


def _written(cells: dict[str, Cell]) -> dict[str, str | int | float | None]:
    return {name: number(name, value) if isinstance(value, Fraction) else value for name, value in cells.items()}
