"""A database in memory, without a key, for what only looks at tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine


@contextmanager
def in_memory() -> Iterator[Connection]:
    """An open connection; what is left open is told by Python 3.13 and later."""
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as db:
            yield db
    finally:
        engine.dispose()
