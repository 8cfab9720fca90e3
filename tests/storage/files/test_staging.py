from contextlib import suppress

import pytest

from facilitator.errors import BookError
from facilitator.home import Home
from facilitator.storage.files.staging import put_new, replace_with, settle, staging, unsettled
from tests.books import NOW


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    return home


def fill(home, word):
    for path in (home.book, home.keys, home.practice_passphrase):
        path.write_text(f"{word} {path.name}")


def tree(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


NEW = {name: f"new {name}" for name in ("book.db", "book.keys", "practice.passphrase")}
OLD = {name: f"old {name}" for name in ("book.db", "book.keys", "practice.passphrase")}


def test_a_replacement_takes_the_log_of_the_old_book_out_too(home):
    fill(home, "old")
    (home.folder / "book.db-wal").write_text("old log")  # beside the new book it would ruin it
    (home.folder / "settings").write_text("stays")
    with staging(home) as staged:
        fill(staged, "new")
        left = replace_with(staged, home, now=NOW, covered=False)
    assert left == home.folder / "replaced-20270301-181500"
    assert tree(left) == {**OLD, "book.db-wal": "old log"}
    assert {name: text for name, text in tree(home.folder).items() if "/" not in name} == {**NEW, "settings": "stays"}


def test_an_old_book_that_a_backup_covers_is_not_kept_twice(home):
    fill(home, "old")
    with staging(home) as staged:
        fill(staged, "new")
        assert replace_with(staged, home, now=NOW, covered=True) is None
    assert tree(home.folder) == NEW


def test_where_there_was_no_book_nothing_is_left(home):
    with staging(home) as staged:
        fill(staged, "new")
        assert replace_with(staged, home, now=NOW, covered=False) is None
    assert tree(home.folder) == NEW
    assert not unsettled(home)


def test_settling_what_is_settled_does_nothing(home):
    fill(home, "old")
    settle(home)
    assert tree(home.folder) == OLD


def test_leftovers_of_two_killed_inits_are_both_kept(home):
    for word in ("first", "second", "third"):
        with staging(home) as staged:
            fill(staged, word)
            put_new(staged, home, now=NOW)
        home.book.unlink()
    assert (home.folder / "left-20270301-181500" / "book.keys").read_text() == "first book.keys"
    assert (home.folder / "left-20270301-181500-2" / "book.keys").read_text() == "second book.keys"
    assert home.keys.read_text() == "third book.keys"


def test_a_failure_inside_leaves_no_staging(home):
    with suppress(LookupError), staging(home) as staged:
        assert staged.folder.stat().st_mode & 0o777 == 0o700
        raise LookupError
    assert list(home.folder.iterdir()) == []


@pytest.mark.parametrize("put", [put_new, lambda *which, now: replace_with(*which, now=now, covered=True)])
def test_a_new_book_whose_log_could_not_be_emptied_is_not_put_in_place(home, put):
    """What is in the log would stay behind: a book that is closed on a failing disk says nothing of it."""
    with staging(home) as staged:
        fill(staged, "new")
        (staged.folder / "book.db-wal").write_text("the last change")
        with pytest.raises(BookError, match="did not take all"):
            put(staged, home, now=NOW)
    assert tree(home.folder) == {}


def test_a_disk_that_takes_no_staged_file_is_told_of(home):
    def write():
        with staging(home):
            raise OSError(28, "No space left on device")

    with pytest.raises(BookError, match="No space left"):
        write()
    assert tree(home.folder) == {}


@pytest.mark.parametrize(
    "noted", [b"../outside", b"book.db", b"", b"\xff", b"replaced-20270301-181500/../../x", b"x" * 9_000]
)
def test_old_files_are_kept_inside_the_home_whatever_was_noted_of_their_place(home, noted):
    ready = home.folder / "replacement"
    (ready / "old").mkdir(parents=True)
    (ready / "old" / "book.db").write_text("old")
    (ready / "keep-old-as").write_bytes(noted)
    fill(home, "new")
    settle(home)
    assert tree(home.folder) == {**NEW, "replaced/book.db": "old"}
    assert list(home.folder.parent.iterdir()) == [home.folder]
