"""An act that can be seen before it is written: both run the same lines, up to the first change."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db


@contextmanager
def preview_or_write(book: Book, *, now: datetime, preview: bool) -> Iterator[tuple[Db, Change | None]]:
    """The book as it is, and the write that is open in it; a preview has none, and keeps no other window waiting."""
    if preview:
        with book.read() as db:
            yield db, None
    else:
        with book.write(now=now) as change:
            yield change.db, change
