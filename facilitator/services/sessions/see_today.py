"""What a facilitator sees first: what runs, what comes, and what is left to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.domain.views import Session
from facilitator.storage.book import Book
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.sessions import sessions
from facilitator.words import SessionStatus
from facilitator.zones import zone

BACK, AHEAD = timedelta(days=28), timedelta(days=14)
MOST_COMING = 40


@dataclass(frozen=True, slots=True)
class Today:
    """Sessions by what they ask of a facilitator now; each in order of time.

    ``unfinished`` are sessions of the last four weeks whose attendance is still open.
    """

    running: tuple[Session, ...]
    today: tuple[Session, ...]
    coming: tuple[Session, ...]
    unfinished: tuple[Session, ...]


def see_today(book: Book, now: datetime) -> Today:
    """Today as it stands at ``now``, in the program's zone."""
    with book.read() as db:
        day = now.astimezone(zone(book_info(db).zone)).date()
        found = sessions.sessions_between(db, day - BACK, day + AHEAD)
    running = tuple(each for each in found if each.status is SessionStatus.RUNNING)
    still_open = [each for each in found if each.status is SessionStatus.SCHEDULED]
    return Today(
        running=running,
        today=tuple(
            each
            for each in found
            if each.start_local.date() == day
            and each.status is not SessionStatus.RUNNING
            and (each.ends_at > now or each.status is not SessionStatus.SCHEDULED)
        ),
        coming=tuple(
            each
            for each in found
            if each.start_local.date() > day and each.status in (SessionStatus.SCHEDULED, SessionStatus.CANCELLED)
        )[:MOST_COMING],
        unfinished=tuple(each for each in still_open if each.ends_at <= now),
    )
