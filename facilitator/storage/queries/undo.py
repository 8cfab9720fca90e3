"""The journal of edits: rows as they were and as they became, and putting them back.

Rows of any table by their primary key, as the database keeps them, in JSON. It is for schedule values: a row that
holds the name of a person does not belong here.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    LargeBinary,
    Table,
    TypeDecorator,
    and_,
    bindparam,
    delete,
    insert,
    select,
    type_coerce,
    update,
)

from facilitator.errors import Refused
from facilitator.storage.book import Change
from facilitator.storage.db import new_id
from facilitator.storage.queries.series import set_aside
from facilitator.storage.tables import (
    attendance,
    group,
    group_facilitator,
    headcount,
    metadata,
    series,
    series_facilitator,
    session,
    session_facilitator,
    undo_step,
)

MOST_STEPS: Final = 100
"""How many steps are kept."""

UNDO: Final = "undo"
"""The action of a step that took another back. One that did it again has the action of the edit, and names the undoing.
"""

_RAISED: Final = ("sequence", "updated_at")
# calendar apps must see that a session went back: these only ever go up

Row = dict[str, Any]
Key = tuple[Any, ...]
Rows = dict[str, dict[Key, Row]]
Pair = tuple[Row | None, Row | None]


@dataclass(slots=True)
class Step:
    """What an edit touches, named before it begins; what it makes is added while it runs."""

    action: str
    object_uid: str = ""
    summary: str = ""
    groups: list[int] = field(default_factory=list)
    sessions: list[int] = field(default_factory=list)
    rows: dict[str, list[int]] = field(default_factory=dict)
    undoes_id: int | None = None


class KeptStep(NamedTuple):
    """A step of the journal, without its rows."""

    id: int
    at: datetime
    actor: str
    action: str
    object_uid: str
    summary: str
    undoes_id: int | None
    undone_at: datetime | None


@contextmanager
def journal(change: Change, step: Step) -> Iterator[Step]:
    """Note what the edit inside does to the rows of a step, in the same transaction, so that it can be undone.

    A group stands for itself, its series and their sessions, a session for itself and who leads it; ``rows`` names
    rows of any other table by id.
    """
    before = _take(change.db, step)
    yield step
    pairs = _pairs(before, _take(change.db, step))
    if pairs:
        _keep(change, step, pairs)


_steps = select(
    undo_step.c.id,
    undo_step.c.at,
    undo_step.c.actor,
    undo_step.c.action,
    undo_step.c.object,
    undo_step.c.summary,
    undo_step.c.undoes_id,
    undo_step.c.undone_at,
).order_by(undo_step.c.id.desc())
_newest = _steps.where(undo_step.c.action != UNDO, undo_step.c.undone_at.is_(None)).limit(1)
_newest_undo = _steps.where(undo_step.c.action == UNDO, undo_step.c.undone_at.is_(None)).limit(1)
_edit_after = select(undo_step.c.id).where(undo_step.c.undoes_id.is_(None), undo_step.c.id > bindparam("step")).limit(1)


def steps(db: Connection, limit: int) -> list[KeptStep]:
    """The newest steps, the newest first."""
    return [KeptStep(*row) for row in db.execute(_steps.limit(limit))]


def newest(db: Connection) -> KeptStep | None:
    """The newest edit that was not undone, or was done again."""
    row = db.execute(_newest).first()
    return KeptStep(*row) if row else None


def newest_undo(db: Connection) -> KeptStep | None:
    """The newest undoing that nobody took back, where no edit came after it."""
    row = db.execute(_newest_undo).first()
    return KeptStep(*row) if row and db.execute(_edit_after, {"step": row.id}).first() is None else None


def step_with_id(db: Connection, step_id: int) -> KeptStep:
    """One step."""
    return KeptStep(*db.execute(_steps.where(undo_step.c.id == step_id)).one())


def put_back(change: Change, step_id: int, as_step: Step) -> None:
    """Restore the rows of a step as they were before it, and keep this as a step of its own.

    The sequence of a session goes up all the same, and the moment of its last change is now: calendar apps must see it.

    Raises:
        Refused: where one of its rows was changed since, or something new hangs on one that would go.
    """
    db = change.db
    text = db.execute(select(undo_step.c.rows).where(undo_step.c.id == step_id)).scalar_one()
    pairs: dict[str, list[Pair]] = {name: [(old, new) for old, new in each] for name, each in json.loads(text).items()}
    current = {name: _rows_with_keys(db, metadata.tables[name], each) for name, each in pairs.items()}
    _expect_unchanged(db, pairs, current)
    before = {name: {key: row for key, row in rows.items() if row is not None} for name, rows in current.items()}
    _restore(db, pairs, current, change.now)
    after = {name: _rows_with_keys(db, metadata.tables[name], each) for name, each in pairs.items()}
    _keep(change, as_step, _pairs(before, {name: _there(rows) for name, rows in after.items()}))
    db.execute(update(undo_step).where(undo_step.c.id == step_id), {"undone_at": change.now})


def _restore(
    db: Connection, pairs: Mapping[str, Sequence[Pair]], current: Mapping[str, dict[Key, Row | None]], now: datetime
) -> None:
    ordered = [table for table in metadata.sorted_tables if table.name in pairs]
    set_aside(db, [new["id"] for _, new in pairs.get("session", ()) if new is not None])
    for table in ordered:
        for old, new in pairs[table.name]:
            if old is not None:
                _put(db, table, old, current[table.name][_key(table, old)] if new is not None else None, now)
    for table in reversed(ordered):
        for old, new in pairs[table.name]:
            if old is None and new is not None:
                _expect_nothing_on(db, table, new)
                db.execute(delete(table).where(_is(table, _key(table, new))))


def _put(db: Connection, table: Table, old: Row, current: Row | None, now: datetime) -> None:
    values = {name: _bound(table, name, value) for name, value in old.items()}
    if table is session:
        values["sequence"] = max(old["sequence"], (current or old)["sequence"]) + 1
        values["updated_at"] = type_coerce(int(now.timestamp()), _plain(table, "updated_at"))
    if current is None:
        db.execute(insert(table).values(values))
    else:
        db.execute(update(table).where(_is(table, _key(table, old))).values(values))


def _expect_unchanged(
    db: Connection, pairs: Mapping[str, Sequence[Pair]], current: Mapping[str, dict[Key, Row | None]]
) -> None:
    for name, each in pairs.items():
        table = metadata.tables[name]
        for old, new in each:
            key = _key(table, new or old or {})
            if _compared(current[name][key]) != _compared(new):
                raise Refused(
                    "what it changed was changed again since",
                    "Nothing was undone. Change it by hand, or undo that first.",
                )
    touched = [new["id"] for _, new in pairs.get("session", ()) if new is not None]
    for part in _parts(touched):
        marked = select(attendance.c.session_id).where(
            attendance.c.session_id.in_(part), attendance.c.status.is_not(None)
        )
        counted = select(headcount.c.session_id).where(headcount.c.session_id.in_(part))
        if db.execute(marked.union_all(counted).limit(1)).first():
            raise Refused("people were marked or counted at a session since", "What happened stays as it was.")


def _expect_nothing_on(db: Connection, table: Table, row: Row) -> None:
    """See that no row of any table points to one that goes; those that went with it are gone already."""
    for child in metadata.sorted_tables:
        for column in child.columns:
            if any(each.column.table is table for each in column.foreign_keys) and (
                db.execute(select(column).where(column == row["id"]).limit(1)).first()
            ):
                raise Refused(
                    f"something new depends on it by now ({child.name.replace('_', ' ')})", "Nothing was undone."
                )


def _compared(row: Row | None) -> Row | None:
    return row and {name: value for name, value in row.items() if name not in _RAISED}


def _keep(change: Change, step: Step, pairs: Mapping[str, Sequence[Pair]]) -> None:
    done = change.db.execute(
        insert(undo_step),
        {
            "at": change.now,
            "actor": change.actor,
            "action": step.action,
            "object": step.object_uid,
            "summary": step.summary,
            "rows": json.dumps(pairs, separators=(",", ":")),
            "undoes_id": step.undoes_id,
        },
    )
    oldest = new_id(done) - MOST_STEPS
    change.db.execute(update(undo_step).where(undo_step.c.undoes_id <= oldest), {"undoes_id": None})
    change.db.execute(delete(undo_step).where(undo_step.c.id <= oldest))


def _take(db: Connection, step: Step) -> Rows:
    """The rows that a step names, by table and key."""
    of_groups = select(series.c.id).where(series.c.group_id.in_(step.groups))
    found: Rows = {}
    if step.groups:
        found["group"] = _rows(db, group, group.c.id.in_(step.groups))
        found["group_facilitator"] = _rows(db, group_facilitator, group_facilitator.c.group_id.in_(step.groups))
        found["series"] = _rows(db, series, series.c.group_id.in_(step.groups))
        found["series_facilitator"] = _rows(db, series_facilitator, series_facilitator.c.series_id.in_(of_groups))
        found["session"] = _rows(db, session, session.c.series_id.in_(of_groups))
        theirs = select(session.c.id).where(session.c.series_id.in_(of_groups))
        found["session_facilitator"] = _rows(db, session_facilitator, session_facilitator.c.session_id.in_(theirs))
    for part in _parts(step.sessions):
        found.setdefault("session", {}).update(_rows(db, session, session.c.id.in_(part)))
        links = _rows(db, session_facilitator, session_facilitator.c.session_id.in_(part))
        found.setdefault("session_facilitator", {}).update(links)
    for name, ids in step.rows.items():
        for part in _parts(ids):
            table = metadata.tables[name]
            found.setdefault(name, {}).update(_rows(db, table, table.c.id.in_(part)))
    return found


def _pairs(before: Rows, after: Rows) -> dict[str, list[Pair]]:
    """Rows that differ, by table: as they were, as they are; None where there was or is none."""
    pairs: dict[str, list[Pair]] = {}
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, {}), after.get(name, {})
        keys = dict.fromkeys([*old, *new])
        differing = [(old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]
        if differing:
            pairs[name] = differing
    return pairs


def _rows_with_keys(db: Connection, table: Table, pairs: Iterable[Pair]) -> dict[Key, Row | None]:
    keys = [_key(table, old or new or {}) for old, new in pairs]
    found: dict[Key, Row | None] = dict.fromkeys(keys)
    first = next(iter(table.primary_key.columns))
    for part in _parts(list({key[0] for key in keys})):
        found.update({key: row for key, row in _rows(db, table, first.in_(part)).items() if key in found})
    return found


def _there(rows: Mapping[Key, Row | None]) -> dict[Key, Row]:
    return {key: row for key, row in rows.items() if row is not None}


def _rows(db: Connection, table: Table, condition: ColumnElement[bool]) -> dict[Key, Row]:
    columns = [type_coerce(column, _plain(table, column.name)).label(column.name) for column in table.columns]
    found = (
        {name: value.isoformat() if isinstance(value, date) else value for name, value in row._mapping.items()}
        for row in db.execute(select(*columns).where(condition))
    )
    return {_key(table, row): row for row in found}


def _plain(table: Table, name: str) -> Any:
    """The type of a column as the database keeps it, without the words and moments of ours."""
    kind = table.columns[name].type
    if isinstance(kind, LargeBinary):
        raise TypeError(f"{table.name}.{name} cannot be kept in the journal")
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _bound(table: Table, name: str, value: Any) -> Any:
    plain = _plain(table, name)
    if isinstance(plain, Date) and value is not None:
        return date.fromisoformat(value)
    return type_coerce(bindparam(None, value, type_=plain), plain) if value is not None else None


def _key(table: Table, row: Mapping[str, Any]) -> Key:
    return tuple(row[column.name] for column in table.primary_key.columns)


def _is(table: Table, key: Key) -> ColumnElement[bool]:
    return and_(*(column == value for column, value in zip(table.primary_key.columns, key, strict=True)))


def _parts(ids: Sequence[int] | Collection[int]) -> Iterator[list[int]]:
    every = list(ids)
    return (every[begin : begin + 500] for begin in range(0, len(every), 500))
