"""Whether a book needs anything when it is opened; light to import, for every command asks."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, exists, select

from facilitator.storage.tables import group, series
from facilitator.storage.tables.book import book
from facilitator.words import GroupStatus


class Upkeep(NamedTuple):
    """The version of the zone rules that a book was computed with, and whether some sessions end too soon."""

    tzdata: str
    short: bool


_short = (
    exists()
    .where(
        series.c.stored_until < bindparam("day"),
        group.c.id == series.c.group_id,
        group.c.status == GroupStatus.ACTIVE,
    )
    .label("short")
)
_upkeep = select(book.c.tzdata, _short)


def upkeep(db: Connection, day: date) -> Upkeep:
    """What a book needs for sessions of groups without an end to reach a day; one statement, one probe of an index."""
    return Upkeep(*db.execute(_upkeep, {"day": day}).one())
