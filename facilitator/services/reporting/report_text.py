"""A report as text: JSON for programs, CSV for spreadsheets, and single cells for a screen."""

import json
from fractions import Fraction

from facilitator.domain.reporting.figures import HOURS, number, percent
from facilitator.formats.csv_write import write_csv
from facilitator.services.reporting.make_report import Cell, Report

NOTHING = "n/a"
"""What stands for a rate without a denominator: an empty cell is soon taken for a zero."""


def report_json(made: Report) -> str:
    """The report as one JSON value: as of when, what is open, its definitions in it; shares have four places."""
    still = made.open
    shape = {
        "report": made.name,
        "from": made.first.isoformat(),
        "to": made.last.isoformat(),
        "as_of": made.as_of.isoformat(timespec="seconds"),
        "open": {
            "sessions": still.sessions,
            "people": still.people,
            "headcounts": still.headcounts,
            "first": still.first.isoformat() if still.first else None,
        },
        "definitions": made.definitions,
        "rows": [_written(row) for row in made.rows],
        "totals": _written(made.totals),
    }
    return json.dumps(shape, ensure_ascii=False, indent=2)


def report_csv(made: Report) -> str:
    """The rows of the report under their measures, for a spreadsheet."""
    rows = [_written(row) for row in made.rows]
    return write_csv(
        made.columns, [[NOTHING if row[name] is None else row[name] for name in made.columns] for row in rows]
    )


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


def _written(cells: dict[str, Cell]) -> dict[str, str | int | float | None]:
    return {name: number(name, value) if isinstance(value, Fraction) else value for name, value in cells.items()}
