"""The row of a mark: what it says, and the minutes that follow from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.sessions.asked_first import is_correction, is_early, is_early_mark
from facilitator.domain.sessions.clock_time import ClockTime, moment_during
from facilitator.domain.sessions.minutes import Span, due_end, minutes_present
from facilitator.domain.spelling import tidy
from facilitator.domain.views import Person, Session
from facilitator.errors import BadInput, Refused
from facilitator.services.sessions.read_roll import NOT_MET
from facilitator.storage.db import Db
from facilitator.storage.queries.sessions import attendance
from facilitator.words import AttendanceKind, AttendanceStatus, Mode, SessionStatus
from facilitator.zones import zone

_NOTHING = "Nothing was changed."
_ADD_YES = "Add --yes where it is meant all the same."


@dataclass(frozen=True, slots=True)
class There:
    """What somebody says of the time that a person was there: clock times, or how many minutes late and early."""

    arrived: ClockTime | None = None
    left: ClockTime | None = None
    minutes_late: int | None = None
    minutes_early: int | None = None


def expect_meeting(session: Session, *, headcount: bool) -> None:
    """See that a session meets, and keeps what somebody wants to keep of it: a headcount, or marks.

    Raises:
        Refused: where it does not.
    """
    if session.status in NOT_MET:
        raise Refused("this session did not meet, so nobody was absent from it", "Restore it first if it did.")
    if session.attendance is AttendanceKind.HEADCOUNT and not headcount:
        raise Refused(
            f"{session.group_title} keeps a headcount and no names", "Use: facilitator attendance headcount SESSION N"
        )


def expect_its_day(session: Session, now: datetime, *, early: bool) -> None:
    """See that the day of a session has come, or that somebody means it all the same.

    Raises:
        Refused: where it is still to come, and nobody said so.
    """
    if not early and is_early(session, now):
        day = say_date(session.start_local.date())
        raise Refused(f"this session is planned for {day}, which is still to come", f"{_NOTHING} {_ADD_YES}")


def expect_mark_meant(
    session: Session,
    before: AttendanceStatus | None,
    status: AttendanceStatus | None,
    now: datetime,
    *,
    early: bool,
    reason: str | None,
) -> str:
    """The reason of a mark, tidy; and see that its day has come, and that a correction has one.

    ``reason`` is None where nobody was asked for one.

    Raises:
        Refused: where the day is still to come and ``early`` does not say that it is meant, or where a mark of a
            closed session is corrected without a word.
    """
    if is_early_mark(session, status, now):
        expect_its_day(session, now, early=early)
    told = tidy(reason or "")
    if reason is not None and not told and is_correction(session, before):
        raise Refused(
            "this session is closed, and that person has a mark; why is it corrected?",
            f"{_NOTHING} Add --reason in a few words; no names.",
        )
    return told


def marked(
    session: Session,
    span: Span,
    person: Person,
    status: AttendanceStatus,
    there: There,
    *,
    now: datetime,
    expected: bool,
    mode: Mode | None,
    children: int | None,
) -> dict[str, Any]:
    """The row of somebody who is marked; while a session runs, late and left early without a time mean now.

    ``span`` is how long the session lasted, as far as that is known by now.

    Raises:
        BadInput: for times outside the session or in the wrong order.
        ComesTwice: for a time that the clocks showed twice, where nothing says which.
    """
    runs = session.status is SessionStatus.RUNNING
    until = Span(span.began, max(span.ended, now)) if runs else span
    arrived_at = _moment(session, until, there.arrived, there.minutes_late, span.began, 1)
    left_at = _moment(session, until, there.left, there.minutes_early, span.ended, -1)
    notes = runs and span.began <= now <= due_end(session)
    if notes and status is AttendanceStatus.LATE and arrived_at is None:
        arrived_at = now
    if notes and status is AttendanceStatus.LEFT_EARLY and left_at is None:
        left_at = now
    if arrived_at and left_at and left_at < arrived_at:
        raise BadInput("the time of leaving is before the time of arrival", "Check --arrived and --left.")
    if (left_at and left_at <= until.began) or (arrived_at and arrived_at >= until.ended):
        raise BadInput(
            "who left before it began, or came after its end, was not there",
            f"It went {_said(session, until)}. Check --arrived and --left.",
        )
    return attendance.marked_row(
        session.id,
        person.id,
        expected=expected,
        status=status,
        arrived_at=arrived_at,
        left_at=left_at,
        mode=mode,
        minutes=minutes_present(status, span, arrived_at, left_at),
        children=children,
    )


def restored(db: Db, session: Session, span: Span, person_id: int, event_id: int) -> dict[str, Any]:
    """The state that held before an event, its minutes computed anew; whoever is expected by now stays so."""
    held = attendance.state_of(db, session.id, person_id)
    expected = bool(held["expected"]) if held else False
    before = attendance.state_before(db, session.id, person_id, event_id)
    if before is None:
        return attendance.empty_state(session.id, person_id, expected=expected)
    minutes = minutes_present(before["status"], span, before["arrived_at"], before["left_at"])
    return {"session_id": session.id, "person_id": person_id, **before, "expected": expected, "minutes": minutes}


def _moment(
    session: Session, span: Span, clock: ClockTime | None, minutes: int | None, begin: datetime, way: int
) -> datetime | None:
    """The moment that was said: by the clock, or so many minutes after the start or before the end."""
    if clock is not None and minutes is not None:
        raise BadInput("a clock time and a number of minutes for the same thing", "Give one of the two.")
    if clock is not None:
        return moment_during(clock, span, zone(session.zone))
    if minutes is None:
        return None
    if not 0 < minutes < span.minutes:
        raise BadInput(
            f"{minutes} minutes late or early at a session of {span.minutes}", f"It went {_said(session, span)}."
        )
    return begin + timedelta(minutes=way * minutes)


def _said(session: Session, span: Span) -> str:
    began, ended = (each.astimezone(zone(session.zone)) for each in span)
    return f"from {began:%H:%M} to {ended:%H:%M}"
