from dataclasses import replace
from datetime import timedelta

import pytest

from facilitator.errors import BadInput, WrongKey
from facilitator.home import Home
from facilitator.services.backups.back_up import back_up, restore
from facilitator.services.backups.preview_restore import preview_lines, preview_restore
from facilitator.services.book.keep_keys import change_passphrase, keep_recovery_code
from facilitator.services.book.open_book import create_book, new_recovery_code, open_book
from facilitator.services.book.renew_key import renew_key
from facilitator.services.people.keep_people import add_person
from tests.books import NOW, PASSPHRASE, RECOVERY_CODE, make_home
from tests.conftest import Program

LATER = NOW + timedelta(days=2)
OTHER = "eleven grey geese on a roof"


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path)


def people(home, *names, secret=PASSPHRASE):
    with open_book(home, secret) as book:
        for name in names:
            add_person(book, name=name, now=NOW)


@pytest.fixture
def backup(home):
    with open_book(home, PASSPHRASE) as book:
        program = Program(home, book)
        group = program.group("Steady")
        program.people("Ana", group=group)
        return back_up(home, book, now=NOW).path


def test_what_was_done_since_is_counted_in_words(home, backup):
    with open_book(home, PASSPHRASE) as book:
        program = Program(home, book)
        group = program.group("Evening", start="2027-03-11 18:30")
        program.people("Zed", "Bo", group=group)
        program.mark(f"{group}@2027-03-11", Zed="present", Bo="missed")
        seen = preview_restore(home, backup, None, book=book)
        assert preview_restore(home, backup, PASSPHRASE) == seen
    assert (seen.now.groups, seen.now.sessions, seen.now.people, seen.now.marks) == (2, 8, 3, 2)
    assert (seen.then.groups, seen.then.sessions, seen.then.people, seen.then.marks) == (1, 4, 1, 0)
    assert seen.lost == ("2 marks", "1 group", "2 people", "2 changes of rosters")
    assert (seen.returning, seen.same_book, seen.there, seen.older) == ((), True, True, False)
    assert (seen.made_at, seen.audit_rows, seen.practice) == (NOW, 4, False)
    assert preview_lines(seen) == (
        f"The backup was made on 2027-03-01 18:15 UTC by facilitator {seen.program}.",
        "Done since, and lost from the book: 2 marks, 1 group, 2 people, 2 changes of rosters. "
        "They stay in the backup that is made first.",
        "Now: 2 groups, 8 sessions, 3 people, 2 marks.",
        "Then: 1 group, 4 sessions, 1 person, 0 marks.",
        "Your passphrase and recovery code open it, as they do now.",
    )
    assert not [path for path in home.folder.iterdir() if path.name.startswith(".facilitator")]


def test_nothing_since_is_said(home, backup):
    assert "Nothing was done in the book since." in preview_lines(preview_restore(home, backup, PASSPHRASE))


def test_after_a_restore_what_lies_aside_would_come_back(home, backup):
    people(home, "Zed")
    done = restore(home, backup, PASSPHRASE, now=LATER)
    people(home, "Bo", "Cy")
    seen = preview_restore(home, done.before, PASSPHRASE)
    assert (seen.lost, seen.returning) == (("2 people",), ("1 person",))
    assert "In the backup, and back in the book then: 1 person." in preview_lines(seen)


def test_what_opens_the_restored_book_is_told(home, backup):
    change_passphrase(home, PASSPHRASE, OTHER, now=NOW)
    words = preview_restore(home, backup, PASSPHRASE).opens_with
    assert words == "The passphrase of that day opens it, not the one of now; your recovery code does, as now."
    code = new_recovery_code()
    keep_recovery_code(home, OTHER, code, now=NOW)
    words = preview_restore(home, backup, RECOVERY_CODE).opens_with
    assert words == "The passphrase and the recovery code of that day open it, not those of now."
    with pytest.raises(WrongKey, match="does not open this backup"):
        preview_restore(home, backup, OTHER)
    with pytest.raises(WrongKey):
        preview_restore(home, backup, None)
    with open_book(home, OTHER) as book:
        assert preview_restore(home, backup, None, book=book).same_book


def test_under_a_new_key_the_rows_are_still_known(home, backup):
    people(home, "Zed")
    renew_key(home, PASSPHRASE, RECOVERY_CODE, now=NOW)
    seen = preview_restore(home, backup, PASSPHRASE)
    assert seen.lost == ("1 person", "1 other act")
    assert seen.returning == ()
    with open_book(home, PASSPHRASE) as book, pytest.raises(WrongKey):
        preview_restore(home, backup, None, book=book)


def test_it_works_where_the_book_cannot_be_opened_or_is_gone(home, backup, tmp_path):
    home.book.write_bytes(b"not a book any more" * 100)
    seen = preview_restore(home, backup, PASSPHRASE)
    assert (seen.now, seen.then.people, seen.there, seen.lost) == (None, 1, True, ())
    assert "The book here cannot be opened; it would be kept beside, as it is." in preview_lines(seen)
    assert home.book.read_bytes().startswith(b"not a book")
    home.keys.write_bytes(b"{")
    assert preview_restore(home, backup, PASSPHRASE).now is None
    nowhere = Home(tmp_path / "none")
    seen = preview_restore(nowhere, backup, RECOVERY_CODE)
    assert (seen.there, seen.same_book, seen.then.people) == (False, False, 1)
    assert preview_lines(seen)[1] == "There is no book here now, so nothing is replaced."
    assert not nowhere.folder.exists()


def test_another_book_is_said_to_be_another(tmp_path, backup):
    other = Home(tmp_path / "other")
    create_book(other, name="Other", zone="UTC", passphrase=None, now=NOW, practice=True).book.close()
    seen = preview_restore(other, backup, PASSPHRASE)
    assert (seen.same_book, seen.returning) == (False, ())
    assert "It is of ANOTHER book" in preview_lines(seen)[1]


def test_an_older_one_is_said_to_be_upgraded(home, backup):
    seen = replace(preview_restore(home, backup, PASSPHRASE), schema=1)
    assert preview_lines(seen)[0].endswith(", and is upgraded on the way.")


def test_a_file_that_is_none_is_refused(home, tmp_path):
    (tmp_path / "x").write_text("x")
    with pytest.raises(BadInput, match="not a backup"):
        preview_restore(home, tmp_path / "x", PASSPHRASE)
