"""Take attendance: one call, one committed mark, and its event beside it."""

from dataclasses import dataclass
from datetime import datetime, time

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.sessions.attendance import Tally, minutes_present, moment_in_session, tally
from facilitator.domain.views import Mark, Person, Session
from facilitator.errors import BadInput, Refused
from facilitator.services.find import find_person, find_session
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history import journal_marks as undo_marks
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.sessions import attendance, sessions
from facilitator.words import AttendanceKind, AttendanceStatus, EnrolmentKind, Mode, SessionStatus
from facilitator.zones import zone

_NOT_MET = (SessionStatus.CANCELLED, SessionStatus.DID_NOT_MEET)


@dataclass(frozen=True, slots=True)
class Roll:
    """A session with everybody who is expected, marked, or on its roster; ``headcount`` where somebody counted."""

    session: Session
    marks: tuple[Mark, ...]
    headcount: int | None

    @property
    def tally(self) -> Tally:
        """The counts of this roll."""
        return tally((each.expected, each.status) for each in self.marks)


def roll_of(book: Book, session: str) -> Roll:
    """Who is expected at a session, and who came."""
    with book.read() as db:
        return read_roll(db, find_session(db, session))


def read_roll(db: Db, session: Session) -> Roll:
    """The roll of a session. Until it is closed, a closed group expects whoever is enrolled on its day."""
    marked = attendance.marks_of(db, session.id)
    if session.ended_at is not None:
        return Roll(session, tuple(marked), attendance.headcount_of(db, session.id))
    enrolled = attendance.enrolled_on(db, session.group_id, session.start_local.date())
    closed = session.enrolment is EnrolmentKind.CLOSED and session.status not in _NOT_MET
    seats = {each.id for each in enrolled}
    by_person = {each.person.id: each for each in marked}
    roll = [by_person[each.id] if each.id in by_person else _unmarked(each) for each in enrolled]
    roll.extend(each for each in marked if each.person.id not in seats)
    if closed:
        roll = [_expecting(each, each.person.id in seats) for each in roll]
    roll.sort(key=lambda each: each.person.name.casefold())
    return Roll(session, tuple(roll), attendance.headcount_of(db, session.id))


def mark(
    book: Book,
    session: str,
    person: str,
    status: AttendanceStatus | None,
    *,
    now: datetime,
    arrived: time | None = None,
    left: time | None = None,
    mode: Mode | None = None,
) -> tuple[Session, Person]:
    """Mark one person, or clear the mark where ``status`` is None; saved when this returns.

    Raises:
        Refused: for a session that was cancelled, or that keeps a headcount only.
        BadInput: for times outside the session or in the wrong order, or for somebody who was not there.
    """
    with book.write(now=now) as change:
        found, who = find_session(change.db, session), find_person(change.db, person)
        mark_person(change, found, who, status, arrived=arrived, left=left, mode=mode)
    return found, who


def mark_known(book: Book, session: Session, person: Person, status: AttendanceStatus | None, *, now: datetime) -> None:
    """Mark a person of a roll that was read before, or clear the mark; saved when this returns.

    The rows only say who is meant: whether the session meets, and when, is read again in the write.

    Raises:
        Refused: for a session that was cancelled, or that keeps a headcount only.
    """
    with book.write(now=now) as change:
        mark_person(change, sessions.as_it_stands(change.db, session), person, status)


def mark_person(
    change: Change,
    session: Session,
    person: Person,
    status: AttendanceStatus | None,
    *,
    arrived: time | None = None,
    left: time | None = None,
    mode: Mode | None = None,
) -> None:
    """Mark a person in the write that is open; who was expected does not change by it."""
    _check_meets(session, headcount=False)
    if (status is None or not status.attended) and (arrived or left or mode):
        raise BadInput(
            f"somebody {f'marked {status}' if status else 'without a mark'} neither came nor left",
            "Leave --arrived, --left and --mode out.",
        )
    before = attendance.state_of(change.db, session.id, person.id)
    expected = bool(before["expected"]) if before else False
    if status is None:
        row = attendance.empty_state(session.id, person.id, expected=expected)
    else:
        children = before["children"] if before else None
        row = _marked(session, person, status, expected, change.now, arrived, left, mode, children)
    attendance.put_marks(change, [row], act="mark" if status else "void")
    change.record("attendance.mark" if status else "attendance.clear", session.uid, person=person.uid)


def undo_mark(book: Book, session: str, *, now: datetime) -> tuple[Session, str, AttendanceStatus | None]:
    """Take the newest mark of a session back by an event of its own; session, the person's code, and what holds again.

    What was closed is corrected by a mark and not undone: the newest mark may be another than somebody has in mind.

    Raises:
        Refused: where there is nothing to take back, or the session was cancelled.
    """
    with book.write(now=now) as change:
        found = find_session(change.db, session)
        _check_meets(found, headcount=False)
        newest = attendance.last_event(change.db, found.id)
        if newest is None and found.ended_at is not None:
            raise Refused(
                "no mark was made since the attendance was closed", "Correct one by marking the person again."
            )
        if newest is None:
            raise Refused("there is no mark to take back", "Nothing was changed.")
        who, status = _take_back(change, found, *newest)
    return found, who.code, status


def take_mark_back(change: Change, event_id: int) -> None:
    """Take one mark back by an event of its own, in the write that is open.

    Raises:
        Refused: where the person was marked again since, or the session was cancelled.
    """
    session_id, person_id, newest = attendance.event_with_id(change.db, event_id)
    found = sessions.session_with_id(change.db, session_id)
    _check_meets(found, headcount=False)
    if newest != event_id:
        raise Refused("that person was marked again since", "Nothing was undone. Mark the person again instead.")
    _take_back(change, found, event_id, person_id)


def _take_back(
    change: Change, session: Session, event_id: int, person_id: int
) -> tuple[Person, AttendanceStatus | None]:
    """Whose mark it was, and what holds again."""
    row = _restored(change.db, session, person_id, event_id)
    attendance.put_marks(change, [{**row, "undoes_id": event_id}], act="undo")
    who = next(each.person for each in attendance.marks_of(change.db, session.id) if each.person.id == person_id)
    change.record("attendance.undo", session.uid, person=who.uid)
    status = row["status"]
    return who, status if isinstance(status, AttendanceStatus) else None


def expect(book: Book, session: str, person: str, *, now: datetime) -> tuple[Session, Person]:
    """Note that somebody of an open group said: count me in.

    Raises:
        Refused: for a closed group, which expects its roster, or a session that was cancelled or closed.
    """
    with book.write(now=now) as change:
        found, who = find_session(change.db, session), find_person(change.db, person)
        _check_meets(found, headcount=False)
        if found.enrolment is EnrolmentKind.CLOSED:
            raise Refused(f"{found.group_title} expects everybody on its roster", "Enrol the person instead.")
        if found.ended_at is not None:
            raise Refused("the attendance of this session is closed", "Mark the person instead if they came.")
        before = attendance.state_of(change.db, found.id, who.id)
        row = {**attendance.empty_state(found.id, who.id), **(before or {}), "expected": True}
        with journal(change, _step("attendance.expect", found, f"{who.code} is expected", "attendance")):
            attendance.put_marks(change, [row], act="expect")
            change.record("attendance.expect", found.uid, person=who.uid)
    return found, who


def keep_headcount(book: Book, session: str, people: int, *, now: datetime) -> Session:
    """Keep the number of people who were there, without names.

    Raises:
        BadInput: for a number below 0 or above 1,000.
        Refused: for a session that was cancelled.
    """
    if not 0 <= people <= 1000:
        raise BadInput(f"a headcount of {people}?", "Give a number from 0 to 1000.")
    with book.write(now=now) as change:
        found = find_session(change.db, session)
        _check_meets(found, headcount=True)
        with journal(change, _step("attendance.headcount", found, f"{people} counted", "headcount")):
            attendance.put_headcount(change, found.id, people)
            change.record("attendance.headcount", found.uid)
    return found


def reopen_attendance(change: Change, session: Session) -> None:
    """Give everybody the state again that they had before a session was closed, and an event that says so."""
    for event_id, person_id in undo_marks.closings(change.db, session.id):
        held = attendance.state_of(change.db, session.id, person_id)
        if held is None or undo_marks.newest_event_of(change.db, session.id, person_id) != event_id:
            continue  # corrected since
        before = attendance.state_before(change.db, session.id, person_id, event_id)
        if before is None:
            attendance.forget_state(change.db, session.id, person_id)
        else:
            row = _restored(change.db, session, person_id, event_id)
            attendance.put_state(change.db, {**row, "expected": before["expected"]})
    undo_marks.take_closing_back(change, session.id)


def _step(action: str, session: Session, what: str, table: str) -> Step:
    summary = f"{session.title} on {say_moment(session.start_local)}: {what}"
    return Step(action, session.uid, summary, rows={table: [session.id]})


def _check_meets(session: Session, *, headcount: bool) -> None:
    if session.status in _NOT_MET:
        raise Refused("this session did not meet, so nobody was absent from it", "Restore it first if it did.")
    if session.attendance is AttendanceKind.HEADCOUNT and not headcount:
        raise Refused(
            f"{session.group_title} keeps a headcount and no names", "Use: facilitator attendance headcount SESSION N"
        )


def _marked(
    session: Session,
    person: Person,
    status: AttendanceStatus,
    expected: bool,
    now: datetime,
    arrived: time | None,
    left: time | None,
    mode: Mode | None,
    children: int | None,
) -> dict[str, object]:
    arrived_at, left_at = _moment(session, arrived), _moment(session, left)
    running = session.status is SessionStatus.RUNNING and session.starts_at <= now <= session.ends_at
    if running and status is AttendanceStatus.LATE and arrived_at is None:
        arrived_at = now
    if running and status is AttendanceStatus.LEFT_EARLY and left_at is None:
        left_at = now
    if arrived_at and left_at and left_at < arrived_at:
        raise BadInput("the time of leaving is before the time of arrival", "Check --arrived and --left.")
    if (left_at and left_at <= session.starts_at) or (arrived_at and arrived_at >= session.ends_at):
        raise BadInput("who left before it began, or came after its end, was not there", "Check --arrived and --left.")
    return attendance.marked_row(
        session.id,
        person.id,
        expected=expected,
        status=status,
        arrived_at=arrived_at,
        left_at=left_at,
        mode=mode,
        minutes=minutes_present(
            status,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            arrived_at=arrived_at,
            left_at=left_at,
        ),
        children=children,
    )


def _moment(session: Session, at: time | None) -> datetime | None:
    if at is None:
        return None
    return moment_in_session(at, start_local=session.start_local, minutes=session.minutes, zone=zone(session.zone))


def _restored(db: Db, session: Session, person_id: int, event_id: int) -> dict[str, object]:
    """The state that held before an event, its minutes computed anew; whoever is expected by now stays so."""
    held = attendance.state_of(db, session.id, person_id)
    expected = bool(held["expected"]) if held else False
    before = attendance.state_before(db, session.id, person_id, event_id)
    if before is None:
        return attendance.empty_state(session.id, person_id, expected=expected)
    minutes = minutes_present(
        before["status"],
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        arrived_at=before["arrived_at"],
        left_at=before["left_at"],
    )
    return {"session_id": session.id, "person_id": person_id, **before, "expected": expected, "minutes": minutes}


def _unmarked(person: Person) -> Mark:
    return Mark(person, False, None, None, None, None, 0)


def _expecting(each: Mark, expected: bool) -> Mark:
    return Mark(each.person, expected, each.status, each.arrived_at, each.left_at, each.mode, each.minutes)
