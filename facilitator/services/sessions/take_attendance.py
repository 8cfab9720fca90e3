"""Take attendance: one call, one committed mark, and its event beside it."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from facilitator.domain.sessions.attendance import time_not_known
from facilitator.domain.sessions.clock_time import ClockTime
from facilitator.domain.sessions.minutes import lasted
from facilitator.domain.views import Person, Session
from facilitator.errors import BadInput, Refused
from facilitator.services.find import find_person, find_session
from facilitator.services.sessions.count_minutes import count_again, span_of, was_asked
from facilitator.services.sessions.expect_seen import expect_mark_seen, expect_marks_seen
from facilitator.services.sessions.make_mark import There, expect_mark_meant, expect_meeting, marked, restored
from facilitator.storage.book import Book, Change
from facilitator.storage.queries.history import journal_marks as undo_marks
from facilitator.storage.queries.sessions import attendance, sessions
from facilitator.words import AttendanceStatus, Mode, SessionStatus

_ANY_TIME = There()


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark that was made, or one that was taken away: its ``status`` is None then."""

    session: Session
    person: Person
    status: AttendanceStatus | None
    arrived_at: datetime | None
    left_at: datetime | None
    minutes: int
    event_id: int = 0

    @property
    def time_not_known(self) -> bool:
        """Whether they were late or left early, and the whole session counts because nobody knows when."""
        return time_not_known(self.status, arrived_at=self.arrived_at, left_at=self.left_at)


def mark(
    book: Book,
    session: str,
    person: str,
    status: AttendanceStatus | None,
    *,
    now: datetime,
    arrived: ClockTime | time | None = None,
    left: ClockTime | time | None = None,
    minutes_late: int | None = None,
    minutes_early: int | None = None,
    mode: Mode | None = None,
    seen: int | None = None,
    early: bool = True,
    reason: str | None = None,
) -> Marked:
    """Mark one person, or clear the mark where ``status`` is None; saved when this returns.

    ``seen`` is the event behind the mark that somebody saw, 0 where they saw none; ``early`` says that it is meant
    though the session's day is still to come; ``reason`` why a mark of a closed session is corrected, None where nobody
    was asked.

    Raises:
        ChangedMeanwhile: where somebody else marked them since.
        Refused: for a session that was cancelled, or that keeps a headcount only; for one whose day is still to come;
            and where a mark of a closed one is corrected without a reason.
        BadInput: for times outside the session or in the wrong order, or for somebody who was not there.
    """
    there = There(_clock(arrived), _clock(left), minutes_late, minutes_early)
    with book.write(now=now) as change:
        found = find_session(change.db, session)
        who = find_person(change.db, person, among=lambda: _there(change, found))
        return mark_person(change, found, who, status, there, mode=mode, seen=seen, early=early, reason=reason)


def _there(change: Change, session: Session) -> list[Person]:
    """Whoever is enrolled on the session's day, and whoever is expected or marked: their first name will do."""
    enrolled = attendance.enrolled_on(change.db, session.group_id, session.start_local.date())
    return [*enrolled, *(each.person for each in attendance.marks_of(change.db, session.id))]


def mark_known(
    book: Book,
    session: Session,
    person: Person,
    status: AttendanceStatus | None,
    there: There = _ANY_TIME,
    *,
    now: datetime,
    seen: int | None = None,
    early: bool = True,
    reason: str | None = None,
) -> Marked:
    """Mark a person of a roll that was read before, or clear the mark; saved when this returns.

    The rows only say who is meant: whether the session meets, and when, is read again in the write. ``seen``, ``early``
    and ``reason`` are those of :func:`mark`.

    Raises:
        ChangedMeanwhile, Refused: as there.
    """
    with book.write(now=now) as change:
        found = sessions.as_it_stands(change.db, session)
        return mark_person(change, found, person, status, there, seen=seen, early=early, reason=reason)


def mark_person(
    change: Change,
    session: Session,
    person: Person,
    status: AttendanceStatus | None,
    there: There = _ANY_TIME,
    *,
    mode: Mode | None = None,
    seen: int | None = None,
    early: bool = True,
    reason: str | None = None,
) -> Marked:
    """Mark a person in the write that is open; who was expected does not change by it."""
    expect_meeting(session, headcount=False)
    if (status is None or not status.attended) and (there != _ANY_TIME or mode):
        raise BadInput(
            f"somebody {f'marked {status}' if status else 'without a mark'} neither came nor left",
            "Leave the times and --mode out.",
        )
    before = attendance.state_of(change.db, session.id, person.id)
    expect_mark_seen(change, session, person.id, before["event_id"] if before else 0, seen)
    held = before["status"] if before else None
    told = expect_mark_meant(session, held, status, change.now, early=early, reason=reason)
    expected = bool(before["expected"]) if before else False
    if status is None:
        row = attendance.empty_state(session.id, person.id, expected=expected)
    else:
        span, children = span_of(change.db, session), before["children"] if before else None
        row = marked(
            session, span, person, status, there, now=change.now, expected=expected, mode=mode, children=children
        )
    made = _put(change, session, {**row, "reason": told}, act="mark" if status else "void")
    act = "attendance.mark" if status else "attendance.clear"
    change.record(act, session.uid, reason=told, person=person.uid)
    return Marked(session, person, status, row["arrived_at"], row["left_at"], row["minutes"], made)


def undo_mark(
    book: Book, session: str, *, now: datetime, seen: int | None = None
) -> tuple[Session, str, AttendanceStatus | None]:
    """Take the newest mark of a session back by an event of its own; session, the person's code, and what holds again.

    What was closed is corrected by a mark and not undone: the newest mark may be another than somebody has in mind.
    ``seen`` is the newest event that they saw of any mark.

    Raises:
        ChangedMeanwhile: where somebody else marked anybody since.
        Refused: where there is nothing to take back, or the session was cancelled.
    """
    with book.write(now=now) as change:
        found = find_session(change.db, session)
        expect_meeting(found, headcount=False)
        expect_marks_seen(change, found, seen)
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
    expect_meeting(found, headcount=False)
    if newest != event_id:
        raise Refused("that person was marked again since", "Nothing was undone. Mark the person again instead.")
    _take_back(change, found, event_id, person_id)


def _take_back(
    change: Change, session: Session, event_id: int, person_id: int
) -> tuple[Person, AttendanceStatus | None]:
    """Whose mark it was, and what holds again."""
    row = restored(change.db, session, span_of(change.db, session), person_id, event_id)
    who = next(each.person for each in attendance.marks_of(change.db, session.id) if each.person.id == person_id)
    _put(change, session, {**row, "undoes_id": event_id}, act="undo")
    said_before = attendance.state_before(change.db, session.id, person_id, event_id)
    if said_before is None and not row["expected"]:  # a walk-in by mistake is off the list again
        attendance.forget_state(change.db, session.id, person_id)
    change.record("attendance.undo", session.uid, person=who.uid)
    status = row["status"]
    return who, status if isinstance(status, AttendanceStatus) else None


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
            row = restored(change.db, session, lasted(session), person_id, event_id)
            attendance.put_state(change.db, {**row, "expected": before["expected"]})
    undo_marks.take_closing_back(change, session.id)


def _put(change: Change, session: Session, row: dict[str, Any], *, act: str) -> int:
    """Set one mark; its event. Where the session is over it counts at once, and what others share counts once."""
    held = session.status is SessionStatus.HELD
    anew = held and was_asked(change.db, session, session.id)
    (made,) = attendance.put_marks(change, [row], act=act)
    if held:
        count_again(change.db, session, [row["person_id"]], anew=anew)
    return made


def _clock(at: ClockTime | time | None) -> ClockTime | None:
    return ClockTime(at) if isinstance(at, time) else at
