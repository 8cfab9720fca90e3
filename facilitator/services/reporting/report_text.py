"""A report as text: JSON for programs, CSV for spreadsheets, and single cells for a screen."""

import json

from facilitator.formats.csv_write import write_csv
from facilitator.services.reporting.report_attendance import Cell, Report

NOTHING = "n/a"
"""What stands for a rate without a denominator: an empty cell is soon taken for a zero."""
_SHARES = ("delivery", "attendance_rate", "missed_rate", "occupancy")


def report_json(made: Report) -> str:
    """The report as one JSON value, its definitions in it."""
    shape = {
        "report": made.name,
        "from": made.first.isoformat(),
        "to": made.last.isoformat(),
        "definitions": made.definitions,
        "rows": made.rows,
        "totals": made.totals,
    }
    return json.dumps(shape, ensure_ascii=False, indent=2)


def report_csv(made: Report) -> str:
    """The rows of the report under their measures, for a spreadsheet."""
    return write_csv(
        made.columns, [[NOTHING if row[name] is None else row[name] for name in made.columns] for row in made.rows]
    )


def cell_shown(name: str, value: Cell) -> str | int | float:
    """A cell as a reader takes it: shares in percent, ``n/a`` where there is nothing to divide by."""
    if value is None:
        return NOTHING
    return f"{value:.1%}" if name in _SHARES and isinstance(value, float) else value


def totals_shown(made: Report) -> list[str | int | float]:
    """The cells of the last row: all rows together, the first column saying so."""
    return ["all" if at == 0 else cell_shown(name, made.totals.get(name, "")) for at, name in enumerate(made.columns)]
