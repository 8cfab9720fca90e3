"""What was told about a person outside of the program, and on what ground it may be."""

from dataclasses import dataclass
from datetime import date, datetime

from facilitator.domain.dates.plain_dates import add_months
from facilitator.words import DisclosureBasis

ACCOUNTING_YEARS = 6
"""How far back an accounting goes (45 CFR 164.528(a))."""

THEMSELVES = "the person themselves"
OWN_PURPOSE = "at their own request"
"""Recipient and purpose where somebody asked for their own record (2.23)."""


@dataclass(frozen=True, slots=True)
class Basis:
    """The ground on which names leave, to whom, and what for; within the program there is no recipient."""

    kind: DisclosureBasis
    recipient: str = ""
    purpose: str = ""

    @property
    def leaves(self) -> bool:
        """Whether it goes to somebody outside of the program (2.12(c)(3) is about those inside)."""
        return self.kind is not DisclosureBasis.WITHIN_PROGRAM

    @property
    def lacks(self) -> str:
        """What must be said as well, in words: to whom, or what for; empty where nothing."""
        if not self.leaves or self.kind is DisclosureBasis.OWN_REQUEST:
            return ""
        if not self.recipient.strip():
            return "to whom it goes"
        # a consent says itself what it is for
        if not self.purpose.strip() and self.kind is not DisclosureBasis.CONSENT:
            return "what it is for"
        return ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A row of the ledger: the elements of 164.528(b), and of 2.51(c) where it was an emergency. ``at`` is in UTC.

    ``statement`` is the edition of the statement of 2.32 that went with it, ``consent_uid`` the consent it was made on.
    """

    uid: str
    person_code: str
    at: datetime
    basis: DisclosureBasis
    consent_uid: str
    recipient: str
    description: str
    purpose: str
    emergency: str
    made_by: str
    statement: str


def accounting_begins(today: date) -> date:
    """The first day of an accounting that is asked for today."""
    return add_months(today, -12 * ACCOUNTING_YEARS)


def basis_in_words(kind: DisclosureBasis) -> str:
    """A ground as a person would say it."""
    return _WORDS[kind]


_WORDS = {
    DisclosureBasis.WITHIN_PROGRAM: "our own work, within the program",
    DisclosureBasis.CONSENT: "written consent",
    DisclosureBasis.OWN_REQUEST: "their own request",
    DisclosureBasis.AUDIT: "an audit or evaluation",
    DisclosureBasis.SERVICE_ORGANIZATION: "a service organization that signed its agreement",
    DisclosureBasis.COURT_ORDER: "a court order, with its subpoena",
    DisclosureBasis.EMERGENCY: "a medical emergency",
}
