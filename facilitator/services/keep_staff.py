"""Keep the facilitators and their credentials."""

from collections.abc import Sequence
from datetime import date, datetime

from facilitator.domain.names import tidy
from facilitator.domain.views import Facilitator
from facilitator.errors import BadInput
from facilitator.services.find import find_facilitator
from facilitator.storage.book import Book
from facilitator.storage.queries import staff


def list_staff(book: Book) -> list[Facilitator]:
    """All facilitators by name, with their credentials."""
    with book.read() as db:
        return staff.staff(db)


def add_facilitator(
    book: Book,
    *,
    name: str,
    credentials: Sequence[tuple[str, date | None]] = (),
    public_name: bool = False,
    now: datetime,
) -> str:
    """Add a facilitator; their uid. Their name stays out of public pages unless they said otherwise.

    Raises:
        BadInput: for an empty name, or one that is taken.
    """
    wanted = tidy(name)
    if not wanted:
        raise BadInput("the facilitator needs a name", "Give the name that the team uses.")
    with book.write(now=now) as change:
        if any(each.name.casefold() == wanted.casefold() for each in staff.staff(change.db)):
            raise BadInput(f"there is a facilitator called {wanted!r} already", "Add an initial to tell them apart.")
        facilitator_id, uid = staff.add_facilitator(change.db, name=wanted, public_name=public_name)
        for title, expires_on in credentials:
            staff.put_credential(change.db, facilitator_id, name=title, expires_on=expires_on)
        change.record("staff.add", uid, credentials=len(credentials))
    return uid


def edit_facilitator(
    book: Book,
    who: str,
    *,
    name: str | None = None,
    credentials: Sequence[tuple[str, date | None]] = (),
    public_name: bool | None = None,
    now: datetime,
) -> str:
    """Change a facilitator, add credentials or renew them; their uid."""
    with book.write(now=now) as change:
        found = find_facilitator(change.db, who)
        values: dict[str, object] = {}
        if name is not None and tidy(name):
            values["name"] = tidy(name)
        if public_name is not None:
            values["public_name"] = public_name
        if not values and not credentials:
            raise BadInput("nothing to change was named", "See: facilitator staff edit --help")
        if values:
            staff.edit_facilitator(change.db, found.id, **values)
        for title, expires_on in credentials:
            staff.put_credential(change.db, found.id, name=title, expires_on=expires_on)
        change.record("staff.edit", found.uid, fields=sorted(values), credentials=len(credentials))
    return found.uid
