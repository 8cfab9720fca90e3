import pytest

from facilitator.storage.files.integrity import find_damage
from facilitator.storage.keys.slots import AuditHead
from tests.books import NOW, open_practice, tamper


@pytest.fixture
def book(tmp_path):
    with open_practice(tmp_path) as book:
        yield book


def test_a_whole_book_has_no_damage(book):
    assert find_damage(book, book.audit_head()) == ()
    assert find_damage(book, None) == ()


def test_records_that_point_nowhere_are_told_by_table(book):
    with book.raw() as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("INSERT INTO room (uid, site_id, name) VALUES ('u1', 99, 'Blue'), ('u2', 98, 'Red')")
        raw.execute("INSERT INTO credential (facilitator_id, name) VALUES (99, 'CPRS')")
        raw.execute("PRAGMA foreign_keys=ON")
    assert find_damage(book, None) == (
        "table credential has records that point nowhere",
        "table room has records that point nowhere",
    )


def test_a_chain_that_was_changed_or_cut_is_told(book):
    with book.write(now=NOW) as change:
        change.record("site.add", "u1")
    head = book.audit_head()
    with book.raw() as raw:
        tamper(raw, f"DELETE FROM audit WHERE seq = {head.seq}")
    assert find_damage(book, head) == (
        f"the audit chain was cut: row {head.seq} was there once and is gone or changed",
    )
    assert find_damage(book, None) == ()
    with book.raw() as raw:
        tamper(raw, "UPDATE audit SET actor = 'eve' WHERE seq = 1")
    assert find_damage(book, None) == ("the audit chain is broken at row 1",)


def test_a_flipped_byte_is_found_before_anything_is_shown(book, tmp_path):
    with book.raw() as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(book.path.read_bytes())
    data[-100] ^= 1
    copy = tmp_path / "copy.db"
    copy.write_bytes(data)
    with book.at(copy) as damaged:
        (first, *_) = find_damage(damaged, AuditHead(1, "00", ""))
    assert "HMAC verification failed" in first or "damaged" in first
