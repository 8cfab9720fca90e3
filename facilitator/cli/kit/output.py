"""Tables for people, JSON for scripts."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import click

_AT_ONCE = 500


def print_json(value: Any) -> None:
    """One JSON value on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_rows(rows: Iterable[Any]) -> None:
    """One JSON list on stdout, a row a line, each written when it comes: nothing waits for the last one."""
    begun = False
    for part in _lines(json.dumps(row, ensure_ascii=False) for row in rows):
        click.echo(("," if begun else "[") + "\n" + part, nl=False)
        begun = True
    click.echo("\n]" if begun else "[]")


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Texts joined as the rows of a list, some hundred at a time: a write for each would take longer than the rows."""
    of_all = iter(texts)
    while some := list(islice(of_all, _AT_ONCE)):
        yield ",\n".join(some)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, empty: str = "Nothing here yet.") -> None:
    """Rows under their column names; numbers to the right, as wide as they need."""
    if not rows:
        click.echo(empty)
        return
    texts = [[_cell(value) for value in row] for row in rows]
    widths = [max(_width(text) for text in column) for column in zip(columns, *texts, strict=True)]
    right = [all(isinstance(row[at], int | float | None) for row in rows) for at in range(len(columns))]

    def show(cells: Sequence[str]) -> str:
        padded = (
            " " * (width - _width(text)) + text if number else text + " " * (width - _width(text))
            for text, width, number in zip(cells, widths, right, strict=True)
        )
        return "  ".join(padded).rstrip()

    click.echo(show(columns))
    click.echo("  ".join("-" * width for width in widths))
    for text in texts:
        click.echo(show(text))


def _width(text: str) -> int:
    """How many columns a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # knows how wide an emoji is

    return cell_len(text)


def _cell(value: object) -> str:
    if value is None:
        return ""
    # a line break or an escape sequence in a name may not touch the rest of the screen
    return "".join(" " if character < " " or "\x7f" <= character <= "\x9f" else character for character in str(value))
