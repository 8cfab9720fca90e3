"""A book as an earlier program left it: an older schema, made by the migrations up to it, with the same rows."""

from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, StaticPool, create_engine
from sqlcipher3 import dbapi2

from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.services.book.unlock import unlock
from facilitator.services.sessions.run_session import end
from facilitator.services.sessions.take_attendance import mark
from facilitator.storage import row_digests
from facilitator.storage.book import APPLICATION_ID, Book
from facilitator.storage.engines.sqlcipher import connect_raw
from facilitator.storage.files.staging import make_private_file
from facilitator.storage.schema import MIGRATIONS, revision
from facilitator.words import AttendanceStatus, Unmarked
from tests.books import NOW
from tests.faults.stage import PEOPLE, SESSION, copied, make_group_home

TABLES = ("audit", "attendance", "book", "enrolment", "mark_event", "person", "session")
"""Tables whose rows an upgrade may not touch."""


@dataclass(frozen=True, slots=True)
class OldHome:
    """A home with a book of an older schema, how many rows it had in each table, and its audit chain."""

    home: Home
    rows: dict[str, int]

    def schema_of(self, home: Home) -> int:
        """The schema of a book, which is not upgraded by looking."""
        with Book(home.book, unlock(home, None)[0]) as book, book.raw() as raw:
            (schema,) = raw.execute("PRAGMA user_version").fetchone()
            (stamp,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        assert stamp == revision(schema)
        return int(schema)

    def rows_of(self, home: Home) -> dict[str, int]:
        """How many rows a book has; what restoring it added to the audit chain is left out."""
        with Book(home.book, unlock(home, None)[0]) as book, book.raw() as raw:
            return _rows(raw)


def make_old_home(folder: Path, schema: int) -> OldHome:
    """A practice home with a group, marks and a closed session, at a schema before the newest."""
    new = make_group_home(folder / "new")
    with mock.patch.object(row_digests, "take_digests", _take_none), open_book(new, None, actor="pat") as book:
        for name in PEOPLE[:3]:
            mark(book, SESSION, name, AttendanceStatus.PRESENT, now=NOW)
        end(book, SESSION, now=NOW, unmarked=Unmarked.MISSED)
    old = copied(new, folder / "old")
    key = unlock(new, None)[0]
    old.book.unlink()
    make_private_file(old.book)
    engine = create_engine(
        "sqlite+pysqlite://", module=dbapi2, creator=lambda: connect_raw(old.book, key), poolclass=StaticPool
    )
    try:
        with engine.connect() as db:
            db.exec_driver_sql("PRAGMA foreign_keys=OFF")
            config = Config(attributes={"connection": db})
            config.set_main_option("script_location", str(MIGRATIONS))
            command.upgrade(config, revision(schema))
            with Book(new.book, key) as source, source.raw() as raw:
                _copy_rows(raw, db.connection.driver_connection)
                rows = _rows(raw)
            db.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            db.exec_driver_sql(f"PRAGMA user_version={schema}")
            db.commit()
    finally:
        engine.dispose()
    return OldHome(old, rows)


def _take_none(db: Connection, _key: bytes) -> dict[str, list[str]]:
    """No digest of any row: an earlier program vouched for none."""
    row_digests.left_over(db)
    return {}


def _copy_rows(source: dbapi2.Connection, target: dbapi2.Connection) -> None:
    """Copy the rows of tables that both have, in the columns that both have."""
    have = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name != 'alembic_version'"
    )
    for (table,) in target.execute(have).fetchall():
        both = [row[1] for row in target.execute(f'PRAGMA table_info("{table}")')]
        known = {row[1] for row in source.execute(f'PRAGMA table_info("{table}")')}
        columns = [name for name in both if name in known]
        if not columns:
            continue
        listed = ", ".join(f'"{name}"' for name in columns)
        rows = source.execute(f'SELECT {listed} FROM "{table}"').fetchall()
        holders = ", ".join("?" for _ in columns)
        target.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({holders})', rows)


def _rows(raw: dbapi2.Connection) -> dict[str, int]:
    counted = {table: raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in TABLES}
    added = raw.execute("SELECT count(*) FROM audit WHERE action = 'book.restore'").fetchone()[0]
    return counted | {"audit": counted["audit"] - added}
