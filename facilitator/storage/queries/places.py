"""Sites and rooms."""

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from facilitator.domain.views import Room, Site
from facilitator.storage.queries.uid_prefix import uid_begins
from facilitator.storage.tables import room, site
from facilitator.storage.uids import new_uid

_sites = select(site.c.id, site.c.uid, site.c.name, site.c.address).order_by(site.c.name)
_rooms = (
    select(room.c.id, room.c.uid, room.c.name, site.c.name.label("site"), room.c.capacity)
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


def add_room(db: Connection, *, site_id: int, name: str, capacity: int | None) -> str:
    """A new room; its uid."""
    uid = new_uid()
    db.execute(insert(room), {"uid": uid, "site_id": site_id, "name": name, "capacity": capacity})
    return uid


def edit_room(db: Connection, room_id: int, **values: object) -> None:
    """Change columns of a room."""
    db.execute(update(room).where(room.c.id == room_id), values)
