"""Who really led the held sessions of a period, and when those began and ended."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, or_, select

from facilitator.storage.tables import facilitator, series, session, session_facilitator
from facilitator.words import LeadPart, SessionStatus


class LedSession(NamedTuple):
    """A held session of one facilitator, and what they did in it."""

    facilitator_id: int
    session_id: int
    uid: str
    name: str
    part: LeadPart
    starts_at: datetime
    ends_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


_led = (
    select(
        facilitator.c.id,
        session.c.id,
        facilitator.c.uid,
        facilitator.c.name,
        session_facilitator.c.part,
        session.c.starts_at,
        session.c.ends_at,
        session.c.started_at,
        session.c.ended_at,
    )
    .select_from(session)
    .join(series)
    .join(session_facilitator, session_facilitator.c.session_id == session.c.id)
    .join(facilitator, facilitator.c.id == session_facilitator.c.facilitator_id)
    .where(
        session.c.local_date.between(bindparam("first"), bindparam("last")),
        session.c.status == SessionStatus.HELD,
        # whoever somebody stood in for was not there
        session_facilitator.c.cancelled.is_(False),
        or_(bindparam("group_id", type_=session.c.id.type).is_(None), series.c.group_id == bindparam("group_id")),
    )
)


def led_sessions(db: Connection, first: date, last: date, group_id: int | None) -> list[LedSession]:
    """The held sessions of the period, once for each who led them."""
    found = db.execute(_led, {"first": first, "last": last, "group_id": group_id})
    return [LedSession(*row) for row in found]
