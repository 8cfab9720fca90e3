"""Somebody's whole record: all of theirs, nothing of others, and a row in the ledger."""

import json
import stat
import sys
from datetime import timedelta

import pytest

from facilitator.domain.privacy.disclosure import Basis
from facilitator.domain.privacy.person_record import record_shape
from facilitator.errors import BadInput, Refused
from facilitator.formats.privacy.person_record_pdf import person_record_pdf
from facilitator.services.people.enrol import unenrol
from facilitator.services.privacy.export_person import export_person, see_record
from facilitator.services.privacy.keep_disclosures import Emergency, accounting, write_emergency
from facilitator.storage.tables import metadata
from facilitator.words import DisclosureBasis, PaperSize, RecordPart
from tests.services.consents import CLINIC, consent

OTHERS = ("Zanzibar", "Quill", "Zanzi", "Xochitl")


@pytest.fixture
def ana(program):
    """Ana with a bit of everything, among others."""
    group = program.group("Steady", enrolment="closed")
    ana, *others = program.people("Ana", "Zanzibar Quill", "Xochitl", group=group)
    session = f"{group}@2027-03-04"
    program.mark(session, Ana="late", Xochitl="present")
    program.mark(session, Ana="present")
    program.end(session, unmarked="missed")
    unenrol(program.book, group, "Ana", now=program.now + timedelta(days=7), reason="moved away")
    with program.book.raw() as raw:
        raw.execute(
            "INSERT INTO contact_choice (person_id, way, hours, stopped_on) "
            "SELECT id, 'text', 'after 5', NULL FROM person WHERE name = 'Ana'"
        )
        raw.execute(
            "INSERT INTO person_away (person_id, first, last) "
            "SELECT id, CASE name WHEN 'Ana' THEN '2027-04-01' ELSE '2027-05-01' END, NULL FROM person"
        )
    consent(program, "Ana")
    consent(program, "Xochitl", signature="Xochitl's paper")
    for name in ("Ana", "Xochitl"):
        write_emergency(program.book, name, Emergency("Sam", "City EMS", "Dana", f"{name} fainted"), now=program.now)
    return ana, others


def test_all_that_is_held_on_one_person_and_nothing_of_others(program, ana):
    shape = record_shape(see_record(program.book, "Ana", now=program.now))
    who, others = ana
    assert shape["person"]["name"] == "Ana"
    assert shape["contact"] == [{"way": "text", "hours": "after 5", "stopped": None}]
    assert shape["away"] == [{"from": "2027-04-01", "to": None}]
    assert [(each["title"], each["reason"]) for each in shape["groups"]] == [("Steady", "moved away")]
    assert [(each["start"], each["status"], each["minutes"]) for each in shape["sessions"]] == [
        ("2027-03-04T18:30:00-05:00", "present", 60)
    ]
    assert [(each["act"], each["status"]) for each in shape["marks"]] == [
        ("mark", "late"),
        ("mark", "present"),
        ("close", "present"),
    ]
    assert [each["recipient"] for each in shape["consents"]] == [CLINIC]
    assert [each["emergency"] for each in shape["disclosures"]] == ["Ana fainted"]
    assert [each["act"] for each in shape["acts"]] == [
        *("person.add", "enrol", "attendance.mark", "attendance.mark", "unenrol", "consent.add"),
        "disclosure.emergency",
    ]
    text = json.dumps(shape, ensure_ascii=False)
    for word in (*OTHERS, *(part for each in others for part in (each.code, each.uid))):
        assert word not in text
    assert who.code in text


def test_no_table_that_speaks_of_people_is_forgotten():
    """A new table that hangs on a person belongs into their record: add it there, then here."""
    told = {"enrolment", "attendance", "mark_event", "consent", "disclosure", "contact_choice", "person_away"}
    told.add("person")  # whom two rows of one person became: theirs, and no fact about them
    speaking = {
        table.name
        for table in metadata.sorted_tables
        if any(key.column.table.name == "person" for column in table.columns for key in column.foreign_keys)
    }
    assert speaking == told


def test_the_files_are_private_and_the_ledger_says_that_they_were_given(program, ana, tmp_path):
    held = record_shape(see_record(program.book, "Ana", now=program.now))
    done = export_person(program.book, program.home, "Ana", tmp_path, now=program.now, pdf=True)
    code = ana[0].code
    assert done.code == code
    assert [each.name for each in done.files] == [f"record-{code}-2027-03-01.json", f"record-{code}-2027-03-01.pdf"]
    as_json, as_pdf = done.files
    assert json.loads(as_json.read_bytes()) == held
    assert as_pdf.read_bytes().startswith(b"%PDF")
    if sys.platform != "win32":
        assert {stat.S_IMODE(each.stat().st_mode) for each in done.files} == {0o600}
    newest = accounting(program.book, "Ana", now=program.now).rows[-1]
    assert (newest.basis, newest.recipient) == (DisclosureBasis.OWN_REQUEST, "the person themselves")
    assert newest.description == "the whole record: name, contact, enrolment, attendance"


def test_a_file_that_is_called_pdf_is_a_pdf(program, ana, tmp_path):
    for name in ("ana.pdf", "Ana.PDF"):
        done = export_person(program.book, program.home, "Ana", tmp_path / name, now=program.now)
        assert [each.name for each in done.files] == [name]
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")
    assert not list(tmp_path.glob("*.json"))


def test_to_somebody_else_it_goes_on_a_consent_for_all_of_it(program, ana, tmp_path):
    to_clinic = Basis(DisclosureBasis.CONSENT, CLINIC)
    with pytest.raises(Refused, match=ana[0].code):
        export_person(program.book, program.home, "Ana", tmp_path, now=program.now, basis=to_clinic)
    assert list(tmp_path.glob("record*")) == []
    consent(program, "Ana", covers=tuple(RecordPart))
    done = export_person(program.book, program.home, "Ana", tmp_path / "ana.json", now=program.now, basis=to_clinic)
    assert [each.name for each in done.files] == ["ana.json", "ana.json.cover.txt"]
    assert "What each person consented to" in done.files[1].read_text("utf-8")
    export_person(program.book, program.home, "Ana", done.files[0], now=program.now)
    assert list(tmp_path.glob("ana*")) == [done.files[0]]


def test_what_cannot_be_written_is_not_in_the_ledger(program, ana, tmp_path):
    before = accounting(program.book, "Ana", now=program.now).rows
    with pytest.raises(BadInput, match="cannot write"):
        export_person(program.book, program.home, "Ana", tmp_path / "none" / "ana.json", now=program.now)
    assert accounting(program.book, "Ana", now=program.now).rows == before


def test_a_name_that_is_markup_is_set_as_it_stands(program):
    program.people("#strong[Bo] $x$ 'é'")
    made = person_record_pdf(see_record(program.book, "#strong[Bo] $x$ 'é'", now=program.now), PaperSize.A4)
    assert made.startswith(b"%PDF")
