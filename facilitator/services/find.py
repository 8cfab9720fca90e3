"""From what somebody typed to the one thing meant: uid, a unique prefix of it, a name, or ``GROUP@2026-03-19``."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from facilitator.domain.people.same_person import plain_name
from facilitator.domain.spelling import did_you_mean, fold, near, tidy
from facilitator.domain.views import Closure, Facilitator, Group, Person, Room, Session, Site
from facilitator.errors import Ambiguous, BadInput, NotFound
from facilitator.words import ClosureState, GroupStatus

if TYPE_CHECKING:
    from facilitator.domain.privacy.consent import Consent
    from facilitator.domain.publishing.feed import Feed
    from facilitator.storage.db import Db

# each function imports the statements of its own noun: to build those of all nouns takes 20 ms of every command

Found = TypeVar("Found")
_UID_START = re.compile(r"[0-9a-f]{4}[0-9a-f-]{0,32}", re.IGNORECASE)
_NO_UID = "-"  # no uid begins so


def find_group(db: "Db", text: str) -> Group:
    """The group meant.

    Raises:
        NotFound, Ambiguous: for none, or more than one.
    """
    from facilitator.storage.queries.scheduling import groups

    found = _groups(db, text)
    # of the cycles of one name, the one that goes on is meant
    going_on = [each for each in found if each.status is GroupStatus.ACTIVE]
    found = going_on if len(going_on) == 1 else found
    return _one(
        "group",
        text,
        found,
        lambda each: f"{each.uid[:8]}  {each.title}",
        "facilitator group list",
        quote=not _is_person(db, text, found),
        every=lambda: [each.title for each in groups.groups(db)],
    )


def _groups(db: "Db", text: str) -> Sequence[Group]:
    """Every cycle of that title, else the groups whose uid begins so."""
    from facilitator.storage.queries.scheduling import groups

    return _named(text, groups.groups_called(db, tidy(text), _prefix(text)), lambda each: (each.title,))


def find_person(db: "Db", text: str, *, among: Callable[[], Sequence[Person]] = list) -> Person:
    """The person meant, also as "Last, First"; candidates are told by code, never by name.

    Of those ``among`` whom somebody is looked for, the first name alone will do where one of them has it.
    """
    from facilitator.storage.queries.people import people

    called = people.people_called(db, text.strip(), _prefix(text))
    coded = [each for each in called if each.code == text.strip().upper()]
    found = coded or _named(plain_name(text), called, lambda each: (plain_name(each.name), each.alias))
    if not coded and not (len(found) == 1 and _prefix(text) != _NO_UID):
        found = _of_these(text, found, among())
    try:
        return _one(
            "person", text, found, lambda each: f"{each.uid[:8]}  {each.code}", "facilitator person list", quote=False
        )
    except NotFound as error:
        known = {each.name: each.code for each in people.people(db)}
        error.near = tuple((known[name], name) for name in near(plain_name(text), known))
        raise


def _of_these(text: str, found: Sequence[Person], among: Sequence[Person]) -> Sequence[Person]:
    """With those who have the name as their first one; where one of these has the whole of it, they are meant."""
    there = {each.id: each for each in among}
    whole = [each for each in found if each.id in there]
    first = [each for each in there.values() if fold(plain_name(each.name)).split()[:1] == [fold(text)]]
    return whole or [*found, *first]


def find_site(db: "Db", text: str) -> Site:
    """The site meant."""
    from facilitator.storage.queries.agency import sites as places

    found = _named(text, places.sites_called(db, tidy(text), _prefix(text)), lambda each: (each.name,))
    return _one(
        "site",
        text,
        found,
        lambda each: f"{each.uid[:8]}  {each.name}",
        "facilitator site list",
        every=lambda: [each.name for each in places.sites(db)],
    )


def find_room(db: "Db", text: str) -> Room:
    """The room meant, as ``Room`` or ``Site/Room``."""
    from facilitator.storage.queries.agency import sites as places

    called = places.rooms_called(db, tidy(text), _prefix(text))
    found = _named(text, called, lambda each: (each.name, f"{each.site}/{each.name}"))
    return _one(
        "room",
        text,
        found,
        lambda each: f"{each.uid[:8]}  {each.site}/{each.name}",
        "facilitator room list",
        every=lambda: [each.name for each in places.rooms(db)],
    )


def find_facilitator(db: "Db", text: str) -> Facilitator:
    """The facilitator meant."""
    from facilitator.storage.queries.agency import staff

    found = _named(text, staff.staff_called(db, tidy(text), _prefix(text)), lambda each: (each.name,))
    return _one(
        "facilitator",
        text,
        found,
        lambda each: f"{each.uid[:8]}  {each.name}",
        "facilitator staff list",
        every=lambda: [each.name for each in staff.staff(db)],
    )


def find_closure(db: "Db", text: str, *, offered: bool = False) -> Closure:
    """The closed day meant, by its uid or by its very reason; ``offered``: rather one that is offered."""
    from facilitator.storage.queries.scheduling import closures

    found = closures.closures_called(db, tidy(text), _prefix(text))
    if offered:
        found = [each for each in found if each.state is ClosureState.OFFERED] or found
    return _one(
        "closed day",
        text,
        found,
        lambda each: f"{each.uid[:8]}  {each.starts_local:%Y-%m-%d}",
        "facilitator closures list",
        quote=not _is_person(db, text, found),
    )


def find_feed(db: "Db", text: str) -> "Feed":
    """The feed meant, of those that go on."""
    from facilitator.storage.queries.publishing import feeds

    found = _named(text, feeds.feeds_called(db, tidy(text), _prefix(text)), lambda each: (each.name,))
    return _one(
        "feed",
        text,
        found,
        lambda each: f"{each.uid[:8]}  {each.name}",
        "facilitator calendar feed list",
        every=lambda: [each.name for each in feeds.feeds(db)],
    )


def find_consent(db: "Db", text: str) -> "Consent":
    """The consent meant, by its uid; candidates are told by the code of their person."""
    from facilitator.storage.queries.privacy import consents

    return _one(
        "consent",
        text,
        consents.consents_called(db, _prefix(text)),
        lambda each: f"{each.uid[:8]}  {each.person_code}",
        "facilitator consent list",
        quote=not _is_person(db, text, ()),
    )


def find_session(db: "Db", text: str) -> Session:
    """The session meant, by its uid or as ``GROUP@2026-03-19``, with ``T18:30`` where a day has two.

    Of several cycles of one title, the one that has the date is meant.
    """
    from facilitator.storage.queries.sessions import sessions

    if "@" in text:
        name, _, when = text.rpartition("@")
        cycles = _groups(db, name) or [find_group(db, name)]
        found = [each for group in cycles for each in _on_day(db, group, when, text)]
    else:
        found = sessions.sessions_called(db, _prefix(text))
    return _one(
        "session",
        text,
        found,
        lambda each: f"{each.uid[:8]}  {each.start_local:%Y-%m-%d %H:%M}",
        "facilitator session list",
        quote=not _is_person(db, text, found),
    )


def _on_day(db: "Db", group: Group, when: str, text: str) -> list[Session]:
    from facilitator.storage.queries.sessions import sessions

    try:
        moment = datetime.fromisoformat(when.strip())
    except ValueError as error:
        raise BadInput(f"{text!r} does not name a session", "Write it as GROUP@2026-03-19.") from error
    day: date = moment.date()
    found = sessions.sessions_between(db, day, day, group.id)
    if len(when.strip()) > len("2026-03-19"):
        found = [each for each in found if each.start_local == moment]
    return found


def _prefix(text: str) -> str:
    stripped = text.strip()
    return stripped.lower() if _UID_START.fullmatch(stripped) else _NO_UID


def _named(text: str, found: Sequence[Found], names: Callable[[Found], Sequence[str]]) -> Sequence[Found]:
    """Those of that very name; without any, those whose uid begins so."""
    return [each for each in found if fold(text) in map(fold, names(each))] or found


def _is_person(db: "Db", text: str, found: Sequence[object]) -> bool:
    """Whether somebody's name was typed in the place of something else: an error message must not repeat it."""
    from facilitator.storage.queries.people import people

    return not found and bool(people.people_called(db, text, _NO_UID))


def _one(
    what: str,
    text: str,
    found: Sequence[Found],
    say: Callable[[Found], str],
    where: str,
    *,
    quote: bool = True,
    every: Callable[[], Sequence[str]] = list,
) -> Found:
    """The only one found; where none is, the names of ``every`` one are looked through for one like it.

    ``quote`` is off for names of people: one that was mistyped is still a name.
    """
    if len(found) == 1:
        return found[0]
    called = f" {text!r}" if quote else " of that name or code"
    if not found:
        raise NotFound(f"no {what}{called}", f"{did_you_mean(text, every())}See: {where}")
    listed = "; ".join(say(each) for each in found[:6]) + (" ..." if len(found) > 6 else "")
    raise Ambiguous(f"more than one {what}{called}: {listed}", "Use the first characters of one's id.")
