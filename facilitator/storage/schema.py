"""The shape of a book: made at once for a new one, migrated for an old one, in one transaction that counts its rows.

``PRAGMA user_version`` says which schema a book has, so that opening a current one never imports Alembic (470 ms).
"""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from facilitator.domain.book.book_info import BookInfo
from facilitator.errors import BookError
from facilitator.storage.book import APPLICATION_ID, SCHEMA, Book
from facilitator.storage.engines.append_only import Why, door_open
from facilitator.storage.engines.sqlcipher import make_engine, said_plainly
from facilitator.storage.queries.book.book_row import add_book

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
# as Alembic makes it, without importing Alembic
_STAMP_TABLE = (
    "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n"
    "\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
)
_DOOR = "append_only_door"  # books have it from schema 5 on


@dataclass(frozen=True, slots=True)
class Marks:
    """What the head of a database file says: whose it is, and its schema."""

    application: int
    schema: int

    @property
    def older(self) -> bool:
        """Whether it needs an upgrade before this program may use it."""
        return self.schema < SCHEMA


def make_tables(db: Connection) -> None:
    """All tables and indexes of the current schema, with its marks, in the transaction that is open."""
    from facilitator.storage.tables import metadata  # every table: 30 ms, and only for a new book

    metadata.create_all(db)
    db.exec_driver_sql(_STAMP_TABLE)
    db.exec_driver_sql("INSERT INTO alembic_version (version_num) VALUES (?)", (revision(SCHEMA),))
    db.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    db.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")


def fill_new(book: Book, info: BookInfo, *, tzdata: str, now: datetime) -> None:
    """Make the tables of a new book and write what it is, in one transaction."""
    with book.write(now=now) as change:
        make_tables(change.db)
        add_book(change.db, info, tzdata=tzdata)
        change.record("book.create", info.uid, zone=info.zone, practice=info.practice)


def revision(schema: int) -> str:
    """Alembic's name for a schema."""
    return f"{schema:04d}"


def read_marks(raw: Any, *, name: str) -> Marks:
    """The marks of a book.

    Raises:
        BookError: for a database that is no book, or was made by a newer program.
    """
    with said_plainly():
        (application,) = raw.execute("PRAGMA application_id").fetchone()
        (schema,) = raw.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or schema < 1:
        raise BookError(f"{name} is not a book of facilitator", "Choose another home with --home, or restore a backup.")
    if schema > SCHEMA:
        raise BookError(
            f"{name} was made by a newer facilitator",
            "Update the program, then try again. Nothing was changed.",
        )
    return Marks(application, schema)


def upgrade(path: Path, key: bytes, *, migrations: Path = MIGRATIONS, to: int | None = None) -> None:
    """Bring a book to a schema (ours) in one transaction: killed anywhere, it has the old one or the new one.

    Foreign keys are off while it runs: a batch change of a table would delete the rows that hang on it. Before the
    commit they are checked, and every table must still have its rows, unless a migration names those that it drops in
    ``LOSES_ROWS_OF``.

    Raises:
        BookError: where it fails or would lose rows; nothing was changed then.
    """
    engine = make_engine(path, key, alone=True)
    try:
        with said_plainly(), engine.connect() as db:
            db.exec_driver_sql("PRAGMA foreign_keys=OFF")  # before BEGIN: inside it does nothing
            db.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                _migrate(db, migrations, to or SCHEMA, name=path.name)
            except BaseException:
                db.rollback()
                raise
            db.commit()
    finally:
        engine.dispose()


def _migrate(db: Connection, migrations: Path, to: int, *, name: str) -> None:
    if db.exec_driver_sql("PRAGMA user_version").scalar_one() >= to:
        return  # another window was faster, perhaps of a newer program
    before = _row_counts(db)
    with door_open(db.connection.driver_connection, Why.UPGRADE) if _DOOR in before else nullcontext():
        dropped = _run_alembic(db, migrations, to)
    after = _row_counts(db)
    lost = sorted(table for table, rows in before.items() if after.get(table, 0) < rows and table not in dropped)
    if lost:
        raise BookError(
            f"upgrading {name} would lose rows of {', '.join(lost)}: it was not upgraded",
            "Nothing was changed. Please report this line.",
        )
    if db.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise BookError(
            f"upgrading {name} would leave records that point nowhere: it was not upgraded",
            "Nothing was changed. Please report this line.",
        )
    db.exec_driver_sql(f"PRAGMA user_version={to}")


def _run_alembic(db: Connection, migrations: Path, to: int) -> frozenset[str]:
    """Run the migrations up to a schema; the tables whose rows they may drop."""
    from alembic import command  # 470 ms, and only where a book is old
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": db})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    current = db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    ran = list(scripts.iterate_revisions(revision(to), current))
    command.upgrade(config, revision(to))
    return frozenset(table for script in ran for table in getattr(script.module, "LOSES_ROWS_OF", ()))


def _row_counts(db: Connection) -> dict[str, int]:
    names = db.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).scalars()
    return {
        name: db.exec_driver_sql('SELECT count(*) FROM "{}"'.format(name.replace('"', '""'))).scalar_one()  # noqa: S608
        for name in list(names)
    }
