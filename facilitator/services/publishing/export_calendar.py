"""Give sessions to a calendar app: the schedule and nothing about participants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facilitator.domain.publishing import PublishedCalendar, published
from facilitator.domain.views import Session
from facilitator.errors import BadInput
from facilitator.formats.publishing.ics_write import feed_warnings, write_calendar
from facilitator.services.find import find_group
from facilitator.storage.book import Book
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.sessions import sessions
from facilitator.zones import zone

BACK, AHEAD = timedelta(days=90), timedelta(days=548)
"""What a calendar holds unless told otherwise: 90 days back and 18 months ahead."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of a calendar file, and how many sessions it holds."""

    data: bytes
    sessions: int
    warnings: tuple[str, ...]


def export_calendar(
    book: Book, *, groups: Sequence[str] = (), first: date | None = None, last: date | None = None, now: datetime
) -> Exported:
    """The sessions of all groups, or of those named, as an iCalendar file; the same data gives the same bytes.

    Raises:
        BadInput: for days in the wrong order.
    """
    with book.read() as db:
        info = book_info(db)
        today = now.astimezone(zone(info.zone)).date()
        begin, end = first or today - BACK, last or today + AHEAD
        if end < begin:
            raise BadInput(f"--to {end} is before --from {begin}", "Both days are included.")
        chosen = [find_group(db, each) for each in groups]
        found: list[Session] = []
        for group_id in dict.fromkeys([each.id for each in chosen]) or [None]:
            found.extend(sessions.sessions_between(db, begin, end, group_id))
    name = chosen[0].title if len(chosen) == 1 else info.name
    shown = tuple(published(each) for each in sorted(found, key=lambda each: (each.starts_at, each.uid)))
    calendar = PublishedCalendar(
        uid=chosen[0].uid if len(chosen) == 1 else info.uid, name=name, zone=info.zone, sessions=shown
    )
    return Exported(write_calendar(calendar), len(shown), feed_warnings(len(shown)))
