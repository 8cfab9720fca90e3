"""Who would be in two places once a session meets at another time: a number, and nobody is named."""

from facilitator.domain.session import Session
from facilitator.services.people.roster_words import in_two_places_line
from facilitator.storage.book import Book
from facilitator.storage.queries.people import overlaps


def two_places(book: Book, session: Session) -> tuple[str, ...]:
    """How many of the roster have a seat in another group that meets while this session does; of nobody, nothing.

    The session may be as it is, or as it would be.
    """
    with book.read() as db:
        times = [(session.start_local.date(), session.starts_at, session.ends_at)]
        found = overlaps.in_two_places(db, session.group_id, times)
    return (in_two_places_line(len(found)),) if found else ()
