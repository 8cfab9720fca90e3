"""Whether a book needs anything when it is opened; light to import, for every command asks."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    Integer,
    SmallInteger,
    String,
    bindparam,
    column,
    exists,
    func,
    or_,
    select,
    table,
)

from facilitator.storage.tables.types import Word
from facilitator.words import GroupStatus

# the tables as far as this probe knows them: to make those of scheduling takes 7 ms of every command
_book = table("book", column("tzdata", String))
_group = table("group", column("id", Integer), column("status", Word(GroupStatus)), column("capacity", SmallInteger))
_place = table("enrolment", column("group_id", Integer), column("ends_on", Date), column("waitlisted", Boolean))
_series = table("series", column("group_id", Integer), column("stored_until", Date))


class Upkeep(NamedTuple):
    """The version of the zone rules that a book was computed with, and whether some sessions end too soon.

    ``seats_due``: somebody waits in a group that has fewer on its seats than it has seats.
    """

    tzdata: str
    short: bool
    seats_due: bool


_short = (
    exists()
    .where(
        _series.c.stored_until < bindparam("day"),
        _group.c.id == _series.c.group_id,
        _group.c.status == GroupStatus.ACTIVE,
    )
    .label("short")
)
_seat = _place.alias("seat")
_standing = or_(_seat.c.ends_on.is_(None), _seat.c.ends_on >= bindparam("today"))
_taken = select(func.count()).where(_seat.c.group_id == _group.c.id, _seat.c.waitlisted.is_(False), _standing)
_due = (
    exists()
    .where(
        _place.c.waitlisted.is_(True),
        _place.c.ends_on.is_(None),
        _group.c.id == _place.c.group_id,
        _group.c.status == GroupStatus.ACTIVE,
        _taken.correlate(_group).scalar_subquery() < _group.c.capacity,
    )
    .label("seats_due")
)
_upkeep = select(_book.c.tzdata, _short, _due)


def upkeep(db: Connection, day: date, today: date) -> Upkeep:
    """What a book needs for sessions of groups without an end to reach a day, and for nobody to wait without need."""
    return Upkeep(*db.execute(_upkeep, {"day": day, "today": today}).one())
