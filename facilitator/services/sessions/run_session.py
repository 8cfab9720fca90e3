"""Run a session: start it, walk through its agenda, end it and close its attendance.

Each step is stored at once, so that a killed laptop resumes where it was; the clock derives from the stored starts.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from facilitator.domain.curricula.curriculum import Lesson
from facilitator.domain.dates.plain_dates import say_date, say_moment, say_time
from facilitator.domain.sessions.agenda import ItemProgress, Pace, pace
from facilitator.domain.sessions.clock_time import moment_of_end, parse_clock_time
from facilitator.domain.sessions.minutes import (
    LONGEST,
    due_end,
    is_late,
    lasted,
    minutes_present,
    ran_for_a_moment,
    runs_as_planned,
)
from facilitator.domain.views import Mark, Session
from facilitator.errors import BadInput, Refused
from facilitator.services.curricula.read_lesson import plan_of
from facilitator.services.find import find_session
from facilitator.services.sessions.count_minutes import count_again, open_again
from facilitator.services.sessions.expect_seen import expect_marks_seen, expect_run_seen
from facilitator.services.sessions.make_mark import expect_its_day
from facilitator.services.sessions.read_roll import Roll, read_roll
from facilitator.services.sessions.take_attendance import reopen_attendance
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.sessions import attendance, sessions, sittings
from facilitator.words import AttendanceKind, AttendanceStatus, SessionStatus, Unmarked
from facilitator.zones import zone


@dataclass(frozen=True, slots=True)
class Running:
    """A session and its agenda as it stands; ``notes`` say what a planned agenda had to change in its lesson."""

    session: Session
    agenda: tuple[ItemProgress, ...]
    notes: tuple[str, ...] = ()

    @property
    def position(self) -> int | None:
        """Which item runs, from 0; None before the first and after the last."""
        running = (at for at, item in enumerate(self.agenda) if item.started_at and not item.ended_at)
        return next(running, None)

    def pace(self, now: datetime) -> Pace:
        """How the session stands. One that is run on another day than planned is held against its own start."""
        session = self.session
        began = session.started_at or session.starts_at
        return pace(self.agenda, now, starts_at=session.starts_at if runs_as_planned(session) else began)


@dataclass(frozen=True, slots=True)
class Ended:
    """A session that has just been closed, with its roll."""

    session: Session
    roll: Roll

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever ended it has to know: it may have been ended in another way than they meant."""
        tally, told = self.roll.tally, []
        if ran_for_a_moment(self.session):
            told.append("Its clock ran for less than five minutes, so its planned times are counted.")
        if self.session.attendance is AttendanceKind.NAMES and not tally.attended:
            told.append(
                "Nobody was there. If it did not meet: facilitator session reopen SESSION, then "
                "facilitator session did-not-meet SESSION --reason R"
            )
        return tuple(told)


def see_session(book: Book, session: str) -> Running:
    """A session with its agenda: as it runs, or as it is planned."""
    with book.read() as db:
        found = find_session(db, session)
        return Running(found, *_agenda(db, found))


def see_known(book: Book, session: Session) -> Running:
    """The same as :func:`see_session`, of a session that was found before."""
    with book.read() as db:
        return Running(session, *_agenda(db, session))


def lesson_of(book: Book, session: Session) -> Lesson | None:
    """The lesson of a session, from the curriculum as it was pinned; None without one.

    Joined lessons are one with a title such as ``Rest + Sleep``; of a split one it is this session's part.
    """
    with book.read() as db:
        plan = plan_of(db, session)
        return plan.lesson if plan else None


def start(book: Book, session: str, *, now: datetime, seen: int | None = None) -> Running:
    """Start a session and its first agenda item; ``seen`` is the version of it that somebody saw.

    Raises:
        ChangedMeanwhile: where it was changed since.
        Refused: for a session that runs already, is over, or was cancelled.
    """
    with book.write(now=now) as change:
        found = find_session(change.db, session)
        expect_run_seen(change.db, found, seen)
        if found.status is not SessionStatus.SCHEDULED:
            raise Refused(f"this session is {_said(found.status)}", "Nothing was changed.")
        agenda, _notes = _agenda(change.db, found)
        if agenda:
            agenda = (replace(agenda[0], started_at=now), *agenda[1:])
        with journal(change, _step("session.start", found, "started")):
            sessions.lay_agenda(change.db, found.id, agenda)
            sessions.change_run(change.db, found.id, status=SessionStatus.RUNNING, started_at=now)
            change.record("session.start", found.uid)
        return Running(sessions.session_with_id(change.db, found.id), agenda)


def next_item(book: Book, session: str, *, now: datetime, seen: int | None = None) -> Running:
    """End the current agenda item and begin the one after it; ``seen`` is the version of the session somebody saw.

    Raises:
        ChangedMeanwhile: where it went on since: no item is skipped that nobody looked at.
        Refused: for a session that does not run, or where the last item is over.
    """
    with book.write(now=now) as change:
        found = find_session(change.db, session)
        expect_run_seen(change.db, found, seen)
        if found.status is not SessionStatus.RUNNING:
            raise Refused(f"this session is {_said(found.status)}", "Start it first: facilitator session start SESSION")
        agenda = sessions.agenda_of(change.db, found.id)
        position = Running(found, tuple(agenda)).position
        if position is None:
            raise Refused("the agenda is at its end", "End the session: facilitator session end SESSION")
        with journal(change, _step("session.next", found, f"{agenda[position].title} is over")):
            sessions.set_item(change.db, found.id, position, ended_at=now)
            if position + 1 < len(agenda):
                sessions.set_item(change.db, found.id, position + 1, started_at=now)
            change.record("session.next", found.uid, position=position)
        return Running(sessions.session_with_id(change.db, found.id), tuple(sessions.agenda_of(change.db, found.id)))


def end(
    book: Book,
    session: str,
    *,
    now: datetime,
    unmarked: Unmarked | None = None,
    ended: datetime | None = None,
    seen: Roll | None = None,
    early: bool = True,
) -> Ended:
    """End a session and close its attendance: who was expected is stored with who came, and how long they were there.

    A session that was never started may be closed too, for attendance entered from paper; its planned times hold.
    ``ended`` is when it really ended, where that was not now; ``seen`` is the roll that somebody saw; ``early`` says
    that it is meant though its day is still to come.

    Raises:
        ChangedMeanwhile: where the session went on or anybody was marked since.
        Refused: where expected people have no mark and ``unmarked`` does not say what becomes of them; where it is so
            late that somebody has to say when it ended; or where the session is over, was cancelled, or is of a day
            that is still to come.
        BadInput: where it cannot have ended then.
    """
    with book.write(now=now) as change:
        found = find_session(change.db, session)
        if seen is not None:
            expect_run_seen(change.db, found, seen.session.version)
            expect_marks_seen(change, found, seen.newest_event)
        if found.status not in (SessionStatus.SCHEDULED, SessionStatus.RUNNING):
            raise Refused(f"this session is {_said(found.status)}", "Nothing was changed.")
        expect_its_day(found, now, early=early)
        closed = replace(found, status=SessionStatus.HELD, ended_at=_end_of(found, ended, now))
        with journal(change, _step("session.end", found, "ended, and its attendance closed", "attendance")):
            if found.attendance is AttendanceKind.NAMES:
                _close_attendance(change, found, unmarked, closed)
            running = Running(found, tuple(sessions.agenda_of(change.db, found.id)))
            if running.position is not None:
                over = _over(running.agenda[running.position], closed)
                sessions.set_item(change.db, found.id, running.position, ended_at=over)
            sessions.change_run(change.db, found.id, status=closed.status, ended_at=closed.ended_at)
            count_again(change.db, closed, sittings.people_of(change.db, found.id), anew=True)
            said = {"ended": ended.isoformat(timespec="seconds")} if ended else {}
            change.record("session.end", found.uid, unmarked=str(unmarked or ""), **said)
        closed = sessions.session_with_id(change.db, found.id)
        return Ended(closed, read_roll(change.db, closed))


def end_said(session: Session, text: str, now: datetime) -> datetime:
    """When a session ended, as somebody says it: ``planned``, ``now``, or a time such as ``7:45 pm``.

    Raises:
        BadInput: for what is no time, or no time between its start and now.
        ComesTwice: for a time that the clocks showed twice, where nothing says which.
    """
    if text.strip().lower() in ("planned", "now"):
        return now if text.strip().lower() == "now" else due_end(session)
    began = session.started_at or session.starts_at
    return moment_of_end(parse_clock_time(text), began, now, zone(session.zone))


def reopen(book: Book, session: str, *, now: datetime, seen: int | None = None) -> Running:
    """Open a session again that was ended by mistake: it runs on, or waits for its start where it was never started.

    Attendance goes back to what it was before it was closed, by an event for each person; a mark that was corrected
    since stays as it was corrected.

    ``seen`` is the version that somebody saw.

    Raises:
        ChangedMeanwhile: where it was changed since.
        Refused: for a session that is not over.
    """
    with book.write(now=now) as change:
        found = find_session(change.db, session)
        expect_run_seen(change.db, found, seen)
        if found.status is not SessionStatus.HELD:
            raise Refused(f"this session is {_said(found.status)}", "Only one that was ended can be opened again.")
        with journal(change, _step("session.reopen", found, "opened again", "attendance")):
            reopen_attendance(change, found)
            for position, item in enumerate(sessions.agenda_of(change.db, found.id)):
                if item.started_at and item.ended_at == _over(item, found):  # the one that ran when it was ended
                    sessions.set_item(change.db, found.id, position, ended_at=None)
            status = SessionStatus.RUNNING if found.started_at else SessionStatus.SCHEDULED
            sessions.change_run(change.db, found.id, status=status, ended_at=None)
            open_again(change.db, replace(found, status=status, ended_at=None))
            change.record("session.reopen", found.uid)
        return Running(sessions.session_with_id(change.db, found.id), *_agenda(change.db, found))


def _step(action: str, session: Session, what: str, *tables: str) -> Step:
    """What an act of running touches: the session, its agenda, and rows of other tables that it keys."""
    summary = f"{session.title} on {say_moment(session.start_local)}: {what}"
    rows = {name: [session.id] for name in ("agenda_progress", *tables)}
    return Step(action, session.uid, summary, sessions=[session.id], rows=rows)


def _end_of(session: Session, said: datetime | None, now: datetime) -> datetime:
    """When a session ended that is closed now: as somebody says, else now where that is near enough to its due end."""
    if said is None:
        if not is_late(session, now):
            return now
        due = due_end(session).astimezone(zone(session.zone))
        raise Refused(
            f"it was to end at {say_time(due.time())} on {say_date(due.date())}; when did it end?",
            "Nothing was changed. Add --ended HH:MM, --ended planned or --ended now.",
        )
    if session.started_at is None:
        raise BadInput("nobody started this session on its clock, so its planned times hold", "Leave --ended out.")
    if not session.started_at < said <= now:
        raise BadInput("it cannot have ended before it began, or later than now", "Check --ended.")
    if said - session.started_at > LONGEST:
        raise BadInput("a session lasts 24 hours at most", "Say when it really ended: --ended HH:MM, or planned.")
    return said


def _over(item: ItemProgress, session: Session) -> datetime | None:
    """When the item was over that ran at the end of a session: no earlier than it began."""
    return max((each for each in (item.started_at, session.ended_at) if each), default=None)


def _close_attendance(change: Change, session: Session, unmarked: Unmarked | None, closed: Session) -> None:
    """Store who was expected. A rate that is computed from present rows alone always reads 100%."""
    span = lasted(closed)
    roll = read_roll(change.db, session)
    waiting = roll.tally.unmarked
    if waiting and unmarked is None:
        raise Refused(
            f"{waiting} {'person has' if waiting == 1 else 'people have'} no mark yet; nothing was changed",
            "Mark them, or add --unmarked missed, --unmarked excused or --unmarked leave.",
        )
    status = {Unmarked.MISSED: AttendanceStatus.MISSED, Unmarked.EXCUSED: AttendanceStatus.EXCUSED}.get(
        unmarked or Unmarked.LEAVE
    )
    kept = {each.person.id for each in attendance.marks_of(change.db, session.id)}
    marks = [_without_entry(each, closed) if ran_for_a_moment(closed) else each for each in roll.marks]
    rows: list[dict[str, object]] = [
        {
            "session_id": session.id,
            "person_id": each.person.id,
            "expected": each.expected,
            "status": (becomes := each.status or (status if each.expected else None)),
            "arrived_at": each.arrived_at,
            "left_at": each.left_at,
            "mode": each.mode,
            "minutes": minutes_present(becomes, span, each.arrived_at, each.left_at),
            "children": each.children,
        }
        for each in marks
        if each.expected or each.person.id in kept
    ]
    attendance.put_marks(change, rows, act="close")


def _without_entry(mark: Mark, closed: Session) -> Mark:
    """A mark without a time at which it was only entered: that of a clock that was opened for it says nothing."""

    def entered(at: datetime | None) -> bool:
        return bool(at and closed.started_at and closed.ended_at and closed.started_at <= at <= closed.ended_at)

    return replace(
        mark,
        arrived_at=None if entered(mark.arrived_at) else mark.arrived_at,
        left_at=None if entered(mark.left_at) else mark.left_at,
    )


def _agenda(db: Db, session: Session) -> tuple[tuple[ItemProgress, ...], tuple[str, ...]]:
    """The stored agenda of a started session, else the one its lesson plans, with what to know of it."""
    stored = sessions.agenda_of(db, session.id)
    if stored:
        return tuple(stored), ()
    plan = plan_of(db, session)
    if plan is None:
        return (), ()
    items = zip(plan.lesson.items, plan.minutes, strict=True)
    agenda = tuple(ItemProgress(item.title, minutes, min(item.least_minutes, minutes)) for item, minutes in items)
    return agenda, plan.lines


def _said(status: SessionStatus) -> str:
    return {
        SessionStatus.SCHEDULED: "not started",
        SessionStatus.RUNNING: "running already",
        SessionStatus.HELD: "over and its attendance is closed",
        SessionStatus.CANCELLED: "cancelled",
        SessionStatus.DID_NOT_MEET: "noted as one that did not meet",
    }[status]
