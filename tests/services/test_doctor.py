from datetime import timedelta

import pytest

from facilitator.places import Home
from facilitator.services.back_up import back_up
from facilitator.services.doctor import examine
from facilitator.services.open_book import note_head, open_book
from facilitator.storage.book import SCHEMA
from tests.books import NOW, PASSPHRASE, make_home, make_practice_home


def looked(home, secret=None, *, now=NOW):
    return {finding.name: finding for finding in examine(home, secret, now=now)}


def to_do(home, secret=None, *, now=NOW):
    return {name: finding.to_do for name, finding in looked(home, secret, now=now).items() if finding.to_do}


@pytest.fixture
def home(tmp_path):
    home = make_practice_home(tmp_path)
    home.folder.chmod(0o700)
    with open_book(home, None) as book:
        back_up(home, book, now=NOW)
    return home


def test_a_book_that_is_well_needs_nothing(home):
    assert to_do(home) == {}
    told = looked(home)
    assert told["schema"].value == f"{SCHEMA} of {SCHEMA}"
    assert told["audit"].value == "1 rows"
    assert told["home"].value == str(home.folder)
    assert {"facilitator", "Python", "SQLite", "SQLCipher", "zone rules", "textual", "sqlalchemy"} <= set(told)


def test_without_a_book_it_says_how_to_make_one(tmp_path):
    assert to_do(Home(tmp_path / "not" / "there")) == {
        "book": "Make one with: facilitator init --name NAME --zone ZONE"
    }


def test_a_locked_book_is_told_and_not_a_fault(tmp_path):
    home = make_home(tmp_path)
    assert "locked" in looked(home)["book"].value
    assert to_do(home) == {"last backup": "Make one with: facilitator backup"}
    assert looked(home, PASSPHRASE)["schema"].value == f"{SCHEMA} of {SCHEMA}"
    assert to_do(home, "another passphrase")["book"].startswith("Check the passphrase")


def test_files_that_others_may_read_get_the_command_that_mends_them(home):
    home.book.chmod(0o644)
    (backup,) = home.backups.iterdir()
    backup.chmod(0o640)
    todo = [finding.to_do for finding in examine(home, None, now=NOW) if finding.name == "private"]
    assert todo == [f"chmod 600 {home.book}", f"chmod 600 {backup}"]


def test_a_backup_older_than_a_week_is_too_old(home):
    assert to_do(home, now=NOW + timedelta(days=7)) == {}
    assert list(to_do(home, now=NOW + timedelta(days=7, seconds=1))) == ["last backup"]


def test_a_clock_that_stands_before_the_last_row_is_seen(home):
    assert list(to_do(home, now=NOW - timedelta(minutes=3))) == ["clock"]
    assert to_do(home, now=NOW - timedelta(minutes=1)) == {}


def test_a_cut_audit_chain_is_seen(home):
    with open_book(home, None) as book:
        with book.write(now=NOW) as change:
            change.record("site.add", "u")
        note_head(home, book)
        with book.raw() as raw:
            raw.execute("DELETE FROM audit WHERE seq = 2")
    assert to_do(home) == {"audit": "Rows were cut: run facilitator audit verify"}


def test_damage_is_told_with_what_to_do(home):
    home.keys.write_bytes(b"{")
    assert "backup" in to_do(home)["book"]


def test_settings_that_cannot_be_read_are_told(home):
    home.settings.write_text("backups = 1")
    home.settings.chmod(0o600)
    assert "last backup" in to_do(home)
