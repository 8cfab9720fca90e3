"""Keep people's consents: with every element of 42 CFR 2.31, until a day or an event, or until they are revoked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.privacy.consent import Consent, ConsentTerms, missing, why_not_in_force
from facilitator.domain.spelling import tidy
from facilitator.errors import BadInput, Refused
from facilitator.services.find import find_consent, find_person
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.privacy import consents as query
from facilitator.words import RecordPart
from facilitator.zones import zone

LONGEST: Final = 400
"""Letters in one element of a consent."""

_TEXTS: Final[Mapping[str, str]] = {
    "discloser": "who may tell",
    "what": "what may be told",
    "recipient": "to whom",
    "purpose": "what for",
    "expires_event": "the event that ends it",
    "signature": "where the signature is",
}


@dataclass(frozen=True, slots=True)
class SeenConsent:
    """A consent, and why it lets nothing out today; empty where it is in force."""

    consent: Consent
    why_not: str


def list_consents(book: Book, person: str | None = None, *, now: datetime) -> list[SeenConsent]:
    """The consents of one person or of everybody, the newest first."""
    with book.read() as db:
        at = local(db, now)
        if person is None:
            found = query.consents(db)
        else:
            who = find_person(db, person)
            found = query.consents_of(db, [who.id])[who.id]
        return [SeenConsent(each, why_not_in_force(each, at)) for each in found]


def see_consent(book: Book, consent: str, *, now: datetime) -> SeenConsent:
    """One consent.

    Raises:
        NotFound, Ambiguous: for none, or more than one.
    """
    with book.read() as db:
        found = find_consent(db, consent)
        return SeenConsent(found, why_not_in_force(found, local(db, now)))


def add_consent(book: Book, person: str, terms: ConsentTerms, *, now: datetime) -> str:
    """Keep a consent that a person gave; its uid. Without a discloser, the program tells.

    Raises:
        BadInput: where an element of 2.31(a) is missing; all that are missing are named.
    """
    with book.write(now=now) as change:
        who, info = find_person(change.db, person), book_info(change.db)
        wanted = _tidied(replace(terms, discloser=terms.discloser or info.name))
        lacking = missing(wanted, local(change.db, now).date())
        if lacking:
            raise BadInput(f"a consent also says {'; '.join(lacking)}", "Without all of it, it would not count as one.")
        uid = query.add(change.db, who.id, wanted, now=now, actor=change.actor)
        change.record("consent.add", uid, person=who.uid, covers=[each.value for each in wanted.covers])
    return uid


def revoke_consent(book: Book, consent: str, *, how: str, now: datetime) -> Consent:
    """End a consent because its person said so; what was told before stays in the ledger.

    Raises:
        Refused: where it was revoked before.
        BadInput: without a word on how they said so.
    """
    said = tidy(how)
    if not said or len(said) > LONGEST:
        raise BadInput("how did they say so?", "A few words, such as: by letter, or in person to the coordinator.")
    with book.write(now=now) as change:
        found = find_consent(change.db, consent)
        if found.revoked_at is not None:
            day = found.revoked_at.astimezone(zone(book_info(change.db).zone)).date()
            raise Refused(f"this consent was revoked on {say_date(day)} already", "Nothing was changed.")
        query.revoke(change.db, found.id, at=now, how=said)
        change.record("consent.revoke", found.uid)
    return found


def note_event(book: Book, consent: str, day: date | None, *, now: datetime) -> Consent:
    """Note on which day the event came that ends a consent; None takes that back, where it was a slip.

    Raises:
        BadInput: where it has no such event, or for a day before it was signed or one that has not come.
    """
    with book.write(now=now) as change:
        found = find_consent(change.db, consent)
        if not found.terms.expires_event:
            raise BadInput("this consent does not end with an event", "Revoke it, or leave it as it is.")
        if day is not None and day > local(change.db, now).date():
            raise BadInput(f"{say_date(day)} has not come yet", "Note the event once it came.")
        if day is not None and day < found.terms.signed_on:
            raise BadInput(f"the consent was signed only on {say_date(found.terms.signed_on)}", "Give a later day.")
        query.note_event(change.db, found.id, day)
        change.record("consent.event", found.uid, came=day.isoformat() if day else None)
    return found


def local(db: Db, moment: datetime) -> datetime:
    """A moment as the clock on the program's wall shows it."""
    return moment.astimezone(zone(book_info(db).zone))


def _tidied(terms: ConsentTerms) -> ConsentTerms:
    texts: dict[str, Any] = {name: tidy(getattr(terms, name)) for name in _TEXTS}
    long = [words for name, words in _TEXTS.items() if len(texts[name]) > LONGEST]
    if long:
        raise BadInput(f"that is long: {long[0]}", f"Up to {LONGEST} letters; the signed paper has the rest.")
    covers = tuple(part for part in RecordPart if part in terms.covers)
    return replace(terms, covers=covers, **texts)
