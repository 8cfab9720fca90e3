"""Sites and rooms."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from facilitator.domain.views import Room, Site
from facilitator.storage.queries.uid_prefix import uid_begins
from facilitator.storage.tables import room, site, travel
from facilitator.storage.uids import new_uid

_sites = select(site.c.id, site.c.uid, site.c.name, site.c.address).order_by(site.c.name)
_rooms = (
    select(
        room.c.id,
        room.c.uid,
        room.c.name,
        site.c.name.label("site"),
        room.c.capacity,
        room.c.site_id,
        room.c.features,
    )
    .join_from(room, site)
    .order_by(site.c.name, room.c.name)
)
_site_called = _sites.where(
    or_(
        func.lower(site.c.name) == func.lower(bindparam("text")),
        uid_begins(site.c.uid),
    )
)
_room_called = _rooms.where(
    or_(
        func.lower(room.c.name) == func.lower(bindparam("text")),
        func.lower(site.c.name + "/" + room.c.name) == func.lower(bindparam("text")),
        uid_begins(room.c.uid),
    )
)


def sites(db: Connection) -> list[Site]:
    """All sites by name."""
    return [Site(*row) for row in db.execute(_sites)]


def sites_called(db: Connection, text: str, prefix: str) -> list[Site]:
    """Sites of that name, or whose uid begins so."""
    return [Site(*row) for row in db.execute(_site_called, {"text": text, "prefix": prefix})]


def rooms(db: Connection) -> list[Room]:
    """All rooms by site and name."""
    return [Room(*row) for row in db.execute(_rooms)]


def rooms_called(db: Connection, text: str, prefix: str) -> list[Room]:
    """Rooms called so, as ``Room`` or ``Site/Room``, or whose uid begins so."""
    return [Room(*row) for row in db.execute(_room_called, {"text": text, "prefix": prefix})]


def add_site(db: Connection, *, name: str, address: str) -> str:
    """A new site; its uid."""
    uid = new_uid()
    db.execute(insert(site), {"uid": uid, "name": name, "address": address})
    return uid


def edit_site(db: Connection, site_id: int, **values: object) -> None:
    """Change columns of a site."""
    db.execute(update(site).where(site.c.id == site_id), values)


def add_room(db: Connection, *, site_id: int, name: str, capacity: int | None, features: Sequence[str] = ()) -> str:
    """A new room; its uid."""
    uid = new_uid()
    values = {"uid": uid, "site_id": site_id, "name": name, "capacity": capacity, "features": tuple(features)}
    db.execute(insert(room), values)
    return uid


def edit_room(db: Connection, room_id: int, **values: object) -> None:
    """Change columns of a room."""
    db.execute(update(room).where(room.c.id == room_id), values)


_ways = select(travel.c.site_id, travel.c.other_site_id, travel.c.minutes).order_by(*travel.primary_key)
_one_way = (travel.c.site_id == bindparam("one"), travel.c.other_site_id == bindparam("other"))


def ways(db: Connection) -> dict[tuple[int, int], int]:
    """Minutes on the way between two sites, by their ids, the smaller first."""
    return {(row.site_id, row.other_site_id): row.minutes for row in db.execute(_ways)}


def put_way(db: Connection, site_id: int, other_id: int, minutes: int) -> None:
    """Keep how many minutes it takes between two sites, either way; none forgets it."""
    one, other = sorted((site_id, other_id))
    db.execute(delete(travel).where(*_one_way), {"one": one, "other": other})
    if minutes:
        db.execute(insert(travel), {"site_id": one, "other_site_id": other, "minutes": minutes})
