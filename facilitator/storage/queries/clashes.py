"""Double bookings: one probe per resource, on the index of its times.

Overlap is ``y.start < x.end AND y.end > x.start AND y.start > x.start - longest``. No session is longer than 12 hours
(a CHECK of the table): without the third term the index does not help, and the probe is 7 times slower.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from facilitator.domain.views import Clash
from facilitator.storage.tables import facilitator, group, room, series, session, session_facilitator
from facilitator.words import SessionStatus

LONGEST = timedelta(hours=12)
_MEETS = (SessionStatus.SCHEDULED, SessionStatus.RUNNING, SessionStatus.HELD)

_room_probe = (
    select(room.c.name, series.c.zone, group.c.title, session.c.starts_at)
    .select_from(session)
    .join(room, room.c.id == session.c.room_id)
    .join(series)
    .join(group)
    .where(
        session.c.room_id == bindparam("resource_id"),
        session.c.starts_at < bindparam("ends_at"),
        session.c.starts_at > bindparam("reach"),
        session.c.ends_at > bindparam("starts_at"),
        session.c.status.in_(_MEETS),
        session.c.id != bindparam("own_id"),
    )
)
_facilitator_probe = (
    select(facilitator.c.name, series.c.zone, group.c.title, session.c.starts_at)
    .select_from(session_facilitator)
    .join(facilitator)
    .join(session, session.c.id == session_facilitator.c.session_id)
    .join(series)
    .join(group)
    .where(
        session_facilitator.c.facilitator_id == bindparam("resource_id"),
        session_facilitator.c.starts_at < bindparam("ends_at"),
        session_facilitator.c.starts_at > bindparam("reach"),
        session_facilitator.c.ends_at > bindparam("starts_at"),
        session.c.status.in_(_MEETS),
        session.c.id != bindparam("own_id"),
    )
)


def clashes_of(
    db: Connection,
    times: Iterable[tuple[datetime, datetime]],
    *,
    room_id: int | None,
    facilitator_ids: Sequence[int],
    own_id: int = 0,
) -> list[Clash]:
    """What already holds the room or a facilitator at those UTC times; ``own_id`` is the session being moved."""
    found: list[Clash] = []
    for starts_at, ends_at in times:
        span = {"starts_at": starts_at, "ends_at": ends_at, "reach": starts_at - LONGEST, "own_id": own_id}
        if room_id is not None:
            for name, zone, title, other in db.execute(_room_probe, {**span, "resource_id": room_id}):
                found.append(Clash("room", name, starts_at, zone, title, other))
        for each in facilitator_ids:
            for name, zone, title, other in db.execute(_facilitator_probe, {**span, "resource_id": each}):
                found.append(Clash("facilitator", name, starts_at, zone, title, other))
    return found
