"""Keep the people."""

from datetime import datetime

from facilitator.domain.spelling import fold, tidy
from facilitator.domain.views import Person
from facilitator.errors import BadInput
from facilitator.storage.book import Book
from facilitator.storage.queries.people import people


def list_people(book: Book) -> list[Person]:
    """Everybody, by name."""
    with book.read() as db:
        return people.people(db)


def add_person(book: Book, *, name: str, alias: str = "", phone: str = "", email: str = "", now: datetime) -> Person:
    """Add a person.

    Raises:
        BadInput: for an empty or very long name, one that is taken with the same alias, or no phone or email.
    """
    # what a change needs and a list does not: 25 ms
    from facilitator.formats.people.roster_csv import wrong_with
    from facilitator.storage.queries.history.journal import Step, journal

    wanted, called, number, address = tidy(name), tidy(alias), tidy(phone), tidy(email)
    wrong = wrong_with(name=wanted, alias=called, phone=number, email=address)
    if wrong:
        raise BadInput(wrong, "A first name and an initial are enough.")
    with book.write(now=now) as change:
        known = people.people_by_name(change.db)
        if (fold(wanted), fold(called)) in known:
            raise BadInput("somebody of that name is in the book already", "Add --alias to tell the two apart.")
        row = people.new_person_row(name=wanted, alias=called, phone=number, email=address, now=now)
        step = Step("person.add", str(row["uid"]))
        with journal(change, step):
            people.add_people(change.db, [row])
            step.summary = f"{row['code']}: added"
            (added,) = people.people_called(change.db, str(row["code"]), str(row["uid"]))
            step.rows["person"] = [added.id]
            change.record("person.add", added.uid)
    return added
