import subprocess
import sys
from contextlib import suppress

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import StatementError

from facilitator.errors import BookError
from facilitator.services.book.open_book import open_book
from facilitator.storage.tables import person
from tests.books import NOW, make_practice_home, open_practice

INSERT = "INSERT INTO site (uid, name) VALUES (?, ?)"


@pytest.fixture
def book(tmp_path):
    with open_practice(tmp_path) as book:
        yield book


def names(book):
    with book.read() as db:
        return [name for (name,) in db.exec_driver_sql("SELECT name FROM site ORDER BY id")]


def test_a_write_and_its_audit_row_are_kept_together(book):
    before = book.audit_head().seq
    with book.write(now=NOW) as change:
        change.db.exec_driver_sql(INSERT, ("u1", "Harbor House"))
        change.record("site.add", "u1")
    assert (names(book), book.audit_head().seq) == (["Harbor House"], before + 1)


def test_a_write_without_an_audit_row_leaves_nothing(book):
    with pytest.raises(RuntimeError, match="audit row"), book.write(now=NOW) as change:
        change.db.exec_driver_sql(INSERT, ("u1", "Harbor House"))
    assert names(book) == []


def test_an_error_inside_leaves_neither_the_change_nor_its_audit_row(book):
    before = book.audit_head()
    with suppress(LookupError), book.write(now=NOW) as change:
        change.db.exec_driver_sql(INSERT, ("u1", "Harbor House"))
        change.record("site.add", "u1")
        raise LookupError
    assert (names(book), book.audit_head()) == ([], before)


def test_a_read_sees_one_moment(book):
    with book.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM site").scalar() == 0
        with book.write(now=NOW) as change:
            change.db.exec_driver_sql(INSERT, ("u1", "Harbor House"))
            change.record("site.add", "u1")
        assert db.exec_driver_sql("SELECT count(*) FROM site").scalar() == 0
    assert names(book) == ["Harbor House"]


def test_what_the_database_says_carries_no_values(book):
    twice = f"{INSERT}, (?, ?)"
    with pytest.raises(BookError) as raised, book.write(now=NOW) as change:
        change.db.exec_driver_sql(twice, ("SENTINEL-JANE", "SENTINEL-JANE") * 2)
    assert "UNIQUE constraint failed: site." in str(raised.value)
    assert "SENTINEL" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_a_value_of_the_wrong_kind_is_not_in_the_error(book):
    with pytest.raises(StatementError) as raised, book.write(now=NOW) as change:
        change.db.execute(insert(person), {"uid": "u", "code": "P", "name": "SENTINEL-JANE", "created_at": "SENTINEL"})
    assert "SENTINEL" not in str(raised.value)


def test_nothing_readable_is_on_the_disk_and_only_the_owner_may_look(tmp_path):
    with open_practice(tmp_path) as book:
        with book.write(now=NOW) as change:
            change.db.exec_driver_sql(INSERT, ("u1", "SENTINEL-JANE"))
            change.record("site.add", "u1")
        files = {path.name: path for path in book.path.parent.iterdir()}
        assert {"book.db", "book.db-wal", "book.db-shm", "book.keys"} <= set(files)
        for path in files.values():
            assert path.stat().st_mode & 0o777 == 0o600, path.name
            assert b"SENTINEL" not in path.read_bytes(), path.name
            assert not path.read_bytes().startswith(b"SQLite format 3"), path.name


def test_the_key_shows_in_no_representation(tmp_path):
    with open_practice(tmp_path) as book, book.write(now=NOW) as change:
        change.record("site.add", "u1")
        for thing in (book, change, book.at(book.path)):
            assert book._key.hex() not in repr(thing)
            assert repr(book._audit_key) not in repr(thing)


WRITER = """
import sys
from pathlib import Path
from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from tests.books import NOW
home = Home(Path(sys.argv[1]))
with open_book(home, None) as book:
    for number in range(25):
        with book.write(now=NOW) as change:
            (count,) = change.db.exec_driver_sql("SELECT count(*) FROM site").one()
            uid = f"{sys.argv[2]}-{number}"
            change.db.exec_driver_sql("INSERT INTO site (uid, name) VALUES (?, ?)", (uid, f"n{count}"))
            change.record("site.add", uid)
"""


def test_four_writers_lose_no_update(tmp_path):
    home = make_practice_home(tmp_path)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(home.folder), str(number)]) for number in range(4)]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    with open_book(home, None) as book:
        assert names(book) == [f"n{number}" for number in range(100)]
        assert book.verify_audit().rows == 101
        assert book.verify_audit().whole
