"""What a facilitator sees first: what runs, what comes, and what is left to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facilitator.domain.session import Session
from facilitator.words import SessionStatus

BACK, AHEAD = timedelta(days=28), timedelta(days=14)
MOST_COMING = 40


@dataclass(frozen=True, slots=True)
class Today:
    """Sessions by what they ask of a facilitator now; each in order of time.

    ``unfinished`` are sessions of the last four weeks whose attendance is still open.
    """

    running: tuple[Session, ...]
    today: tuple[Session, ...]
    coming: tuple[Session, ...]
    unfinished: tuple[Session, ...]


def days_seen(day: date) -> tuple[date, date]:
    """From which day on and up to which sessions are looked at on a day."""
    return day - BACK, day + AHEAD


def sort_today(found: Sequence[Session], day: date, now: datetime) -> Today:
    """Sessions of :func:`days_seen` as they stand at ``now``; ``day`` is the day then, in the program's zone."""
    running = tuple(each for each in found if each.status is SessionStatus.RUNNING)
    still_open = [each for each in found if each.status is SessionStatus.SCHEDULED]
    return Today(
        running=running,
        today=tuple(
            each
            for each in found
            if each.start_local.date() == day
            and each.status is not SessionStatus.RUNNING
            and (each.ends_at > now or each.status is not SessionStatus.SCHEDULED)
        ),
        coming=tuple(
            each
            for each in found
            if each.start_local.date() > day and (each.status is SessionStatus.SCHEDULED or each.called_off)
        )[:MOST_COMING],
        unfinished=tuple(each for each in still_open if each.ends_at <= now),
    )
