"""Keep the days on which a room, a site or every site is closed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.scheduling.closures import ClosedSpan, PlacedSpan, closed_day, closed_hours
from facilitator.domain.spelling import tidy
from facilitator.domain.views import Closure, Session
from facilitator.errors import BadInput
from facilitator.formats.scheduling.ics_events import FileProblem
from facilitator.formats.scheduling.ics_read import read_closures
from facilitator.formats.scheduling.public_holidays import public_holidays
from facilitator.services.find import find_closure, find_room, find_site
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.scheduling.answer_closures import Answers, Hit, answer_together, hits
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.scheduling import closures
from facilitator.storage.queries.sessions import sessions
from facilitator.words import ClosureAnswer, SessionStatus
from facilitator.zones import zone

BACK, AHEAD = timedelta(days=366), timedelta(days=5 * 366)
"""The window of a calendar file that is kept: a year back, five years ahead."""


@dataclass(frozen=True, slots=True)
class ClosuresImport:
    """What adding closed days did, or would do.

    ``hit`` are the sessions to come that fall on one of them and wait for an answer; ``answers`` what became of the
    others.
    """

    rows: int
    added: int
    skipped: int
    problems: tuple[FileProblem, ...]
    hit: tuple[Hit, ...]
    answers: Answers | None = None


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
    """Add the closed days of a calendar file that the book does not know yet; with a problem in it nothing is written.

    ``hit`` answers at once for the sessions that they hit. ``progress`` is told how much of the file was read, from
    0 to 1, and may raise to give up. ``before_writing`` is called once, where there is something to write: a face makes
    a backup then.

    Raises:
        BadInput: for a file that is no calendar.
        NotFound: for an unknown site or room.
    """
    with book.read() as db:
        home_zone = zone(book_info(db).zone)
        _place(db, _Where(site, room))
    today = now.astimezone(home_zone).date()
    read = read_closures(data, name=name, zone=home_zone, first=today - BACK, last=today + AHEAD, progress=progress)
    if read.problems:
        return ClosuresImport(len(read.spans), 0, 0, read.problems, ())
    if before_writing is not None and not dry_run and _any_new(book, read.spans, _Where(site, room)):
        before_writing()
    return _keep(book, read.spans, source=name, now=now, where=_Where(site, room), hit=hit, dry_run=dry_run)


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
    spans = public_holidays(region, year)
    source = f"holidays {region.strip().upper()} {year}"
    return _keep(book, spans, source=source, now=now, where=_Where(site, room), hit=hit, dry_run=dry_run)


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
    return _keep(book, spans, source="by hand", now=now, where=_Where(site, room), hit=hit, must_be_new=True)


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


def list_closures(book: Book, first: date, last: date) -> list[Closure]:
    """Closed days from first to last, both included."""
    with book.read() as db:
        return closures.closures_between(db, first, last)


@dataclass(frozen=True, slots=True)
class _Where:
    """What is closed, as somebody typed it: one room, one site, or everything where both are None."""

    site: str | None
    room: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """What is closed, found in the book."""

    uid: str = ""
    site_id: int | None = None
    room_id: int | None = None


def _place(db: Db, where: _Where) -> _Place:
    if where.site and where.room:
        raise BadInput("a site and a room are closed", "Name the room alone, or the site that is closed as a whole.")
    if where.room:
        room = find_room(db, where.room)
        return _Place(room.uid, room_id=room.id)
    if where.site:
        site = find_site(db, where.site)
        return _Place(site.uid, site_id=site.id)
    return _Place()


def _any_new(book: Book, spans: Sequence[ClosedSpan], where: _Where) -> bool:
    """Whether the book lacks one of them."""
    with book.read() as db:
        place = _place(db, where)
        return bool(closures.unknown_spans(db, spans, site_id=place.site_id, room_id=place.room_id))


def _keep(
    book: Book,
    spans: Sequence[ClosedSpan],
    *,
    source: str,
    now: datetime,
    where: _Where,
    hit: ClosureAnswer | None,
    dry_run: bool = False,
    must_be_new: bool = False,
) -> ClosuresImport:
    """Add spans and answer for the sessions that they hit, in one write; or say what that would do."""
    with preview_or_write(book, now=now, preview=dry_run) as (db, change):
        place = _place(db, where)
        if change is None:
            new = closures.unknown_spans(db, spans, site_id=place.site_id, room_id=place.room_id)
            found = hits(db, now=now, among=_asked(db, spans, place, now, unknown=new))
            return ClosuresImport(len(spans), len(new), len(spans) - len(new), (), found)
        step = Step("closures.add", place.uid)
        with journal(change, step):
            added = closures.add_closures(db, spans, site_id=place.site_id, room_id=place.room_id, source=source)
            if must_be_new and not added:
                raise BadInput("that closed day is in the book already", "See: facilitator closures list")
            step.rows["closure"] = [each.id for each in added]
            step.summary = f"{source}: {len(added)} closed days added"
            change.record("closures.add", added[0].uid if len(added) == 1 else place.uid, added=len(added))
        found = hits(db, now=now, among=_asked(db, spans, place, now))
        outcome = ClosuresImport(len(spans), len(added), len(spans) - len(added), (), found)
        return _answered(change, outcome, hit) if hit and found else outcome


def _answered(change: Change, outcome: ClosuresImport, how: ClosureAnswer) -> ClosuresImport:
    answers = answer_together(change, outcome.hit, how)
    waiting = {each.session.id for each in answers.left}
    left = tuple(each for each in outcome.hit if each.session.id in waiting)
    return replace(outcome, hit=left, answers=answers)


def _asked(
    db: Db, spans: Sequence[ClosedSpan], place: _Place, now: datetime, unknown: Sequence[ClosedSpan] = ()
) -> list[PlacedSpan]:
    """These spans as the book knows them, and those that it does not know yet."""
    wanted = {(each.starts, each.ends, each.reason) for each in spans}
    known = [
        each
        for each in closures.placed_spans(db, now.date() - timedelta(days=2))
        if (each.site_id, each.room_id) == (place.site_id, place.room_id)
        and (each.span.starts, each.span.ends, each.span.reason) in wanted
    ]
    return known + [PlacedSpan(0, each, place.site_id, place.room_id) for each in unknown]
