"""Consents to test with."""

from datetime import date
from typing import Any

from facilitator.domain.privacy.consent import ConsentTerms
from facilitator.services.privacy.keep_consents import add_consent
from facilitator.words import RecordPart
from tests.conftest import Program

CLINIC = "City Clinic, Dr. Rivera"


def terms(**more: Any) -> ConsentTerms:
    """What somebody signed in February, for name and attendance, to the clinic, until the end of the year."""
    values: dict[str, Any] = {
        "discloser": "",
        "what": "that they come, and how often",
        "covers": (RecordPart.NAME, RecordPart.ATTENDANCE),
        "recipient": CLINIC,
        "purpose": "planning care together",
        "signed_on": date(2027, 2, 1),
        "signature": "paper, cabinet B",
        "told_of_revoking": True,
        "expires_on": date(2027, 12, 31),
        **more,
    }
    return ConsentTerms(**values)


def consent(program: Program, person: str, **more: Any) -> str:
    """A consent of a person; its uid."""
    return add_consent(program.book, person, terms(**more), now=program.now)
