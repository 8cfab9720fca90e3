"""Change what is kept of a person: name, what the group calls them, phone and email."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from facilitator.domain.spelling import tidy
from facilitator.domain.views import Person
from facilitator.errors import BadInput, ChangedMeanwhile, Refused
from facilitator.services.find import find_person
from facilitator.services.people.keep_people import looking_like
from facilitator.services.preview_or_write import preview_or_write
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.people import people

FIELDS = ("name", "alias", "phone", "email")


@dataclass(frozen=True, slots=True)
class EditedPerson:
    """Somebody as they were and as they are, and who else has the new name or alias, or a name that looks the same."""

    before: Person
    after: Person
    like: tuple[Person, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """What is different."""
        return tuple(each for each in FIELDS if getattr(self.before, each) != getattr(self.after, each))


def edit_person(
    book: Book,
    person: str,
    *,
    name: str | None = None,
    alias: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    now: datetime,
    preview: bool = False,
    seen: Person | None = None,
) -> EditedPerson:
    """Change a person; None leaves it as it is, an empty text takes it away. Consents and marks stay theirs.

    ``seen`` is the person as somebody saw them: what they change may not have been changed by another since.

    Raises:
        ChangedMeanwhile: where it was; what nobody changes here is not asked about.
        BadInput: for an empty or very long name, or no phone or email, or where nothing is to change.
        Refused: where it is so already.
    """
    # what a change needs and a list does not: 25 ms
    from facilitator.formats.people.emails import read_email
    from facilitator.formats.people.phones import read_phone
    from facilitator.formats.people.roster_rows import wrong_with
    from facilitator.storage.queries.history.journal import Step, journal

    given = {"name": name, "alias": alias, "phone": phone, "email": email}
    if all(each is None for each in given.values()):
        raise BadInput("what shall change?", "Name it: --name, --alias, --phone or --email.")
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        before = find_person(db, person)
        wanted = {field: tidy(text) for field, text in given.items() if text is not None}
        _expect_seen(before, seen, wanted)
        as_it_will_be = replace(
            before,
            name=wanted.get("name", before.name),
            alias=wanted.get("alias", before.alias),
        )
        wrong = wrong_with(
            name=as_it_will_be.name, alias=as_it_will_be.alias, phone=wanted.get("phone", ""),
            email=wanted.get("email", ""),
        )  # fmt: skip
        if wrong:
            raise BadInput(wrong, "A first name and an initial are enough.")
        if "phone" in wanted:
            as_it_will_be = replace(as_it_will_be, phone=read_phone(wanted["phone"], "").kept)
        if "email" in wanted:
            as_it_will_be = replace(as_it_will_be, email=read_email(wanted["email"]).kept)
        done = EditedPerson(before, as_it_will_be, _like(db, before, as_it_will_be))
        if not done.changed:
            raise Refused(f"{before.code} is kept so already", "Nothing was changed.")
        if change is not None:
            summary = f"{before.code}: {' and '.join(done.changed)} changed"
            with journal(change, Step("person.edit", before.uid, summary, rows={"person": [before.id]})):
                values = {field: getattr(done.after, field) for field in FIELDS}
                people.edit_people(change.db, [people.edited_row(before, **values)])
                change.record("person.edit", before.uid, fields=list(done.changed))
    return done


def _like(db: Db, before: Person, after: Person) -> tuple[Person, ...]:
    """Who else is called so, where the name or the alias is new."""
    if (before.name, before.alias) == (after.name, after.alias):
        return ()
    same = people.people_like(db, after.name, after.alias)
    looks = looking_like(people.people(db), after.name) if after.name != before.name else ()
    return tuple(each for each in dict.fromkeys((*same, *looks)) if each.id != before.id)


def _expect_seen(now: Person, seen: Person | None, wanted: Mapping[str, str]) -> None:
    """See that what is to change is still what somebody saw.

    Raises:
        ChangedMeanwhile: with what is kept now.
    """
    others = [each for each in wanted if seen is not None and getattr(now, each) != getattr(seen, each)]
    if others:
        kept = "; ".join(f"{each} is {getattr(now, each) or 'empty'} now" for each in others)
        raise ChangedMeanwhile(f"another window changed this person: {kept}", "Nothing was changed.")
