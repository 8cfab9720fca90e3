"""A person's record on paper: all of it, in plain words, as the program's clock showed it, and nobody else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.domain.privacy.consent import Consent, ConsentTerms
from facilitator.domain.privacy.disclosure import Disclosure, basis_in_words
from facilitator.domain.privacy.person_record import (
    Act,
    AttendedSession,
    ContactTerms,
    GroupTime,
    MarkMade,
    PersonRecord,
    TimeAway,
)
from facilitator.domain.views import Person
from facilitator.formats.privacy.person_record_pdf import person_record_pdf
from facilitator.words import AttendanceStatus, ContactWay, DisclosureBasis, Mode, PaperSize, RecordPart, SessionStatus
from facilitator.zones import zone
from tests.formats.papers import pages, paper_inches, read, tags, words

NEW_YORK = zone("America/New_York")
EVENING = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
LATE = datetime(2027, 3, 5, 2, 15, tzinfo=UTC)
"""Still the fourth in New York."""
TERMS = ConsentTerms(
    "Harbor Street",
    "that they come",
    (RecordPart.NAME, RecordPart.ATTENDANCE),
    "City Clinic",
    "planning care together",
    date(2027, 2, 1),
    "paper, cabinet B",
    told_of_revoking=True,
    expires_event="the group ends",
)
CONSENT = Consent(1, "c1", 7, "ABC123", TERMS, None, None, "", EVENING, "pat")
DISCLOSURE = Disclosure(
    uid="d1",
    person_code="ABC123",
    at=LATE,
    basis=DisclosureBasis.CONSENT,
    consent_uid="c1",
    recipient="City Clinic",
    description="attendance in March",
    purpose="planning care together",
    emergency="",
    made_by="pat",
    statement="2024",
)
RECORD = PersonRecord(
    program="Harbor Street",
    made_at=datetime(2027, 4, 1, 9, 0, tzinfo=NEW_YORK),
    person=Person(7, "p7", "ABC123", "Rosa Lindqvist", "Rosie", "804 555-0199", ""),
    added_at=LATE,
    contact=(ContactTerms(ContactWay.TEXT, "after 5 pm", None),),
    away=(TimeAway(date(2027, 3, 20), None),),
    groups=(
        GroupTime("Steady", date(2027, 3, 4), None, False, ""),
        GroupTime("Open circle", date(2027, 1, 5), date(2027, 2, 2), True, "moved away"),
    ),
    sessions=(
        AttendedSession(
            "Steady", EVENING, SessionStatus.HELD, "Rest", True, AttendanceStatus.LATE, None, None, Mode.ONLINE, 50, 20
        ),
        AttendedSession("Steady", EVENING + timedelta(7), SessionStatus.SCHEDULED, "", True, None, None, None, None, 0),
    ),
    marks=(
        MarkMade("Steady", EVENING, LATE, "pat", "mark", True, AttendanceStatus.LATE, None, None, None, None, ""),
        MarkMade("Steady", EVENING, LATE, "sam", "clear", True, None, None, None, None, None, ""),
    ),
    consents=(CONSENT,),
    disclosures=(DISCLOSURE,),
    acts=(Act(LATE, "pat", "person.add"),),
)


@pytest.fixture(scope="module")
def paper() -> bytes:
    return person_record_pdf(RECORD, PaperSize.LETTER)


def test_everything_that_is_held_stands_on_it(paper: bytes) -> None:
    text = words(paper)
    for piece in (
        "Rosa Lindqvist",
        "All that Harbor Street holds on this person, as of Thu 1 Apr 2027, 9:00 am.",
        "Goes by: Rosie",
        "Code: ABC123",
        "Phone: 804 555-0199",
        "after 5 pm",
        "Sat 20 Mar 2027",
        "waiting for a seat, moved away",
        "no mark",
        "that they come (name, attendance)",
        "attendance in March",
        basis_in_words(DisclosureBasis.CONSENT),
        "person.add",
    ):
        assert piece in text, piece


def test_a_line_that_would_say_nothing_is_left_out(paper: bytes) -> None:
    assert "Email" not in words(paper)


def test_moments_are_those_of_the_clock_on_the_wall(paper: bytes) -> None:
    text = words(paper)
    assert "In the book since: Thu 4 Mar 2027" in text
    assert "9:15 pm" in text
    assert "Fri 5 Mar 2027" not in text


def test_a_consent_that_was_revoked_says_so() -> None:
    ended = replace(RECORD, consents=(replace(CONSENT, revoked_at=LATE, revoked_how="in person"),))
    assert "revoked on Thu 4 Mar 2027" in words(person_record_pdf(ended, PaperSize.LETTER))


def test_an_emergency_is_told_in_place_of_a_purpose() -> None:
    urgent = replace(DISCLOSURE, basis=DisclosureBasis.EMERGENCY, emergency="fainted at the door")
    text = words(person_record_pdf(replace(RECORD, disclosures=(urgent,), consents=()), PaperSize.LETTER))
    assert "fainted at the door" in text
    assert "planning care together" not in text


def test_an_empty_section_says_so() -> None:
    bare = replace(RECORD, contact=(), away=(), groups=(), sessions=(), marks=(), consents=(), disclosures=(), acts=())
    assert words(person_record_pdf(bare, PaperSize.LETTER)).count("Nothing.") == 8


def test_what_a_file_manager_shows_of_it_names_nobody(paper: bytes) -> None:
    told = read(paper)
    assert told.metadata.title == "A person's record"
    assert not any(
        part in f"{told.metadata} {told.xmp_metadata and told.xmp_metadata.dc_title}" for part in ("Rosa", "Lindqvist")
    )
    assert "Rosa Lindqvist" in words(paper)


def test_it_can_be_read_aloud_and_fits_its_sheet(paper: bytes) -> None:
    assert tags(paper)[0] == "Document"
    assert tags(paper).count("H2") == 8
    assert paper_inches(paper) == (8.5, 11.0)
    assert paper_inches(person_record_pdf(RECORD, PaperSize.A4)) == (8.3, 11.7)


def test_a_long_record_goes_on_over_pages_and_loses_no_row() -> None:
    many = tuple(Act(LATE + timedelta(minutes=number), f"actor{number}", "person.see") for number in range(120))
    found = pages(person_record_pdf(replace(RECORD, acts=many), PaperSize.LETTER))
    assert len(found) > 1
    assert [number for number in range(120) if f"actor{number} " not in " ".join(found)] == []
