"""A book of the fifth schema becomes one of the sixth: nothing of it is touched, and there is room to publish."""

from sqlalchemy import inspect

from facilitator.services.book.open_book import open_book
from facilitator.services.book.unlock import unlock
from facilitator.storage.tables import TABLES_OF
from tests.faults.old_books import make_old_home
from tests.in_memory import in_memory
from tests.storage.test_schema import everything, migrated

NEW = {"slot", *TABLES_OF["publishing"]}


def test_only_tables_come_to_it():
    with in_memory() as db:
        migrated(db, to="0005")
        before = {name: inspect(db).get_columns(name) for name in inspect(db).get_table_names()}
        migrated(db)
        after = {name: inspect(db).get_columns(name) for name in inspect(db).get_table_names()}
    assert set(after) - set(before) == NEW
    assert [name for name in before if list(map(str, after[name])) != list(map(str, before[name]))] == []


def test_opening_a_book_of_the_fifth_schema_keeps_every_row(tmp_path):
    old = make_old_home(tmp_path, 5)
    key = unlock(old.home, None)[0]
    before = everything(old.home, key)
    with open_book(old.home, None):
        pass
    after = everything(old.home, key)
    assert (before.pop("user_version"), after.pop("user_version")) == (5, 6)
    told = {name: rows for name, rows in after.items() if name not in {*NEW, "sql", "alembic_version"}}
    assert {name: rows for name, rows in before.items() if name not in {"sql", "alembic_version"}} == told
    assert [after[name] for name in NEW] == [[]] * len(NEW)
