"""Keep the days on which a site, or every site, is closed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from facilitator.domain.closures import ClosedSpan, Closures, closed_day
from facilitator.domain.names import tidy
from facilitator.domain.views import Closure, Session, Site
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
    """What an import did, or would do; ``hit`` are sessions to come that fall on a closed day of the file."""

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
        NotFound: for an unknown site.
    """
    with book.read() as db:
        home_zone = zone(book_info(db).zone)
        today = now.astimezone(home_zone).date()
        read = read_closures(data, name=name, zone=home_zone, first=today - BACK, last=today + AHEAD)
        where = find_site(db, site) if site else None
        new = closures.unknown_spans(db, read.spans, where.id if where else None)
        hit = _hit(db, read.spans, today, where)
    outcome = ClosuresImport(len(read.spans), len(new), len(read.spans) - len(new), read.problems, hit)
    if read.problems:
        return replace(outcome, added=0, skipped=0, hit=())
    if dry_run:
        return outcome
    with book.write(now=now) as change:
        added = closures.add_closures(change.db, read.spans, site_id=where.id if where else None, source=name)
        change.record("closures.import", where.uid if where else "", added=len(added))
    return replace(outcome, added=len(added), skipped=len(read.spans) - len(added))


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
    if not tidy(reason):
        raise BadInput("why is it closed?", "Give --reason in a word or two.")
    with book.write(now=now) as change:
        where = find_site(change.db, site) if site else None
        span = closed_day(first, tidy(reason), last)
        added = closures.add_closures(change.db, [span], site_id=where.id if where else None, source="by hand")
        if not added:
            raise BadInput("that closed day is in the book already", "See: facilitator closures list")
        change.record("closures.add", added[0])
        # a session that begins on the evening before may run into the first closed day
        return _hit(change.db, [span], first - timedelta(days=1), where)


def list_closures(book: Book, first: date, last: date) -> list[Closure]:
    """Closed days from first to last, both included."""
    with book.read() as db:
        return closures.closures_between(db, first, last)


def _hit(db: Db, spans: Sequence[ClosedSpan], first: date, site: Site | None) -> tuple[Session, ...]:
    """Scheduled sessions from a day on, of all sites or of this one, that fall on one of the spans."""
    shut = Closures(spans)
    upcoming = sessions.sessions_between(db, first, first + AHEAD)
    return tuple(
        each
        for each in upcoming
        if each.status is SessionStatus.SCHEDULED
        and (site is None or each.site == site.name)
        and shut.reason_closed(each.start_local, each.start_local + timedelta(minutes=each.minutes))
    )
