"""The ledger: what was told about somebody outside of the program, emergencies at once, and an accounting of it all."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from facilitator.domain.privacy.consent import Consent, DisclosureWish
from facilitator.domain.privacy.disclosure import OWN_PURPOSE, THEMSELVES, Basis, Disclosure, accounting_begins
from facilitator.domain.spelling import tidy
from facilitator.domain.views import Person
from facilitator.errors import BadInput
from facilitator.formats.privacy.cover_page import CoverPage, cover_text
from facilitator.services.find import find_consent, find_person
from facilitator.services.privacy.disclose import basis_for, statements_for
from facilitator.services.privacy.keep_consents import LONGEST, local
from facilitator.storage.book import Book, Change
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.privacy import disclosures as query
from facilitator.words import DisclosureBasis, RecordPart
from facilitator.zones import zone

NEEDED: Final = "what they needed to know to help"
"""What is told in an emergency, where nobody says it in other words."""
_HERE: Final = (DisclosureBasis.EMERGENCY, DisclosureBasis.WITHIN_PROGRAM)


@dataclass(frozen=True, slots=True)
class Told:
    """A disclosure that was written down: its uid, and the page that goes with it; empty where none is due."""

    uid: str
    cover: str


@dataclass(frozen=True, slots=True)
class Emergency:
    """What 42 CFR 2.51(c) asks to be written up: to whom and where they belong, by whom, and its nature."""

    medical_person: str
    affiliation: str
    made_by: str
    nature: str
    what: str = NEEDED


@dataclass(frozen=True, slots=True)
class Accounting:
    """All that was told about one person from one day to another, both included, the oldest first."""

    person: Person
    first: date
    last: date
    rows: tuple[Disclosure, ...]


def record_disclosure(
    book: Book,
    person: str,
    basis: Basis,
    *,
    parts: frozenset[RecordPart],
    description: str,
    made_by: str = "",
    consent: str | None = None,
    at: datetime | None = None,
    now: datetime,
) -> Told:
    """Write down what was told about one person, by word or on paper; ``at`` is aware, and now unless it was before.

    Where a consent is named, only that one counts; one for treatment, payment and operations may name its recipients as
    a class, and who names it has judged that this one is among them.

    Raises:
        Refused: where no consent lets it out.
        BadInput: for a basis that does not belong here, a moment to come, or a text that is missing or long.
    """
    if basis.kind in _HERE:
        raise BadInput(
            f"{basis.kind} is not kept in this way",
            "Within the program nothing is disclosed. Write an emergency up with: facilitator disclosure emergency",
        )
    if basis.lacks:
        raise BadInput(f"the basis {basis.kind} needs {basis.lacks}", "Add --recipient WHO and --purpose WHY.")
    if basis.kind is DisclosureBasis.CONSENT and not parts:
        raise BadInput("which parts of the record were told?", f"One or more of: {', '.join(RecordPart)}.")
    with book.write(now=now) as change:
        moment = _moment(at, now)
        who, on = find_person(change.db, person), None
        if basis.kind is DisclosureBasis.CONSENT:
            given = find_consent(change.db, consent) if consent else None
            wish = DisclosureWish(basis.recipient, parts, basis.purpose, judged=given is not None)
            on = basis_for(change.db, [who], wish, local(change.db, moment), given=given)[who.id]
        told = _text("what was told", description or ", ".join(part for part in RecordPart if part in parts))
        return _keep(change, who, basis, on, told, _text("who told it", made_by or change.actor), moment)


def write_emergency(book: Book, person: str, emergency: Emergency, *, at: datetime | None = None, now: datetime) -> str:
    """Write up at once what was told to medical people in an emergency (42 CFR 2.51(c)); the uid of the row.

    Raises:
        BadInput: where one of its elements is missing, or for a moment to come.
    """
    nature = _text("the nature of the emergency", emergency.nature)
    to = _text("the medical person", emergency.medical_person)
    of = _text("where they belong", emergency.affiliation)
    with book.write(now=now) as change:
        who = find_person(change.db, person)
        row = {
            "person_id": who.id,
            "at": _moment(at, now),
            "basis": DisclosureBasis.EMERGENCY,
            "consent_id": None,
            "recipient": f"{to}, {of}",
            "description": _text("what was told", emergency.what),
            "purpose": "a medical emergency",
            "emergency": nature,
            "made_by": _text("who told it", emergency.made_by or change.actor),
            "statement": "",
            "actor": change.actor,
        }
        (uid,) = query.add(change.db, [row])
        change.record("disclosure.emergency", uid, person=who.uid)
    return uid


def list_disclosures(book: Book, first: date, last: date, *, person: str | None = None) -> list[Disclosure]:
    """What was told from one day to another, both included, the oldest first.

    Raises:
        BadInput: for days in the wrong order.
    """
    if last < first:
        raise BadInput(f"{last} is before {first}", "Both days are included.")
    with book.read() as db:
        who = find_person(db, person).id if person else None
        begin, end = _span(book_info(db).zone, first, last)
        return query.disclosures(db, begin, end, person_id=who)


def accounting(book: Book, person: str, *, now: datetime) -> Accounting:
    """All that was told about a person in the last six years (45 CFR 164.528); that it was asked for is audited."""
    with book.write(now=now) as change:
        who, today = find_person(change.db, person), local(change.db, now).date()
        first = accounting_begins(today)
        begin, end = _span(book_info(change.db).zone, first, today)
        rows = tuple(query.disclosures(change.db, begin, end, person_id=who.id))
        change.record("disclosure.accounting", who.uid, rows=len(rows))
    return Accounting(who, first, today, rows)


def _keep(
    change: Change, who: Person, basis: Basis, on: Consent | None, told: str, made_by: str, moment: datetime
) -> Told:
    info, at = book_info(change.db), local(change.db, moment)
    statements = statements_for(info, basis, at.date())
    purpose = basis.purpose or (on.terms.purpose if on else OWN_PURPOSE)
    row = {
        "person_id": who.id,
        "at": moment,
        "basis": basis.kind,
        "consent_id": on.id if on else None,
        "recipient": _text("to whom", basis.recipient or THEMSELVES),
        "description": told,
        "purpose": _text("what for", purpose),
        "emergency": "",
        "made_by": made_by,
        "statement": statements.key if statements else "",
        "actor": change.actor,
    }
    (uid,) = query.add(change.db, [row])
    change.record("disclosure.add", uid, person=who.uid, basis=basis.kind)
    if statements is None:
        return Told(uid, "")
    page = CoverPage(info.name, at.date(), basis, told, made_by, statements, (on,) if on else ())
    return Told(uid, cover_text(page))


def _moment(at: datetime | None, now: datetime) -> datetime:
    if at is not None and at > now:
        raise BadInput("that moment has not come yet", "Write down what was told once it was.")
    return at or now


def _text(what: str, text: str) -> str:
    wanted = tidy(text)
    if not wanted:
        raise BadInput(f"one thing is missing: {what}", "A few words will do.")
    if len(wanted) > LONGEST:
        raise BadInput(f"that is long: {what}", f"Up to {LONGEST} letters.")
    return wanted


def _span(name: str, first: date, last: date) -> tuple[datetime, datetime]:
    """The first moment of a day and the first after another, in a zone."""
    tz = zone(name)
    return datetime.combine(first, time(), tz), datetime.combine(last + timedelta(days=1), time(), tz)
