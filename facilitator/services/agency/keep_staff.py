"""Keep the facilitators and their credentials."""

from collections.abc import Sequence
from datetime import date, datetime

from facilitator.domain.agency.staff import expect_no_day
from facilitator.domain.spelling import fold, tidy
from facilitator.domain.views import Facilitator
from facilitator.errors import BadInput
from facilitator.services.find import find_facilitator
from facilitator.storage.book import Book
from facilitator.storage.queries.agency import staff
from facilitator.storage.queries.history.journal import Step, journal


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
    held = _credentials(credentials)
    with book.write(now=now) as change:
        wanted = _name(name, staff.staff(change.db))
        step = Step("staff.add", summary=f"{wanted}: added")
        with journal(change, step):
            facilitator_id, uid = staff.add_facilitator(change.db, name=wanted, public_name=public_name)
            for title, expires_on in held:
                staff.put_credential(change.db, facilitator_id, name=title, expires_on=expires_on)
            step.object_uid, step.rows = uid, _rows(facilitator_id)
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
    """Change a facilitator, add credentials or renew them; their uid.

    Raises:
        BadInput: for an empty name, one that is taken, or nothing to change.
    """
    held = _credentials(credentials)
    with book.write(now=now) as change:
        found = find_facilitator(change.db, who)
        values: dict[str, object] = {}
        if name is not None:
            values["name"] = _name(name, [each for each in staff.staff(change.db) if each.id != found.id])
        if public_name is not None:
            values["public_name"] = public_name
        if not values and not credentials:
            raise BadInput("nothing to change was named", "See: facilitator staff edit --help")
        with journal(change, Step("staff.edit", found.uid, f"{found.name}: changed", rows=_rows(found.id))):
            if values:
                staff.edit_facilitator(change.db, found.id, **values)
            for title, expires_on in held:
                staff.put_credential(change.db, found.id, name=title, expires_on=expires_on)
            change.record("staff.edit", found.uid, fields=sorted(values), credentials=len(credentials))
    return found.uid


def _rows(facilitator_id: int) -> dict[str, list[int]]:
    return {"facilitator": [facilitator_id], "credential.facilitator_id": [facilitator_id]}


def _name(name: str, others: Sequence[Facilitator]) -> str:
    wanted = tidy(name)
    if not wanted:
        raise BadInput("the facilitator needs a name", "Give the name that the team uses.")
    if any(fold(each.name) == fold(wanted) for each in others):
        raise BadInput(f"there is a facilitator called {wanted!r} already", "Add an initial to tell them apart.")
    return wanted


def _credentials(given: Sequence[tuple[str, date | None]]) -> list[tuple[str, date | None]]:
    held = [(tidy(title), expires_on) for title, expires_on in given]
    if not all(title for title, _ in held):
        raise BadInput("a credential needs a name", "Write it as NAME=DAY, such as CPRS=2027-05-31.")
    for title, _ in held:
        expect_no_day(title)
    return held
