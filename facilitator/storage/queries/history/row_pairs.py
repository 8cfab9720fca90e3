"""Rows of any table as the database keeps them, before and after: what the journal of edits is made of.

Of a row that changed only the columns are kept that did, and what says which row it is: a column that another program
adds is nothing that an old edit was about. Of a row that came or went all are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    LargeBinary,
    MetaData,
    Table,
    TypeDecorator,
    and_,
    bindparam,
    select,
    type_coerce,
)

from facilitator.storage.tables import (
    attendance,
    closure,
    group,
    group_facilitator,
    person,
    series,
    series_facilitator,
    session,
    session_facilitator,
)

Row = dict[str, Any]
Key = tuple[Any, ...]
Rows = dict[str, dict[Key, Row]]
Pair = tuple[Row | None, Row | None]
Pairs = Mapping[str, Sequence[Pair]]

BY_ITSELF: Final = frozenset(("version", "event_id"))
"""What the book itself counts up with every write: no edit is about it, and no undoing puts it back."""

COUNTED: Final = frozenset(("counted_minutes",))
"""What counts of a session depends on others: it is put back, counted again, and no reason to refuse."""

RUN: Final = frozenset(("status", "started_at", "ended_at"))
"""Whether a session was held is told with every edit of it: what happened is not edited away."""

_SAYS_WHICH: Final = frozenset(("uid", "code", "title", "start_local"))


def every_table() -> MetaData:
    """All tables: 30 ms, and only where an edit is kept or put back."""
    from facilitator.storage.tables import metadata

    return metadata


def take(
    db: Connection, groups: Sequence[int], sessions: Sequence[int], rows: Mapping[str, Collection[int | str]]
) -> Rows:
    """Rows by table and key.

    A group stands for itself, its series and their sessions, a session for itself and who leads it. ``rows`` names
    those of any other table by its key, or by another column as ``table.column``.
    """
    found: Rows = _of_groups(db, groups) if groups else {}
    for part in parts(sessions):
        found.setdefault("session", {}).update(_rows(db, session, session.c.id.in_(part)))
        links = _rows(db, session_facilitator, session_facilitator.c.session_id.in_(part))
        found.setdefault("session_facilitator", {}).update(links)
    for name, values in rows.items():
        table_name, _, column = name.partition(".")
        table = every_table().tables[table_name]
        wanted = table.columns[column] if column else _first_key(table)
        for part in parts(values):
            found.setdefault(table_name, {}).update(_rows(db, table, wanted.in_(part)))
    return found


def _of_groups(db: Connection, groups: Sequence[int]) -> Rows:
    of_groups = select(series.c.id).where(series.c.group_id.in_(groups))
    theirs = select(session.c.id).where(session.c.series_id.in_(of_groups))
    return {
        "group": _rows(db, group, group.c.id.in_(groups)),
        "group_facilitator": _rows(db, group_facilitator, group_facilitator.c.group_id.in_(groups)),
        "series": _rows(db, series, series.c.group_id.in_(groups)),
        "series_facilitator": _rows(db, series_facilitator, series_facilitator.c.series_id.in_(of_groups)),
        "session": _rows(db, session, session.c.series_id.in_(of_groups)),
        "session_facilitator": _rows(db, session_facilitator, session_facilitator.c.session_id.in_(theirs)),
    }


def differing(before: Rows, after: Rows) -> dict[str, list[Pair]]:
    """Rows that differ, by table: as they were, as they are; None where there was or is none."""
    pairs: dict[str, list[Pair]] = {}
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, {}), after.get(name, {})
        kept = _says_which(every_table().tables[name])
        found = [_pair(old.get(key), new.get(key), kept) for key in dict.fromkeys([*old, *new])]
        if any(found):
            pairs[name] = [each for each in found if each]
    return pairs


def changed(old: Row, new: Row) -> frozenset[str]:
    """The columns that an edit changed in a row that was there before and after it."""
    return frozenset(name for name in old if name in new and old[name] != new[name]) - BY_ITSELF


def _pair(old: Row | None, new: Row | None, kept: frozenset[str]) -> Pair | None:
    """What the journal keeps of a row; None where no edit touched it."""
    if old is None or new is None:
        return None if old is new else (old, new)
    names = changed(old, new)
    if not names:
        return None
    before, after = ({name: row[name] for name in row if name in names | kept} for row in (old, new))
    return before, after


@cache
def _says_which(table: Table) -> frozenset[str]:
    """Which row it is, and whose: its keys, and what a place or a day is called, but not what a person is."""
    # of attendance whether it says anything: one that does not is as good as none
    called = {
        attendance: {"expected", "status"},
        closure: {"reason"},
        person: set(),
        session: RUN,
    }.get(table, {"name"})
    return (
        frozenset(
            column.name
            for column in table.columns
            if column.primary_key or column.foreign_keys or column.name in _SAYS_WHICH | called
        )
        - BY_ITSELF
    )


def as_they_are(db: Connection, table: Table, pairs: Iterable[Pair]) -> dict[Key, Row | None]:
    """The rows of these pairs as they are now, by key; None for one that is not there."""
    keys = [key_of(table, old or new or {}) for old, new in pairs]
    found: dict[Key, Row | None] = dict.fromkeys(keys)
    for part in parts(list({key[0] for key in keys})):
        found.update({key: row for key, row in _rows(db, table, _first_key(table).in_(part)).items() if key in found})
    return found


def there(rows: Mapping[Key, Row | None]) -> dict[Key, Row]:
    """Those that are there."""
    return {key: row for key, row in rows.items() if row is not None}


def together(some: Rows, more: Rows) -> Rows:
    """The rows of both, by table."""
    return {name: {**some.get(name, {}), **more.get(name, {})} for name in dict.fromkeys([*some, *more])}


def plain(table: Table, name: str) -> Any:
    """The type of a column as the database keeps it, without the words and moments of ours."""
    kind = table.columns[name].type
    if isinstance(kind, LargeBinary):
        raise TypeError(f"{table.name}.{name} cannot be kept in the journal")
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def bound(table: Table, name: str, value: Any) -> Any:
    """A kept value as a parameter for its column."""
    kind = plain(table, name)
    if isinstance(kind, Date) and value is not None:
        return date.fromisoformat(value)
    return type_coerce(bindparam(None, value, type_=kind), kind) if value is not None else None


def key_of(table: Table, row: Mapping[str, Any]) -> Key:
    """The primary key of a row."""
    return tuple(row[column.name] for column in table.primary_key.columns)


def is_row(table: Table, key: Key) -> ColumnElement[bool]:
    """Whether a row has that key."""
    return and_(*(column == value for column, value in zip(table.primary_key.columns, key, strict=True)))


def parts(ids: Collection[int | str]) -> Iterator[list[int | str]]:
    """At most five hundred at a time: a statement takes so many parameters only."""
    every = list(ids)
    return (every[begin : begin + 500] for begin in range(0, len(every), 500))


def _first_key(table: Table) -> ColumnElement[Any]:
    return next(iter(table.primary_key.columns))


def _rows(db: Connection, table: Table, condition: ColumnElement[bool]) -> dict[Key, Row]:
    columns = [type_coerce(column, plain(table, column.name)).label(column.name) for column in table.columns]
    names = [column.name for column in table.columns]
    days = [name for name in names if isinstance(plain(table, name), Date)]
    keys = [names.index(column.name) for column in table.primary_key.columns]
    found: dict[Key, Row] = {}
    for row in db.execute(select(*columns).where(condition)):
        values = dict(zip(names, row, strict=True))
        for name in days:
            values[name] = values[name] and values[name].isoformat()
        found[tuple(row[at] for at in keys)] = values
    return found
