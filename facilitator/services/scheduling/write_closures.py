"""Write closed days into the book: what is new, what a revision takes away, and the sessions that are hit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from facilitator.domain.scheduling.closure_changes import (
    ClosedDay,
    ClosureChanges,
    KnownSpan,
    days_of,
    open_again,
    work_out,
)
from facilitator.domain.scheduling.closures import ListedSpan, PlacedSpan
from facilitator.errors import BadInput
from facilitator.formats.scheduling.ics_events import FileProblem
from facilitator.services.find import find_room, find_site
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.scheduling.answer_closures import Answers, Hit, answer_together, hits
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.scheduling import closures
from facilitator.words import ClosureAnswer, ClosureState


@dataclass(frozen=True, slots=True)
class ClosuresImport:
    """What adding closed days did, or would do.

    ``hit`` are the sessions to come that fall on one of them and wait for an answer; ``answers`` what became of the
    others. ``days`` are the days of the file in order, and those that are open again. ``lines`` says by line what
    became of each entry, ``why`` in words where that needs any; ``outside`` counts entries before and after the years
    that are kept.
    """

    rows: int
    added: int
    updated: int
    skipped: int
    hit: tuple[Hit, ...]
    days: tuple[ClosedDay, ...] = ()
    problems: tuple[FileProblem, ...] = ()
    notes: tuple[FileProblem, ...] = ()
    answers: Answers | None = None
    readable: bool = True
    lines: Mapping[int, str] = field(default_factory=dict)
    why: Mapping[int, str] = field(default_factory=dict)
    outside: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class ClosureSource:
    """Spans to write, and where they come from; ``must_be_new`` refuses those that are there already."""

    name: str
    listed: Sequence[ListedSpan]
    revisions: Mapping[str, int] = field(default_factory=dict)
    withdrawn: frozenset[tuple[str, datetime | None]] = frozenset()
    must_be_new: bool = False

    def changes(self, known: Sequence[KnownSpan], today: date) -> ClosureChanges:
        """What they change in a book that knows some for that place."""
        return work_out(
            self.listed,
            known,
            today=today,
            source=self.name,
            revisions=self.revisions,
            withdrawn=self.withdrawn,
            once_a_day=not self.must_be_new,
        )


@dataclass(frozen=True, slots=True)
class Where:
    """What is closed, as somebody typed it: one room, one site, or everything where both are None."""

    site: str | None
    room: str | None


@dataclass(frozen=True, slots=True)
class ClosedPlace:
    """What is closed, found in the book."""

    uid: str = ""
    site_id: int | None = None
    room_id: int | None = None


def find_place(db: Db, where: Where) -> ClosedPlace:
    """The place that is meant.

    Raises:
        BadInput: for a site and a room at once.
        NotFound: for an unknown one.
    """
    if where.site and where.room:
        raise BadInput("a site and a room are closed", "Name the room alone, or the site that is closed as a whole.")
    if where.room:
        room = find_room(db, where.room)
        return ClosedPlace(room.uid, room_id=room.id)
    if where.site:
        site = find_site(db, where.site)
        return ClosedPlace(site.uid, site_id=site.id)
    return ClosedPlace()


def changes_book(book: Book, source: ClosureSource, where: Where, today: date) -> bool:
    """Whether there is anything to write."""
    with book.read() as db:
        return source.changes(_known(db, find_place(db, where)), today).any


def keep_spans(
    book: Book,
    source: ClosureSource,
    *,
    now: datetime,
    today: date,
    where: Where,
    hit: ClosureAnswer | None,
    dry_run: bool = False,
) -> ClosuresImport:
    """Add spans and answer for the sessions that they hit, in one write; or say what that would do."""
    with preview_or_write(book, now=now, preview=dry_run) as (db, change):
        place = find_place(db, where)
        known = _known(db, place)
        changes = source.changes(known, today)
        if source.must_be_new and not changes.add and not changes.close:
            raise BadInput("that closed day is in the book already", "See: facilitator closures list")
        outcome = ClosuresImport(
            rows=len(source.listed),
            added=len(changes.add),
            updated=len(changes.close) + len(changes.remove),
            skipped=changes.same,
            hit=(),
            days=_days(source, known, changes, today),
            lines=changes.lines,
            why=changes.why,
        )
        if change is None:
            unknown = [each.span for each in changes.add if each.state is ClosureState.CLOSED]
            unknown += [old.span for old, _ in changes.close]
            new = [PlacedSpan(0, each, place.site_id, place.room_id) for each in unknown]
            return replace(outcome, hit=hits(db, now=now, among=_asked(db, source, place, now) + new))
        _write(change, source.name, changes, place)
        found = hits(db, now=now, among=_asked(db, source, place, now))
        outcome = replace(outcome, hit=found)
        return _answered(change, outcome, hit) if hit and found else outcome


def _known(db: Db, place: ClosedPlace) -> list[KnownSpan]:
    return closures.known_spans(db, site_id=place.site_id, room_id=place.room_id)


def _write(change: Change, source: str, changes: ClosureChanges, place: ClosedPlace) -> None:
    touched = [each.id for each in changes.remove]
    touched += [old.id for old, _ in (*changes.close, *changes.revise)]
    step = Step("closures.add", place.uid, rows={"closure": touched})
    step.rows["closure_kept"] = [note for each in changes.remove for note in closures.kept_for(change.db, each.id)]
    with journal(change, step):
        for gone in changes.remove:
            closures.remove_closure(change.db, gone.id)
        for old, new in changes.close:
            closures.revise_closure(change.db, old.id, ClosureState.CLOSED, new.uid, new.sequence)
        for old, new in changes.revise:
            closures.revise_closure(change.db, old.id, old.state, new.uid, new.sequence)
        added = closures.add_closures(
            change.db, changes.add, site_id=place.site_id, room_id=place.room_id, source=source
        )
        step.rows["closure"] = [*touched, *(each.id for each in added)]
        taken_away = f", {len(changes.remove)} taken away" if changes.remove else ""
        step.summary = f"{source}: {len(added)} closed days added{taken_away}"
        only = added[0].uid if len(added) == 1 and not touched else place.uid
        if touched:
            change.record("closures.add", only, added=len(added), revised=len(touched))
        else:
            change.record("closures.add", only, added=len(added))


def _days(
    source: ClosureSource, known: Sequence[KnownSpan], changes: ClosureChanges, today: date
) -> tuple[ClosedDay, ...]:
    """The days that the spans are about, and those that are open again."""
    of_entries = {each.line for each in source.listed if changes.lines.get(each.line) == "passed over"}
    listed = [each for each in source.listed if not each.line or each.line not in of_entries]
    found = [day for each in listed for day in days_of(each.span, each.state.value, today=today)]
    removed = {each.id for each in changes.remove}
    closed = [each.span for each in known if each.id not in removed and each.state is ClosureState.CLOSED]
    closed += [each.span for each in changes.add if each.state is ClosureState.CLOSED]
    closed += [old.span for old, _ in changes.close]
    found += open_again(changes.remove, closed, today=today)
    return tuple(sorted(dict.fromkeys(found), key=lambda each: (each.day, str(each.begins or ""), each.reason)))


def _answered(change: Change, outcome: ClosuresImport, how: ClosureAnswer) -> ClosuresImport:
    answers = answer_together(change, outcome.hit, how)
    waiting = {each.session.id for each in answers.left}
    left = tuple(each for each in outcome.hit if each.session.id in waiting)
    return replace(outcome, hit=left, answers=answers)


def _asked(db: Db, source: ClosureSource, place: ClosedPlace, now: datetime) -> list[PlacedSpan]:
    """These spans as the book knows them: those that close something, in that place."""
    wanted = {(each.span.starts, each.span.ends) for each in source.listed}
    return [
        each
        for each in closures.placed_spans(db, now.date() - timedelta(days=2))
        if (each.site_id, each.room_id) == (place.site_id, place.room_id)
        and (each.span.starts, each.span.ends) in wanted
    ]
