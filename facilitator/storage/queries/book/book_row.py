"""The one row of the ``book`` table."""

from sqlalchemy import Connection, insert, select, update

from facilitator.domain.book.book_info import BookInfo
from facilitator.storage.tables.book import book

_info = select(book.c.uid, book.c.name, book.c.zone, book.c.practice, book.c.created_at, book.c.protected)
_add = insert(book)


def add_book(db: Connection, info: BookInfo, *, tzdata: str) -> None:
    """Write the row of a new book, with the version of the zone rules it begins with."""
    db.execute(
        _add,
        {
            "id": 1,
            "uid": info.uid,
            "name": info.name,
            "zone": info.zone,
            "practice": info.practice,
            "protected": info.protected,
            "tzdata": tzdata,
            "created_at": info.created_at,
        },
    )


def book_info(db: Connection) -> BookInfo:
    """What this book says about itself."""
    return BookInfo(*db.execute(_info).one())


def set_protected(db: Connection, *, protected: bool) -> None:
    """Say whether 42 CFR Part 2 protects the records of this book."""
    db.execute(update(book), {"protected": protected})
