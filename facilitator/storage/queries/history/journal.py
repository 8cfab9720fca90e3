"""The journal of edits: rows as they were and as they became, and putting them back.

Rows of any table by their primary key, as the database keeps them, in JSON. Where a person was added or changed, name
and phone are in it: it never leaves the encrypted book, and goes with the step after
:data:`MOST_STEPS` others. What a step says of itself in words never holds a name: people are told by code.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Connection,
    String,
    Table,
    bindparam,
    delete,
    exc,
    insert,
    or_,
    select,
    type_coerce,
    update,
)

from facilitator.errors import Refused
from facilitator.storage import audit
from facilitator.storage.book import Change
from facilitator.storage.db import new_id
from facilitator.storage.engines.statements import holds
from facilitator.storage.queries.history import journal_marks as undo_marks
from facilitator.storage.queries.history.row_pairs import (
    BY_ITSELF,
    COUNTED,
    RUN,
    Key,
    Pair,
    Pairs,
    Row,
    as_they_are,
    bound,
    changed,
    differing,
    every_table,
    is_row,
    key_of,
    plain,
    take,
    there,
    together,
)
from facilitator.storage.queries.scheduling.series import set_aside
from facilitator.storage.queries.sessions.sessions import count_up
from facilitator.storage.tables import attendance, session, undo_step

MOST_STEPS: Final = 100
"""How many steps are kept."""

UNDO: Final = "undo"
"""The action of a step that took another back. One that did it again has the action of the edit, and names the undoing.
"""

_RAISED: Final = ("sequence", "updated_at")
# calendar apps must see that a session went back: these only ever go up
_NOT_SCHEDULE: Final = (*RUN, *_RAISED, "leaders_by_hand", "clash_kept")
# a session that is cancelled or brought back changes its reason too

_PLAIN: Final = {
    "enrolment": "a place on a roster",
    "attendance": "attendance",
    "mark_event": "attendance",
    "session": "a session",
    "session_facilitator": "a session that they lead",
    "group_facilitator": "a group that they lead",
    "series_facilitator": "a group that they lead",
    "closure_kept": "a session that is held all the same",
    "slot": "a local slot",
    "login": "a login",
    "person_away": "days away",
    "facilitator_away": "days away",
    "contact_choice": "a way to be reached",
    "undo_step": "another edit",
}


@dataclass(slots=True)
class Step:
    """What an edit touches, named before it begins; what it makes is added while it runs.

    ``rows`` names rows by table and key, or by ``table.column`` and the values of that column.
    """

    action: str
    object_uid: str = ""
    summary: str = ""
    groups: list[int] = field(default_factory=list)
    sessions: list[int] = field(default_factory=list)
    rows: dict[str, list[Any]] = field(default_factory=dict)
    undoes_id: int | None = None


class KeptStep(NamedTuple):
    """A step of the journal, without its rows.

    ``first_row`` and ``last_row`` are its rows in the audit chain, ``mark_event`` is the newest one there was then.
    """

    id: int
    at: datetime
    actor: str
    action: str
    object_uid: str
    summary: str
    undoes_id: int | None
    undone_at: datetime | None
    first_row: int
    last_row: int
    mark_event: int


@contextmanager
def journal(change: Change, step: Step) -> Iterator[Step]:
    """Note what the edit inside does to the rows of a step, in the same transaction, so that it can be undone.

    A group stands for itself, its series and their sessions, a session for itself and who leads it. The audit rows of
    the edit are written inside, too: by them the step is found again in the chain.
    """
    first, before = audit.last_row(change.db)[0] + 1, take(change.db, step.groups, step.sessions, step.rows)
    yield step
    pairs = differing(before, take(change.db, step.groups, step.sessions, step.rows))
    if pairs:
        _keep(change, step, pairs, first)


_steps = select(
    undo_step.c.id,
    undo_step.c.at,
    undo_step.c.actor,
    undo_step.c.action,
    undo_step.c.object,
    undo_step.c.summary,
    undo_step.c.undoes_id,
    undo_step.c.undone_at,
    undo_step.c.first_row,
    undo_step.c.last_row,
    undo_step.c.mark_event,
).order_by(undo_step.c.id.desc())
_window = bindparam("window", type_=String)
_mine = undo_step.c.actor == bindparam("actor"), or_(_window == "", undo_step.c.window == _window)
# somebody's in one window; in any, where it is asked for outside of windows
_open_steps = _steps.where(undo_step.c.undone_at.is_(None), *_mine).limit(1)
_newest = _open_steps.where(undo_step.c.action != UNDO)
_newest_undo = _open_steps.where(undo_step.c.action == UNDO)
_edit_after = (
    select(undo_step.c.id).where(undo_step.c.undoes_id.is_(None), undo_step.c.id > bindparam("step"), *_mine).limit(1)
)
_holding = _steps.where(holds(undo_step.c.rows, bindparam("text", type_=String)))
_of_rows = _steps.where(undo_step.c.last_row >= bindparam("first"), undo_step.c.first_row <= bindparam("last"))


def steps(db: Connection, limit: int) -> list[KeptStep]:
    """The newest steps, the newest first."""
    return [KeptStep(*row) for row in db.execute(_steps.limit(limit))]


def steps_of_rows(db: Connection, first: int, last: int) -> list[KeptStep]:
    """The steps that left any of these rows in the audit chain, the newest first."""
    return [KeptStep(*row) for row in db.execute(_of_rows, {"first": first, "last": last})]


def steps_holding(db: Connection, uid: str) -> list[KeptStep]:
    """The steps in whose rows a record is, by its uid, the newest first."""
    return [KeptStep(*row) for row in db.execute(_holding, {"text": f'"uid":"{uid}"'})]


def step_if_kept(db: Connection, step_id: int) -> KeptStep | None:
    """One step, or None where it was given up for newer ones."""
    row = db.execute(_steps.where(undo_step.c.id == step_id)).first()
    return KeptStep(*row) if row else None


def newest(db: Connection, actor: str, window: str = "") -> KeptStep | None:
    """The newest edit of somebody, in one window or in any, that was not undone, or was done again."""
    row = db.execute(_newest, {"actor": actor, "window": window}).first()
    return KeptStep(*row) if row else None


def newest_undo(db: Connection, actor: str, window: str = "") -> KeptStep | None:
    """The newest undoing of somebody that nobody took back, where no edit of theirs came after it."""
    mine = {"actor": actor, "window": window}
    row = db.execute(_newest_undo, mine).first()
    after = row and db.execute(_edit_after, {"step": row.id, **mine}).first()
    return KeptStep(*row) if row and after is None else None


def step_with_id(db: Connection, step_id: int) -> KeptStep:
    """One step."""
    return KeptStep(*db.execute(_steps.where(undo_step.c.id == step_id)).one())


def pairs_of(db: Connection, step_id: int) -> dict[str, list[Pair]]:
    """The rows of a step by table, as they were and as they became."""
    kept = json.loads(db.execute(select(undo_step.c.rows).where(undo_step.c.id == step_id)).scalar_one())
    return {name: [(old, new) for old, new in each] for name, each in kept.items()}


def put_back(
    change: Change, step_id: int, as_step: Step, first_row: int, settle: Callable[[], None] = lambda: None
) -> Pairs:
    """Restore what a step changed as it was before it, and keep this as a step of its own.

    Where the schedule of a session went back, its sequence goes up all the same, and the moment of its last change is
    now: calendar apps must see it. Attendance that changes by it appends an event for each person. ``first_row`` is
    the first audit row of this undoing. ``settle`` does what follows from it, to rows that ``as_step`` names. The rows
    that it was about are handed on.

    Raises:
        Refused: where what it changed was changed since, or something new hangs on a row that would go.
    """
    db = change.db
    pairs = pairs_of(db, step_id)
    current = {name: as_they_are(db, every_table().tables[name], each) for name, each in pairs.items()}
    _expect_unchanged(db, pairs, current)
    before = together({name: there(rows) for name, rows in current.items()}, take(db, (), (), as_step.rows))
    try:
        _restore(db, pairs, current, change.now)
    except exc.IntegrityError:
        raise Refused(
            "what came since stands in its place",
            "Nothing was undone. Change it by hand, or undo that first.",
        ) from None
    undo_marks.tell_of_putting_back(change, pairs, undone=as_step.action == UNDO)
    settle()
    after = {name: there(as_they_are(db, every_table().tables[name], each)) for name, each in pairs.items()}
    after = together(after, take(db, (), (), as_step.rows))
    _keep(change, as_step, differing(before, after), first_row)
    db.execute(update(undo_step).where(undo_step.c.id == step_id), {"undone_at": change.now})
    return pairs


def _restore(db: Connection, pairs: Pairs, current: Mapping[str, dict[Key, Row | None]], now: datetime) -> None:
    pointed_to = {
        each.column.table
        for table in every_table().sorted_tables
        for column in table.columns
        for each in column.foreign_keys
    }
    ordered = [table for table in every_table().sorted_tables if table.name in pairs]
    set_aside(db, [new["id"] for old, new in pairs.get("session", ()) if new is not None and _takes_a_place(old, new)])
    # what nothing points to goes first: a name that it holds may be wanted back
    _take_away(db, [table for table in ordered if table not in pointed_to], pairs)
    for table in ordered:
        for old, new in pairs[table.name]:
            if old is not None:
                _put(db, table, old, new, current[table.name][key_of(table, old)], now)
    _take_away(db, [table for table in reversed(ordered) if table in pointed_to], pairs)
    # an agenda that goes back is no row of its session, which is another than somebody saw all the same
    agendas = [row for pair in pairs.get("agenda_progress", ()) for row in pair if row is not None]
    count_up(db, sorted({row["session_id"] for row in agendas}))


def _take_away(db: Connection, tables: Iterable[Table], pairs: Pairs) -> None:
    for table in tables:
        for old, new in pairs[table.name]:
            if old is None and new is not None:
                _expect_nothing_on(db, table, new)
                db.execute(delete(table).where(is_row(table, key_of(table, new))))


def _takes_a_place(old: Row | None, new: Row) -> bool:
    """Whether a session goes, or goes to where another may be for a moment yet: places in a series are unique."""
    return old is None or bool(changed(old, new) & {"series_id", "original_local"})


def _put(db: Connection, table: Table, old: Row, new: Row | None, current: Row | None, now: datetime) -> None:
    values = {name: bound(table, name, value) for name, value in old.items() if name not in BY_ITSELF}
    if current is None:
        if table is session:
            values |= {"sequence": old["sequence"] + 1, "updated_at": _moment(table, now)}
        db.execute(insert(table).values(values | {name: old[name] + 1 for name in ("version",) if name in old}))
        return
    wanted = set(values) if new is None else changed(old, new)
    if table is session:
        wanted -= {*_RAISED}
        if new is not None and _takes_a_place(old, new):
            values.setdefault("original_local", bound(table, "original_local", current["original_local"]))
            wanted |= {"original_local"}
        shown = [name for name in wanted if name in old and name not in _NOT_SCHEDULE]
        # of one that did not meet no calendar was told, where the step left its sequence: nor of its reason
        raised = new is not None and old.get("sequence") != new.get("sequence")
        quietly = new is not None and not raised and shown == ["reason"]
        if raised or (not quietly and any(old.get(name) != current[name] for name in shown)):
            values |= {"sequence": current["sequence"] + 1, "updated_at": _moment(table, now)}
            wanted |= {*_RAISED}
    if wanted:
        kept = {name: values[name] for name in wanted}
        db.execute(update(table).where(is_row(table, key_of(table, old))).values(kept))


def _moment(table: Table, now: datetime) -> Any:
    return type_coerce(int(now.timestamp()), plain(table, "updated_at"))


def _expect_unchanged(db: Connection, pairs: Pairs, current: Mapping[str, dict[Key, Row | None]]) -> None:
    for name, each in pairs.items():
        table = every_table().tables[name]
        for old, new in each:
            if not _as_left(table, old, new, current[name][key_of(table, new or old or {})]):
                raise Refused(
                    "what it changed was changed again since",
                    "Nothing was undone. Change it by hand, or undo that first.",
                )
    rescheduled = [
        new["id"]
        for old, new in pairs.get("session", ())
        if new is not None and (old is None or _schedule(old) != _schedule(new))
    ]
    undo_marks.expect_no_marks(db, pairs, rescheduled)


def _expect_nothing_on(db: Connection, table: Table, row: Row) -> None:
    """See that no row of any table points to one that goes; those that went with it are gone already."""
    for child in every_table().sorted_tables:
        for column in child.columns:
            if any(each.column.table is table for each in column.foreign_keys) and (
                db.execute(select(column).where(column == row["id"]).limit(1)).first()
            ):
                what = _PLAIN.get(child.name, child.name.replace("_", " "))
                raise Refused(f"something new depends on it by now ({what})", "Nothing was undone.")


def _as_left(table: Table, old: Row | None, new: Row | None, current: Row | None) -> bool:
    """Whether what an edit changed is as the edit left it; an attendance that says nothing is none.

    So a mark leaves it that was taken back.
    """
    if table is attendance:
        new, current = _said(new), _said(current)
    if new is None or current is None:
        return new is current
    names = set(new) if old is None else changed(old, new) | (RUN if table is session else frozenset())
    return all(new[name] == current[name] for name in names - {*_RAISED} - BY_ITSELF - COUNTED)


def _said(row: Row | None) -> Row | None:
    says_nothing = row is not None and "status" in row and not row.get("expected", True) and row["status"] is None
    return None if says_nothing else row


def _schedule(row: Row) -> Row:
    """What calendars may show of a session."""
    return {name: value for name, value in row.items() if name not in _NOT_SCHEDULE}


def _keep(change: Change, step: Step, pairs: Pairs, first_row: int) -> None:
    done = change.db.execute(
        insert(undo_step),
        {
            **change.stamp,
            "action": step.action,
            "object": step.object_uid,
            "summary": step.summary,
            "rows": json.dumps(pairs, separators=(",", ":")),
            "undoes_id": step.undoes_id,
            "first_row": first_row,
            "last_row": audit.last_row(change.db)[0],
            "mark_event": undo_marks.newest_event_id(change.db),
        },
    )
    oldest = new_id(done) - MOST_STEPS
    change.db.execute(update(undo_step).where(undo_step.c.undoes_id <= oldest), {"undoes_id": None})
    change.db.execute(delete(undo_step).where(undo_step.c.id <= oldest))


def forget_rows(db: Connection, table: str, key: int) -> int:
    """Drop every step that holds a row of a table, or one that points to it; how many went.

    For a person whose records are disposed of: nothing of them may come back.
    """
    gone = [each.id for each in steps(db, MOST_STEPS) if _holds(pairs_of(db, each.id), table, key)]
    if gone:
        db.execute(update(undo_step).where(undo_step.c.undoes_id.in_(gone)), {"undoes_id": None})
        db.execute(delete(undo_step).where(undo_step.c.id.in_(gone)))
    return len(gone)


def _holds(pairs: Pairs, table: str, key: int) -> bool:
    pointing = f"{table}_id"
    return any(
        row is not None and ((name == table and row["id"] == key) or row.get(pointing) == key)
        for name, each in pairs.items()
        for pair in each
        for row in pair
    )
