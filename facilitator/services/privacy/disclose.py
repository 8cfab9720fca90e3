"""The one gate through which names of people leave the book, and the ledger of what was told to whom.

In a book that 42 CFR Part 2 protects, names go into a file or another program only with a basis. Names on the user's
own screen are no export. A practice book has nobody to protect; a basis that is given there is acted upon all the same.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from facilitator.domain.book.book_info import BookInfo
from facilitator.domain.privacy.consent import Consent, DisclosureWish, first_that_lets
from facilitator.domain.privacy.disclosure import OWN_PURPOSE, THEMSELVES, Basis
from facilitator.domain.views import Person
from facilitator.errors import BadInput, Refused
from facilitator.formats.privacy.cover_page import COVER_HEAD, CoverPage, cover_text
from facilitator.formats.privacy.statements import Statements, statements_on
from facilitator.home import write_whole
from facilitator.services.privacy.keep_consents import local
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.people import people
from facilitator.storage.queries.privacy import consents, disclosures
from facilitator.words import DisclosureBasis, RecordPart

_MOST_CODES: Final = 20


@dataclass(frozen=True, slots=True)
class Left:
    """What was written down about names that leave: how many rows of the ledger, and the page that goes with them.

    The page is empty where none is due: within the program, to the person themselves, and where nothing is protected.
    """

    rows: int = 0
    cover: str = ""


def needs_basis(info: BookInfo) -> bool:
    """Whether names leave this book only with a basis."""
    return info.protected and not info.practice


def expect_basis(book: Book, basis: Basis | None, *, may_leave: bool = True) -> None:
    """See that names may leave at all, before anything is read or written; :func:`leaving` sees who may be named.

    ``may_leave`` is off where names are only ever for the program's own use.

    Raises:
        Refused: without a basis, in a book that is protected.
        BadInput: for a basis that does not fit here, or lacks the recipient or the purpose.
    """
    with book.read() as db:
        _expect_basis(book_info(db), basis, may_leave=may_leave)


def needs_cover(book: Book, basis: Basis) -> bool:
    """Whether a page with the statement of 2.32 goes with what leaves on this basis."""
    with book.read() as db:
        return statements_for(book_info(db), basis) is not None


@contextmanager
def leaving(
    book: Book,
    codes: Collection[str],
    parts: Collection[RecordPart],
    basis: Basis | None,
    *,
    what: str,
    now: datetime,
) -> Iterator[Left]:
    """Write down that these people's names leave, and let them go inside; what fails inside takes the rows back.

    ``codes`` are those of everybody named, ``parts`` what is told of each, ``what`` says it in words without names.
    Where nobody is named, nothing is written down.

    Raises:
        Refused: without a basis where one is needed, or where somebody has no consent for this; told by code.
        BadInput: for a basis that does not fit here, or lacks the recipient or the purpose.
    """
    if basis is None or (not codes and basis.kind is not DisclosureBasis.OWN_REQUEST):
        expect_basis(book, basis)
        yield Left()
        return
    with book.write(now=now) as change:
        _expect_basis(book_info(change.db), basis)
        named = people.people_with_codes(change.db, codes)
        yield _write_down(change, named, frozenset(parts), basis, what)


def save_naming(
    book: Book,
    path: Path,
    data: bytes,
    codes: Collection[str],
    parts: Collection[RecordPart],
    basis: Basis | None,
    *,
    what: str,
    now: datetime,
) -> Path | None:
    """Write a file that names people, and beside it the page that goes with it; where that lies, or None.

    Where no page is due, one that went with an older file of this name goes.

    Raises:
        Refused, BadInput: as :func:`leaving`, and where a file cannot be written; nothing is in the ledger then.
    """
    beside = cover_path(path)
    with leaving(book, codes, parts, basis, what=what, now=now) as left:
        if left.cover:
            write_whole(beside, left.cover.encode())
        write_whole(path, data)
    if left.cover:
        return beside
    drop_cover(path)
    return None


def save_unnamed(path: Path, data: bytes) -> None:
    """Write a file that names nobody; a page that went with an older file of this name goes.

    Raises:
        BadInput: where it cannot be written, or that page stays.
    """
    write_whole(path, data)
    drop_cover(path)


def drop_cover(path: Path) -> None:
    """Remove the page that went with what a file held before; another file that is called like one stays.

    Raises:
        BadInput: where it cannot be removed.
    """
    beside, head = cover_path(path), COVER_HEAD.encode()
    try:
        with beside.open("rb") as file:
            ours = file.read(len(head)) == head
        if ours:
            beside.unlink()
    except FileNotFoundError:
        return
    except OSError as error:
        raise BadInput(
            f"{path} was written, and an older page is still beside it: {error.strerror}",
            f"Remove it by hand, it does not belong to this file: {beside}",
        ) from error


def cover_path(path: Path) -> Path:
    """Where the page lies that goes with a file."""
    return path.with_name(f"{path.name}.cover.txt")


def basis_for(
    db: Db, named: Sequence[Person], wish: DisclosureWish, at: datetime, *, given: Consent | None = None
) -> Mapping[int, Consent]:
    """The consent that lets this out for each of these people, by their ids; ``given`` is the only one that may.

    Raises:
        Refused: where somebody has none; told by code.
    """
    kept = {given.person_id: [given]} if given else consents.consents_of(db, [each.id for each in named])
    found = {each.id: first_that_lets(kept.get(each.id, ()), at, wish) for each in named}
    lacking = sorted(each.code for each in named if found[each.id] is None)
    if lacking:
        listed = ", ".join(lacking[:_MOST_CODES]) + (" ..." if len(lacking) > _MOST_CODES else "")
        who = "1 person has" if len(lacking) == 1 else f"{len(lacking)} people have"
        raise Refused(
            f"{who} no consent in force for this: {listed}",
            "Nothing was told. It must name this recipient and cover "
            f"{' and '.join(part for part in RecordPart if part in wish.parts)}. See: facilitator consent list",
        )
    return {person_id: consent for person_id, consent in found.items() if consent is not None}


def statements_for(info: BookInfo, basis: Basis, day: date | None = None) -> Statements | None:
    """The statements one of which goes with it on a day (else the newest), or None where none is due."""
    if not info.protected or not basis.leaves or basis.kind is DisclosureBasis.OWN_REQUEST:
        return None
    return statements_on(day or date.max)


def _expect_basis(info: BookInfo, basis: Basis | None, *, may_leave: bool = True) -> None:
    if basis is None:
        if needs_basis(info):
            raise Refused(
                "names of people leave this book only with a basis",
                "For your own work add --basis within-program; to tell somebody else: --basis consent --recipient WHO, "
                "or another. Without --show-names, codes stand in.",
            )
        return
    if basis.kind is DisclosureBasis.EMERGENCY:
        raise BadInput("an emergency is told and written up person by person", "See: facilitator disclosure emergency")
    if basis.leaves and not may_leave:
        raise BadInput("this answers only its own program", "Use --basis within-program, or an export or a report.")
    if basis.lacks:
        raise BadInput(f"the basis {basis.kind} needs {basis.lacks}", "Add --recipient WHO and --purpose WHY.")


def _write_down(change: Change, named: Sequence[Person], parts: frozenset[RecordPart], basis: Basis, what: str) -> Left:
    info, at = book_info(change.db), local(change.db, change.now)
    told = [part.value for part in RecordPart if part in parts]
    if not basis.leaves:
        change.record("names.within-program", info.uid, what=what, parts=told, people=len(named))
        return Left()
    own = basis.kind is DisclosureBasis.OWN_REQUEST
    if own and len(named) != 1:
        raise BadInput("on their own request somebody gets their own record", "Name one person: person export")
    on: Mapping[int, Consent] = {}
    if basis.kind is DisclosureBasis.CONSENT:
        on = basis_for(change.db, named, DisclosureWish(basis.recipient, parts, basis.purpose), at)
    statements = statements_for(info, basis, at.date())
    rows = [
        {
            "person_id": each.id,
            "at": change.now,
            "basis": basis.kind,
            "consent_id": on[each.id].id if each.id in on else None,
            "recipient": basis.recipient or (THEMSELVES if own else ""),
            "description": f"{what}: {', '.join(told)}",
            "purpose": basis.purpose or (OWN_PURPOSE if own else on[each.id].terms.purpose),
            "emergency": "",
            "made_by": change.actor,
            "statement": statements.key if statements else "",
            "actor": change.actor,
        }
        for each in named
    ]
    uids = disclosures.add(change.db, rows)
    whom = [each.uid for each in named]
    change.record("disclosure.export", info.uid, basis=basis.kind, parts=told, people=whom, disclosures=uids)
    if statements is None:
        return Left(len(rows))
    page = CoverPage(info.name, at.date(), basis, what, change.actor, statements, tuple(on.values()))
    return Left(len(rows), cover_text(page))
