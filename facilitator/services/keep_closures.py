"""Keep the days on which a site, or every site, is closed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facilitator.domain.closures import closed_day
from facilitator.domain.views import Closure, Session
from facilitator.errors import BadInput
from facilitator.formats.ics_events import FileProblem
from facilitator.formats.ics_read import read_closures
from facilitator.services.find import find_site
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries import closures, sessions
from facilitator.storage.queries.book import book_info
from facilitator.words import SessionStatus
from facilitator.zones import zone

BACK, AHEAD = timedelta(days=366), timedelta(days=5 * 366)
"""The window of a calendar file that is kept: a year back, five years ahead."""


@dataclass(frozen=True, slots=True)
class ClosuresImport:
    """What an import did; ``hit`` are sessions to come that fall on one of the new closed days."""

    rows: int
    added: int
    skipped: int
    problems: tuple[FileProblem, ...]
    hit: tuple[Session, ...]


def import_closures(
    book: Book, data: bytes, *, name: str, now: datetime, site: str | None = None, dry_run: bool = False
) -> ClosuresImport:
    """Add the closed days of a calendar file that the book does not know yet; with a problem in it nothing is written.

    Raises:
        BadInput: for a file that is no calendar.
    """
    with book.read() as db:
        home_zone = zone(book_info(db).zone)
    today = now.astimezone(home_zone).date()
    read = read_closures(data, name=name, zone=home_zone, first=today - BACK, last=today + AHEAD)
    if read.problems or dry_run:
        return ClosuresImport(len(read.spans), 0, len(read.spans), read.problems, ())
    with book.write(now=now) as change:
        site_id = find_site(change.db, site).id if site else None
        added = closures.add_closures(change.db, read.spans, site_id=site_id, source=name)
        change.record("closures.import", "", added=len(added))
        hit = _hit(change.db, today, site)
    return ClosuresImport(len(read.spans), len(added), len(read.spans) - len(added), (), hit)


def add_closed_days(
    book: Book, first: date, last: date, *, reason: str, now: datetime, site: str | None = None
) -> tuple[Session, ...]:
    """Add closed days by hand, first to last both included; the sessions to come that fall on them.

    Raises:
        BadInput: for days in the wrong order, more than a year of them, no reason, or days that are there already.
    """
    if last < first:
        raise BadInput(f"{last} is before {first}", "Give the first closed day, then the last.")
    if last - first > timedelta(days=366):
        raise BadInput("more than a year of closed days", "End the groups instead: facilitator group end GROUP")
    if not reason.strip():
        raise BadInput("why is it closed?", "Give --reason in a word or two.")
    with book.write(now=now) as change:
        site_id = find_site(change.db, site).id if site else None
        span = closed_day(first, reason.strip(), None if last == first else last)
        added = closures.add_closures(change.db, [span], site_id=site_id, source="by hand")
        if not added:
            raise BadInput("that closed day is in the book already", "See: facilitator closures list")
        change.record("closures.add", added[0])
        return tuple(each for each in _hit(change.db, first, site) if first <= each.start_local.date() <= last)


def list_closures(book: Book, first: date, last: date) -> list[Closure]:
    """Closed days from first to last, both included."""
    with book.read() as db:
        return closures.closures_between(db, first, last)


def _hit(db: Db, first: date, site: str | None) -> tuple[Session, ...]:
    """Scheduled sessions from a day on that fall on a closed span of all sites or of this one."""
    from facilitator.domain.closures import Closures

    shut = Closures(closures.closed_spans(db, first, find_site(db, site).id if site else None))
    upcoming = sessions.sessions_between(db, first, first + AHEAD)
    return tuple(
        each
        for each in upcoming
        if each.status is SessionStatus.SCHEDULED
        and (site is None or each.site == find_site(db, site).name)
        and shut.reason_closed(each.start_local, each.start_local + timedelta(minutes=each.minutes))
    )
