"""Sessions with who leads them and how many are expected and came: rows that are read beside a list of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from facilitator.domain.session import Session


def with_counts(
    found: Iterable[Session],
    leaders: Iterable[Sequence[Any]],
    tallies: Iterable[Sequence[Any]],
    headcounts: Iterable[Sequence[Any]],
    to_come: Iterable[Sequence[Any]],
) -> list[Session]:
    """The same sessions with leaders and counts; each row begins with the id of its session.

    A tally says how many were expected, came, and have a mark. Before a session of a closed group its roster counts.
    """
    names: dict[int, list[str]] = defaultdict(list)
    for session_id, name in leaders:
        names[session_id].append(name)
    counts = {row[0]: tuple(row[1:]) for row in tallies}
    heads = {row[0]: row[1] for row in headcounts}
    enrolled = {row[0]: row[1] for row in to_come}
    return [_counted(each, names, counts, heads, enrolled) for each in found]


def _counted(
    each: Session,
    names: dict[int, list[str]],
    counts: dict[int, tuple[int, ...]],
    heads: dict[int, int],
    enrolled: dict[int, int],
) -> Session:
    expected, present, marked = counts.get(each.id, (0, 0, 0))
    return replace(
        each,
        facilitators=tuple(names.get(each.id, ())),
        expected=enrolled.get(each.id, expected),
        present=heads.get(each.id, present if marked else None),
    )
