"""Sessions whose attendance is closed: what was expected there is stored with each person, and asks no roster."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, case, select

from facilitator.storage.tables import attendance, group, series, session
from facilitator.words import AttendanceKind, AttendanceStatus, EnrolmentKind, SessionStatus


class ClosedSession(NamedTuple):
    """A closed session of a group that expects its roster."""

    id: int
    uid: str
    title: str
    start_local: datetime
    group_id: int


class ThenMarked(NamedTuple):
    """Whether somebody was expected at a closed session, and how they are marked."""

    session_id: int
    person_id: int
    expected: bool
    status: AttendanceStatus | None
    counted_minutes: int | None


_closed = (
    select(
        session.c.id,
        session.c.uid,
        case((session.c.title != "", session.c.title), else_=group.c.title),
        session.c.start_local,
        group.c.id,
    )
    .select_from(session)
    .join(series, series.c.id == session.c.series_id)
    .join(group, group.c.id == series.c.group_id)
    .where(
        group.c.id.in_(bindparam("groups", expanding=True)),
        group.c.enrolment == EnrolmentKind.CLOSED,
        group.c.attendance == AttendanceKind.NAMES,
        session.c.local_date >= bindparam("first"),
        session.c.status == SessionStatus.HELD,
        session.c.ended_at.is_not(None),
    )
    .order_by(session.c.starts_at, session.c.id)
)
_then = select(
    attendance.c.session_id,
    attendance.c.person_id,
    attendance.c.expected,
    attendance.c.status,
    attendance.c.counted_minutes,
).where(
    attendance.c.session_id.in_(bindparam("sessions", expanding=True)),
    attendance.c.person_id.in_(bindparam("people", expanding=True)),
)


def closed_since(db: Connection, groups: Sequence[int], first: date) -> list[ClosedSession]:
    """The closed sessions of these groups from a local day on, of those that expect their roster, in order."""
    return [ClosedSession(*row) for row in db.execute(_closed, {"groups": list(groups), "first": first})]


def then_marked(db: Connection, sessions: Sequence[int], people: Sequence[int]) -> list[ThenMarked]:
    """How these people stand at these sessions, where anything is said of them."""
    values = {"sessions": list(sessions), "people": list(people)}
    return [ThenMarked(*row) for row in db.execute(_then, values)]
