"""Sessions that were scheduled before their day was closed: see them, and skip, shift or keep each.

Only sessions to come are touched: never one that was held, is running, or has marks. Every answer is an ordinary
change of one session (cancelled, moved) or a note that it is held all the same, and leaves its own audit row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.dates.wall_time import Occurrence
from facilitator.domain.scheduling.closures import SHIFT_DAYS, Closures, PlacedClosures, PlacedSpan, next_open_start
from facilitator.domain.views import Session
from facilitator.errors import Refused
from facilitator.services.find import find_session
from facilitator.services.scheduling.check_clashes import check_session, refusing
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.scheduling import closures, series
from facilitator.storage.queries.scheduling.closures import MeetingTime
from facilitator.storage.queries.sessions import sessions
from facilitator.words import ClosureAnswer, SessionStatus
from facilitator.zones import zone


@dataclass(frozen=True, slots=True)
class Hit:
    """A session to come on a closed day: why it is closed, and when it would shift to (in its zone), if at all.

    ``closure_ids`` are those that nobody answered yet; ``site_id`` is where the session's room is.
    """

    session: Session
    reason: str
    closure_ids: tuple[int, ...]
    next_open: datetime | None
    site_id: int | None = None


@dataclass(frozen=True, slots=True)
class NotShifted:
    """A session that stays where it is, on its closed day, and why."""

    session: Session
    why: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What answers did: the sessions as they are now, those that could not be shifted, and what to know."""

    how: ClosureAnswer
    done: tuple[Session, ...]
    left: tuple[NotShifted, ...] = ()
    notes: tuple[str, ...] = ()


def sessions_hit(book: Book, *, now: datetime) -> tuple[Hit, ...]:
    """The sessions to come that fall on a closed day, in order; those that were kept are left out."""
    with book.read() as db:
        return hits(db, now=now)


def answer(book: Book, session: str, how: ClosureAnswer, *, now: datetime) -> Answers:
    """Skip, shift or keep one session that falls on a closed day, or all of them: ``all``.

    Raises:
        Refused: where it falls on none, was kept already, or the next open day is taken.
    """
    with book.write(now=now) as change:
        found = hits(change.db, now=now)
        if session.strip().lower() != "all":
            meant = find_session(change.db, session)
            found = tuple(each for each in found if each.session.id == meant.id)
        if not found:
            raise Refused("no closed day waits for an answer there", "See: facilitator closures hit")
        answers = answer_together(change, found, how)
        if not answers.done:
            raise Refused(answers.left[0].why, "Skip or keep it, or move it by hand: facilitator session move")
        return answers


def answer_together(change: Change, found: Sequence[Hit], how: ClosureAnswer) -> Answers:
    """Give one answer to one or more hits, inside a write that is open, as one step that can be undone.

    Shifts are made one after the other, so that two sessions never land on one another. One whose room or facilitator
    is taken on the next open day stays where it is and is told.
    """
    one = found[0].session
    which = f"{one.title} on {say_moment(one.start_local)}" if len(found) == 1 else f"{len(found)} sessions"
    step = Step("closures.answer", one.uid, f"{which}: {how} for a closed day")
    step.sessions = [each.session.id for each in found]
    with journal(change, step):
        return _answer_each(change, found, how, step)


def hits(db: Db, *, now: datetime, among: Sequence[PlacedSpan] | None = None) -> tuple[Hit, ...]:
    """Sessions after ``now`` that fall on a closed day of the book, or on one of those ``among`` it is asked about."""
    today = now.astimezone(zone(book_info(db).zone)).date() - timedelta(days=1)  # a zone may still have yesterday
    everything = closures.placed_spans(db, today)
    asked = PlacedClosures(everything if among is None else among)
    shut = PlacedClosures([*everything, *(each for each in among or () if not each.id)])  # with those not kept yet
    kept = closures.kept_pairs(db, today)
    found = [(row, fresh) for row in _open_sessions(db, asked, today, now) if (fresh := _unanswered(row, asked, kept))]
    read = {each.id: each for each in sessions.sessions_with_ids(db, [row.id for row, _ in found])}
    return tuple(
        Hit(
            read[row.id],
            fresh[0].span.reason,
            tuple(each.id for each in fresh),
            _start(_shifted(read[row.id], shut.at(row.site_id, row.room_id), _meetings(db, read[row.id]))),
            row.site_id,
        )
        for row, fresh in found
    )


def _answer_each(change: Change, found: Sequence[Hit], how: ClosureAnswer, step: Step) -> Answers:
    done: list[int] = []
    left: list[NotShifted] = []
    for hit in found:
        match how:
            case ClosureAnswer.SKIP:
                _skip(change, hit)
            case ClosureAnswer.KEEP:
                notes = closures.keep_session(change.db, hit.session.id, hit.closure_ids, now=change.now)
                step.rows.setdefault("closure_kept", []).extend(notes)
                change.record("closures.keep", hit.session.uid)
            case ClosureAnswer.SHIFT:
                refused = _shift(change, hit)
                if refused is not None:
                    left.append(refused)
                    continue
        done.append(hit.session.id)
    now_so = tuple(sessions.sessions_with_ids(change.db, done))
    passed = tuple(_passed(change.db, now_so)) if how is ClosureAnswer.SHIFT else ()
    return Answers(how, now_so, tuple(left), passed)


class _Row(NamedTuple):
    """A session to come, with no more than the question needs."""

    id: int
    starts: datetime
    minutes: int
    site_id: int | None
    room_id: int | None


def _open_sessions(db: Db, asked: PlacedClosures, first: date, now: datetime) -> Iterable[_Row]:
    last = asked.last_day()
    if last is None:
        return
    for row in closures.open_sessions(db, first, last, now=now):
        # the wall time that the clocks will show, which a clock change may have moved
        starts = row.starts_at.astimezone(zone(row.zone)).replace(tzinfo=None)
        yield _Row(row.id, starts, row.minutes, row.site_id, row.room_id)


def _unanswered(row: _Row, asked: PlacedClosures, kept: set[tuple[int, int]]) -> list[PlacedSpan]:
    closing = asked.closing(row.starts, row.starts + timedelta(minutes=row.minutes), row.site_id, row.room_id)
    return [each for each in closing if (each.id, row.id) not in kept]


def _skip(change: Change, hit: Hit) -> None:
    # cancelled, not deleted: calendars that show the date must learn that it is off
    sessions.change_schedule(change.db, hit.session, now=change.now, status=SessionStatus.CANCELLED, reason=hit.reason)
    change.record("session.cancel", hit.session.uid)


def _shift(change: Change, hit: Hit) -> NotShifted | None:
    """Move a session to the next open day, or say why it stays."""
    each, db = hit.session, change.db
    shut = PlacedClosures(closures.placed_spans(db, each.start_local.date())).at(hit.site_id, each.room_id)
    placed = _shifted(each, shut, _meetings(db, each))
    if placed is None:
        return NotShifted(each, f"there is no open day in the {SHIFT_DAYS} days after {say_moment(each.start_local)}")
    leaders = series.meeting_with_id(db, each.id).leader_ids
    times = [(placed.starts_at_utc, placed.ends_at_utc)]
    met = refusing(check_session(db, each.id, times, room_id=each.room_id, facilitator_ids=leaders))
    if met:
        return NotShifted(each, f"on {say_moment(placed.local)}, the next open day, {met[0].words}")
    sessions.change_schedule(
        db,
        each,
        now=change.now,
        start_local=placed.local,
        local_date=placed.local.date(),
        starts_at=placed.starts_at_utc,
        ends_at=placed.ends_at_utc,
    )
    change.record("session.move", each.uid)
    return None


def _passed(db: Db, shifted: Sequence[Session]) -> Iterator[str]:
    """What to know of shifts once all are made: which of them reach or pass a session that was meant for later."""
    for each in shifted:
        met = [
            other
            for other in closures.meetings(db, each.group_id, each.original_local.date(), each.start_local.date())
            if other.original_local > each.original_local
        ]
        if met:
            at = met[-1].start_local
            where = "on the day of" if at.date() == each.start_local.date() else "beyond"
            yield f"{each.title} moves to {say_moment(each.start_local)}, {where} its session on {say_moment(at)}."


def _shifted(each: Session, shut: Closures, meetings: Iterable[MeetingTime]) -> Occurrence | None:
    taken = {other.starts_at for other in meetings}
    return next_open_start(each.start_local, each.minutes, zone(each.zone), shut, taken=taken)


def _start(placed: Occurrence | None) -> datetime | None:
    return placed.starts_at if placed else None


def _meetings(db: Db, each: Session) -> list[MeetingTime]:
    """When else the group meets while a shift may last, in order."""
    day = each.start_local.date()
    found = closures.meetings(db, each.group_id, day, day + timedelta(days=SHIFT_DAYS + 1))
    return [other for other in found if other.id != each.id]
