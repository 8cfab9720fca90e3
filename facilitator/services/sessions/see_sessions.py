"""Look at sessions between two days."""

from datetime import date

from facilitator.domain.views import Session
from facilitator.errors import BadInput
from facilitator.services.find import find_group
from facilitator.storage.book import Book
from facilitator.storage.queries.sessions import sessions


def list_sessions(book: Book, first: date, last: date, *, group: str | None = None) -> list[Session]:
    """Sessions on the local days from first to last, both included, in order.

    Raises:
        BadInput: for days in the wrong order.
    """
    if last < first:
        raise BadInput(f"--to {last} is before --from {first}", "Both days are included.")
    with book.read() as db:
        return sessions.sessions_between(db, first, last, find_group(db, group).id if group else None)


def see_day(book: Book, day: date, *, limit: int = 50, skip: int = 0) -> list[Session]:
    """A day of the calendar, a screenful at a time: the first ``limit`` sessions after those to ``skip``."""
    with book.read() as db:
        return sessions.sessions_of_day(db, day, limit=limit, skip=skip)
