"""What is booked around a time: probes on the index of each room and each facilitator, and ranges for a preview.

Overlap is ``y.start < x.end AND y.end > x.start AND y.start > x.start - longest``. No session is longer than 12 hours
(a CHECK of the table): without the third term the index does not help, and the probe is 7 times slower.

These few statements are text and go straight to the driver, which answers one in 5 us: Core takes 45 around each, and a
group of 80 dates asks several hundred times.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from facilitator.domain.scheduling.clashes import Booking, Needs, Premises, Travel
from facilitator.domain.scheduling.closures import ClosedSpan
from facilitator.domain.views import Credential, Facilitator, Room

LONGEST: Final = timedelta(hours=12)
Span = tuple[datetime, datetime]
"""Start and end in UTC."""

# the codes up to 3 are scheduled, running and held: what is cancelled or did not meet takes nothing
_BOOKING: Final = """
SELECT session.id, session.starts_at, session.ends_at, "group".title, "group".uid, room.id, site.id, site.name, {who}
FROM {source}
JOIN series ON series.id = session.series_id
JOIN "group" ON "group".id = series.group_id
LEFT JOIN room ON room.id = session.room_id
LEFT JOIN site ON site.id = room.site_id
WHERE {where} AND session.status <= 3
"""
_IN_ROOM: Final = _BOOKING.format(
    who="NULL",
    source="session",
    where="session.room_id = :room AND session.starts_at < :ends"
    " AND session.starts_at > :reach AND session.ends_at > :starts",
)
_LED_BY: Final = _BOOKING.format(
    who="led.facilitator_id",
    source="json_each(:staff) AS asked CROSS JOIN session_facilitator AS led ON led.facilitator_id = asked.value"
    " JOIN session ON session.id = led.session_id",
    where="led.starts_at < :ends + :travel AND led.starts_at > :reach - :travel AND led.ends_at > :starts - :travel",
)
_BETWEEN: Final = _BOOKING.format(
    who="led.facilitator_id",
    source="session LEFT JOIN session_facilitator AS led ON led.session_id = session.id",
    where="session.starts_at < :ends AND session.starts_at > :reach AND session.ends_at > :starts",
)
_ROOMS: Final = """
SELECT room.id, room.uid, room.name, site.name, room.capacity, site.id, room.features
FROM room JOIN site ON site.id = room.site_id
"""
_STAFF: Final = """
SELECT facilitator.id, facilitator.uid, facilitator.name, facilitator.public_name,
    credential.name, credential.expires_on
FROM {source} LEFT JOIN credential ON credential.facilitator_id = facilitator.id
ORDER BY facilitator.id, credential.name
"""
_ALL_STAFF: Final = _STAFF.format(source="facilitator")
_THESE_STAFF: Final = _STAFF.format(
    source="json_each(:staff) AS asked CROSS JOIN facilitator ON facilitator.id = asked.value"
)
_ALL_WAYS: Final = "SELECT site_id, other_site_id, minutes FROM travel"
_ROOM_AND_WAYS: Final = """
SELECT room.id, room.uid, room.name, site.name, room.capacity, site.id, room.features,
    travel.site_id, travel.other_site_id, travel.minutes
FROM room JOIN site ON site.id = room.site_id
LEFT JOIN travel ON travel.site_id = room.site_id OR travel.other_site_id = room.site_id
WHERE room.id = :room
"""
_CLOSED: Final = """
SELECT starts_local, ends_local, reason, all_day FROM closure
WHERE ends_local > :first AND starts_local < :last
  AND (site_id IS NULL AND room_id IS NULL OR site_id = :site OR room_id = :room)
"""
_NEEDS: Final = """
SELECT capacity, expected, required_credential, least_facilitators, people_per_specialist FROM "group" WHERE id = :group
"""
_GROUP_OF: Final = """
SELECT series.group_id, series.zone FROM session JOIN series ON series.id = session.series_id
WHERE session.id = :session
"""
_ENROLLED: Final = """
SELECT count(*) FROM enrolment
WHERE group_id = :group AND NOT waitlisted AND starts_on <= :day AND (ends_on IS NULL OR ends_on >= :day)
"""
_CLOCKS: Final = timedelta(hours=3)
"""No clock change is longer."""


def premises_of(db: Connection, room_id: int | None, facilitator_ids: Sequence[int]) -> Premises:
    """A room, the facilitators, and the ways to the room's site."""
    rows = _ask(db, _ROOM_AND_WAYS, room=room_id) if room_id is not None else ()
    rooms = {rows[0][0]: _room(rows[0])} if rows else {}
    ways = Travel({(row[7], row[8]): row[9] for row in rows if row[7] is not None})
    staff = _staff(_ask(db, _THESE_STAFF, staff=str(list(facilitator_ids)))) if facilitator_ids else {}
    return Premises(rooms, staff, ways)


def all_premises(db: Connection) -> Premises:
    """All rooms, all facilitators, and all ways."""
    rooms = {row[0]: _room(row) for row in _ask(db, _ROOMS)}
    ways = Travel({(site_id, other_id): minutes for site_id, other_id, minutes in _ask(db, _ALL_WAYS)})
    return Premises(rooms, _staff(_ask(db, _ALL_STAFF)), ways)


def bookings_at(
    db: Connection, times: Iterable[Span], *, room_id: int | None, facilitator_ids: Sequence[int], travel: timedelta
) -> list[Booking]:
    """What is booked in the room, or with one of those who lead, at those times or as near to them as ``travel``.

    A probe on an index for each time, and one for each facilitator: what is booked at other times costs nothing.
    """
    rows: list[Any] = []
    staff = str(list(facilitator_ids))  # JSON: they are numbers
    for starts_at, ends_at in times:
        starts, ends = int(starts_at.timestamp()), int(ends_at.timestamp())
        span = {"starts": starts, "ends": ends, "reach": starts - int(LONGEST.total_seconds())}
        if room_id is not None:
            rows += _ask(db, _IN_ROOM, room=room_id, **span)
        if facilitator_ids:
            rows += _ask(db, _LED_BY, staff=staff, travel=int(travel.total_seconds()), **span)
    return _bookings(rows)


def bookings_holding(
    db: Connection, first: datetime, last: datetime, *, room_id: int | None, facilitator_ids: Sequence[int]
) -> list[Booking]:
    """All that is booked in the room, or with one of those who lead, between two instants."""
    return bookings_at(db, [(first, last)], room_id=room_id, facilitator_ids=facilitator_ids, travel=timedelta())


def bookings_between(db: Connection, first: datetime, last: datetime) -> list[Booking]:
    """All that is booked anywhere between two instants."""
    starts = int(first.timestamp())
    reach = starts - int(LONGEST.total_seconds())
    return _bookings(_ask(db, _BETWEEN, starts=starts, ends=int(last.timestamp()), reach=reach))


def closed_between(
    db: Connection, first: datetime, last: datetime, *, site_id: int | None, room_id: int | None
) -> list[ClosedSpan]:
    """What is closed for a room, its site or everywhere around two naive wall times."""
    window = {"first": (first - _CLOCKS).isoformat(), "last": (last + _CLOCKS).isoformat()}
    rows = _ask(db, _CLOSED, site=site_id, room=room_id, **window)
    return [
        ClosedSpan(datetime.fromisoformat(starts), datetime.fromisoformat(ends), reason, bool(all_day))
        for starts, ends, reason, all_day in rows
    ]


def needs_of(db: Connection, group_id: int) -> Needs:
    """What a group asks of its sessions."""
    return Needs(*_ask(db, _NEEDS, group=group_id)[0])


def group_of(db: Connection, session_id: int) -> tuple[int, str]:
    """The group of a session, and the zone of its series."""
    group_id, zone = _ask(db, _GROUP_OF, session=session_id)[0]
    return group_id, zone


def enrolled_on(db: Connection, group_id: int, day: date) -> int:
    """How many are on a group's roster that day, those who wait left out."""
    return int(_ask(db, _ENROLLED, group=group_id, day=day.isoformat())[0][0])


def _ask(db: Connection, statement: str, **values: object) -> list[Any]:
    driver: Any = db.connection.driver_connection
    rows: list[Any] = driver.execute(statement, values).fetchall()
    return rows


def _bookings(rows: Iterable[Any]) -> list[Booking]:
    """One booking a session, with those of its facilitators that were found."""
    seen: dict[int, list[Any]] = {}
    led: dict[int, dict[int, None]] = {}
    for row in rows:
        seen.setdefault(row[0], row)
        if row[8] is not None:
            led.setdefault(row[0], {})[row[8]] = None
    return list(_made(seen, led))


def _made(seen: dict[int, list[Any]], led: dict[int, dict[int, None]]) -> Iterator[Booking]:
    for key, (_, starts, ends, title, uid, room_id, site_id, site, _who) in seen.items():
        yield Booking(
            key,
            datetime.fromtimestamp(starts, UTC),
            datetime.fromtimestamp(ends, UTC),
            title,
            uid,
            room_id,
            site_id,
            site or "",
            tuple(led.get(key, ())),
        )


def _room(row: Any) -> Room:
    features = tuple(row[6].split("\n")) if row[6] else ()
    return Room(row[0], row[1], row[2], row[3], row[4], row[5], features)


def _staff(rows: Iterable[Any]) -> dict[int, Facilitator]:
    found: dict[int, Facilitator] = {}
    held: dict[int, list[Credential]] = {}
    for key, uid, name, public_name, credential, expires_on in rows:
        if credential is not None:
            until = date.fromisoformat(expires_on) if expires_on else None
            held.setdefault(key, []).append(Credential(credential, until))
        found[key] = Facilitator(key, uid, name, bool(public_name), tuple(held.get(key, ())))
    return found
