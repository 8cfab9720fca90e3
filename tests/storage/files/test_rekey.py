from functools import partial

import pytest

from facilitator.errors import BookError
from facilitator.services.book.open_book import open_book
from facilitator.services.book.unlock import unlock
from facilitator.storage.book import Book
from facilitator.storage.engines.sqlcipher import connect_raw
from facilitator.storage.files import rekey as module
from facilitator.storage.files.rekey import rekey
from tests.books import NOW, make_practice_home, tamper

NEW = bytes(range(32))


@pytest.fixture
def closed(tmp_path):
    """A closed book with two rows in its chain: its file and its key."""
    home = make_practice_home(tmp_path)
    with open_book(home, None) as book, book.write(now=NOW) as change:
        change.db.exec_driver_sql("INSERT INTO site (uid, name) VALUES ('u1', 'Hall')")
        change.record("site.add", "u1")
    return home.book, unlock(home, None)[0]


def test_only_the_new_key_opens_it_and_the_chain_holds_under_it(closed):
    path, old = closed
    rekey(path, old, NEW)
    with pytest.raises(BookError, match="cannot be read with its key"):
        connect_raw(path, old)
    with Book(path, NEW) as book:
        assert book.verify_audit().rows == 2
        assert book.verify_audit().whole
        with book.read() as db:
            assert db.exec_driver_sql("SELECT name FROM site").scalars().all() == ["Hall"]


def test_the_main_file_alone_has_the_new_key(closed, tmp_path):
    path, old = closed
    rekey(path, old, NEW)
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    connect_raw(copy, NEW).close()
    with pytest.raises(BookError, match="cannot be read with its key"):
        connect_raw(copy, old)


def test_a_chain_that_does_not_hold_is_not_made_to_look_whole(closed):
    path, old = closed
    raw = connect_raw(path, old)
    tamper(raw, "UPDATE audit SET actor = 'eve' WHERE seq = 2")
    raw.close()
    with pytest.raises(BookError, match="does not hold at row 2"):
        rekey(path, old, NEW)
    with Book(path, old) as book:
        assert book.verify_audit().broken_at == 2


def test_a_wrong_key_changes_nothing(closed):
    path, old = closed
    before = path.read_bytes()
    with pytest.raises(BookError, match="cannot be read with its key"):
        rekey(path, NEW, bytes(32))
    assert path.read_bytes() == before
    connect_raw(path, old).close()


def test_somebody_who_reads_keeps_the_log_from_being_emptied(closed, monkeypatch):
    path, old = closed
    monkeypatch.setattr(module, "connect_raw", partial(connect_raw, patience=0.1))  # not five seconds
    reader = connect_raw(path, old)
    writer = connect_raw(path, old)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM site").fetchone()
        writer.execute("UPDATE site SET name = 'Annex'")
        with pytest.raises(BookError):
            rekey(path, old, NEW)
    finally:
        reader.close()
        writer.close()
    connect_raw(path, old).close()
