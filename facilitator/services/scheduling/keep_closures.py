"""Keep the days on which a room, a site or every site is closed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.scheduling.closures import ListedSpan, closed_day, closed_hours
from facilitator.domain.spelling import tidy
from facilitator.domain.views import Closure, Session
from facilitator.errors import BadInput, NotFound, Refused
from facilitator.formats.scheduling.ics_read import read_closures
from facilitator.formats.scheduling.public_holidays import public_holidays
from facilitator.services.find import find_closure
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.scheduling.answer_closures import Answers, Hit, answer_together, hits
from facilitator.services.scheduling.write_closures import (
    ClosuresImport,
    ClosureSource,
    Where,
    changes_book,
    find_place,
    keep_spans,
)
from facilitator.storage.book import Book
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.scheduling import closures
from facilitator.storage.queries.sessions import sessions
from facilitator.words import ClosureAnswer, ClosureState, SessionStatus
from facilitator.zones import zone

BACK, AHEAD = timedelta(days=366), timedelta(days=5 * 366)
"""The window of a calendar file that is kept: a year back, five years ahead."""


@dataclass(frozen=True, slots=True)
class ClosureRemoved:
    """A closed day that is open again, and the sessions to come that are cancelled for its reason still."""

    closure: Closure
    cancelled: tuple[Session, ...]


def import_closures(
    book: Book,
    data: bytes,
    *,
    name: str,
    now: datetime,
    site: str | None = None,
    room: str | None = None,
    hit: ClosureAnswer | None = None,
    dry_run: bool = False,
    progress: Callable[[float], None] | None = None,
    before_writing: Callable[[], object] | None = None,
) -> ClosuresImport:
    """Add what can be read of a calendar file and is new in the book; the rest is told.

    A revision (the same UID, a higher SEQUENCE) takes the place of what an earlier import brought. Days that the file
    offers are kept to be taken. ``hit`` answers at once for the sessions that are hit. ``progress`` is told how much of
    the file was read, from 0 to 1, and may raise to give up. ``before_writing`` is called once, where there is
    something to write: a face makes a backup then.

    Raises:
        BadInput: for a file that is no calendar.
        NotFound: for an unknown site or room.
    """
    where = Where(site, room)
    with book.read() as db:
        home_zone = zone(book_info(db).zone)
        find_place(db, where)
    today = now.astimezone(home_zone).date()
    read = read_closures(data, name=name, zone=home_zone, first=today - BACK, last=today + AHEAD, progress=progress)
    source = ClosureSource(name, read.listed, read.revisions or {}, read.withdrawn)
    if before_writing is not None and not dry_run and changes_book(book, source, where, today):
        before_writing()
    done = keep_spans(book, source, now=now, today=today, where=where, hit=hit, dry_run=dry_run)
    passed = {each.line: each.message for each in read.passed}
    return replace(
        done,
        problems=read.problems,
        notes=read.notes,
        readable=read.readable,
        lines={**done.lines, **dict.fromkeys(passed, "passed over")},
        why={**done.why, **passed},
        outside=read.outside,
    )


def import_holidays(
    book: Book,
    region: str,
    year: int,
    *,
    now: datetime,
    site: str | None = None,
    room: str | None = None,
    hit: ClosureAnswer | None = None,
    dry_run: bool = False,
) -> ClosuresImport:
    """Add the public holidays of a country or one of its parts, such as ``US-VA``, for a year.

    Raises:
        BadInput: for a region or a year that nobody here knows.
        NotFound: for an unknown site or room.
    """
    spans = [ListedSpan(each) for each in public_holidays(region, year)]
    source = ClosureSource(f"holidays {region.strip().upper()} {year}", spans)
    today = now.astimezone(_home(book)).date()
    return keep_spans(book, source, now=now, today=today, where=Where(site, room), hit=hit, dry_run=dry_run)


def add_closed_days(
    book: Book,
    first: date,
    last: date,
    *,
    reason: str,
    now: datetime,
    site: str | None = None,
    room: str | None = None,
    begins: time | None = None,
    ends: time | None = None,
    hit: ClosureAnswer | None = None,
) -> ClosuresImport:
    """Add closed days by hand, first to last both included; with hours, that part of each of the days.

    Raises:
        BadInput: for days or hours in the wrong order, more than a year, no reason, or days that are there already.
    """
    if last < first:
        raise BadInput(f"{last} is before {first}", "Give the first closed day, then the last.")
    if last - first > timedelta(days=366):
        raise BadInput("more than a year of closed days", "End the groups instead: facilitator group end GROUP")
    if not tidy(reason):
        raise BadInput("why is it closed?", "Give --reason in a word or two.")
    if begins is None and ends is None:
        spans = [closed_day(first, tidy(reason), last)]
    else:
        each = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        spans = [closed_hours(day, begins or time(), ends, tidy(reason)) for day in each]
    source = ClosureSource("by hand", [ListedSpan(each) for each in spans], must_be_new=True)
    return keep_spans(book, source, now=now, today=now.astimezone(_home(book)).date(), where=Where(site, room), hit=hit)


def remove_closure(book: Book, closure: str, *, now: datetime) -> ClosureRemoved:
    """Open a closed day again. Sessions stay as they were answered; the cancelled ones are told, to be restored.

    Raises:
        NotFound, Ambiguous: for none, or more than one.
    """
    with book.write(now=now) as change:
        found = find_closure(change.db, closure)
        step = Step(
            "closures.remove", found.uid, f"{found.reason}: open again on {say_date(found.starts_local.date())}"
        )
        step.rows = {"closure": [found.id], "closure_kept": closures.kept_for(change.db, found.id)}
        with journal(change, step):
            closures.remove_closure(change.db, found.id)
            change.record("closures.remove", found.uid)
        first, last = found.starts_local.date(), found.ends_local.date()
        cancelled = tuple(
            each
            for each in sessions.sessions_between(change.db, first - timedelta(days=1), last)
            if each.status is SessionStatus.CANCELLED
            and each.reason == found.reason
            and each.starts_at >= now
            and each.start_local < found.ends_local
            and each.start_local + timedelta(minutes=each.minutes) > found.starts_local
        )
        return ClosureRemoved(found, cancelled)


def list_closures(book: Book, first: date, last: date, *, offered: bool = False) -> list[Closure]:
    """Closed days from first to last, both included; with ``offered``, the days that may be taken, too."""
    with book.read() as db:
        return closures.closures_between(db, first, last, offered=offered)


@dataclass(frozen=True, slots=True)
class ClosuresTaken:
    """Offered days that are closed now, or would be, and the sessions to come that fall on them."""

    taken: tuple[Closure, ...]
    hit: tuple[Hit, ...]
    answers: Answers | None = None


def take_closures(
    book: Book, closure: str, *, now: datetime, hit: ClosureAnswer | None = None, preview: bool = False
) -> ClosuresTaken:
    """Close a day that was offered, or with ``all`` each of them that is not over.

    Raises:
        NotFound, Ambiguous: for none, or more than one.
        Refused: for one that is closed already.
    """
    today = now.astimezone(_home(book)).date()
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        if closure.strip().lower() == "all":
            found = closures.offered_closures(db, today)
            if not found:
                raise NotFound("no day is offered", "Read some: facilitator closures import FILE.ics")
        else:
            found = [find_closure(db, closure, offered=True)]
            if found[0].state is ClosureState.CLOSED:
                raise Refused(f"{found[0].reason} is closed already", "See: facilitator closures list")
        ids = [each.id for each in found]
        if change is None:
            return ClosuresTaken(tuple(found), hits(db, now=now, among=closures.spans_of(db, ids)))
        step = Step("closures.take", found[0].uid if len(found) == 1 else "", rows={"closure": list(ids)})
        step.summary = f"{len(ids)} offered days closed" if len(ids) > 1 else f"{found[0].reason}: closed"
        with journal(change, step):
            for each in ids:
                closures.take_closure(change.db, each)
            change.record("closures.take", step.object_uid, taken=len(ids))
        waiting = hits(db, now=now, among=closures.spans_of(db, ids))
        taken = tuple(replace(each, state=ClosureState.CLOSED) for each in found)
        if not hit or not waiting:
            return ClosuresTaken(taken, waiting)
        answers = answer_together(change, waiting, hit)
        left = {each.session.id for each in answers.left}
        return ClosuresTaken(taken, tuple(each for each in waiting if each.session.id in left), answers)


def _home(book: Book) -> ZoneInfo:
    with book.read() as db:
        return zone(book_info(db).zone)
