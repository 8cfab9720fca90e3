from datetime import timedelta

from facilitator.home import Home
from facilitator.services.agency.keep_slots import set_slot
from facilitator.services.agency.see_slots import see_slots
from facilitator.services.book.open_book import note_head, open_book
from facilitator.storage.book import SCHEMA
from facilitator.storage.keys.slots import SlotKind, read_key_file, wrap, write_key_file
from tests.books import NOW, PASSPHRASE, make_home, make_practice_home, tamper
from tests.services.doctor.looks import advice, looked, to_do


def test_a_slot_that_is_blank_or_that_nobody_asked_about_is_advice(home, root):
    assert to_do(home, root) == {}
    assert looked(home, root)["local slots"].to_do.startswith("6 local slots are blank: on-call number, ")
    with open_book(home, PASSPHRASE) as book:
        for each in see_slots(book).blank:
            set_slot(book, each.name, "988", now=NOW)
    assert looked(home, root)["local slots"].to_do == ""
    later = NOW + timedelta(days=182)
    said = "6 were last checked more than half a year ago: facilitator slot list"
    assert looked(home, root, now=later)["local slots"].to_do == said


def test_a_book_that_is_well_needs_nothing(home, root):
    assert to_do(home, root) == {}
    assert advice(home, root) == {}
    told = {name: finding.value for name, finding in looked(home, root).items()}
    assert told["schema"] == f"{SCHEMA} of {SCHEMA}"
    assert told["audit"] == "1 rows, the newest of 2027-03-01 18:15 UTC; a cut shows up to row 1"
    assert told["home"] == str(home.folder)
    assert told["disk encryption"] == "on (dm-crypt)"
    assert told["core files"] == "off"
    assert told["backups by itself"] == "on, once a day"
    assert told["last drill"].startswith("2027-03-01 18:15 UTC, ")
    assert told["second place"].startswith("2027-03-01 18:15 UTC, ")
    assert {"facilitator", "Python", "SQLite", "SQLCipher", "zone rules", "textual", "sqlalchemy"} <= set(told)


def test_without_a_book_it_says_how_to_make_one(tmp_path, root):
    assert to_do(Home(tmp_path / "not" / "there"), root) == {
        "book": "Make one with: facilitator init --name NAME --zone ZONE"
    }


def test_a_practice_book_is_said_to_be_one_and_needs_no_backup(tmp_path, root):
    home = make_practice_home(tmp_path)
    home.folder.chmod(0o700)
    assert (to_do(home, root, None), advice(home, root, None)) == ({}, {})
    assert "opens itself" in looked(home, root, None)["practice"].value


def test_a_locked_book_is_told_and_not_a_fault(tmp_path, root):
    home = make_home(tmp_path)
    home.folder.chmod(0o700)
    assert "locked" in looked(home, root, None)["book"].value
    assert to_do(home, root, None) == {"last backup": "Make one with: facilitator backup"}
    assert looked(home, root, PASSPHRASE)["schema"].value == f"{SCHEMA} of {SCHEMA}"
    assert to_do(home, root, "another passphrase")["book"].startswith("Check the passphrase")


def test_a_clock_that_stands_before_the_last_row_is_seen(home, root):
    assert list(to_do(home, root, now=NOW - timedelta(minutes=3))) == ["last backup", "clock"]
    assert "clock" not in to_do(home, root, now=NOW - timedelta(minutes=1))


def test_a_clock_that_jumped_is_told(home, root):
    with open_book(home, PASSPHRASE) as book:
        for hours in (50, 1):
            with book.write(now=NOW + timedelta(hours=hours)) as change:
                change.record("site.add", "u")
    now = NOW + timedelta(hours=2)
    told = looked(home, root, now=now)
    assert told["clock"].value.endswith("; 1 rows of the audit lie in the future, up to 2027-03-03 20:15 UTC")
    assert told["clock jumps"].value == "set back 1 times, last before row 3 of the audit"
    assert to_do(home, root, now=now) == {}


def test_a_keyring_that_does_not_answer_is_told(home, root):
    file = read_key_file(home.keys)
    write_key_file(home.keys, file.with_slot(wrap(SlotKind.KEYRING, file.book, "s", bytes(32))))
    assert "facilitator key keyring off" in advice(home, root)["keyring"]


def test_a_cut_audit_chain_is_seen(home, root):
    with open_book(home, PASSPHRASE) as book:
        with book.write(now=NOW) as change:
            change.record("site.add", "u")
        note_head(home, book)
        with book.raw() as raw:
            tamper(raw, "DELETE FROM audit WHERE seq = 2")
    assert to_do(home, root) == {
        "audit": "Look into this: the audit chain was cut: row 2 of 2027-03-01T18:15:00+00:00 was there once and is"
        " gone or changed. See: facilitator audit verify"
    }


def test_damage_is_told_with_what_to_do(home, root):
    home.keys.write_bytes(b"{")
    assert "backup" in to_do(home, root)["book"]
