"""Sessions with who leads them and how many are expected and came: rows that are read beside a list of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from facilitator.domain.session import Session


def with_counts(
    found: Iterable[Sequence[Any]],
    leaders: Iterable[Sequence[Any]],
    tallies: Iterable[Sequence[Any]],
    headcounts: Iterable[Sequence[Any]],
    to_come: Iterable[Sequence[Any]],
) -> list[Session]:
    """Sessions out of their rows, with leaders and counts; each row begins with the id of its session.

    A tally says how many were expected, came, have a mark, and were expected and have none. Until a session of a closed
    group is closed its roster counts: how many are on it, and how many of them have no mark.
    """
    led = defaultdict[int, list[tuple[str, str]]](list)
    for session_id, name, instead_of in leaders:
        led[session_id].append((name, instead_of or ""))
    counts = {row[0]: tuple(row[1:]) for row in tallies}
    heads = {row[0]: row[1] for row in headcounts}
    enrolled = {row[0]: tuple(row[1:]) for row in to_come}
    return [_counted(each, led, counts, heads, enrolled) for each in found]


def _counted(
    row: Sequence[Any],
    led: dict[int, list[tuple[str, str]]],
    counts: dict[int, tuple[int, ...]],
    heads: dict[int, int],
    enrolled: dict[int, tuple[int, ...]],
) -> Session:
    those = led.get(row[0], ())
    expected, present, marked, to_mark = counts.get(row[0], (0, 0, 0, 0))
    if row[0] in enrolled:
        expected, to_mark = enrolled[row[0]]
    beside = (
        tuple(name for name, _ in those),
        tuple(pair for pair in those if pair[1]),
        expected,
        heads.get(row[0], present if marked else None),
        to_mark,
    )
    values: tuple[Any, ...] = (*row, *beside)
    return Session(*values)
