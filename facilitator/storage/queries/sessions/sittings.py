"""When people were at held sessions, and how many minutes of it count."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, case, func, select, update

from facilitator.storage.row_digests import touched
from facilitator.storage.tables import attendance, group, series, session
from facilitator.words import AttendanceStatus, SessionStatus

attended = attendance.c.status.in_([each for each in AttendanceStatus if each.attended])
began = func.coalesce(session.c.started_at, session.c.starts_at)
ended = case((session.c.started_at.is_(None), session.c.ends_at), else_=session.c.ended_at)
counted_minutes = func.coalesce(attendance.c.counted_minutes, attendance.c.minutes)
"""What reports count of a mark: as the rule settled it, or as a book had it that is older."""
_AT_ONCE = 500
_held = (
    select(
        attendance.c.person_id,
        attendance.c.session_id,
        attendance.c.status,
        attendance.c.arrived_at,
        attendance.c.left_at,
        attendance.c.minutes,
        attendance.c.counted_minutes,
        session.c.starts_at,
        session.c.ends_at,
        session.c.started_at,
        session.c.ended_at,
    )
    .join_from(attendance, session)
    .where(attended, session.c.status == SessionStatus.HELD)
)
_between = _held.where(
    attendance.c.person_id.in_(bindparam("people", expanding=True)),
    began <= bindparam("last", type_=session.c.starts_at.type),
    ended >= bindparam("first", type_=session.c.starts_at.type),
)
_sessions: Select[Any] = (
    select(
        session.c.id,
        session.c.uid,
        group.c.uid,
        group.c.title,
        session.c.local_date,
        session.c.starts_at,
        session.c.ends_at,
        session.c.started_at,
        session.c.ended_at,
    )
    .select_from(session)
    .join(series)
    .join(group)
    .where(session.c.status == SessionStatus.HELD, session.c.local_date.between(bindparam("first"), bindparam("last")))
    .order_by(group.c.title, group.c.id, session.c.starts_at, session.c.id)
)
_came = (
    select(attendance.c.person_id)
    .distinct()
    .join_from(attendance, session)
    .where(
        attended,
        session.c.status == SessionStatus.HELD,
        session.c.local_date.between(bindparam("first"), bindparam("last")),
    )
    .order_by(attendance.c.person_id)
)
_people = select(attendance.c.person_id).where(attendance.c.session_id == bindparam("session_id"))
_counted = select(func.count(), func.count(attendance.c.counted_minutes)).where(
    attendance.c.session_id == bindparam("session_id"), attended
)
_put = update(attendance).where(
    attendance.c.session_id == bindparam("of_session"), attendance.c.person_id == bindparam("of_person")
)
_uncount = update(attendance).where(attendance.c.session_id == bindparam("of_session")).values(counted_minutes=None)


class HeldSitting(NamedTuple):
    """One person's mark at one held session that they attended, with the times of the session as they are kept."""

    person_id: int
    session_id: int
    status: AttendanceStatus
    arrived_at: datetime | None
    left_at: datetime | None
    minutes: int
    counted_minutes: int | None
    starts_at: datetime
    ends_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


class SessionHeld(NamedTuple):
    """A held session with its group and its times as they are kept."""

    id: int
    uid: str
    group_uid: str
    group_title: str
    local_date: date
    starts_at: datetime
    ends_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


def sessions_held(db: Connection, first: date, last: date) -> list[SessionHeld]:
    """The held sessions of these local days, by group and time."""
    return [SessionHeld(*row) for row in db.execute(_sessions, {"first": first, "last": last})]


def people_who_came(db: Connection, first: date, last: date) -> list[int]:
    """Everybody who attended a held session on these local days."""
    return list(db.execute(_came, {"first": first, "last": last}).scalars())


def sittings_between(db: Connection, people: Collection[int], first: datetime, last: datetime) -> list[HeldSitting]:
    """At which held sessions these people were that lasted into a stretch of time."""
    every = list(people)
    parts = (every[begin : begin + _AT_ONCE] for begin in range(0, len(every), _AT_ONCE))
    return [
        HeldSitting(*row)
        for part in parts
        for row in db.execute(_between, {"people": part, "first": first, "last": last})
    ]


def people_of(db: Connection, session_id: int) -> list[int]:
    """Everybody who has a row in a session."""
    return list(db.execute(_people, {"session_id": session_id}).scalars())


def all_counted(db: Connection, session_id: int) -> bool:
    """Whether somebody attended a session, and what counts of it was settled for each of them."""
    there, counted = db.execute(_counted, {"session_id": session_id}).one()
    return bool(there and there == counted)


def put_minutes(db: Connection, rows: Sequence[dict[str, object]]) -> None:
    """Set the minutes of marks; each row has of_session, of_person and minutes, counted_minutes, or both."""
    if rows:
        db.execute(_put, list(rows))
        for row in rows:
            touched(db, attendance, row["of_session"], row["of_person"])


def uncount(db: Connection, session_id: int) -> None:
    """Of a session that is open again nothing counts yet."""
    db.execute(_uncount, {"of_session": session_id})
    for person_id in people_of(db, session_id):
        touched(db, attendance, session_id, person_id)
