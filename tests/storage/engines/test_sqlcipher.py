import pytest
from sqlcipher3 import dbapi2

from facilitator.errors import BookError, Refused
from facilitator.storage.book import Book
from facilitator.storage.engines import sqlcipher
from facilitator.storage.engines.sqlcipher import connect_raw, driver_versions, make_engine, said_plainly
from tests.books import make_practice_home, open_practice


@pytest.fixture
def book(tmp_path):
    with open_practice(tmp_path) as book:
        yield book


def test_it_is_durable_strict_and_forgets_what_is_deleted(book):
    with book.raw() as raw:
        said = {
            name: raw.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store", "trusted_schema")
        }
    assert said == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
    }


def test_another_key_opens_nothing(tmp_path, capfd):
    home = make_practice_home(tmp_path)
    with pytest.raises(BookError, match="cannot be read with its key"), Book(home.book, bytes(32)) as book, book.raw():
        pass
    assert capfd.readouterr() == ("", "")  # SQLCipher would complain on the screen


def test_a_book_that_is_gone_is_missed_not_made(tmp_path):
    with pytest.raises(BookError, match="cannot be opened"), Book(tmp_path / "book.db", bytes(32)) as book, book.raw():
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_old_sqlite_is_refused(tmp_path, monkeypatch):
    home = make_practice_home(tmp_path)
    monkeypatch.setattr(sqlcipher, "LEAST_SQLITE", (99, 0, 0))
    with pytest.raises(BookError, match="can damage a book"):
        connect_raw(home.book, bytes(32))


def test_a_file_keeps_its_journal_mode_where_it_is_asked_for(book, tmp_path):
    (tmp_path / "copy.db").touch()
    raw = connect_raw(tmp_path / "copy.db", bytes(32), wal=False)
    try:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    finally:
        raw.close()


def test_the_driver_that_is_installed_encrypts_and_is_new_enough():
    sqlite, cipher = driver_versions()
    assert sqlite >= sqlcipher.LEAST_SQLITE
    assert cipher.startswith("4.")


@pytest.mark.parametrize(
    ("said", "saving", "title"),
    [
        ("database or disk is full", True, "NOT saved: the disk is full"),
        ("database or disk is full", False, "the disk is full"),
        ("disk I/O error", True, "NOT saved: the disk reported an error, or is full"),
        ("database is locked", True, "another window is writing in this book"),
        ("attempt to write a readonly database", True, "the book may only be read here"),
        ("database disk image is malformed", False, "the book is damaged"),
        ("UNIQUE constraint failed: site.name\nmore", True, "the book refused: UNIQUE constraint failed: site.name"),
    ],
)
def test_what_the_driver_says_is_said_plainly(said, saving, title):
    with pytest.raises(BookError) as raised, said_plainly(saving=saving):
        raise dbapi2.OperationalError(said)
    assert raised.value.title == title
    assert raised.value.__cause__ is None


def test_what_we_say_ourselves_stays_as_it_is():
    with pytest.raises(Refused, match="as it is"), said_plainly(saving=True):
        raise Refused("as it is", "Nothing was changed.")


def test_one_who_works_alone_has_one_connection(book):
    engine = make_engine(book.path, book._key, alone=True)
    try:
        with engine.connect() as db:
            db.exec_driver_sql("CREATE TEMP TABLE mine (id INTEGER)")
        with engine.connect() as db:
            assert db.exec_driver_sql("SELECT count(*) FROM mine").scalar() == 0
    finally:
        engine.dispose()
