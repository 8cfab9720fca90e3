import re
import shutil

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlcipher3.dbapi2 import DatabaseError

from facilitator.errors import BookError
from facilitator.services.book.open_book import book_info, open_book
from facilitator.services.book.unlock import unlock
from facilitator.storage import schema
from facilitator.storage.book import APPLICATION_ID, SCHEMA, Book
from facilitator.storage.schema import MIGRATIONS, make_tables, read_marks, upgrade
from facilitator.storage.tables import metadata
from tests.books import NOW, make_practice_home, open_practice
from tests.in_memory import in_memory
from tests.storage.write_migration import write_migration

ADD_COLUMN = """
revision = "NEXT"
down_revision = "LAST"
import sqlalchemy as sa
from alembic import op
def upgrade():
    with op.batch_alter_table("person", recreate="always") as person:
        person.add_column(sa.Column("pronouns", sa.String(), server_default="", nullable=False))
"""
LOSE_ROWS = """
revision = "NEXT"
down_revision = "LAST"
from alembic import op
def upgrade():
    op.execute("DELETE FROM keepsake WHERE id = 2")
"""
DROP_ON_PURPOSE = """
revision = "NEXT"
down_revision = "LAST"
LOSES_ROWS_OF = ("keepsake",)
from alembic import op
def upgrade():
    op.drop_table("keepsake")
"""
ORPHANS = """
revision = "NEXT"
down_revision = "LAST"
LOSES_ROWS_OF = ("person",)
from alembic import op
def upgrade():
    op.execute("DELETE FROM person")
"""
APPENDED = """
revision = "NEXT"
down_revision = "LAST"
from alembic import op
def upgrade():
    op.execute("UPDATE audit SET chain = 7")
"""
FAILS_HALFWAY = """
revision = "NEXT"
down_revision = "LAST"
from alembic import op
def upgrade():
    op.execute("CREATE TABLE halfway (id INTEGER)")
    op.execute("DELETE FROM keepsake")
    op.execute("CREATE TABLE person (id INTEGER)")
"""


def statements(db):
    """The schema as SQLite keeps it; the order of a table's clauses, where a check stands, and quotes mean nothing."""
    rows = db.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return {name: sorted(clauses(plainly(sql))) for name, sql in rows}


def plainly(sql):
    sql = re.sub(r"\s+", " ", sql).strip()
    sql = re.sub(r'^CREATE TABLE "([a-z_]+)"', r"CREATE TABLE \1", sql)
    return re.sub(r"DEFAULT \(('[^']*')\)", r"DEFAULT \1", sql)


def clauses(sql):
    start, depth = 0, 0
    for at, character in enumerate(sql):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if (character == "," and depth == 1) or (character == "(" and depth == 1) or (character == ")" and depth == 0):
            yield from (part.strip() for part in re.split(r"(?<! ,)(?=CONSTRAINT ck_)", sql[start:at]) if part.strip())
            start = at + 1
    yield sql[start:].strip()


def migrated(db, folder=MIGRATIONS, to="head"):
    config = Config(attributes={"connection": db})
    config.set_main_option("script_location", str(folder))
    command.upgrade(config, to)


def test_migrations_make_what_a_new_book_has():
    with in_memory() as made, in_memory() as upgraded:
        make_tables(made)
        migrated(upgraded)
        assert statements(upgraded) == statements(made)
        stamp = "SELECT version_num FROM alembic_version"
        assert upgraded.exec_driver_sql(stamp).all() == made.exec_driver_sql(stamp).all() == [(f"{SCHEMA:04d}",)]
        assert compare_metadata(MigrationContext.configure(upgraded), metadata) == []


def test_the_comparison_sees_checks_rowids_and_partial_indexes():
    with in_memory() as db:
        migrated(db)
        told = statements(db)
    assert "CONSTRAINT ck_book_one CHECK (id = 1)" in told["book"]
    assert "WITHOUT ROWID" in told["attendance"]
    assert "WHERE ends_on IS NULL" in told["uq_enrolment_group_id_person_id_current"]


def test_the_writer_of_migrations_sees_a_missing_table(tmp_path):
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    (second,) = (folder / "versions").glob("v0002_*.py")
    made = r'op\.create_table\(\s*"travel",.*?\n    \)\n    op\.create_index\(.*?\)\n'
    second.write_text(re.sub(made, "pass\n", second.read_text(), flags=re.S))
    (written,) = write_migration(folder, "Ways between sites")
    text = written.read_text()
    assert 'op.create_table("travel"' in text.replace("'", '"')
    assert "ck_travel_minutes" in text
    with in_memory() as made, in_memory() as upgraded:
        make_tables(made)
        migrated(upgraded, folder)
        assert statements(upgraded) == statements(made)


@pytest.fixture
def old(tmp_path):
    """A home whose book has people, and rows that hang on them with ON DELETE CASCADE; its key, and its rows."""
    home = make_practice_home(tmp_path)
    with open_book(home, None) as book, book.raw() as raw:
        raw.execute(
            "INSERT INTO person (uid, code, name, name_key, created_at) VALUES ('u1','P-1','Robin','robin',0),"
            " ('u2','P-2','Sam','sam',0)"
        )
        raw.execute(
            "CREATE TABLE keepsake (id INTEGER PRIMARY KEY,"
            " person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE)"
        )
        raw.execute("INSERT INTO keepsake VALUES (1, 1), (2, 2)")
    return home, unlock(home, None)[0]


def folder_with(tmp_path, second):
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    text = second.replace("NEXT", f"{SCHEMA + 1:04d}").replace("LAST", f"{SCHEMA:04d}")
    (folder / "versions" / f"v{SCHEMA + 1:04d}_next.py").write_text(text)
    return folder


def everything(home, key):
    with Book(home.book, key) as book, book.raw() as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {
            "user_version": raw.execute("PRAGMA user_version").fetchone()[0],
            "sql": raw.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall(),
            **{name: raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables},
        }


def test_a_change_of_a_table_keeps_the_rows_that_hang_on_it(old, tmp_path):
    home, key = old
    before = everything(home, key)
    upgrade(home.book, key, migrations=folder_with(tmp_path, ADD_COLUMN), to=SCHEMA + 1)
    after = everything(home, key)
    assert after["keepsake"] == before["keepsake"] == [(1, 1), (2, 2)]
    assert after["person"] == [(*row, "") for row in before["person"]]
    assert (after["user_version"], after["alembic_version"]) == (SCHEMA + 1, [(f"{SCHEMA + 1:04d}",)])
    assert after["audit"] == before["audit"]


def test_with_foreign_keys_on_the_same_change_would_lose_them(old, tmp_path):
    """The control: without the guard the rows are gone, and nothing says so."""
    home, key = old
    with Book(home.book, key) as book, book.read() as db:
        migrated(db, folder_with(tmp_path, ADD_COLUMN), f"{SCHEMA + 1:04d}")
        assert db.exec_driver_sql("SELECT * FROM keepsake").all() == []
        db.rollback()


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (LOSE_ROWS, "would lose rows of keepsake"),
        (ORPHANS, "records that point nowhere"),
        (FAILS_HALFWAY, "already exists"),
    ],
)
def test_an_upgrade_that_would_harm_leaves_the_book_as_it_was(old, tmp_path, second, said):
    home, key = old
    before = everything(home, key)
    with pytest.raises(BookError, match=said):
        upgrade(home.book, key, migrations=folder_with(tmp_path, second), to=SCHEMA + 1)
    assert everything(home, key) == before


def test_a_migration_may_say_that_it_drops_rows(old, tmp_path):
    home, key = old
    upgrade(home.book, key, migrations=folder_with(tmp_path, DROP_ON_PURPOSE), to=SCHEMA + 1)
    after = everything(home, key)
    assert "keepsake" not in after
    assert after["user_version"] == SCHEMA + 1


def test_an_upgrade_may_change_what_is_append_only_and_nobody_after_it(old, tmp_path):
    home, key = old
    upgrade(home.book, key, migrations=folder_with(tmp_path, APPENDED), to=SCHEMA + 1)
    with Book(home.book, key) as book, book.raw() as raw:
        assert raw.execute("SELECT DISTINCT chain FROM audit").fetchall() == [(7,)]
        assert raw.execute("SELECT count(*) FROM append_only_door").fetchone() == (0,)
        with pytest.raises(DatabaseError, match="audit is append-only"):
            raw.execute("UPDATE audit SET chain = 8")


def test_an_upgrade_that_was_done_is_not_done_again(old, tmp_path):
    home, key = old
    folder = folder_with(tmp_path, ADD_COLUMN)
    upgrade(home.book, key, migrations=folder, to=SCHEMA + 1)
    before = everything(home, key)
    upgrade(home.book, key, migrations=folder, to=SCHEMA + 1)
    assert everything(home, key) == before


def test_an_upgrade_never_goes_back(old, tmp_path):
    home, key = old
    folder = folder_with(tmp_path, ADD_COLUMN)
    upgrade(home.book, key, migrations=folder, to=SCHEMA + 1)
    upgrade(home.book, key, migrations=folder, to=1)
    assert everything(home, key)["user_version"] == SCHEMA + 1


def test_upgrading_leaves_logging_alone(old, tmp_path, capfd):
    import logging

    home, key = old
    before = (list(logging.root.handlers), logging.root.level)
    upgrade(home.book, key, migrations=folder_with(tmp_path, ADD_COLUMN), to=SCHEMA + 1)
    assert (list(logging.root.handlers), logging.root.level) == before
    assert capfd.readouterr() == ("", "")


def test_opening_an_old_book_backs_it_up_first(old, tmp_path, monkeypatch):
    home, key = old
    monkeypatch.setattr(schema, "SCHEMA", SCHEMA + 1)
    with open_book(home, None, migrations=folder_with(tmp_path, ADD_COLUMN)) as book:
        assert book_info(book).name == "Harbor Street"
    assert everything(home, key)["user_version"] == SCHEMA + 1
    (backup,) = home.backups.iterdir()
    assert re.fullmatch(r"facilitator-\d{8}-\d{6}-before-upgrade\.backup", backup.name)


def test_opening_an_old_book_whose_upgrade_fails_leaves_it_old(old, tmp_path, monkeypatch):
    home, key = old
    before = everything(home, key)
    monkeypatch.setattr(schema, "SCHEMA", SCHEMA + 1)
    with pytest.raises(BookError, match="would lose rows"):
        open_book(home, None, migrations=folder_with(tmp_path, LOSE_ROWS))
    assert everything(home, key) == before


def test_a_newer_book_is_refused(old):
    home, key = old
    with Book(home.book, key) as book, book.raw() as raw:
        raw.execute(f"PRAGMA user_version={SCHEMA + 1}")
    with pytest.raises(BookError, match="made by a newer facilitator"):
        open_book(home, None)


def test_another_program_s_database_is_refused(tmp_path):
    with open_practice(tmp_path) as book, book.raw() as raw:
        assert read_marks(raw, name="it").application == APPLICATION_ID
        raw.execute("PRAGMA application_id=1")
        with pytest.raises(BookError, match="it is not a book of facilitator"):
            read_marks(raw, name="it")
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute("PRAGMA user_version=0")
        with pytest.raises(BookError, match="it is not a book of facilitator"):
            read_marks(raw, name="it")


def test_the_first_write_is_in_the_audit_chain(tmp_path):
    with open_practice(tmp_path) as book, book.raw() as raw:
        (row,) = raw.execute("SELECT action, at, payload FROM audit").fetchall()
    assert row == ("book.create", int(NOW.timestamp()), '{"practice":true,"zone":"America/New_York"}')
