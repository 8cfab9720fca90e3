"""Attacks by whoever has the key, and edits rows past the program: the chain holds, and the check tells."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.domain.privacy.disclosure import Basis
from facilitator.errors import BookError
from facilitator.services.book.unlock import unlock
from facilitator.services.history.undo import redo, undo
from facilitator.services.privacy import keep_consents
from facilitator.services.privacy.keep_disclosures import Emergency, record_disclosure, write_emergency
from facilitator.services.privacy.merge_people import WhoseMark, merge_people
from facilitator.services.sessions import count_people, run_session, take_attendance
from facilitator.storage.book import Book
from facilitator.storage.files.rekey import rekey
from facilitator.storage.files.row_check import find_edited
from facilitator.storage.keys.slots import audit_key
from facilitator.words import DisclosureBasis, RecordPart
from tests.books import tamper
from tests.services.consents import CLINIC, consent

FIRST, SECOND = "Steady@2027-03-04", "Steady@2027-03-11"
NEW = bytes(range(32))


@pytest.fixture
def evening(program):
    """Two sessions of three people, a headcount, two consents of which one was revoked, two disclosures."""
    program.group("Steady")
    program.people("Ana", "Bo", "Cy", group="Steady")
    program.mark(FIRST, Ana="present", Bo="late")
    program.mark(FIRST, Ana="missed", Bo=None)
    program.mark(SECOND, Ana="present", Bo="present", Cy="excused")
    count_people.keep_headcount(program.book, FIRST, 9, now=program.now)
    first, _ = consent(program, "Ana"), consent(program, "Bo")
    record_disclosure(
        program.book,
        "Ana",
        Basis(DisclosureBasis.CONSENT, CLINIC),
        parts=frozenset({RecordPart.NAME}),
        description="",
        now=program.now,
    )
    write_emergency(program.book, "Bo", Emergency("Sam Ortiz", "City EMS", "Dana", "fainted"), now=program.now)
    keep_consents.revoke_consent(program.book, first, how="by word", now=program.now)
    return program


def check(program):
    """What the check says, while the chain holds."""
    assert program.book.verify_audit().whole
    with program.book.raw() as raw:
        return list(find_edited(raw, audit_key(unlock(program.home, None)[0]))[0])


def edited(program, *statements):
    """What the check says after statements that go past the program, foreign keys and triggers."""
    with program.book.raw() as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        for statement in statements:
            tamper(raw, statement)
        raw.execute("PRAGMA foreign_keys=ON")
    return check(program)


def test_what_the_program_does_holds_and_so_does_what_it_takes_back(evening):
    program = evening
    assert check(program) == []
    take_attendance.undo_mark(program.book, FIRST, now=program.now)
    program.now = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
    run_session.start(program.book, FIRST, now=program.now)
    program.mark(FIRST, Ana="present", Bo="late", Cy="missed")
    program.now += timedelta(hours=1)
    program.end(FIRST)
    assert check(program) == []
    for _ in range(2):
        undo(program.book, now=program.now)
        assert check(program) == []
        redo(program.book, now=program.now)
        assert check(program) == []
    run_session.reopen(program.book, FIRST, now=program.now)
    assert check(program) == []
    merge_people(program.book, "Ana", "Bo", now=program.now, keep=WhoseMark.STAYS)
    assert check(program) == []
    undo(program.book, now=program.now)
    assert check(program) == []
    redo(program.book, now=program.now)
    assert check(program) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE attendance SET status = 1", "attendance was changed past the program: 3 rows"),
        ("UPDATE attendance SET minutes = 60 WHERE minutes = 0", "attendance was changed past the program"),
        ("DELETE FROM attendance WHERE status = 1", "attendance was taken out past the program: 2 rows"),
        ("DELETE FROM mark_event WHERE id % 3 = 0", "mark event was taken out past the program: 2 rows"),
        ("DELETE FROM mark_event WHERE id = (SELECT max(id) FROM mark_event)", "mark event was taken out"),
        ("UPDATE mark_event SET actor = 'eve' WHERE id = 1", "mark event was changed past the program: 1 row"),
        (
            "INSERT INTO mark_event SELECT max(id) + 1, session_id, person_id, at, actor, act, status, expected, "
            'arrived_at, left_at, mode, undoes_id, "window", children, reason FROM mark_event',
            "mark event was put in past the program: 1 row",
        ),
        ("UPDATE headcount_event SET people = 30", "headcount event was changed past the program: 1 row"),
        ("UPDATE consent SET revoked_at = NULL, revoked_how = ''", "consent is in force though it was revoked: 1 row"),
        ("UPDATE consent SET recipient = 'Somebody'", "consent was changed past the program: 2 rows"),
        ("DELETE FROM consent", "consent was taken out past the program: 2 rows"),
        ("DELETE FROM disclosure", "disclosure was taken out past the program: 2 rows"),
        ("UPDATE disclosure SET recipient = 'Somebody'", "disclosure was changed past the program: 2 rows"),
        ("UPDATE consent SET uid = uid || 'x'", "consent has no row in the audit chain: 2 rows"),
        ("UPDATE disclosure SET uid = uid || 'x'", "disclosure has no row in the audit chain: 2 rows"),
    ],
)
def test_what_is_edited_past_the_program_with_the_key_is_told(evening, statement, told):
    assert any(line.startswith(told) for line in edited(evening, statement)), edited(evening)


def test_an_earlier_state_of_a_row_is_no_state_of_it(evening):
    """Ana was present at first: put back as that mark left it, mark and all."""
    assert edited(
        evening,
        "UPDATE attendance SET (status, event_id, minutes) = (SELECT status, id, 60 FROM mark_event WHERE id = 1) "
        "WHERE event_id = 3",
    ) == ["attendance was changed past the program: 1 row", "attendance has a newer mark than it says: 1 row"]


def test_rows_of_an_earlier_program_are_compared_with_one_another(evening):
    """Without any digests, as in a book that was never written by this program."""
    with evening.book.raw() as raw:
        raw.execute("UPDATE append_only_door SET why = why")
        tamper(raw, "UPDATE audit SET payload = json_remove(payload, '$.digests')")
        key = audit_key(unlock(evening.home, None)[0])
        assert find_edited(raw, key) == ((), None)
        tamper(raw, "UPDATE attendance SET status = 1")
        assert find_edited(raw, key)[0] == ("attendance is not as it was marked: 3 rows",)
        tamper(raw, "DELETE FROM disclosure")
        tamper(raw, "UPDATE consent SET revoked_at = NULL")
        assert "consent is in force though it was revoked: 1 row" in find_edited(raw, key)[0]


def test_the_first_audit_row_that_vouches_is_told_and_rows_before_it_hold_as_they_are(program):
    with program.book.write(now=program.now) as change:
        change.record("site.add", "u")
    program.group("Steady")
    program.people("Ana", group="Steady")
    program.mark(FIRST, Ana="present")
    with program.book.raw() as raw:
        lines, since = find_edited(raw, audit_key(unlock(program.home, None)[0]))
        (newest,) = raw.execute("SELECT max(seq) FROM audit").fetchone()
    assert (lines, since) == ((), newest)


def test_a_new_key_renews_the_digests_and_makes_nothing_look_whole(evening, tmp_path):
    old = unlock(evening.home, None)[0]
    evening.book.close()
    whole = evening.home.book.read_bytes()
    rekey(evening.home.book, old, NEW)
    with Book(evening.home.book, NEW) as book:
        assert book.verify_audit().whole
        with book.raw() as raw:
            assert find_edited(raw, audit_key(NEW))[0] == ()
            assert find_edited(raw, audit_key(old))[0] != ()
            tamper(raw, "UPDATE attendance SET status = 1")
            assert find_edited(raw, audit_key(NEW))[0][0] == "attendance was changed past the program: 3 rows"
    other = tmp_path / "other.db"
    other.write_bytes(whole)
    with Book(other, old) as book, book.raw() as raw:
        tamper(raw, "UPDATE attendance SET status = 1")
    with pytest.raises(BookError, match="attendance was changed past the program"):
        rekey(other, old, NEW)


def test_a_table_that_gets_a_column_keeps_its_digests(evening):
    """As an upgrade rewrites one: the list of columns has a number."""
    with evening.book.raw() as raw:
        raw.execute("ALTER TABLE attendance ADD COLUMN another TEXT NOT NULL DEFAULT 'x'")
    assert check(evening) == []


def test_digests_that_are_none_are_no_error(evening):
    with evening.book.raw() as raw:
        tamper(raw, 'UPDATE audit SET payload = \'{"digests":{"attendance.1":["?"]}}\' WHERE seq = 9')
        assert find_edited(raw, bytes(32)) == ((), None)
        tamper(raw, 'UPDATE audit SET payload = \'{"digests":{"\' WHERE seq = 9')
        assert find_edited(raw, bytes(32)) == ((), None)
