"""Look at one person: who they are, and which groups they are on."""

from dataclasses import dataclass
from datetime import datetime

from facilitator.domain.people.away import Away
from facilitator.domain.people.membership import Membership
from facilitator.domain.views import Person
from facilitator.services.find import find_person
from facilitator.storage.book import Book
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.people.away import away_days
from facilitator.storage.queries.people.memberships import memberships, people_of_group
from facilitator.storage.queries.people.merging import family
from facilitator.zones import zone


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """A person, their places on rosters, the waitlists last, and when they are away, today or later.

    ``was`` has those who became this person.
    """

    person: Person
    groups: tuple[Membership, ...]
    away: tuple[Away, ...] = ()
    was: tuple[Person, ...] = ()


def see_person(book: Book, person: str, *, now: datetime) -> SeenPerson:
    """One person, as they stand today.

    Raises:
        NotFound, Ambiguous: for none, or more than one.
    """
    with book.read() as db:
        found = find_person(db, person)
        today = now.astimezone(zone(book_info(db).zone)).date()
        away = away_days(db, [found.id]).get(found.id, ())
        to_come = tuple(each for each in away if each.last is None or each.last >= today)
        return SeenPerson(found, tuple(memberships(db, found.id, today)), to_come, tuple(family(db, found.id)[1:]))


def known_in_group(book: Book, group_uid: str) -> frozenset[str]:
    """The uids of the people whom a group knows: they were on its roster, or came to it."""
    with book.read() as db:
        return people_of_group(db, group_uid)
