"""The zone rules that instants were computed with, and the instants that new rules move."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from facilitator.storage.tables import series, session, session_facilitator
from facilitator.storage.tables.book import book
from facilitator.words import SessionStatus


class Placed(NamedTuple):
    """A session that was not held: its wall time and zone, and the instants stored for it."""

    id: int
    zone: str
    start_local: datetime
    starts_at: datetime
    minutes: int


_version = select(book.c.tzdata)
_placed = (
    select(session.c.id, series.c.zone, session.c.start_local, session.c.starts_at, session.c.minutes)
    .join_from(session, series)
    .where(session.c.status.in_([SessionStatus.SCHEDULED, SessionStatus.CANCELLED]))
    .order_by(series.c.zone, session.c.starts_at)
)
_times: dict[str, Any] = {"starts_at": bindparam("new_start"), "ends_at": bindparam("new_end")}
_move = (
    update(session)
    .where(session.c.id == bindparam("session_id"))
    .values(**_times, sequence=session.c.sequence + 1, updated_at=bindparam("now"))
)
_move_leaders = (
    update(session_facilitator).where(session_facilitator.c.session_id == bindparam("of_session")).values(**_times)
)


def stored_version(db: Connection) -> str:
    """The version of the zone rules that the book was computed with."""
    version: str = db.execute(_version).scalar_one()
    return version


def set_version(db: Connection, version: str) -> None:
    """Note with which version of the zone rules the book is computed."""
    db.execute(update(book), {"tzdata": version})


def placed_sessions(db: Connection) -> list[Placed]:
    """Every session that was not held and does not run, by zone."""
    return [Placed(*row) for row in db.execute(_placed)]


def move_instants(db: Connection, moved: Sequence[tuple[int, datetime, datetime]], *, now: datetime) -> None:
    """Give sessions, by id, other instants for the same wall time; their sequence goes up."""
    if not moved:
        return
    db.execute(
        _move,
        [{"session_id": each, "new_start": start, "new_end": end, "now": now} for each, start, end in moved],
    )
    db.execute(_move_leaders, [{"of_session": each, "new_start": start, "new_end": end} for each, start, end in moved])
