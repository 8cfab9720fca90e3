import json
from datetime import timedelta

from facilitator.domain.backups import BackupReason
from facilitator.home import Home
from facilitator.services.backups.back_up import back_up
from facilitator.services.backups.back_up_daily import back_up_today
from facilitator.services.backups.see_backups import see_backups
from facilitator.services.book.open_book import create_book, open_book
from facilitator.storage.backups.copies import write_backup
from facilitator.storage.book import SCHEMA
from tests.books import NOW, PASSPHRASE, make_home


def test_both_folders_are_listed_the_newest_first(tmp_path):
    home, stick = make_home(tmp_path), tmp_path / "stick"
    stick.mkdir()
    home.settings.write_text(f"[backups]\ncopy_to = {json.dumps(str(stick))}\n")
    with open_book(home, PASSPHRASE) as book:
        back_up(home, book, now=NOW)
        back_up_today(home, book, now=NOW + timedelta(days=1))
    other = Home(tmp_path / "other")
    made = create_book(other, name="Other", zone="UTC", passphrase=None, now=NOW, practice=True)
    with made.book as theirs:
        strange = home.backups / "facilitator-20270303-000000.backup"
        write_backup(theirs, other, strange, now=NOW + timedelta(days=2), program="0")
    (home.backups / "facilitator-20270304-000000.backup").write_text("not ours")
    (home.backups / "notes.txt").write_text("mine")
    found = see_backups(home)
    assert [(each.path.name[12:20], each.reason, each.copy, each.this_book, bool(each.problem)) for each in found] == [
        ("20270304", BackupReason.BY_HAND, False, False, True),
        ("20270303", BackupReason.BY_HAND, False, False, False),
        ("20270302", BackupReason.DAILY, False, True, False),
        ("20270301", BackupReason.BY_HAND, False, True, False),
        ("20270302", BackupReason.DAILY, True, True, False),
    ]
    daily = found[2]
    assert (daily.made_at, daily.schema) == (NOW + timedelta(days=1), SCHEMA)
    assert daily.bytes == daily.path.stat().st_size


def test_they_are_listed_where_the_book_is_gone(tmp_path):
    home = make_home(tmp_path)
    with open_book(home, PASSPHRASE) as book:
        back_up(home, book, now=NOW)
    home.book.unlink()
    home.keys.unlink()
    (found,) = see_backups(home)
    assert (found.made_at, found.this_book) == (NOW, False)
    assert see_backups(Home(tmp_path / "none")) == []
