"""Where everything stands in a table: the same for each of its rows, worked out from a width and no screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

GAP = 2
"""Columns between two columns of a table."""
MORE = "…"


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what may happen to it where there is little room; widths are in terminal columns.

    ``least`` is how far it may be cut (0: never, as for times and numbers), ``most`` how wide it may get (0: as wide as
    its widest cell). One column ``fills``: it takes what is left. Where even the least is too much, the column that
    ``leaves`` with the highest number goes first; 0 stays.
    """

    title: str
    least: int = 0
    most: int = 0
    right: bool = False
    fills: bool = False
    leaves: int = 0


def lay_out(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> tuple[int, ...]:
    """How wide each column is, so that with the gaps they take that width; 0 for one that has no room."""
    wanted = [_wanted(column, [row[at] for row in rows]) for at, column in enumerate(columns)]
    least = [min(wide, column.least or wide) for column, wide in zip(columns, wanted, strict=True)]
    kept = list(range(len(columns)))
    while sum(least[at] for at in kept) + GAP * (len(kept) - 1) > width:
        leaving = [at for at in kept if columns[at].leaves]
        if not leaving:
            break
        kept.remove(max(leaving, key=lambda at: columns[at].leaves))
    widths = [least[at] if at in kept else 0 for at in range(len(columns))]
    left = width - sum(widths) - GAP * (len(kept) - 1)
    for at in kept:
        if not columns[at].fills:
            more = max(0, min(left, wanted[at] - widths[at]))
            widths[at] += more
            left -= more
    for at in kept:
        if columns[at].fills:
            widths[at] = max(1, widths[at] + left)
    return tuple(widths)


def _wanted(column: Column, cells: Sequence[str]) -> int:
    wide = max((cell_len(cell) for cell in (column.title, *cells)), default=0)
    return min(wide, column.most) if column.most else wide


def fit(text: str, width: int, *, right: bool = False) -> str:
    """A text in exactly that many columns: flush left or right, and what does not fit ends in ``…``."""
    shown = " ".join(text.split("\n"))
    wide = cell_len(shown)
    if wide > width:
        shown = set_cell_size(shown, width - 1).rstrip() + MORE if width else ""
        wide = cell_len(shown)
    return " " * (width - wide) + shown if right else shown + " " * (width - wide)


def row_text(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    """One row as a line: each cell where its column stands."""
    placed = zip(cells, columns, widths, strict=True)
    return (" " * GAP).join(fit(cell, width, right=column.right) for cell, column, width in placed if width)


def rest_words(shown: int, below: int, total: int) -> str:
    """What the lower border of a list says: whether it goes on."""
    if below:
        return f"{below} more below"
    if not total:
        return ""
    return f"all {total} shown" if shown == total else f"the last of {total}"
