"""Marks: the current state of each person in each session, and every event that led to it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, desc, func, insert, select

from facilitator.domain.people.name_order import name_order
from facilitator.domain.views import Mark, Person
from facilitator.storage.book import Change
from facilitator.storage.db import new_id
from facilitator.storage.engines.statements import upsert
from facilitator.storage.queries.sessions.rosters import became_another, on_roster
from facilitator.storage.queries.sessions.taken_back import undone_in_session as _undone
from facilitator.storage.row_digests import touched, wrote
from facilitator.storage.tables import attendance, enrolment, headcount, mark_event, person
from facilitator.storage.tables import headcount_event as count_event
from facilitator.words import AttendanceStatus, Mode


class Counted(NamedTuple):
    """A count of heads: ``people`` None where one was taken back."""

    event_id: int
    people: int | None
    at: datetime
    actor: str


_person = (person.c.id, person.c.uid, person.c.code, person.c.name, person.c.alias, person.c.phone, person.c.email)
_state = (
    attendance.c.expected,
    attendance.c.status,
    attendance.c.arrived_at,
    attendance.c.left_at,
    attendance.c.mode,
    attendance.c.minutes,
    attendance.c.children,
    attendance.c.counted_minutes,
)
_marks: Select[Any] = (
    select(*_person, *_state, func.coalesce(attendance.c.event_id, 0))
    .join_from(attendance, person)
    .where(attendance.c.session_id == bindparam("session_id"))
)
_one = select(*_state, func.coalesce(attendance.c.event_id, 0).label("event_id")).where(
    attendance.c.session_id == bindparam("session_id"), attendance.c.person_id == bindparam("person_id")
)
_enrolled = select(*_person).join_from(enrolment, person).where(on_roster(bindparam("group_id"), bindparam("day")))
_put = upsert(attendance)
_FOLLOWS = frozenset(("minutes", "counted_minutes", "event_id"))
# what follows from a mark is no part of its event
_event = insert(mark_event)
_forget = delete(attendance).where(
    attendance.c.session_id == bindparam("of_session"), attendance.c.person_id == bindparam("of_person")
)
_closing = (
    select(func.coalesce(func.max(mark_event.c.id), 0))
    .where(
        mark_event.c.session_id == bindparam("session_id"),
        mark_event.c.act == "close",
        mark_event.c.id.not_in(_undone),  # a session may be opened again
    )
    .scalar_subquery()
)
_last_event = (
    select(mark_event.c.id, mark_event.c.person_id)
    .where(
        mark_event.c.session_id == bindparam("session_id"),
        mark_event.c.act.in_(["mark", "void"]),
        mark_event.c.id.not_in(_undone),
        mark_event.c.id > _closing,
        ~became_another(mark_event.c.person_id),
    )
    .order_by(desc(mark_event.c.id))
    .limit(1)
)
# each event holds the state that it led to, an undo too: what held before one is what the last one before it says that
# was not taken back
_event_before = (
    select(
        mark_event.c.expected,
        mark_event.c.status,
        mark_event.c.arrived_at,
        mark_event.c.left_at,
        mark_event.c.mode,
        mark_event.c.children,
    )
    .where(
        mark_event.c.session_id == bindparam("session_id"),
        mark_event.c.person_id == bindparam("person_id"),
        mark_event.c.id < bindparam("before"),
        mark_event.c.id.not_in(_undone),
    )
    .order_by(desc(mark_event.c.id))
    .limit(1)
)
_whose = select(mark_event.c.session_id, mark_event.c.person_id).where(mark_event.c.id == bindparam("event_id"))
_newest_of = select(func.max(mark_event.c.id)).where(
    mark_event.c.session_id == bindparam("session_id"),
    mark_event.c.person_id == bindparam("person_id"),
    mark_event.c.act.in_(["mark", "void"]),
    mark_event.c.id.not_in(_undone),
)
_put_headcount = upsert(headcount)
_headcount_event = insert(count_event)
_newest_of_session = select(func.coalesce(func.max(attendance.c.event_id), 0)).where(
    attendance.c.session_id == bindparam("session_id")
)
_newest_count = (
    select(count_event.c.id, count_event.c.people, count_event.c.at, count_event.c.actor)
    .where(count_event.c.session_id == bindparam("session_id"))
    .order_by(desc(count_event.c.id))
    .limit(1)
)
_headcount = select(headcount.c.people).where(headcount.c.session_id == bindparam("session_id"))


def marks_of(db: Connection, session_id: int) -> list[Mark]:
    """Everybody who has a row in a session, by name."""
    found = [Mark(Person(*row[:7]), *row[7:]) for row in db.execute(_marks, {"session_id": session_id})]
    return sorted(found, key=lambda each: name_order(each.person))


def enrolled_on(db: Connection, group_id: int, day: date) -> list[Person]:
    """Who had a seat in the group on that day, by name."""
    found = (Person(*row) for row in db.execute(_enrolled, {"group_id": group_id, "day": day}))
    return sorted(found, key=name_order)


def state_of(db: Connection, session_id: int, person_id: int) -> dict[str, Any] | None:
    """The current row of one person in one session."""
    row = db.execute(_one, {"session_id": session_id, "person_id": person_id}).first()
    return dict(row._mapping) if row else None


def put_marks(change: Change, rows: Sequence[dict[str, object]], *, act: str) -> list[int]:
    """Append the event of each person and set the state that it leads to, in the transaction that is open; their ids.

    Each row has session_id, person_id, expected, status, arrived_at, left_at, mode, minutes, children and optionally
    undoes_id, reason and counted_minutes; without the last what counts of it is to be counted anew.
    """
    states: list[dict[str, object]] = []
    made = []
    for row in rows:
        event = {name: value for name, value in row.items() if name not in _FOLLOWS}
        event = {"undoes_id": None, "reason": "", **event, **change.stamp, "act": act}
        done = change.db.execute(_event, event)
        state = {name: value for name, value in row.items() if name not in ("undoes_id", "reason")}
        made.append(new_id(done))
        states.append({"counted_minutes": None, **state, "event_id": made[-1]})
        wrote(change.db, mark_event, {**event, "id": made[-1]})
        wrote(change.db, attendance, states[-1])
    if states:
        change.db.execute(_put, states)
    return made


def put_state(db: Connection, row: dict[str, object]) -> None:
    """Set the state of one person; the caller appends the event that tells of it."""
    db.execute(_put, row)
    touched(db, attendance, row["session_id"], row["person_id"])


def forget_state(db: Connection, session_id: int, person_id: int) -> None:
    """Take the state of one person away, as it was before anything was said of them; their events stay."""
    db.execute(_forget, {"of_session": session_id, "of_person": person_id})
    touched(db, attendance, session_id, person_id)


def last_event(db: Connection, session_id: int) -> tuple[int, int] | None:
    """Id and person of the newest mark that was not taken back, of those made since the attendance was closed."""
    row = db.execute(_last_event, {"session_id": session_id}).first()
    return (row.id, row.person_id) if row else None


def state_before(db: Connection, session_id: int, person_id: int, event_id: int) -> dict[str, Any] | None:
    """How a person was marked in a session before an event; None where there was no event yet."""
    values = {"session_id": session_id, "person_id": person_id, "before": event_id}
    row = db.execute(_event_before, values).first()
    return dict(row._mapping) if row else None


def event_with_id(db: Connection, event_id: int) -> tuple[int, int, int]:
    """Session and person of a mark, and the newest mark of that person there which was not taken back."""
    whose = db.execute(_whose, {"event_id": event_id}).one()
    values = {"session_id": whose.session_id, "person_id": whose.person_id}
    return whose.session_id, whose.person_id, db.execute(_newest_of, values).scalar_one() or 0


def put_headcount(change: Change, session_id: int, people: int) -> None:
    """Keep how many were there, and append that it was counted."""
    counted = {"session_id": session_id, "people": people, "at": change.now, "actor": change.actor}
    change.db.execute(_put_headcount, counted)
    done = change.db.execute(_headcount_event, {**counted, "window": change.window})
    wrote(change.db, count_event, {**counted, "window": change.window, "id": new_id(done)})


def newest_of_session(db: Connection, session_id: int) -> int:
    """The newest event behind any state of a session; 0 where nothing was said of anybody."""
    return int(db.execute(_newest_of_session, {"session_id": session_id}).scalar_one())


def headcount_event(db: Connection, session_id: int) -> Counted | None:
    """The newest count of heads of a session; None where nobody ever counted."""
    row = db.execute(_newest_count, {"session_id": session_id}).first()
    return Counted(*row) if row else None


def headcount_of(db: Connection, session_id: int) -> int | None:
    """How many were there, where somebody counted."""
    return db.execute(_headcount, {"session_id": session_id}).scalar()


def empty_state(session_id: int, person_id: int, *, expected: bool = False) -> dict[str, Any]:
    """The row of somebody who is not marked."""
    return {
        "session_id": session_id,
        "person_id": person_id,
        "expected": expected,
        "status": None,
        "arrived_at": None,
        "left_at": None,
        "mode": None,
        "minutes": 0,
        "children": None,
    }


def marked_row(
    session_id: int,
    person_id: int,
    *,
    expected: bool,
    status: AttendanceStatus,
    arrived_at: datetime | None,
    left_at: datetime | None,
    mode: Mode | None,
    minutes: int,
    children: int | None = None,
) -> dict[str, Any]:
    """The row of somebody who is marked."""
    return {
        "session_id": session_id,
        "person_id": person_id,
        "expected": expected,
        "status": status,
        "arrived_at": arrived_at,
        "left_at": left_at,
        "mode": mode,
        "minutes": minutes,
        "children": children,
    }
