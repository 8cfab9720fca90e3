"""A person's written consent: whether it is whole, and whether it is in force for what somebody wants to tell.

The elements are those of 42 CFR 2.31(a); a consent that has expired, lacks an element or was revoked lets nothing out
(2.31(c)).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.spelling import fold
from facilitator.words import RecordPart

CARE = ("treatment", "payment", "operations", "health care operations", "treatment, payment and operations")
"""Purposes for which one consent may stand for all that is to come, and may have no end (2.31(a)(5) and (7))."""


@dataclass(frozen=True, slots=True)
class ConsentTerms:
    """What somebody signed: the elements of 2.31(a), their own name apart.

    ``what`` describes it in their words, ``covers`` names the parts of a record that it means. ``expires_on`` is its
    last day; with an event too, whichever comes first ends it.
    """

    discloser: str
    what: str
    covers: tuple[RecordPart, ...]
    recipient: str
    purpose: str
    signed_on: date
    signature: str
    told_of_revoking: bool
    for_care: bool = False
    expires_on: date | None = None
    expires_event: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent in the book. ``event_came_on`` is the day of the event that ends it, ``revoked_at`` a moment in UTC."""

    id: int
    uid: str
    person_id: int
    person_code: str
    terms: ConsentTerms
    event_came_on: date | None
    revoked_at: datetime | None
    revoked_how: str
    created_at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class DisclosureWish:
    """What somebody wants to tell: which parts, to whom, and what for (empty: what the consent says).

    ``judged`` where a person has judged that the recipient is one of those whom the consent names as a class.
    """

    recipient: str
    parts: frozenset[RecordPart]
    purpose: str = ""
    judged: bool = False


def missing(terms: ConsentTerms, today: date) -> tuple[str, ...]:
    """What a consent lacks to be one, in words; nothing where all elements of 2.31(a) are there."""
    empty = (
        ("who may tell", terms.discloser.strip()),
        ("what may be told", terms.what.strip()),
        ("which parts of the record it covers", terms.covers),
        ("to whom", terms.recipient.strip()),
        ("what for", terms.purpose.strip()),
        ("that they were told it can be revoked, and how", terms.told_of_revoking),
        ("until when: a day, or an event", terms.for_care or terms.expires_on or terms.expires_event.strip()),
        ("where the signature is", terms.signature.strip()),
        ("a day of signing that has come", terms.signed_on <= today),
        ("a last day after it was signed", terms.expires_on is None or terms.expires_on >= terms.signed_on),
    )
    return tuple(words for words, there in empty if not there)


def why_not_in_force(consent: Consent, at: datetime) -> str:
    """Why a consent lets nothing out at a moment, in words; empty where it is in force.

    ``at`` is aware and in the zone of the program: its date is the day on the wall. A last day is included, the day of
    an event is not.
    """
    terms, day = consent.terms, at.date()
    lacking = missing(terms, day)
    if terms.signed_on > day:
        return f"signed only on {say_date(terms.signed_on)}"
    if lacking:
        return f"it lacks {lacking[0]}"
    if consent.revoked_at is not None and consent.revoked_at <= at:
        return f"revoked on {say_date(consent.revoked_at.astimezone(at.tzinfo).date())}"
    if terms.expires_on is not None and terms.expires_on < day:
        return f"ended on {say_date(terms.expires_on)}"
    if consent.event_came_on is not None and consent.event_came_on <= day:
        return f"ended on {say_date(consent.event_came_on)}, when this came: {terms.expires_event}"
    return ""


def why_not(consent: Consent, at: datetime, wish: DisclosureWish) -> str:
    """Why a consent does not let this out at a moment, in words; empty where it does."""
    terms = consent.terms
    closed = why_not_in_force(consent, at)
    if closed:
        return closed
    if not same_words(terms.recipient, wish.recipient) and not (wish.judged and terms.for_care):
        return "it is for another recipient"
    left_out = [part for part in RecordPart if part in wish.parts and part not in terms.covers]
    if left_out:
        return f"it does not cover {' and '.join(left_out)}"
    if wish.purpose.strip() and not _for(terms, wish.purpose):
        return "it is for another purpose"
    return ""


def first_that_lets(consents: Iterable[Consent], at: datetime, wish: DisclosureWish) -> Consent | None:
    """The first of a person's consents that lets this out at a moment."""
    return next((each for each in consents if not why_not(each, at, wish)), None)


def say_end(terms: ConsentTerms) -> str:
    """Until when a consent holds, in words."""
    ends = [f"until {say_date(terms.expires_on)}"] if terms.expires_on else []
    if terms.expires_event:
        ends.append(f"until this comes: {terms.expires_event}")
    return ", or ".join(ends) or "without an end"


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same but for case, blanks and a full stop."""
    return fold(one).rstrip(".") == fold(other).rstrip(".")


def _for(terms: ConsentTerms, purpose: str) -> bool:
    return same_words(terms.purpose, purpose) or (terms.for_care and any(same_words(each, purpose) for each in CARE))
