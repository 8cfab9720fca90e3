"""Whether a book needs anything when it is opened; light to import, for every command asks."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Date, Integer, String, bindparam, column, exists, select, table

from facilitator.storage.tables.types import Word
from facilitator.words import GroupStatus

# the tables as far as this probe knows them: to make those of scheduling takes 7 ms of every command
_book = table("book", column("tzdata", String))
_group = table("group", column("id", Integer), column("status", Word(GroupStatus)))
_series = table("series", column("group_id", Integer), column("stored_until", Date))


class Upkeep(NamedTuple):
    """The version of the zone rules that a book was computed with, and whether some sessions end too soon."""

    tzdata: str
    short: bool


_short = (
    exists()
    .where(
        _series.c.stored_until < bindparam("day"),
        _group.c.id == _series.c.group_id,
        _group.c.status == GroupStatus.ACTIVE,
    )
    .label("short")
)
_upkeep = select(_book.c.tzdata, _short)


def upkeep(db: Connection, day: date) -> Upkeep:
    """What a book needs for sessions of groups without an end to reach a day; one statement, one probe of an index."""
    return Upkeep(*db.execute(_upkeep, {"day": day}).one())
