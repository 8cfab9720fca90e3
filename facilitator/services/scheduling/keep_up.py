"""What a book needs when it is opened after a while: new zone rules, sessions further ahead, seats that are due."""

from datetime import datetime, timedelta

from facilitator.domain.scheduling.ahead import least
from facilitator.errors import FacilitatorError
from facilitator.storage.book import Book
from facilitator.storage.queries.scheduling.upkeep import upkeep
from facilitator.zones import tzdata_version

_AHEAD = timedelta(hours=14)
"""So far ahead of UTC may the day be where the book is kept."""


def keep_up(book: Book, *, now: datetime) -> tuple[str, ...]:
    """Bring a book that was just opened up to date; what to tell. Where nothing is to do it costs one short read.

    What opening it found comes first. A book that cannot be written now is read all the same: it is brought up to date
    next time.
    """
    with book.read() as db:
        found = upkeep(db, least(now.date()), (now + _AHEAD).date())
    notes = book.notices
    # loaded when they are needed: with the curricula they take 60 ms, and most days there is nothing to do
    try:
        if found.tzdata != tzdata_version():
            from facilitator.services.scheduling.recompute_zones import recompute_zones

            notes += recompute_zones(book, now=now)
        if found.short:
            from facilitator.services.scheduling.extend_horizon import extend_horizon

            notes += extend_horizon(book, now=now).notes
        if found.seats_due:
            from facilitator.services.people.seats import give_due_seats

            notes += give_due_seats(book, now=now)
    except FacilitatorError as error:
        notes += (f"The schedule could not be brought up to date: {error.title}.",)
    return notes
