"""The gate: names leave a protected book with a basis, each person's consent counts, and the ledger says so."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from facilitator.domain.privacy.disclosure import THEMSELVES, Basis
from facilitator.errors import BadInput, Refused
from facilitator.services.people.import_roster import import_roster
from facilitator.services.people.keep_people import list_people
from facilitator.services.privacy.disclose import (
    cover_path,
    expect_basis,
    leaving,
    needs_cover,
    save_naming,
    save_unnamed,
)
from facilitator.services.privacy.keep_consents import revoke_consent
from facilitator.services.privacy.keep_disclosures import list_disclosures
from facilitator.services.privacy.protection import set_protection
from facilitator.storage.tables import audit
from facilitator.words import DisclosureBasis, RecordPart
from tests.books import make_real
from tests.services.consents import CLINIC, consent

PARTS = (RecordPart.NAME, RecordPart.ATTENDANCE)
WITHIN = Basis(DisclosureBasis.WITHIN_PROGRAM)
CONSENT = Basis(DisclosureBasis.CONSENT, CLINIC)
AUDIT = Basis(DisclosureBasis.AUDIT, "The State", "the yearly audit")
COURT = Basis(DisclosureBasis.COURT_ORDER, "The court", "case 12")
OWN = Basis(DisclosureBasis.OWN_REQUEST)


@pytest.fixture
def real(program):
    """A protected book of real people."""
    make_real(program.book)
    return program


def told(program):
    day = program.now.date()
    return list_disclosures(program.book, day, day)


def let_out(program, people, basis, parts=PARTS):
    codes = [each.code for each in people]
    with leaving(program.book, codes, parts, basis, what="a test", now=program.now) as left:
        return left


def test_names_leave_a_protected_book_only_with_a_basis(real):
    ana = real.people("Ana")
    acts = real.acts()
    for leave in (lambda: expect_basis(real.book, None), lambda: let_out(real, ana, None)):
        with pytest.raises(Refused, match="only with a basis") as refused:
            leave()
        assert "--basis within-program" in refused.value.hint
    assert real.acts() == acts
    set_protection(real.book, protected=False, reason="mutual aid only", now=real.now)
    expect_basis(real.book, None)
    assert let_out(real, ana, None).rows == 0


def test_a_practice_book_needs_none_and_acts_upon_one_all_the_same(program):
    ana = program.people("Ana")
    assert let_out(program, ana, None).rows == 0
    with pytest.raises(Refused, match=f"1 person has no consent in force for this: {ana[0].code}"):
        let_out(program, ana, CONSENT)
    assert told(program) == []


def test_within_the_program_it_is_audited_and_nothing_is_disclosed(real):
    left = let_out(real, real.people("Ana", "Bo"), WITHIN)
    assert (left.rows, left.cover, told(real)) == (0, "", [])
    with real.book.read() as db:
        row = db.execute(select(audit).order_by(audit.c.seq.desc()).limit(1)).one()
    assert (row.action, row.actor) == ("names.within-program", "pat")
    assert json.loads(row.payload) == {"what": "a test", "parts": ["name", "attendance"], "people": 2}


def test_each_person_named_must_have_a_consent_that_covers_it(real):
    ana, bo, zoe = real.people("Ana", "Bo", "Zoë")
    on = consent(real, "Ana")
    consent(real, "Bo", covers=(RecordPart.NAME,))
    consent(real, "Zoë", recipient="Somebody else")
    with pytest.raises(Refused) as refused:
        let_out(real, [ana, bo, zoe], CONSENT)
    assert refused.value.title == (
        f"2 people have no consent in force for this: {', '.join(sorted((bo.code, zoe.code)))}"
    )
    assert not any(name in str(refused.value) for name in ("Ana", "Bo", "Zoë"))
    assert told(real) == []
    left = let_out(real, [ana], CONSENT)
    (row,) = told(real)
    assert left.rows == 1
    assert (row.person_code, row.consent_uid, row.basis, row.recipient) == (ana.code, on, CONSENT.kind, CLINIC)
    assert (row.description, row.purpose) == ("a test: name, attendance", "planning care together")
    assert (row.at, row.made_by, row.statement) == (real.now, "pat", "2024")
    assert "protected by Federal confidentiality rules" in " ".join(left.cover.split())
    assert "cabinet B" in left.cover
    assert "Ana" not in left.cover


def test_a_revoked_consent_lets_nothing_more_out_and_keeps_the_past(real):
    ana = real.people("Ana")
    uid = consent(real, "Ana")
    let_out(real, ana, CONSENT)
    revoke_consent(real.book, uid, how="by letter", now=real.now)
    real.now += timedelta(seconds=1)
    with pytest.raises(Refused):
        let_out(real, ana, CONSENT)
    assert [row.consent_uid for row in told(real)] == [uid]


@pytest.mark.parametrize("basis", [AUDIT, COURT, Basis(DisclosureBasis.SERVICE_ORGANIZATION, "A lab", "billing")])
def test_other_grounds_write_a_row_for_each_person_and_carry_the_statement(real, basis):
    left = let_out(real, real.people("Ana", "Bo"), basis)
    assert [(row.basis, row.recipient, row.purpose) for row in told(real)] == [
        (basis.kind, basis.recipient, basis.purpose)
    ] * 2
    assert basis.recipient in left.cover
    assert needs_cover(real.book, basis)


def test_somebody_s_own_record_goes_to_them_alone_and_without_a_statement(real):
    people = real.people("Ana", "Bo")
    with pytest.raises(BadInput, match="their own record"):
        let_out(real, people, OWN)
    left = let_out(real, people[:1], OWN)
    (row,) = told(real)
    assert (row.recipient, row.purpose, row.statement) == (THEMSELVES, "at their own request", "")
    assert left.cover == ""
    assert not needs_cover(real.book, OWN)


def test_where_part_2_does_not_protect_the_statement_would_be_untrue(real):
    set_protection(real.book, protected=False, reason="mutual aid only", now=real.now)
    left = let_out(real, real.people("Ana"), AUDIT)
    assert (left.cover, [row.statement for row in told(real)]) == ("", [""])


@pytest.mark.parametrize(
    ("basis", "may_leave", "said"),
    [
        (Basis(DisclosureBasis.CONSENT), True, "needs to whom it goes"),
        (Basis(DisclosureBasis.AUDIT, "The State"), True, "needs what it is for"),
        (Basis(DisclosureBasis.EMERGENCY, "Sam", "help"), True, "person by person"),
        (AUDIT, False, "only its own program"),
    ],
)
def test_a_basis_that_does_not_fit(program, basis, may_leave, said):
    with pytest.raises(BadInput, match=said):
        expect_basis(program.book, basis, may_leave=may_leave)


def test_a_file_that_names_people_has_its_page_beside_it(real, tmp_path):
    ana = real.people("Ana")
    consent(real, "Ana")
    path = tmp_path / "people.csv"
    beside = save_naming(real.book, path, b"Ana", [ana[0].code], PARTS, CONSENT, what="a test", now=real.now)
    assert beside == cover_path(path) == tmp_path / "people.csv.cover.txt"
    assert path.read_bytes() == b"Ana"
    assert "42 CFR part 2" in " ".join(beside.read_text("utf-8").split())
    assert len(told(real)) == 1


@pytest.mark.parametrize("named", [True, False])
def test_the_page_of_an_older_file_goes_with_it(real, tmp_path, named):
    ana, path = real.people("Ana"), tmp_path / "people.csv"

    def save(basis):
        return save_naming(real.book, path, b"Ana", [ana[0].code], PARTS, basis, what="a test", now=real.now)

    assert save(AUDIT) == cover_path(path)
    if named:
        assert save(WITHIN) is None
    else:
        save_unnamed(path, b"P-1")
    assert list(tmp_path.glob("people*")) == [path]


def test_a_file_that_is_only_called_like_a_page_stays(real, tmp_path):
    path = tmp_path / "people.csv"
    cover_path(path).write_text("my own words", "utf-8")
    save_unnamed(path, b"P-1")
    assert cover_path(path).read_text("utf-8") == "my own words"


def test_an_older_page_that_cannot_go_is_told(tmp_path):
    path = tmp_path / "people.csv"
    cover_path(path).mkdir()
    with pytest.raises(BadInput, match="an older page is still beside it"):
        save_unnamed(path, b"P-1")
    assert path.read_bytes() == b"P-1"


@pytest.mark.parametrize("basis", [WITHIN, CONSENT, AUDIT])
def test_where_nobody_is_named_nothing_is_written_down(real, tmp_path, basis):
    acts, path = real.acts(), tmp_path / "people.csv"
    assert save_naming(real.book, path, b"", [], PARTS, basis, what="a test", now=real.now) is None
    assert (list(tmp_path.glob("people*")), real.acts(), told(real)) == ([path], acts, [])


def test_what_was_not_written_is_not_in_the_ledger(real, tmp_path):
    ana = real.people("Ana")
    with pytest.raises(BadInput, match="cannot write"):
        save_naming(
            real.book, tmp_path / "none" / "x.csv", b"Ana", [ana[0].code], PARTS, AUDIT, what="a test", now=real.now
        )
    assert told(real) == []
    assert real.acts()[-1] == "person.add"
    with pytest.raises(Refused):
        save_naming(real.book, tmp_path / "x.csv", b"Ana", [ana[0].code], PARTS, None, what="a test", now=real.now)
    assert list(tmp_path.glob("*.csv*")) == []


def test_hundreds_of_people_are_each_looked_at(real):
    rows = "".join(f"\nPerson {number:04}" for number in range(1, 602))
    import_roster(real.book, f"name{rows}".encode(), name="many.csv", group=None, now=real.now)
    everybody = list_people(real.book)
    consent(real, everybody[-1].uid)
    with pytest.raises(Refused, match=r"600 people have no consent in force for this: .* \.\.\.\n"):
        let_out(real, everybody, CONSENT)
    assert let_out(real, everybody, AUDIT).rows == 601
