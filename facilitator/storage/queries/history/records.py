"""What the uids in an audit row stand for: titles of groups, sessions and places; a person by code, never by name."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, bindparam, literal, select

from facilitator.storage.tables import closure, facilitator, group, person, room, series, session, site


class Record(NamedTuple):
    """A record: what kind it is, what it is called, and when it starts where it is a session."""

    kind: str
    title: str
    starts_local: datetime | None


PERSON = "person"
_uids: BindParameter[Any] = bindparam("uids", expanding=True)


def _titled(kind: str, uid: Any, title: Any, *joins: Any) -> Select[Any]:
    found = select(uid, literal(kind), title, literal(None))
    return (found.join_from(*joins) if joins else found).where(uid.in_(_uids))


_sessions: Select[Any] = (
    select(session.c.uid, literal("session"), group.c.title, session.c.start_local, session.c.title)
    .select_from(session)
    .join(series)
    .join(group)
    .where(session.c.uid.in_(_uids))
)
_others = (
    _titled("group", group.c.uid, group.c.title),
    _titled(PERSON, person.c.uid, person.c.code),
    _titled("site", site.c.uid, site.c.name),
    _titled("room", room.c.uid, site.c.name + "/" + room.c.name, room, site),
    _titled("facilitator", facilitator.c.uid, facilitator.c.name),
    _titled("closed day", closure.c.uid, closure.c.reason),
)
_ids: BindParameter[Any] = bindparam("ids", expanding=True)
_by_id = {
    "person": select(person.c.id, person.c.code).where(person.c.id.in_(_ids)),
    "room": select(room.c.id, site.c.name + "/" + room.c.name).join_from(room, site).where(room.c.id.in_(_ids)),
    "site": select(site.c.id, site.c.name).where(site.c.id.in_(_ids)),
    "facilitator": select(facilitator.c.id, facilitator.c.name).where(facilitator.c.id.in_(_ids)),
}
_sessions_of = select(session.c.uid).select_from(session).join(series).where(series.c.group_id == bindparam("group_id"))


def records(db: Connection, uids: Collection[str]) -> dict[str, Record]:
    """The records of these uids that are in the book; those that are gone, or are something else, are left out."""
    wanted = sorted({each for each in uids if each})
    if not wanted:
        return {}
    found = {
        uid: Record(kind, own or title, starts)
        for uid, kind, title, starts, own in db.execute(_sessions, {"uids": wanted})
    }
    for statement in _others:
        if len(found) == len(wanted):
            break
        found |= {row[0]: Record(row[1], row[2], row[3]) for row in db.execute(statement, {"uids": wanted})}
    return found


def names_by_id(db: Connection, kind: str, ids: Collection[int]) -> dict[int, str]:
    """What rows of a kind are called, by their numbers: ``person`` by code, ``room``, ``site``, ``facilitator``."""
    return {row[0]: row[1] for row in db.execute(_by_id[kind], {"ids": list(ids)})}


def session_uids(db: Connection, group_id: int) -> list[str]:
    """Every session of a group."""
    return list(db.execute(_sessions_of, {"group_id": group_id}).scalars())
