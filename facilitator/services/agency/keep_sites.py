"""Keep sites and rooms."""

from collections.abc import Sequence
from datetime import datetime

from facilitator.domain.spelling import fold, tidy
from facilitator.domain.views import Room, Site
from facilitator.errors import BadInput
from facilitator.services.find import find_room, find_site
from facilitator.storage.book import Book
from facilitator.storage.queries.agency import sites as places
from facilitator.storage.queries.history.journal import Step, journal

LONGEST_WAY = 720
"""Minutes between two sites, at most."""


def list_sites(book: Book) -> list[Site]:
    """All sites by name."""
    with book.read() as db:
        return places.sites(db)


def list_rooms(book: Book) -> list[Room]:
    """All rooms by site and name."""
    with book.read() as db:
        return places.rooms(db)


def add_site(book: Book, *, name: str, address: str, now: datetime) -> str:
    """Add a site; its uid.

    Raises:
        BadInput: for an empty name, or one that is taken.
    """
    wanted = _name(name, "site")
    with book.write(now=now) as change:
        _untaken(wanted, [each.name for each in places.sites(change.db)], "site")
        step = Step("site.add", summary=f"{wanted}: added")
        with journal(change, step):
            step.object_uid = uid = places.add_site(change.db, name=wanted, address=tidy(address))
            step.rows["site.uid"] = [uid]
            change.record("site.add", uid)
    return uid


def set_travel(book: Book, site: str, other: str, minutes: int, *, now: datetime) -> tuple[Site, Site]:
    """Keep how long the way between two sites takes, there and back alike; 0 forgets it.

    Raises:
        BadInput: for one site twice, or more than twelve hours.
    """
    if not 0 <= minutes <= LONGEST_WAY:
        raise BadInput(f"{minutes} minutes between two sites?", f"Give 1 to {LONGEST_WAY}, or 0 to forget it.")
    with book.write(now=now) as change:
        one, two = find_site(change.db, site), find_site(change.db, other)
        if one.id == two.id:
            raise BadInput("that is the same site twice", "Name two sites.")
        said = f"{one.name} to {two.name}: {f'{minutes} minutes' if minutes else 'way forgotten'}"
        with journal(change, Step("site.travel", one.uid, said, rows={"travel": [min(one.id, two.id)]})):
            places.put_way(change.db, one.id, two.id, minutes)
            change.record("site.travel", one.uid, other=two.uid, minutes=minutes)
        return one, two


def travel_minutes(book: Book) -> dict[int, list[tuple[Site, int]]]:
    """From each site, by its id, the others to which the way is known, and its minutes."""
    with book.read() as db:
        sites = {each.id: each for each in places.sites(db)}
        found: dict[int, list[tuple[Site, int]]] = {key: [] for key in sites}
        for (one, other), minutes in places.ways(db).items():
            found[one].append((sites[other], minutes))
            found[other].append((sites[one], minutes))
    return {key: sorted(ways, key=lambda way: way[0].name) for key, ways in found.items()}


def edit_site(book: Book, site: str, *, name: str | None, address: str | None, now: datetime) -> str:
    """Change a site's name or address; its uid."""
    with book.write(now=now) as change:
        found = find_site(change.db, site)
        values: dict[str, object] = {}
        if name is not None:
            values["name"] = _name(name, "site")
            others = [each.name for each in places.sites(change.db) if each.id != found.id]
            _untaken(str(values["name"]), others, "site")
        if address is not None:
            values["address"] = tidy(address)
        _something(values)
        with journal(change, Step("site.edit", found.uid, f"{found.name}: changed", rows={"site": [found.id]})):
            places.edit_site(change.db, found.id, **values)
            change.record("site.edit", found.uid, fields=sorted(values))
    return found.uid


def add_room(
    book: Book, *, site: str, name: str, capacity: int | None, features: Sequence[str] = (), now: datetime
) -> str:
    """Add a room to a site; its uid. ``features`` are what it has: step-free, piano, screen."""
    wanted = _name(name, "room")
    _check_capacity(capacity)
    with book.write(now=now) as change:
        found = find_site(change.db, site)
        _untaken(wanted, [each.name for each in places.rooms(change.db) if each.site == found.name], "room")
        step = Step("room.add", summary=f"{found.name}/{wanted}: added")
        with journal(change, step):
            step.object_uid = uid = places.add_room(
                change.db, site_id=found.id, name=wanted, capacity=capacity, features=_features(features)
            )
            step.rows["room.uid"] = [uid]
            change.record("room.add", uid)
    return uid


def edit_room(
    book: Book,
    room: str,
    *,
    name: str | None,
    capacity: int | None,
    features: Sequence[str] | None = None,
    now: datetime,
) -> str:
    """Change a room's name or capacity, or all its features; its uid."""
    _check_capacity(capacity)
    with book.write(now=now) as change:
        found = find_room(change.db, room)
        values: dict[str, object] = {}
        if name is not None:
            values["name"] = _name(name, "room")
            others = [each for each in places.rooms(change.db) if each.id != found.id and each.site == found.site]
            _untaken(str(values["name"]), [each.name for each in others], "room")
        if capacity is not None:
            values["capacity"] = capacity
        if features is not None:
            values["features"] = _features(features)
        _something(values)
        said = f"{found.site}/{found.name}: changed"
        with journal(change, Step("room.edit", found.uid, said, rows={"room": [found.id]})):
            places.edit_room(change.db, found.id, **values)
            change.record("room.edit", found.uid, fields=sorted(values))
    return found.uid


def _name(name: str, what: str) -> str:
    wanted = tidy(name)
    if not wanted:
        raise BadInput(f"the {what} needs a name", "Give it the name that people use.")
    return wanted


def _untaken(name: str, names: list[str], what: str) -> None:
    if fold(name) in map(fold, names):
        raise BadInput(f"there is a {what} called {name!r} already", f"See: facilitator {what} list")


def _features(features: Sequence[str]) -> tuple[str, ...]:
    """As they are kept: tidy, each once however it is spelled."""
    kept = {fold(each): tidy(each) for each in reversed(features) if tidy(each)}
    return tuple(kept[key] for key in sorted(kept))


def _check_capacity(capacity: int | None) -> None:
    if capacity is not None and capacity < 1:
        raise BadInput(f"a room for {capacity} people?", "Give the number of seats, at least 1.")


def _something(values: dict[str, object]) -> None:
    if not values:
        raise BadInput("nothing to change was named", "See the options with --help.")
