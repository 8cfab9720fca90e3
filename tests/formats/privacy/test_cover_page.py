from dataclasses import replace
from datetime import UTC, date, datetime

from facilitator.domain.privacy.consent import Consent, ConsentTerms
from facilitator.domain.privacy.disclosure import Basis
from facilitator.formats.privacy.cover_page import CoverPage, cover_text, scope_text
from facilitator.formats.privacy.statements import statements_on
from facilitator.words import DisclosureBasis, RecordPart

DAY = date(2027, 3, 1)
TERMS = ConsentTerms(
    "Harbor Street",
    "that they come, and how often",
    (RecordPart.NAME, RecordPart.ATTENDANCE),
    "City Clinic",
    "planning care together",
    date(2027, 2, 1),
    "paper, cabinet B",
    told_of_revoking=True,
    expires_event="the group ends",
)
CONSENT = Consent(1, "uid", 7, "ABC123", TERMS, None, None, "", datetime(2027, 2, 1, tzinfo=UTC), "pat")
PAGE = CoverPage(
    "Harbor Street",
    DAY,
    Basis(DisclosureBasis.CONSENT, "City Clinic"),
    "attendance by person",
    "pat",
    statements_on(DAY),
    (CONSENT,),
)


def plain(text):
    return " ".join(text.split())


def test_the_page_carries_the_statement_whole_and_the_scope_of_each_consent():
    text = cover_text(PAGE)
    assert plain(PAGE.statements.long) in plain(text)
    assert PAGE.statements.source in text
    assert scope_text(CONSENT) in text
    assert max(map(len, text.splitlines())) <= 78


def test_the_scope_of_a_consent():
    assert scope_text(CONSENT).splitlines() == [
        "Person    ABC123",
        "May tell  Harbor Street",
        "What      that they come, and how often",
        "Covers    name, attendance",
        "To        City Clinic",
        "Purpose   planning care together",
        "Holds     until this comes: the group ends",
        "Signed    Mon 1 Feb 2027 (paper, cabinet B)",
        "Revoking  can be revoked at any time; what was told before stays told",
    ]


def test_without_consents_there_is_no_scope():
    audit = replace(PAGE, basis=Basis(DisclosureBasis.AUDIT, "The State", "the yearly audit"), consents=())
    text = cover_text(audit)
    assert "consented" not in text
    assert "Purpose   the yearly audit" in text
