"""What is booked around a time: probes on the index of each room and each facilitator, and ranges for a preview.

Overlap is ``y.start < x.end AND y.end > x.start AND y.start > x.start - longest``. No session is longer than 12 hours
(a CHECK of the table): without the third term the index does not help, and the probe is 7 times slower.

These few statements go straight to the driver: a group of 80 dates asks several hundred times.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    Select,
    SmallInteger,
    String,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
)

from facilitator.domain.scheduling.clashes import Booking, Needs, Premises, Travel
from facilitator.domain.scheduling.closures import ClosedSpan
from facilitator.domain.views import Credential, Facilitator, LeaderAway, Room
from facilitator.storage.engines.statements import numbers_of
from facilitator.storage.engines.straight import Straight
from facilitator.storage.queries.sessions.rosters import on_roster
from facilitator.storage.tables import (
    closure,
    credential,
    enrolment,
    facilitator,
    facilitator_away,
    group,
    room,
    series,
    session,
    session_facilitator,
    site,
    travel,
)
from facilitator.storage.tables.types import SESSION_CODES
from facilitator.words import ClosurePolicy, ClosureState, SessionStatus

LONGEST: Final = timedelta(hours=12)
Span = tuple[datetime, datetime]
"""Start and end in UTC."""

_TIMES: Final = {name: bindparam(name, type_=BigInteger) for name in ("starts", "ends", "reach", "travel")}
_ASKED, _STAFF_ID = numbers_of(bindparam("staff", type_=String), "asked")
# what is cancelled or did not meet takes nothing
_TAKES: Final = type_coerce(session.c.status, SmallInteger) <= literal_column(
    str(max(SESSION_CODES[each] for each in (SessionStatus.SCHEDULED, SessionStatus.RUNNING, SessionStatus.HELD)))
)
# written out: the driver is handed no values but those that are named
_CLOSES: Final = type_coerce(closure.c.state, String) == literal_column(f"'{ClosureState.CLOSED.value}'")


def _booking(who: Any, source: Any, *where: Any) -> Straight:
    found: Select[Any] = (
        select(
            session.c.id,
            session.c.starts_at,
            session.c.ends_at,
            group.c.title,
            group.c.uid,
            room.c.id,
            site.c.id,
            site.c.name,
            who,
        )
        .select_from(source)
        .join(series, series.c.id == session.c.series_id)
        .join(group, group.c.id == series.c.group_id)
        .outerjoin(room, room.c.id == session.c.room_id)
        .outerjoin(site, site.c.id == room.c.site_id)
        .where(*where, _TAKES)
    )
    return Straight(found)


def _overlaps(times: Any, near: Any = None) -> list[Any]:
    """Whether a row's times overlap those asked for, or come as near to them as ``near``."""
    starts, ends, reach = (_TIMES[name] for name in ("starts", "ends", "reach"))
    if near is not None:
        starts, ends, reach = starts - near, ends + near, reach - near
    begin, end = (type_coerce(each, BigInteger) for each in (times.c.starts_at, times.c.ends_at))
    return [begin < ends, begin > reach, end > starts]


_led: Final = session_facilitator.alias("led")
_STANDS: Final = _led.c.cancelled.is_(False)  # whoever somebody stands in for is free
_in_room: Final = _booking(null(), session, session.c.room_id == bindparam("room", type_=Integer), *_overlaps(session))
_led_by: Final = _booking(
    _led.c.facilitator_id,
    _ASKED.join(_led, _led.c.facilitator_id == _STAFF_ID).join(session, session.c.id == _led.c.session_id),
    *_overlaps(_led, _TIMES["travel"]),
    _STANDS,
)
_between: Final = _booking(
    _led.c.facilitator_id,
    session.outerjoin(_led, and_(_led.c.session_id == session.c.id, _STANDS)),
    *_overlaps(session),
)
_rooms_with_site: Select[Any] = select(
    room.c.id, room.c.uid, room.c.name, site.c.name, room.c.capacity, site.c.id, room.c.features
).join_from(room, site)
_rooms: Final = Straight(_rooms_with_site)
_GONE: Final = facilitator_away.c.facilitator_id == facilitator.c.id
_staff: Select[Any] = select(
    facilitator.c.id,
    facilitator.c.uid,
    facilitator.c.name,
    facilitator.c.public_name,
    credential.c.name,
    cast(credential.c.expires_on, String),
    cast(facilitator_away.c.first, String),
    cast(facilitator_away.c.last, String),
).order_by(facilitator.c.id, credential.c.name, facilitator_away.c.first)
_all_staff: Final = Straight(_staff.select_from(facilitator.outerjoin(credential).outerjoin(facilitator_away, _GONE)))
_these_staff: Final = Straight(
    _staff.select_from(
        _ASKED.join(facilitator, facilitator.c.id == _STAFF_ID).outerjoin(credential).outerjoin(facilitator_away, _GONE)
    )
)
_all_ways: Final = Straight(select(travel.c.site_id, travel.c.other_site_id, travel.c.minutes))
_room_and_ways: Final = Straight(
    _rooms_with_site.add_columns(travel.c.site_id, travel.c.other_site_id, travel.c.minutes)
    .outerjoin(travel, or_(travel.c.site_id == room.c.site_id, travel.c.other_site_id == room.c.site_id))
    .where(room.c.id == bindparam("room", type_=Integer))
)
_closed: Final = Straight(
    select(closure.c.starts_local, closure.c.ends_local, closure.c.reason, closure.c.all_day).where(
        closure.c.ends_local > bindparam("first"),
        closure.c.starts_local < bindparam("last"),
        _CLOSES,
        or_(
            and_(closure.c.site_id.is_(None), closure.c.room_id.is_(None)),
            closure.c.site_id == bindparam("site"),
            closure.c.room_id == bindparam("room"),
        ),
    )
)
_needs: Final = Straight(
    select(
        group.c.capacity,
        group.c.expected,
        group.c.required_credential,
        group.c.least_facilitators,
        group.c.people_per_specialist,
    ).where(group.c.id == bindparam("group"))
)
_group_of: Final = Straight(
    select(series.c.group_id, series.c.zone, series.c.on_closure)
    .join_from(session, series)
    .where(session.c.id == bindparam("session"))
)
_enrolled: Final = Straight(
    select(func.count()).select_from(enrolment).where(on_roster(bindparam("group"), bindparam("day")))
)
_CLOCKS: Final = timedelta(hours=3)
"""No clock change is longer."""


def premises_of(db: Connection, room_id: int | None, facilitator_ids: Sequence[int]) -> Premises:
    """A room, the facilitators, and the ways to the room's site."""
    rows = _room_and_ways.rows(db, room=room_id) if room_id is not None else ()
    rooms = {rows[0][0]: _room(rows[0])} if rows else {}
    ways = Travel({(row[7], row[8]): row[9] for row in rows if row[7] is not None})
    staff = _facilitators(_these_staff.rows(db, staff=str(list(facilitator_ids)))) if facilitator_ids else {}
    return Premises(rooms, staff, ways)


def all_premises(db: Connection) -> Premises:
    """All rooms, all facilitators, and all ways."""
    rooms = {row[0]: _room(row) for row in _rooms.rows(db)}
    ways = Travel({(site_id, other_id): minutes for site_id, other_id, minutes in _all_ways.rows(db)})
    return Premises(rooms, _facilitators(_all_staff.rows(db)), ways)


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
            rows += _in_room.rows(db, room=room_id, **span)
        if facilitator_ids:
            rows += _led_by.rows(db, staff=staff, travel=int(travel.total_seconds()), **span)
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
    return _bookings(_between.rows(db, starts=starts, ends=int(last.timestamp()), reach=reach))


def closed_between(
    db: Connection, first: datetime, last: datetime, *, site_id: int | None, room_id: int | None
) -> list[ClosedSpan]:
    """What is closed for a room, its site or everywhere around two naive wall times."""
    window = {"first": (first - _CLOCKS).isoformat(), "last": (last + _CLOCKS).isoformat()}
    rows = _closed.rows(db, site=site_id, room=room_id, **window)
    return [
        ClosedSpan(datetime.fromisoformat(starts), datetime.fromisoformat(ends), reason, bool(all_day))
        for starts, ends, reason, all_day in rows
    ]


def needs_of(db: Connection, group_id: int) -> Needs:
    """What a group asks of its sessions."""
    return Needs(*_needs.rows(db, group=group_id)[0])


def group_of(db: Connection, session_id: int) -> tuple[int, str, bool]:
    """The group of a session, the zone of its series, and whether that meets on closed days, too."""
    group_id, zone, on_closure = _group_of.rows(db, session=session_id)[0]
    return group_id, zone, on_closure == ClosurePolicy.KEEP


def enrolled_on(db: Connection, group_id: int, day: date) -> int:
    """How many are on a group's roster that day, those who wait left out."""
    return int(_enrolled.rows(db, group=group_id, day=day.isoformat())[0][0])


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
    for key, (_, starts, ends, title, uid, room_id, site_id, site_name, _who) in seen.items():
        yield Booking(
            key,
            datetime.fromtimestamp(starts, UTC),
            datetime.fromtimestamp(ends, UTC),
            title,
            uid,
            room_id,
            site_id,
            site_name or "",
            tuple(led.get(key, ())),
        )


def _room(row: Any) -> Room:
    features = tuple(row[6].split("\n")) if row[6] else ()
    return Room(row[0], row[1], row[2], row[3], row[4], row[5], features)


def _facilitators(rows: Iterable[Any]) -> dict[int, Facilitator]:
    """A row for each credential with each of their days away."""
    found: dict[int, Facilitator] = {}
    held: dict[int, dict[str, Credential]] = {}
    away: dict[int, dict[LeaderAway, None]] = {}
    for key, uid, name, public_name, held_name, expires_on, first, last in rows:
        if held_name is not None:
            held.setdefault(key, {})[held_name] = Credential(held_name, _day(expires_on))
        if first is not None:
            away.setdefault(key, {})[LeaderAway(date.fromisoformat(first), _day(last))] = None
        those = tuple(held.get(key, {}).values())
        found[key] = Facilitator(key, uid, name, bool(public_name), those, tuple(away.get(key, ())))
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
