import pytest
from sqlalchemy import bindparam, literal_column, or_, select
from sqlalchemy.dialects import sqlite
from sqlcipher3 import dbapi2

from facilitator.storage.engines.straight import Straight
from facilitator.storage.tables import site
from tests.books import NOW, open_practice

STATEMENT = Straight(
    select(site.c.id, site.c.name)
    .where(or_(site.c.name == bindparam("name"), site.c.address == bindparam("name"), site.c.id == bindparam("key")))
    .order_by(site.c.name)
)


@pytest.fixture
def db(tmp_path):
    with open_practice(tmp_path) as book:
        with book.write(now=NOW) as change:
            rows = [{"id": 1, "uid": "u1", "name": "Hall"}, {"id": 2, "uid": "u2", "name": "Annex", "address": "Hall"}]
            change.db.execute(site.insert(), [{"address": "", **row} for row in rows])
            change.record("site.add", "u1")
        with book.read() as db:
            yield db


def test_a_value_that_is_named_twice_is_given_once(db):
    assert STATEMENT.rows(db, key=9, name="Hall") == [(2, "Annex"), (1, "Hall")]
    assert STATEMENT.rows(db, name="none", key=1) == [(1, "Hall")]


def test_a_value_that_is_missing_is_missed(db):
    with pytest.raises(dbapi2.ProgrammingError):
        STATEMENT.rows(db, name="Hall")


def test_it_reads_in_the_transaction_that_is_open(db):
    db.execute(site.insert(), {"id": 3, "uid": "u3", "name": "New"})
    assert STATEMENT.rows(db, name="New", key=0) == [(3, "New")]


def test_it_is_written_out_once_for_an_engine(db):
    made = Straight(select(literal_column("1")))
    assert made.rows(db) == [(1,)]
    made.statement._raw_columns.clear()  # what is written out does not look at it again
    assert made.rows(db) == [(1,)]
    assert STATEMENT.text(sqlite.dialect()).count(":name") == 2
