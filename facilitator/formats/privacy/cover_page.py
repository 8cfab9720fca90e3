"""The page that goes with records which leave: the statement of 42 CFR 2.32(a), and the scope of each consent (b)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import fill

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.privacy.consent import Consent, say_end
from facilitator.domain.privacy.disclosure import Basis, basis_in_words
from facilitator.formats.privacy.statements import Statements

_WIDTH = 78
COVER_HEAD = "Records that Federal law protects"
"""The first line of each such page, by which one is told from another file."""


@dataclass(frozen=True, slots=True)
class CoverPage:
    """What leaves, from which program, to whom and on what ground; ``consents`` are those it is told on."""

    program: str
    day: date
    basis: Basis
    what: str
    made_by: str
    statements: Statements
    consents: Sequence[Consent] = ()


def cover_text(page: CoverPage) -> str:
    """The page as plain text, 78 columns wide. People stand in it by code, as they do in the records beside it."""
    facts = (
        ("From", page.program),
        ("To", page.basis.recipient),
        ("Date", say_date(page.day)),
        ("What", page.what),
        ("Ground", basis_in_words(page.basis.kind)),
        ("Purpose", page.basis.purpose),
        ("Sent by", page.made_by),
    )
    parts = [
        COVER_HEAD,
        "\n".join(_row(label, text) for label, text in facts if text),
        "\n".join(fill(line, _WIDTH) for line in page.statements.long.splitlines()),
        f"({page.statements.source})",
    ]
    if page.consents:
        parts.append("What each person consented to")
        parts.extend(scope_text(each) for each in page.consents)
    return "\n\n".join(parts) + "\n"


def scope_text(consent: Consent) -> str:
    """A clear explanation of the scope of one consent."""
    terms = consent.terms
    facts = (
        ("Person", consent.person_code),
        ("May tell", terms.discloser),
        ("What", terms.what),
        ("Covers", ", ".join(terms.covers)),
        ("To", terms.recipient),
        ("Purpose", terms.purpose),
        ("Holds", say_end(terms)),
        ("Signed", f"{say_date(terms.signed_on)} ({terms.signature})"),
        ("Revoking", "can be revoked at any time; what was told before stays told"),
    )
    return "\n".join(_row(label, text) for label, text in facts)


def _row(label: str, text: str) -> str:
    return fill(text, _WIDTH, initial_indent=f"{label:<10}", subsequent_indent=" " * 10)
