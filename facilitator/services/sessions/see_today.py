"""What a facilitator sees first, out of an open book."""

from datetime import datetime

from facilitator.domain.sessions.today import Today, days_seen, sort_today
from facilitator.storage.book import Book
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.sessions import sessions
from facilitator.zones import zone


def see_today(book: Book, now: datetime) -> Today:
    """Today as it stands at ``now``, in the program's zone."""
    with book.read() as db:
        day = now.astimezone(zone(book_info(db).zone)).date()
        return sort_today(sessions.sessions_between(db, *days_seen(day)), day, now)
