"""Keep the people."""

from collections.abc import Iterable
from datetime import datetime

from facilitator.domain.spelling import tidy
from facilitator.domain.views import Person
from facilitator.errors import BadInput, Refused
from facilitator.services.preview_or_write import preview_or_write
from facilitator.storage.book import Book
from facilitator.storage.queries.people import people


class LikeSomebody(Refused):
    """Somebody of that name or alias is in the book: whoever adds a person says whether it is somebody else."""

    def __init__(self, like: tuple[Person, ...], *, looks: bool = False) -> None:
        codes = ", ".join(each.code for each in like[:6]) + (" ..." if len(like) > 6 else "")
        who = "whose name looks the same" if looks else "of that name or alias"
        super().__init__(
            f"somebody {who} is in the book already: {codes}",
            "Nobody was added. Add --new if this is somebody else.",
        )
        self.like = like


def list_people(book: Book) -> list[Person]:
    """Everybody, by name."""
    with book.read() as db:
        return people.people(db)


def add_person(
    book: Book,
    *,
    name: str,
    alias: str = "",
    phone: str = "",
    email: str = "",
    now: datetime,
    new: bool = False,
    preview: bool = False,
) -> Person:
    """Add a person; ``new`` says that it is somebody else than whoever has that name or alias already.

    A preview answers with them as they would be, without a code, and writes nothing.

    Raises:
        BadInput: for an empty or very long name, or no phone or email.
        LikeSomebody: where somebody has that name or alias, or a name that looks the same in other letters, and nobody
            said that this is another.
    """
    # what a change needs and a list does not: 25 ms
    from facilitator.formats.people.emails import read_email
    from facilitator.formats.people.phones import read_phone
    from facilitator.formats.people.roster_rows import wrong_with
    from facilitator.storage.queries.history.journal import Step, journal

    wanted, called = tidy(name), tidy(alias)
    wrong = wrong_with(name=wanted, alias=called, phone=phone, email=email)
    if wrong:
        raise BadInput(wrong, "A first name and an initial are enough.")
    number, address = read_phone(phone, "").kept, read_email(email).kept
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        like = () if new else tuple(people.people_like(db, wanted, called))
        if like:
            raise LikeSomebody(like)
        if not new and (like := looking_like(people.people(db), wanted)):
            raise LikeSomebody(like, looks=True)
        if change is None:
            return Person(0, "", "", wanted, called, number, address)
        row = people.new_person_row(name=wanted, alias=called, phone=number, email=address, now=now)
        step = Step("person.add", str(row["uid"]))
        with journal(change, step):
            people.add_people(change.db, [row])
            step.summary = f"{row['code']}: added"
            (added,) = people.people_called(change.db, str(row["code"]), str(row["uid"]))
            step.rows["person"] = [added.id]
            change.record("person.add", added.uid)
    return added


def looking_like(everybody: Iterable[Person], name: str) -> tuple[Person, ...]:
    """Those whose name looks the same in other letters."""
    from facilitator.domain.people.look_alike import look_alikes  # wanted where a name is kept, and in no list

    others = list(everybody)
    alike = look_alikes([name], (each.name for each in others)).get(name, ())
    return tuple(each for each in others if each.name in alike)


def odd_about(*, phone: str, email: str) -> list[str]:
    """What does not look like a number or an address, though it is kept."""
    from facilitator.formats.people.emails import read_email
    from facilitator.formats.people.phones import read_phone

    return [f"{odd}; it is kept as typed" for odd in (read_phone(phone, "").odd, read_email(email).odd) if odd]
