"""What a table refuses, on either engine, without ending the change that is open."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError


@contextmanager
def refused(db: Connection) -> Iterator[None]:
    """The database refuses what is done inside."""
    with pytest.raises(IntegrityError), db.begin_nested():
        yield
