import random

import pytest

from facilitator.errors import WrongKey
from facilitator.services.book.open_book import note_head, open_book
from facilitator.services.doctor.check_book import AuditReport, check_book, verify_audit
from tests.books import NOW, PASSPHRASE, make_home, make_practice_home, tamper

CUT = "the audit chain was cut: row 2 of 2027-03-01T18:15:00+00:00 was there once and is gone or changed"


@pytest.fixture
def home(tmp_path):
    home = make_practice_home(tmp_path)
    with open_book(home, None) as book:
        with book.write(now=NOW) as change:
            for number in range(400):
                change.db.exec_driver_sql("INSERT INTO site (uid, name) VALUES (?, ?)", (f"u{number}", f"n{number}"))
            change.db.exec_driver_sql("INSERT INTO site (uid, name, address) VALUES ('u', 'n', ?)", ("x" * 50_000,))
            change.record("site.add", "many")
        with book.raw() as raw:
            raw.execute("DELETE FROM site WHERE uid = 'u'")  # leaves free pages, which nothing but their tags covers
        note_head(home, book)
    return home


def test_a_whole_book_has_nothing_to_say(home):
    assert check_book(home, None) == ()


def test_one_flipped_bit_anywhere_in_the_book_is_found(home):
    whole = home.book.read_bytes()
    chance = random.Random(7)
    pages = len(whole) // 4096
    places = [page * 4096 + chance.randrange(4096) for page in range(pages)] + [0, 15, 16, len(whole) - 1]
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        home.book.write_bytes(damaged)
        assert check_book(home, None), place
        for beside in home.folder.glob("book.db-*"):
            beside.unlink()


@pytest.mark.parametrize("cut", [1, 100, 4096, 40960])
def test_a_book_that_is_cut_short_is_damaged(home, cut):
    whole = home.book.read_bytes()
    home.book.write_bytes(whole[:-cut])
    assert check_book(home, None)


def test_a_damaged_key_slot_is_found_even_where_another_opens(tmp_path):
    home = make_home(tmp_path)
    text = home.keys.read_text()
    last = text.rindex('"wrapped": "') + 20
    home.keys.write_text(text[:last] + ("A" if text[last] != "A" else "B") + text[last + 1 :])
    assert check_book(home, PASSPHRASE) == ("book.keys was changed since it was written",)


def test_records_that_point_nowhere_are_found(home):
    with open_book(home, None) as book, book.raw() as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("INSERT INTO room (uid, site_id, name) VALUES ('r', 99999, 'Blue room')")
    assert check_book(home, None) == ("table room has records that point nowhere",)


def test_a_broken_and_a_cut_audit_chain_are_found(home):
    with open_book(home, None) as book, book.raw() as raw:
        tamper(raw, "UPDATE audit SET reason = 'another' WHERE seq = 1")
    assert check_book(home, None) == ("the audit chain is broken at row 1",)
    with open_book(home, None) as book:
        with book.raw() as raw:
            tamper(raw, "UPDATE audit SET reason = '' WHERE seq = 1")
            tamper(raw, "DELETE FROM audit WHERE seq = 2")
        report = verify_audit(home, book)
    assert check_book(home, None) == (CUT,)
    assert report == AuditReport(rows=1, broken_at=None, cut=True, noted_row=2, noted_at=NOW.isoformat(), told=(CUT,))
    assert not report.whole


def test_verifying_tells_since_when_a_cut_would_show(home):
    with open_book(home, None) as book:
        report = verify_audit(home, book)
    assert report == AuditReport(rows=2, broken_at=None, cut=False, noted_row=2, noted_at=NOW.isoformat())
    assert report.whole


def test_a_wrong_passphrase_is_not_damage(tmp_path):
    with pytest.raises(WrongKey):
        check_book(make_home(tmp_path), "another passphrase")


def test_an_empty_file_is_told_as_one(tmp_path):
    home = make_practice_home(tmp_path)
    home.book.write_bytes(b"")
    assert check_book(home, None) == ("book.db is empty",)
