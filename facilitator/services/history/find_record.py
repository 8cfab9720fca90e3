"""From what somebody typed to the record meant, of whichever kind: for history and the audit log."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.errors import Ambiguous, BadInput, NotFound
from facilitator.services.find import find_facilitator, find_group, find_person, find_room, find_session, find_site
from facilitator.storage.db import Db
from facilitator.storage.queries.history import records
from facilitator.storage.queries.people.merging import family

_WHOLE_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record of the book, told without naming a person; ``kind`` is empty for one that is gone."""

    kind: str
    id: int
    uid: str
    title: str
    became: tuple[tuple[int, str], ...] = ()
    """Of a person, the rows that became them: id and uid."""

    @property
    def ids(self) -> tuple[int, ...]:
        """Its row, and those that became it."""
        return (self.id, *(each for each, _ in self.became))

    @property
    def uids(self) -> tuple[str, ...]:
        """Its uid, and those that lead to it."""
        return (self.uid, *(each for _, each in self.became))

    @property
    def is_person(self) -> bool:
        """Whether it is somebody who comes to groups."""
        return self.kind == "person"


def find_record(db: Db, text: str) -> FoundRecord:
    """The group, session, person, site, room or facilitator meant; a whole uid also where it is gone by now.

    Raises:
        NotFound, Ambiguous: for none, or more than one; what was typed is not repeated: it may be a name.
    """
    kinds: tuple[tuple[str, Callable[[Db, str], FoundRecord]], ...] = _KINDS[1:2] if "@" in text else _KINDS
    found: list[FoundRecord] = []
    doubled: Ambiguous | None = None
    for _, find in kinds:
        try:
            found.append(find(db, text))
        except (NotFound, BadInput):
            continue
        except Ambiguous as error:
            doubled = doubled or error
    if doubled is not None and not found:
        raise doubled
    if len(found) == 1 and doubled is None:
        return found[0]
    if found:
        kinds_met = " and a ".join(each.kind for each in found)
        raise Ambiguous(f"that may be a {kinds_met}", "Use the first characters of the id of the one you mean.")
    if _WHOLE_UID.fullmatch(text.strip()):
        return FoundRecord("", 0, text.strip().lower(), text.strip().lower()[:8])
    raise NotFound(
        "no group, session, person, site, room or facilitator of that name, code or id",
        "A session is written as GROUP@2026-03-19.",
    )


def _group(db: Db, text: str) -> FoundRecord:
    found = find_group(db, text)
    return FoundRecord("group", found.id, found.uid, found.title)


def _session(db: Db, text: str) -> FoundRecord:
    found = find_session(db, text)
    return FoundRecord("session", found.id, found.uid, f"{found.title} on {say_moment(found.start_local)}")


def _person(db: Db, text: str) -> FoundRecord:
    found = find_person(db, text)
    became = tuple((each.id, each.uid) for each in family(db, found.id) if each.id != found.id)
    return FoundRecord("person", found.id, found.uid, found.code, became)


def _site(db: Db, text: str) -> FoundRecord:
    found = find_site(db, text)
    return FoundRecord("site", found.id, found.uid, found.name)


def _room(db: Db, text: str) -> FoundRecord:
    found = find_room(db, text)
    return FoundRecord("room", found.id, found.uid, f"{found.site}/{found.name}")


def _facilitator(db: Db, text: str) -> FoundRecord:
    found = find_facilitator(db, text)
    return FoundRecord("facilitator", found.id, found.uid, found.name)


_KINDS = (
    ("group", _group),
    ("session", _session),
    ("person", _person),
    ("site", _site),
    ("room", _room),
    ("facilitator", _facilitator),
)


def uids_about(db: Db, record: FoundRecord) -> tuple[list[str], list[str]]:
    """The objects that are about a record, and what a payload that names it holds.

    About a group are its sessions; about a person is what was said of a row that became them.
    """
    if record.kind == "group":
        return [record.uid, *records.session_uids(db, record.id)], []
    return list(record.uids), list(record.uids)
