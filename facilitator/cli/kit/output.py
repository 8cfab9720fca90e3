"""Tables for people, JSON for scripts."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import Any

from facilitator.cli.kit.terminal import say, say_json, visible

_AT_ONCE = 500
_WRITES = json.JSONEncoder(ensure_ascii=False)
"""Made once: ``json.dumps`` makes one for each row."""
_BETWEEN = 2
"""Blanks between columns."""


def print_json(value: Any) -> None:
    """One JSON value on stdout."""
    say_json(value)


def print_json_rows(rows: Iterable[Any]) -> None:
    """One JSON list on stdout, a row a line, each written when it comes: nothing waits for the last one."""
    begun = False
    for part in _lines(map(_WRITES.encode, rows)):
        say(("," if begun else "[") + "\n" + part, nl=False)
        begun = True
    say("\n]" if begun else "[]")


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Texts joined as the rows of a list, some hundred at a time: a write for each would take longer than the rows."""
    of_all = iter(texts)
    while some := list(islice(of_all, _AT_ONCE)):
        yield ",\n".join(some)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, empty: str = "Nothing here yet.") -> None:
    """Rows under their column names; numbers to the right. On a terminal as wide as it is, elsewhere as they need."""
    if not rows:
        say(empty)
        return
    for each in table_lines(columns, rows, _room()):
        say(each)


def print_words(text: str) -> None:
    """A sentence, on a terminal in lines of whole words, elsewhere in one."""
    room = _room()
    for each in [text] if room is None else _wrapped(text, room):
        say(each)


def _room() -> int | None:
    """How wide the terminal is; None where the output is none."""
    if not sys.stdout.isatty():
        return None
    from facilitator.cli.kit.command import columns_here

    return columns_here()


def table_lines(columns: Sequence[str], rows: Sequence[Sequence[object]], room: int | None = None) -> Iterator[str]:
    """The lines of a table. In less ``room`` than it needs the widest columns are wrapped between words.

    Where its words alone need more, each row stands by itself, a line a column.
    """
    texts = [[_cell(value) for value in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(columns, *texts, strict=True)]
    right = [all(isinstance(row[at], int | float | None) for row in rows) for at in range(len(columns))]
    if room is not None:
        words = [
            max(_width(word) for text in column for word in text.split(" "))
            for column in zip(columns, *texts, strict=True)
        ]
        least = [
            width if number else min(width, most) for width, number, most in zip(widths, right, words, strict=True)
        ]
        if sum(least) + _BETWEEN * (len(columns) - 1) > room and len(columns) > 1:
            yield from _one_by_one([_cell(each) for each in columns], texts, room)
            return
        widths = _narrowed(widths, least, room - _BETWEEN * (len(columns) - 1))

    def show(cells: Sequence[str]) -> Iterator[str]:
        wrapped = (_wrapped(text, width) for text, width in zip(cells, widths, strict=True))
        for line in zip_longest(*wrapped, fillvalue=""):
            padded = (
                " " * (width - _width(text)) + text if number else text + " " * (width - _width(text))
                for text, width, number in zip(line, widths, right, strict=True)
            )
            yield (" " * _BETWEEN).join(padded).rstrip()

    yield from show(columns)
    yield (" " * _BETWEEN).join("-" * width for width in widths)
    for text in texts:
        yield from show(text)


def _one_by_one(columns: Sequence[str], texts: Sequence[Sequence[str]], room: int) -> Iterator[str]:
    """Row under row: the name of each column and what stands in it, a blank line between two rows."""
    names = max(map(_width, columns))
    for at, text in enumerate(texts):
        if at:
            yield ""
        for name, value in zip(columns, text, strict=True):
            first, *rest = _wrapped(value, max(1, room - names - _BETWEEN))
            yield f"{name}{' ' * (names - _width(name) + _BETWEEN)}{first}".rstrip()
            yield from (" " * (names + _BETWEEN) + line for line in rest)


def _narrowed(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fit into a room, taken from the widest; no column is narrower than its longest word."""
    narrow = list(widths)
    while sum(narrow) > room:
        wide = [at for at, width in enumerate(narrow) if width > least[at]]
        if not wide:
            break
        narrow[max(wide, key=lambda at: narrow[at])] -= 1
    return narrow


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines of whole words."""
    if _width(text) <= width:
        return [text]
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if _width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


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
    return visible(
        "".join(" " if character < " " or "\x7f" <= character <= "\x9f" else character for character in str(value))
    )
