"""Keep the people."""

from datetime import datetime

from facilitator.domain.names import fold, tidy
from facilitator.domain.views import Person
from facilitator.errors import BadInput
from facilitator.formats.roster_csv import LONGEST_NAME
from facilitator.storage.book import Book
from facilitator.storage.queries import people


def list_people(book: Book) -> list[Person]:
    """Everybody, by name."""
    with book.read() as db:
        return people.people(db)


def add_person(book: Book, *, name: str, alias: str = "", phone: str = "", email: str = "", now: datetime) -> Person:
    """Add a person.

    Raises:
        BadInput: for an empty or very long name, or one that is taken with the same alias.
    """
    wanted, called = tidy(name), tidy(alias)
    if not wanted:
        raise BadInput("the person needs a name", "A first name and an initial are enough.")
    if max(len(wanted), len(called)) > LONGEST_NAME:
        raise BadInput(f"a name or alias has more than {LONGEST_NAME} characters", "Use the name that the group uses.")
    with book.write(now=now) as change:
        known = people.people_by_name(change.db)
        if (fold(wanted), fold(called)) in known:
            raise BadInput("somebody of that name is in the book already", "Add --alias to tell the two apart.")
        row = people.new_person_row(name=wanted, alias=called, phone=tidy(phone), email=tidy(email), now=now)
        people.add_people(change.db, [row])
        change.record("person.add", str(row["uid"]))
        (added,) = people.people_called(change.db, str(row["code"]), str(row["uid"]))
    return added
