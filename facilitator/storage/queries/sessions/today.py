"""The sessions of the first screen: those around a day, those that run, and the last ones that wait for a close."""

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select, union

from facilitator.domain.session import Session
from facilitator.domain.sessions.today import Waiting, days_seen
from facilitator.storage.queries.sessions.sessions import Slice
from facilitator.storage.queries.sessions.unfinished import newest_waiting, running, waiting
from facilitator.storage.tables import session

_around = session.alias("around")
_in_days = select(_around.c.id).where(_around.c.local_date.between(bindparam("first"), bindparam("last")))
_today = Slice(session.c.id.in_(union(_in_days, running, newest_waiting)))


def sessions_of_today(db: Connection, day: date, now: datetime, *, most: int) -> tuple[list[Session], Waiting]:
    """The sessions that Today looks at, in order, ``most`` of them because they wait; and how many wait in all."""
    first, last = days_seen(day)
    number, oldest = db.execute(waiting, {"now": now}).one()
    found = _today.read(db, {"first": first, "last": last, "now": now, "most": most})
    return found, Waiting(number, oldest)
