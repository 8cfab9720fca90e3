"""Backups that nobody thought of, on books with a passphrase: practice books have none."""

import json
import shutil
import threading
from datetime import timedelta

import pytest

from facilitator.services.backups.back_up import back_up
from facilitator.services.backups.back_up_daily import (
    GivenUp,
    back_up_before_import,
    back_up_today,
    last_backup,
    overdue,
    remind,
)
from facilitator.services.backups.verify_backup import verify_backup
from facilitator.services.book.open_book import book_info, open_book
from facilitator.services.people.import_roster import import_roster
from facilitator.services.scheduling.keep_closures import import_closures
from facilitator.storage.backups.diary import read_diary
from facilitator.storage.backups.names import backups_in
from facilitator.storage.files.locks import first
from tests.books import NOW, PASSPHRASE, make_home, make_practice_home, tamper

DAY = timedelta(days=1)


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path)


@pytest.fixture
def book(home):
    with open_book(home, PASSPHRASE) as book:
        yield book


def names(home):
    return [each.path.name for each in backups_in(home.backups)]


def test_one_a_day_in_the_zone_of_the_program_and_each_is_whole(home, book):
    for hours in (0, 3, 10.5, 10.8, 34):  # midnight in New York is 10 hours and 45 minutes after
        assert back_up_today(home, book, now=NOW + timedelta(hours=hours)) == ()
    assert names(home) == ["facilitator-20270301-181500-daily.backup", "facilitator-20270302-050300-daily.backup"]
    for each in backups_in(home.backups):
        assert verify_backup(home, each.path, book=book).whole


def test_one_made_by_hand_is_today_s(home, book):
    back_up(home, book, now=NOW)
    back_up_today(home, book, now=NOW + timedelta(hours=1))
    assert names(home) == ["facilitator-20270301-181500.backup"]


def test_a_practice_book_makes_none(tmp_path):
    home = make_practice_home(tmp_path)
    with open_book(home, None) as book:
        assert back_up_today(home, book, now=NOW) == ()
        assert back_up_before_import(home, book, now=NOW) == ()
        assert remind(home, book, now=NOW + 30 * DAY) == ""
    assert not home.backups.exists()


def test_it_can_be_turned_off(home, book):
    home.settings.write_text("[backups]\nautomatic = false\n")
    assert back_up_today(home, book, now=NOW) == ()
    assert not home.backups.exists()


def test_it_rotates(home, book):
    for days in range(10):
        back_up_today(home, book, now=NOW + days * DAY)
    assert [name[18:20] for name in names(home)] == ["04", "05", "06", "07", "08", "09", "10"]


def test_what_goes_wrong_is_a_line_and_tried_again_an_hour_later(home, book):
    home.backups.write_text("a file in the place of the folder")
    (said,) = back_up_today(home, book, now=NOW)
    assert said.startswith("No backup was made by itself: cannot make the folder")
    home.backups.unlink()
    assert back_up_today(home, book, now=NOW + timedelta(minutes=59)) == ()
    assert not home.backups.exists()
    back_up_today(home, book, now=NOW + timedelta(minutes=60))
    assert len(names(home)) == 1


def test_settings_that_cannot_be_read_stop_nothing(home, book):
    home.settings.write_text("[backups]\nautomatik = true\n")
    (said,) = back_up_today(home, book, now=NOW)
    assert "unknown setting 'automatik'" in said
    assert "automatic, copy_to, folder" in said
    assert "unknown setting" in overdue(home, book_info(book), now=NOW)


def test_a_damaged_book_is_told_and_leaves_no_file(home, book):
    with book.raw() as raw:
        tamper(raw, "UPDATE audit SET reason = 'x' WHERE seq = 1")
    (said,) = back_up_today(home, book, now=NOW)
    assert "audit chain is broken at row 1" in said
    assert "facilitator check" in said
    assert names(home) == []


def test_a_full_disk_is_told_before_anything_is_written(home, book, monkeypatch):
    usage = shutil.disk_usage(home.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=10_000))
    (said,) = back_up_today(home, book, now=NOW)
    assert "there is little room left for backups" in said
    assert list(home.backups.iterdir()) == []


def test_where_another_window_is_at_it_this_one_leaves_it(home, book):
    with first(home.folder / ".lock-backup") as mine:
        assert mine
        assert back_up_today(home, book, now=NOW) == ()
    assert not home.backups.exists()


def test_of_windows_that_come_at_once_one_makes_it(home):
    ready, said = threading.Barrier(4), []

    def window():
        with open_book(home, PASSPHRASE) as book:
            ready.wait()
            said.extend(back_up_today(home, book, now=NOW))

    windows = [threading.Thread(target=window) for _ in range(4)]
    for each in windows:
        each.start()
    for each in windows:
        each.join()
    assert (said, len(names(home))) == ([], 1)


def test_given_up_it_leaves_nothing_and_is_made_the_next_time(home, book):
    def stop(_done, _total):
        raise GivenUp

    assert back_up_today(home, book, now=NOW, progress=stop) == ()
    assert list(home.backups.iterdir()) == []
    assert back_up_today(home, book, now=NOW) == ()
    assert len(names(home)) == 1


def test_a_second_folder_gets_a_copy_and_is_kept_in_order_too(home, book, tmp_path):
    stick = tmp_path / "stick"
    home.settings.write_text(f"[backups]\ncopy_to = {json.dumps(str(stick))}\n")
    assert back_up_today(home, book, now=NOW) == (f"The backup is not copied: the folder {stick} is not there.",)
    stick.mkdir()
    for days in range(1, 10):
        assert back_up_today(home, book, now=NOW + days * DAY) == ()
    assert [each.path.name for each in backups_in(stick)] == names(home)
    assert read_diary(home.backup_diary, book_info(book).uid).copied_at == NOW + 9 * DAY
    (stick / f"facilitator-{NOW + 10 * DAY:%Y%m%d-%H%M%S}-daily.backup").write_text("another file")
    (said,) = back_up_today(home, book, now=NOW + 10 * DAY)
    assert said.startswith("The backup is made, but not copied:")
    assert names(home)[-1] == "facilitator-20270311-181500-daily.backup"


def test_before_an_import_there_is_a_backup_of_what_there_is(home, book):
    def bring_in(data, **more):
        wanted = {"name": "r.csv", "group": None, "now": NOW, **more}
        return import_roster(book, data, before_writing=lambda: back_up_before_import(home, book, now=NOW), **wanted)

    bring_in(b"name\nAna\n", dry_run=True)
    assert names(home) == []
    bring_in(b"name\nAna\n")
    assert names(home) == ["facilitator-20270301-181500-before-import.backup"]
    bring_in(b"name\nAna\n")  # nothing new in it
    assert len(names(home)) == 1
    bring_in(b"name\nZed\n")
    assert len(names(home)) == 2
    back_up_before_import(home, book, now=NOW)
    back_up_before_import(home, book, now=NOW + DAY)  # the newest has all there is
    assert len(names(home)) == 3


CLOSED = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20270101T000000Z\r\n"
    b"DTSTART;VALUE=DATE:20270405\r\nSUMMARY:Staff day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_closed_days_ask_for_a_backup_only_where_one_is_new(book):
    asked = []
    for dry_run in (True, False, False):
        import_closures(
            book, CLOSED, name="c.ics", now=NOW, dry_run=dry_run, before_writing=lambda: asked.append(book.writes)
        )
    assert asked == [0]


def test_the_age_of_the_last_verified_backup(home, book, tmp_path):
    info = book_info(book)
    assert overdue(home, info, now=NOW + 7 * DAY) == ""
    assert overdue(home, info, now=NOW + 8 * DAY) == "There is no backup yet."
    back_up_today(home, book, now=NOW)
    assert overdue(home, info, now=NOW + 7 * DAY) == ""
    assert overdue(home, info, now=NOW + 9 * DAY) == "The last verified backup is 9 days old."
    ahead = back_up(home, book, now=NOW + 300 * DAY).path  # of a clock that was wrong
    assert overdue(home, info, now=NOW + 9 * DAY) == "The last verified backup is 9 days old."
    ahead.unlink()
    by_hand = back_up(home, book, tmp_path / "by hand.backup", now=NOW + 5 * DAY).path
    assert overdue(home, info, now=NOW + 9 * DAY) == ""
    assert last_backup(home, info.uid, now=NOW + 9 * DAY).path == by_hand


def test_it_reminds_once_a_day(home, book):
    later = NOW + 8 * DAY
    assert remind(home, book, now=later) == "There is no backup yet."
    assert remind(home, book, now=later + timedelta(hours=19)) == ""
    assert remind(home, book, now=later + DAY) == "There is no backup yet."
    back_up(home, book, now=later + DAY)
    assert remind(home, book, now=later + 2 * DAY) == ""
