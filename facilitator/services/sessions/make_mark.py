"""The row of a mark: what it says, and the minutes that follow from it."""

from datetime import datetime, time

from facilitator.domain.sessions.attendance import minutes_present, moment_in_session
from facilitator.domain.views import Person, Session
from facilitator.errors import BadInput, Refused
from facilitator.services.sessions.read_roll import NOT_MET
from facilitator.storage.db import Db
from facilitator.storage.queries.sessions import attendance
from facilitator.words import AttendanceKind, AttendanceStatus, Mode, SessionStatus
from facilitator.zones import zone


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


def marked(
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
    """The row of somebody who is marked; while a session runs, late and left early without a time mean now.

    Raises:
        BadInput: for times outside the session or in the wrong order.
    """
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


def restored(db: Db, session: Session, person_id: int, event_id: int) -> dict[str, object]:
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


def _moment(session: Session, at: time | None) -> datetime | None:
    if at is None:
        return None
    return moment_in_session(at, start_local=session.start_local, minutes=session.minutes, zone=zone(session.zone))
