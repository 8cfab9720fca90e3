"""What is asked before a mark, an end or a headcount is taken for meant: the day is still to come, or all is closed."""

from datetime import datetime
from typing import Protocol

from facilitator.words import AttendanceStatus, SessionStatus
from facilitator.zones import zone as find_zone


class AskedOf(Protocol):
    """What a session's row knows of it: how it stands, and its day on the wall of its zone."""

    @property
    def status(self) -> SessionStatus: ...
    @property
    def start_local(self) -> datetime: ...
    @property
    def zone(self) -> str: ...


def is_early(session: AskedOf, now: datetime) -> bool:
    """Whether the day of a session is still to come where it meets; one that somebody started is not early any more."""
    return session.status is SessionStatus.SCHEDULED and now.astimezone(find_zone(session.zone)).date() < (
        session.start_local.date()
    )


def is_early_mark(session: AskedOf, status: AttendanceStatus | None, now: datetime) -> bool:
    """Whether a mark says something that nobody can know yet: that somebody lets us know is said ahead of the day."""
    return status not in (None, AttendanceStatus.EXCUSED) and is_early(session, now)


def is_correction(session: AskedOf, before: AttendanceStatus | int | None) -> bool:
    """Whether a mark or a count changes another of a closed session: to enter what was left open is to finish it."""
    return session.status is SessionStatus.HELD and before is not None
