"""Backups on the command line: by itself, by hand, listed, verified, drilled, previewed."""

import json
from datetime import timedelta

import pytest

from facilitator.services.backups.back_up import back_up
from facilitator.services.book.open_book import open_book
from facilitator.services.people.keep_people import add_person
from facilitator.storage.backups.names import backups_in
from facilitator.storage.book import SCHEMA
from tests.books import NOW, PASSPHRASE, make_home
from tests.cli.book.test_book import PROGRAM, on_terminal

DAY = timedelta(days=1)


@pytest.fixture
def locked(cli, tmp_path, monkeypatch):
    """The command line on a book with a passphrase, which lies in a private file."""
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE + "\n")
    secret.chmod(0o600)
    monkeypatch.setenv("FACILITATOR_PASSPHRASE_FILE", str(secret))
    cli.home = make_home(tmp_path / "locked")
    return cli


@pytest.fixture(autouse=True)
def _a_folder_for_it(tmp_path):
    (tmp_path / "locked").mkdir()


def names(cli):
    return [each.path.name for each in backups_in(cli.home.backups)]


def test_the_first_line_of_a_day_that_writes_makes_a_backup_of_it(locked):
    assert locked("site", "list").err == ""
    assert names(locked) == []
    assert locked("site", "add", "Harbor House").err == ""
    locked("site", "add", "Pier House")
    assert names(locked) == ["facilitator-20270301-181500-daily.backup"]
    locked.now += DAY
    locked("site", "add", "Blue House")
    assert names(locked)[1:] == ["facilitator-20270302-181500-daily.backup"]


def test_a_practice_book_makes_none_by_itself(cli):
    cli("site", "add", "Harbor House")
    assert not cli.home.backups.exists()


def test_a_backup_that_fails_is_a_line_and_the_work_is_done(locked):
    locked.home.backups.write_text("a file in the place of the folder")
    said = locked("site", "add", "Harbor House", "--json")
    assert said.err.startswith("No backup was made by itself: cannot make the folder")
    assert len(said.err.splitlines()) == 1
    assert locked("site", "add", "Pier House").err == ""
    assert [each["name"] for each in locked.json("site", "list")] == ["Harbor House", "Pier House"]


def test_an_old_backup_is_told_once_a_day_until_there_is_a_new_one(locked):
    locked.now += 8 * DAY
    assert locked("site", "list").err == "There is no backup yet. Make one with: facilitator backup\n"
    assert locked("site", "list").err == ""
    locked.now += DAY
    assert "There is no backup yet" in locked("site", "list").err
    locked("backup")
    locked.now += DAY
    assert locked("site", "list").err == ""
    locked.now += 8 * DAY
    assert locked("site", "list").err.startswith("The last verified backup is 9 days old.")


def test_imports_are_backed_up_before(locked, tmp_path):
    roster = tmp_path / "r.csv"
    roster.write_text("name\nAna\n")
    locked("person", "import", roster, "--dry-run")
    assert names(locked) == []
    locked("person", "import", roster)
    assert names(locked) == ["facilitator-20270301-181500-before-import.backup"]
    days = tmp_path / "c.ics"
    days.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:a\nDTSTAMP:20270101T000000Z\n"
        "DTSTART;VALUE=DATE:20270405\nSUMMARY:Staff day\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    locked.now += DAY
    locked("closures", "import", days)
    assert names(locked)[1:] == ["facilitator-20270302-181500-before-import.backup"]
    locked("closures", "import", days)
    assert len(names(locked)) == 2


def test_a_copy_is_made_and_read_in_any_folder(locked, tmp_path):
    stick = tmp_path / "stick"
    said = locked("backup", "--copy-to", stick, code=2)
    assert said.err.startswith(f"there is no folder {stick}")
    assert names(locked) == []
    stick.mkdir()
    made = locked.json("backup", "--copy-to", stick)
    assert made["copy"] == str(stick / names(locked)[0])
    locked.now += DAY
    assert locked("backup", "--copy-to", stick).out.endswith("the same, read again there\n")
    assert len(list(stick.iterdir())) == 2
    locked.home.settings.write_text(f"[backups]\ncopy_to = {json.dumps(str(tmp_path / 'gone'))}\n")
    locked.now += DAY
    assert "is not copied: the folder" in locked("backup").err


def test_backups_are_listed_without_a_passphrase(locked, monkeypatch):
    locked("backup")
    monkeypatch.delenv("FACILITATOR_PASSPHRASE_FILE")
    (listed,) = locked.json("backups", "list")
    path = locked.home.backups / names(locked)[0]
    assert listed == {
        "file": str(path),
        "made_at": "2027-03-01T18:15:00+00:00",
        "verified_at": "2027-03-01T18:15:00+00:00",
        "reason": "by-hand",
        "bytes": path.stat().st_size,
        "schema": SCHEMA,
        "program": listed["program"],
        "this_book": True,
        "copy": False,
        "problem": None,
    }
    table = locked("backups", "list").out
    assert "2027-03-01 18:15  by hand" in table
    path.write_text("not ours")
    assert "NO: " in locked("backups", "list").out


def test_there_are_none_yet(locked):
    assert locked("backups", "list").out == "No backups yet: facilitator backup\n"
    assert locked("backups", "verify").out == "No backups yet: facilitator backup\n"
    assert "there is no backup of this book" in locked("backups", "drill", code=2).err


def test_each_is_verified_and_a_damaged_one_ends_with_one(locked):
    locked("backup")
    locked.now += DAY
    locked("backup")
    found = locked.json("backups", "verify")
    assert [each["whole"] for each in found] == [True, True]
    path = locked.home.backups / names(locked)[1]
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    said = locked("backups", "verify", code=1).out.splitlines()
    assert said == [f"{path}: the backup {path.name} is damaged", f"{path.with_name(names(locked)[0])}: whole"]
    locked.home.book.write_bytes(b"gone")
    assert locked("backups", "verify", path.with_name(names(locked)[0])).out.endswith(": whole\n")


def test_a_drill_says_what_it_found_and_how_long_it_took(locked):
    locked("person", "add", "Ana")
    done = locked.json("backups", "drill")
    assert (done["people"], done["audit_rows"], done["groups"]) == (1, 2, 0)
    assert done["seconds"] > 0
    said = locked("backups", "drill").out
    assert "was restored, opened and thrown away again in" in said
    assert "It holds 0 groups, 0 sessions, 1 person, 0 marks, as of 2027-03-01 18:15 UTC." in said


def test_a_preview_changes_nothing(locked):
    locked("person", "add", "Ana")
    path = locked.home.backups / names(locked)[0]
    locked("person", "add", "Zed")
    seen = locked.json("restore", path, "--preview")
    assert (seen["lost"], seen["returning"], seen["same_book"]) == (["1 person"], [], True)
    assert (seen["now"]["people"], seen["then"]["people"]) == (2, 1)
    said = locked("restore", path, "--preview")
    assert said.out == ""
    assert "lost from the book: 1 person." in said.err
    assert len(locked.json("person", "list")) == 2


def test_on_a_terminal_the_preview_comes_before_the_question(tmp_path):
    home = make_home(tmp_path)
    with open_book(home, PASSPHRASE) as book:
        path = back_up(home, book, now=NOW).path
        add_person(book, name="SENTINEL", now=NOW)
    line = [*PROGRAM, "--home", str(home.folder), "restore", str(path)]
    screen, code = on_terminal(line, [("Passphrase: ", PASSPHRASE), ("[y/N]: ", "n")])
    assert code == 130
    assert screen.index("lost from the book: 1 person.") < screen.index("Replace the book in")
    assert "SENTINEL" not in screen
    screen, code = on_terminal(line, [("Passphrase: ", PASSPHRASE), ("[y/N]: ", "y")])
    assert code == 0
    assert "The book is as it was on 2027-03-01 18:15 UTC." in screen
