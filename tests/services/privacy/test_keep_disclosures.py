from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.domain.privacy.disclosure import Basis
from facilitator.errors import BadInput, Refused
from facilitator.services.privacy.keep_disclosures import (
    NEEDED,
    Emergency,
    accounting,
    list_disclosures,
    record_disclosure,
    write_emergency,
)
from facilitator.words import DisclosureBasis, RecordPart
from tests.services.consents import CLINIC, consent

CONSENT = Basis(DisclosureBasis.CONSENT, CLINIC)
AUDIT = Basis(DisclosureBasis.AUDIT, "The State", "the yearly audit")
NAME = frozenset({RecordPart.NAME})
HELP = Emergency("Sam Ortiz", "City EMS", "Dana", "fainted in group")


@pytest.fixture
def ana(program):
    return program.people("Ana", "Bo")[0]


def tell(program, basis=CONSENT, person="Ana", **more):
    values = {"parts": NAME, "description": "", "now": program.now, **more}
    return record_disclosure(program.book, person, basis, **values)


def test_what_was_told_on_a_consent(program, ana):
    on = consent(program, "Ana")
    done = tell(program, made_by="Dana", description="  that she comes ")
    ((row),) = accounting(program.book, "Ana", now=program.now).rows
    assert (row.uid, row.consent_uid, row.description, row.made_by) == (done.uid, on, "that she comes", "Dana")
    assert (row.recipient, row.purpose, row.statement) == (CLINIC, "planning care together", "2024")
    assert "cabinet B" in done.cover
    assert program.acts()[-2:] == ["disclosure.add", "disclosure.accounting"]


def test_what_no_consent_lets_out_is_not_written_down(program, ana):
    consent(program, "Bo")
    with pytest.raises(Refused, match=ana.code):
        tell(program)
    consent(program, "Ana")
    for wrong in (
        {"basis": Basis(DisclosureBasis.CONSENT, "Another")},
        {"parts": frozenset({RecordPart.CONTACT})},
        {"basis": Basis(DisclosureBasis.CONSENT, CLINIC, "marketing")},
        {"at": datetime(2027, 1, 31, 12, tzinfo=UTC)},
    ):
        with pytest.raises(Refused):
            tell(program, **wrong)
    assert accounting(program.book, "Ana", now=program.now).rows == ()


def test_a_consent_that_is_named_is_the_only_one_that_counts(program, ana):
    consent(program, "Ana")
    for_bo = consent(program, "Bo")
    with pytest.raises(Refused):
        tell(program, consent=for_bo)
    care = consent(program, "Ana", for_care=True, recipient="my treating providers", expires_on=None)
    tell(program, Basis(DisclosureBasis.CONSENT, "A clinic nearby", "treatment"), consent=care)
    (row,) = accounting(program.book, "Ana", now=program.now).rows
    assert (row.recipient, row.consent_uid) == ("A clinic nearby", care)
    with pytest.raises(Refused):
        tell(program, Basis(DisclosureBasis.CONSENT, "A clinic nearby", "treatment"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"basis": Basis(DisclosureBasis.EMERGENCY, "Sam", "help")}, "not kept in this way"),
        ({"basis": Basis(DisclosureBasis.WITHIN_PROGRAM)}, "not kept in this way"),
        ({"basis": Basis(DisclosureBasis.AUDIT, "The State")}, "needs what it is for"),
        ({"basis": CONSENT, "parts": frozenset()}, "which parts"),
        ({"basis": AUDIT, "parts": frozenset()}, "one thing is missing: what was told"),
        ({"basis": AUDIT, "description": "x" * 401}, "that is long: what was told"),
        ({"basis": AUDIT, "at": datetime(2027, 3, 2, tzinfo=UTC)}, "not come yet"),
    ],
)
def test_what_cannot_be_written_down(program, ana, more, said):
    with pytest.raises(BadInput, match=said):
        tell(program, **more)
    assert program.acts()[-1] == "person.add"


def test_an_emergency_is_written_up_with_all_that_2_51_asks_for(program, ana):
    at = program.now - timedelta(minutes=20)
    uid = write_emergency(program.book, "Ana", HELP, at=at, now=program.now)
    (row,) = accounting(program.book, "Ana", now=program.now).rows
    assert (row.uid, row.basis, row.at) == (uid, DisclosureBasis.EMERGENCY, at)
    assert (row.recipient, row.made_by, row.emergency) == ("Sam Ortiz, City EMS", "Dana", "fainted in group")
    assert (row.description, row.consent_uid, row.statement) == (NEEDED, "", "")
    assert program.acts()[-2] == "disclosure.emergency"


@pytest.mark.parametrize("part", ["medical_person", "affiliation", "nature", "what"])
def test_an_emergency_without_one_of_them_is_not_written_up(program, ana, part):
    with pytest.raises(BadInput, match="missing"):
        write_emergency(program.book, "Ana", replace(HELP, **{part: " "}), now=program.now)
    with pytest.raises(BadInput, match="not come yet"):
        write_emergency(program.book, "Ana", HELP, at=program.now + timedelta(seconds=1), now=program.now)


def test_who_wrote_it_up_told_it_unless_somebody_else_did(program, ana):
    write_emergency(program.book, "Ana", Emergency("Sam", "EMS", "", "fainted"), now=program.now)
    (row,) = accounting(program.book, "Ana", now=program.now).rows
    assert row.made_by == "pat"


def test_an_accounting_has_six_years_of_one_person_by_days_on_the_wall(program, ana):
    """The first day begins at midnight in New York, five hours after midnight in UTC."""
    midnight = datetime(2021, 3, 1, 5, tzinfo=UTC)
    for at in (midnight - timedelta(seconds=1), midnight, program.now):
        tell(program, AUDIT, at=at)
    tell(program, AUDIT, person="Bo")
    made = accounting(program.book, "Ana", now=program.now)
    assert (made.first, made.last) == (date(2021, 3, 1), date(2027, 3, 1))
    assert [row.at for row in made.rows] == [midnight, program.now]
    assert {row.person_code for row in made.rows} == {ana.code}


def test_a_list_has_the_days_that_were_asked_for(program, ana):
    yesterday = program.now - timedelta(days=1)
    for at in (yesterday, program.now):
        tell(program, AUDIT, at=at)
    tell(program, AUDIT, person="Bo")
    today = date(2027, 3, 1)
    assert [row.at for row in list_disclosures(program.book, today, today)] == [program.now] * 2
    assert len(list_disclosures(program.book, date(2027, 2, 28), today)) == 3
    assert len(list_disclosures(program.book, date(2027, 2, 28), today, person="Bo")) == 1
    with pytest.raises(BadInput, match="before"):
        list_disclosures(program.book, today, date(2027, 2, 28))
