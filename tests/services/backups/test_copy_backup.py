import os
from datetime import timedelta
from pathlib import Path

import pytest

from facilitator.errors import BadInput, BookError, Refused
from facilitator.home import Home
from facilitator.services.backups.back_up import back_up
from facilitator.services.backups.copy_backup import copy_backup, rotate
from facilitator.services.book.open_book import book_info, create_book, open_book
from facilitator.storage.backups.copies import write_backup
from tests.books import NOW, make_practice_home


@pytest.fixture
def home(tmp_path):
    return make_practice_home(tmp_path)


@pytest.fixture
def backup(home):
    with open_book(home, None) as book:
        return back_up(home, book, now=NOW).path


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_copy_is_the_same_bytes_private_and_alone(backup, stick):
    copy = copy_backup(backup, stick)
    assert copy == stick / backup.name
    assert copy.read_bytes() == backup.read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600
    written = copy.stat().st_mtime_ns
    assert copy_backup(backup, stick) == copy
    assert copy.stat().st_mtime_ns == written
    assert [path.name for path in stick.iterdir()] == [backup.name]


def test_another_file_of_that_name_is_left_alone(backup, stick):
    (stick / backup.name).write_text("precious")
    with pytest.raises(Refused, match="exists already, and is another file"):
        copy_backup(backup, stick)
    assert (stick / backup.name).read_text() == "precious"


def test_a_folder_that_is_not_there_is_not_made(backup, stick):
    with pytest.raises(BadInput, match="there is no folder"):
        copy_backup(backup, stick / "none")
    assert list(stick.iterdir()) == []


def test_a_copy_that_cannot_be_written_leaves_nothing(backup, stick):
    (stick / "long").mkdir()
    source = backup.with_name("x" * 250 + ".backup")
    try:
        backup.rename(source)
    except OSError:  # this file system has shorter names: the copy fails for the same reason
        source = backup
    with pytest.raises(BookError, match="cannot copy the backup"):
        copy_backup(source, Path("/proc/self") if Path("/proc/self").is_dir() else stick / "long")
    assert list((stick / "long").iterdir()) == []


def named(home, book, at, why=""):
    stamp = at.strftime("%Y%m%d-%H%M%S")
    home.backups.mkdir(exist_ok=True)
    path = home.backups / f"facilitator-{stamp}{f'-{why}' if why else ''}.backup"
    write_backup(book, home, path, now=at, program="0")
    return path


def test_only_old_ones_of_our_naming_and_of_this_book_go(home, tmp_path):
    days = [NOW - timedelta(days=back) for back in (200, 199, 198, 20, 3, 2, 1, 0)]
    with open_book(home, None) as book:
        uid = book_info(book).uid
        paths = [named(home, book, at, "daily") for at in days]
        by_hand = named(home, book, days[0])
        before = named(home, book, days[3] + timedelta(hours=1), "before-restore")
        renamed = home.backups / "keep this.backup"
        renamed.write_bytes(paths[0].read_bytes())
    unreadable = home.backups / f"facilitator-{days[1]:%Y%m%d-%H%M%S}-before-import.backup"
    unreadable.write_text("not ours")
    other = Home(tmp_path / "other")
    made = create_book(other, name="Other", zone="UTC", passphrase=None, now=NOW, practice=True)
    strange = home.backups / f"facilitator-{days[2]:%Y%m%d-%H%M%S}-before-import.backup"
    with made.book as theirs:
        write_backup(theirs, other, strange, now=days[2], program="0")
    gone = rotate(home.backups, uid, kept=paths[-1], now=NOW, home_zone="America/New_York")
    assert set(gone) == {paths[0], paths[1], paths[3]}
    assert set(home.backups.iterdir()) == {paths[2], *paths[4:], by_hand, before, renamed, unreadable, strange}
    assert rotate(home.backups, uid, kept=paths[-1], now=NOW, home_zone="America/New_York") == ()


def test_nothing_goes_before_the_new_one_is_there(home):
    with open_book(home, None) as book:
        uid = book_info(book).uid
        old = named(home, book, NOW - timedelta(days=500), "daily")
    with pytest.raises(BadInput):
        rotate(home.backups, uid, kept=home.backups / "none.backup", now=NOW, home_zone="UTC")
    with pytest.raises(ValueError, match=old.name):
        rotate(home.backups, "another book", kept=old, now=NOW, home_zone="UTC")
    assert old.exists()


def test_what_a_killed_run_left_goes_after_a_day(home, backup):
    old, young = home.backups / ".facilitator-backup-old", home.backups / ".facilitator-backup-young"
    for folder in (old, young):
        folder.mkdir()
        (folder / "book.db").write_bytes(b"half")
    half = home.backups / ".facilitator-copy-x"
    half.write_bytes(b"half")
    for path, hours in ((old, 25), (half, 25), (young, 1)):
        moment = NOW.timestamp() - hours * 3600
        os.utime(path, (moment, moment))
    with open_book(home, None) as book:
        rotate(home.backups, book_info(book).uid, kept=backup, now=NOW, home_zone="UTC")
    assert set(home.backups.iterdir()) == {backup, young}
