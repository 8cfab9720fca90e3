"""What a facilitator sees first, out of an open book."""

from datetime import datetime

from facilitator.domain.sessions.today import MOST_WAITING, Today, sort_today
from facilitator.storage.book import Book
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.sessions.today import sessions_of_today
from facilitator.zones import zone


def see_today(book: Book, now: datetime, *, most: int = MOST_WAITING) -> Today:
    """Today as it stands at ``now``, in the program's zone, with ``most`` of the sessions that wait to be closed."""
    with book.read() as db:
        day = now.astimezone(zone(book_info(db).zone)).date()
        found, waiting = sessions_of_today(db, day, now, most=most)
        return sort_today(found, day, now, waiting=waiting, most=most)
