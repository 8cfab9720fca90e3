"""What is different about a session since somebody looked at it, field by field, in words."""

from dataclasses import dataclass

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.views import Session
from facilitator.words import Mode, SessionStatus

MEETS, LASTS, STATE = "Meets", "Lasts", "State"


@dataclass(frozen=True, slots=True)
class SinceSeen:
    """One field: as it was seen, as it is now, and as whoever looks would have it; empty where they say nothing."""

    what: str
    saw: str
    now: str
    yours: str = ""


def since_seen(saw: Session, now: Session, yours: dict[str, str]) -> tuple[SinceSeen, ...]:
    """The fields that another window changed, and those that somebody was about to change."""
    before, after = _fields(saw), _fields(now)
    return tuple(
        SinceSeen(what, before[what], after[what], yours.get(what, ""))
        for what in before
        if before[what] != after[what] or what in yours
    )


def _fields(session: Session) -> dict[str, str]:
    return {
        MEETS: say_moment(session.start_local),
        LASTS: f"{session.minutes} minutes",
        STATE: _state(session),
        "Where": "online" if session.mode is Mode.ONLINE else session.room or "no room",
        "With": ", ".join(session.facilitators) or "nobody yet",
        "Lesson": session.lesson_title or "none",
    }


def _state(session: Session) -> str:
    words = {
        SessionStatus.SCHEDULED: "planned",
        SessionStatus.RUNNING: "running",
        SessionStatus.HELD: "held",
        SessionStatus.CANCELLED: "canceled",
        SessionStatus.DID_NOT_MEET: "did not meet",
    }[session.status]
    return f"{words}: {session.reason}" if session.reason else words
