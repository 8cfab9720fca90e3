"""The drill, and the whole of what it is a drill for: the computer is gone, and marking goes on."""

import json
import shutil
from datetime import timedelta

import pytest

from facilitator.errors import BookError, NotFound, WrongKey
from facilitator.home import Home
from facilitator.services.backups.back_up import back_up, restore
from facilitator.services.backups.back_up_daily import back_up_today
from facilitator.services.backups.drill import drill, newest_to_drill
from facilitator.services.book.keep_keys import change_passphrase
from facilitator.services.book.open_book import book_info, open_book
from facilitator.services.doctor.check_book import check_book
from facilitator.storage.backups import copies
from facilitator.storage.backups.diary import read_diary
from tests.books import NOW, PASSPHRASE, RECOVERY_CODE, make_home, make_practice_home
from tests.conftest import Program

LATER = NOW + timedelta(days=1)


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path)


def filled(home, book):
    program = Program(home, book)
    group = program.group("Steady", enrolment="closed")
    program.people("Ana", "Zoë", group=group)
    program.mark(f"{group}@2027-03-04", Ana="present")
    return group


def files(home):
    return {path.relative_to(home.folder): path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}


def test_the_computer_is_gone_and_marking_goes_on(home, tmp_path):
    """Lose the book and its keys; a copy on a stick and the recovery code on paper are all that is left."""
    stick = tmp_path / "stick"
    stick.mkdir()
    home.settings.write_text(f"[backups]\ncopy_to = {json.dumps(str(stick))}\n")
    with open_book(home, PASSPHRASE) as book:
        group = filled(home, book)
        assert back_up_today(home, book, now=NOW) == ()
    shutil.rmtree(home.folder)
    (copy,) = stick.iterdir()
    new = Home(tmp_path / "another computer" / "home")
    done = restore(new, copy, RECOVERY_CODE, now=LATER)
    assert done.before is None
    change_passphrase(new, RECOVERY_CODE, "seven brown owls in a barn", now=LATER)
    with open_book(new, "seven brown owls in a barn") as book:
        program = Program(new, book, now=NOW + timedelta(days=4))
        program.mark(f"{group}@2027-03-04", Zoë="missed")
        assert program.roll(f"{group}@2027-03-04") == {"Ana": (True, "present"), "Zoë": (True, "missed")}
        assert back_up_today(new, book, now=LATER) == ()
    assert check_book(new, RECOVERY_CODE) == ()


def test_a_drill_restores_counts_and_leaves_the_book_alone(home):
    with open_book(home, PASSPHRASE) as book:
        filled(home, book)
        path = back_up(home, book, now=NOW).path
    before = files(home)
    done = drill(home, newest_to_drill(home, now=LATER), RECOVERY_CODE, now=LATER)
    assert (done.path, done.made_at, done.audit_rows) == (path, NOW, 7)
    assert (done.held.groups, done.held.sessions, done.held.people, done.held.marks) == (1, 4, 2, 1)
    assert done.seconds > 0
    after = files(home)
    diary = after.pop(home.backup_diary.relative_to(home.folder))
    assert after == before
    assert json.loads(diary)["drilled"] == str(path)
    with open_book(home, PASSPHRASE) as book:
        assert read_diary(home.backup_diary, book_info(book).uid).drilled_at == LATER


def test_a_drill_needs_no_book(home, tmp_path):
    with open_book(home, PASSPHRASE) as book:
        path = back_up(home, book, tmp_path / "it.backup", now=NOW).path
    shutil.rmtree(home.folder)
    assert drill(home, path, PASSPHRASE, now=LATER).held.groups == 0
    assert not home.folder.exists()


def test_a_practice_book_is_drilled_without_a_secret(tmp_path):
    home = make_practice_home(tmp_path)
    with open_book(home, None) as book:
        path = back_up(home, book, now=NOW).path
    assert drill(home, path, None, now=LATER).audit_rows == 1


def test_what_a_drill_finds_wrong(home, monkeypatch):
    with pytest.raises(NotFound, match="there is no backup of this book"):
        newest_to_drill(home, now=NOW)
    with open_book(home, PASSPHRASE) as book:
        path = back_up(home, book, now=NOW).path
        left = home.folder / ".facilitator-drill-killed"
        left.mkdir()
        (left / "book.db").write_bytes(b"half")
        with pytest.raises(WrongKey):
            drill(home, path, "another passphrase", now=LATER)
        monkeypatch.setattr(copies, "count_records", lambda _raw: 40)
        lying = back_up(home, book, now=LATER).path
    with pytest.raises(BookError, match="has 3 records, and the backup speaks of 40"):
        drill(home, lying, PASSPHRASE, now=LATER)
    assert not [each for each in home.folder.iterdir() if each.name.startswith(".facilitator")]
    assert not home.backup_diary.exists()
