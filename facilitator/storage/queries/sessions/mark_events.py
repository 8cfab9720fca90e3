"""The events of attendance as history: every mark, clear, undo, close and count-me-in of a session or a person."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, bindparam, select

from facilitator.storage.queries.sessions.taken_back import is_taken_back
from facilitator.storage.tables import attendance, group, mark_event, person, series, session
from facilitator.words import AttendanceStatus


class Standing(NamedTuple):
    """An event that holds: who made it, when, and what it led to."""

    act: str
    status: AttendanceStatus | None
    at: datetime
    actor: str


_standing = select(mark_event.c.act, mark_event.c.status, mark_event.c.at, mark_event.c.actor).where(
    mark_event.c.id == bindparam("event_id")
)
_undone_event = mark_event.alias("undone_event")
_all: Select[Any] = (
    select(
        mark_event.c.id,
        mark_event.c.at,
        mark_event.c.actor,
        mark_event.c.act,
        mark_event.c.status,
        session.c.uid.label("session_uid"),
        group.c.title,
        session.c.start_local,
        person.c.uid.label("person_uid"),
        person.c.code,
        _undone_event.c.act.label("undid"),
        is_taken_back(mark_event).label("undone"),
        mark_event.c.reason,
    )
    .select_from(mark_event)
    .join(session, session.c.id == mark_event.c.session_id)
    .join(series, series.c.id == session.c.series_id)
    .join(group, group.c.id == series.c.group_id)
    .join(person, person.c.id == mark_event.c.person_id)
    .outerjoin(_undone_event, _undone_event.c.id == mark_event.c.undoes_id)
    .order_by(mark_event.c.id.desc())
)
_of_session = _all.where(mark_event.c.session_id == bindparam("session_id")).limit(bindparam("most"))
_who: BindParameter[int] = bindparam("people", expanding=True)
# through their attendance: an index leads from a person to sessions, and from a session to its events
_of_person = (
    _all.where(
        mark_event.c.person_id.in_(_who),
        mark_event.c.session_id.in_(select(attendance.c.session_id).where(attendance.c.person_id.in_(_who))),
    )
    .order_by(None)
    .order_by(mark_event.c.at.desc(), mark_event.c.id.desc())
    .limit(bindparam("most"))
)
_in_sessions = _all.where(
    session.c.uid.in_(bindparam("sessions", expanding=True)),
    mark_event.c.at.between(bindparam("first"), bindparam("last")),
)


class Event(NamedTuple):
    """One event; ``undid`` is the act that it took back, ``undone`` whether it was taken back itself.

    ``reason`` is why a mark of a closed session was corrected.
    """

    id: int
    at: datetime
    actor: str
    act: str
    status: AttendanceStatus | None
    session_uid: str
    title: str
    start_local: datetime
    person_uid: str
    code: str
    undid: str | None
    undone: bool
    reason: str


def events_of_session(db: Connection, session_id: int, limit: int) -> list[Event]:
    """The newest events of a session."""
    return [Event(*row) for row in db.execute(_of_session, {"session_id": session_id, "most": limit})]


def events_of_person(db: Connection, people: Collection[int], limit: int) -> list[Event]:
    """The newest events of a person, by the numbers of their row and of those that became it."""
    return [Event(*row) for row in db.execute(_of_person, {"people": list(people), "most": limit})]


def events_between(db: Connection, sessions: Collection[str], first: datetime, last: datetime) -> Sequence[Event]:
    """The events of these sessions in a span of time, the newest first."""
    values = {"sessions": list(sessions), "first": first, "last": last}
    return [Event(*row) for row in db.execute(_in_sessions, values)] if sessions else []


def standing(db: Connection, event_id: int) -> Standing | None:
    """One event; None where there is none of that number."""
    row = db.execute(_standing, {"event_id": event_id}).first()
    return Standing(*row) if row else None
