from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from facilitator.domain.backups import BackupReason, KeptCopy
from facilitator.services.book.open_book import open_book
from facilitator.storage.backups.copies import write_backup
from facilitator.storage.backups.names import backups_in, backups_of, fresh_backup, kept_copy, newest_of
from tests.books import NOW, make_practice_home


@pytest.fixture
def home(tmp_path):
    return make_practice_home(tmp_path)


@pytest.fixture
def three(home):
    """Backups of three days, the middle one made by itself; the uid of their book."""
    with open_book(home, None) as book:
        for days, why in ((2, ""), (0, ""), (1, BackupReason.DAILY)):
            now = NOW + timedelta(days=days)
            manifest = write_backup(book, home, fresh_backup(home, now, why=why), now=now, program="1.0")
    return manifest.book


def names(found):
    return [each.path.name for each in found]


def test_a_fresh_name_is_in_utc_and_of_its_own(home):
    local = datetime(2027, 3, 1, 13, 15, tzinfo=ZoneInfo("America/New_York"))
    first = fresh_backup(home, local)
    assert first == home.backups / "facilitator-20270301-181500.backup"
    first.touch()
    second = fresh_backup(home, NOW)
    assert second.name == "facilitator-20270301-181500-2.backup"
    second.touch()
    assert fresh_backup(home, NOW).name == "facilitator-20270301-181500-3.backup"
    assert fresh_backup(home, NOW, why="before-upgrade").name == "facilitator-20270301-181500-before-upgrade.backup"
    assert home.backups.stat().st_mode & 0o777 == 0o700


def test_a_folder_is_listed_by_time_and_strangers_are_passed_over(home, three):
    (home.backups / "facilitator-20270302-181500.backup.part").touch()
    (home.backups / "notes.txt").touch()
    found = backups_in(home.backups)
    assert [each.manifest.created_at.day for each in found] == [1, 2, 3]
    assert [each.reason for each in found] == [BackupReason.BY_HAND, BackupReason.DAILY, BackupReason.BY_HAND]
    assert all(each.bytes == each.path.stat().st_size for each in found)
    assert kept_copy(found[1]) == KeptCopy(NOW + timedelta(days=1), found[1].path.name, BackupReason.DAILY)
    assert backups_in(home.folder / "none") == []


def test_what_cannot_be_read_is_listed_with_its_problem_and_is_no_backup_of_a_book(home, three):
    broken = home.backups / "facilitator-20270309-181500.backup"
    broken.write_text("no container")
    last = backups_in(home.backups)[-1]
    assert (last.path, last.manifest, last.bytes) == (broken, None, 0)
    assert "not a backup" in last.problem
    with pytest.raises(ValueError, match=r"20270309"):
        kept_copy(last)
    assert len(backups_of(home.backups, three)) == 3
    assert newest_of(home.backups, three, until=NOW + timedelta(days=99)).manifest.created_at.day == 3


def test_backups_are_of_one_book_and_since_a_moment(home, three):
    assert backups_of(home.backups, "another") == []
    assert newest_of(home.backups, "another", until=NOW + timedelta(days=9)) is None
    since = NOW + timedelta(days=1)
    assert [each.manifest.created_at.day for each in backups_of(home.backups, three, since=since)] == [2, 3]


def test_the_newest_was_not_made_in_the_future(home, three):
    assert newest_of(home.backups, three, until=NOW + timedelta(days=1)).manifest.created_at.day == 2
    assert newest_of(home.backups, three, until=NOW - timedelta(seconds=1)) is None
