"""All that is held on one person, as they may ask for it (42 CFR 2.23); nothing of anybody else stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from facilitator.domain.privacy.consent import Consent
from facilitator.domain.privacy.disclosure import Disclosure, basis_in_words
from facilitator.domain.views import Person
from facilitator.words import AttendanceStatus, ContactWay, Mode, SessionStatus


@dataclass(frozen=True, slots=True)
class GroupTime:
    """A time on the roster of a group, or on its waitlist; ``reason`` is why it ended, where somebody said so."""

    title: str
    starts_on: date
    ends_on: date | None
    waitlisted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class AttendedSession:
    """A session at which they were expected or marked. Moments are in UTC.

    ``counted_minutes`` are without what another session of theirs counts at the same time; None where nothing counts.
    """

    title: str
    starts_at: datetime
    session_status: SessionStatus
    lesson_title: str
    expected: bool
    status: AttendanceStatus | None
    arrived_at: datetime | None
    left_at: datetime | None
    mode: Mode | None
    minutes: int
    counted_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class MarkMade:
    """A mark that was made or taken back: for which session, when, by whom, and how they were marked from then on."""

    title: str
    starts_at: datetime
    at: datetime
    actor: str
    act: str
    expected: bool
    status: AttendanceStatus | None
    arrived_at: datetime | None
    left_at: datetime | None
    mode: Mode | None
    children: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class TimeAway:
    """Days on which they cannot come; ``last`` None until they are back."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class ContactTerms:
    """How they want to be reached, and when, as they said it; ``stopped_on`` where they no longer do."""

    way: ContactWay
    hours: str
    stopped_on: date | None


@dataclass(frozen=True, slots=True)
class Act:
    """That somebody did something which concerned them."""

    at: datetime
    actor: str
    action: str


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """The whole record. ``made_at`` is aware and in the zone of the program."""

    program: str
    made_at: datetime
    person: Person
    added_at: datetime
    contact: tuple[ContactTerms, ...]
    away: tuple[TimeAway, ...]
    groups: tuple[GroupTime, ...]
    sessions: tuple[AttendedSession, ...]
    marks: tuple[MarkMade, ...]
    consents: tuple[Consent, ...]
    disclosures: tuple[Disclosure, ...]
    acts: tuple[Act, ...]


def record_shape(record: PersonRecord) -> Mapping[str, object]:
    """The record as plain values for JSON: days as ISO text, moments with the offset of the program's zone."""
    who, tz = record.person, record.made_at.tzinfo
    return {
        "program": record.program,
        "made": _stamp(record.made_at, tz),
        "person": {
            "id": who.uid,
            "code": who.code,
            "name": who.name,
            "alias": who.alias,
            "phone": who.phone,
            "email": who.email,
            "added": _stamp(record.added_at, tz),
        },
        "contact": [
            {"way": each.way.value, "hours": each.hours or None, "stopped": _day(each.stopped_on)}
            for each in record.contact
        ],
        "away": [{"from": _day(each.first), "to": _day(each.last)} for each in record.away],
        "groups": [
            {
                "title": each.title,
                "from": each.starts_on.isoformat(),
                "to": each.ends_on.isoformat() if each.ends_on else None,
                "waitlisted": each.waitlisted,
                "reason": each.reason or None,
            }
            for each in record.groups
        ],
        "sessions": [_session(each, tz) for each in record.sessions],
        "marks": [_mark(each, tz) for each in record.marks],
        "consents": [consent_shape(each, tz) for each in record.consents],
        "disclosures": [disclosure_shape(each, tz) for each in record.disclosures],
        "acts": [{"at": _stamp(each.at, tz), "by": each.actor, "act": each.action} for each in record.acts],
    }


def consent_shape(consent: Consent, tz: tzinfo | None) -> dict[str, object]:
    """The JSON of a consent."""
    terms = consent.terms
    return {
        "id": consent.uid,
        "person": consent.person_code,
        "discloser": terms.discloser,
        "what": terms.what,
        "covers": [part.value for part in terms.covers],
        "recipient": terms.recipient,
        "purpose": terms.purpose,
        "for_care": terms.for_care,
        "signed": terms.signed_on.isoformat(),
        "signature": terms.signature,
        "expires": terms.expires_on.isoformat() if terms.expires_on else None,
        "expires_event": terms.expires_event or None,
        "event_came": consent.event_came_on.isoformat() if consent.event_came_on else None,
        "revoked": _stamp(consent.revoked_at, tz),
        "revoked_how": consent.revoked_how or None,
    }


def disclosure_shape(each: Disclosure, tz: tzinfo | None) -> dict[str, object]:
    """The JSON of a row of the ledger."""
    return {
        "id": each.uid,
        "person": each.person_code,
        "at": _stamp(each.at, tz),
        "basis": each.basis.value,
        "basis_in_words": basis_in_words(each.basis),
        "consent": each.consent_uid or None,
        "recipient": each.recipient,
        "description": each.description,
        "purpose": each.purpose,
        "emergency": each.emergency or None,
        "made_by": each.made_by,
        "statement": each.statement or None,
    }


def _session(each: AttendedSession, tz: tzinfo | None) -> dict[str, object]:
    return {
        "group": each.title,
        "start": _stamp(each.starts_at, tz),
        "session": each.session_status.value,
        "lesson": each.lesson_title or None,
        "expected": each.expected,
        "status": each.status.value if each.status else None,
        "arrived": _stamp(each.arrived_at, tz),
        "left": _stamp(each.left_at, tz),
        "mode": each.mode.value if each.mode else None,
        "minutes": each.minutes,
        "counted_minutes": each.counted_minutes,
    }


def _mark(each: MarkMade, tz: tzinfo | None) -> dict[str, object]:
    return {
        "group": each.title,
        "start": _stamp(each.starts_at, tz),
        "at": _stamp(each.at, tz),
        "by": each.actor,
        "act": each.act,
        "expected": each.expected,
        "status": each.status.value if each.status else None,
        "arrived": _stamp(each.arrived_at, tz),
        "left": _stamp(each.left_at, tz),
        "mode": each.mode.value if each.mode else None,
        "children": each.children,
        "reason": each.reason or None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _stamp(moment: datetime | None, tz: tzinfo | None) -> str | None:
    return moment.astimezone(tz).isoformat(timespec="seconds") if moment else None
