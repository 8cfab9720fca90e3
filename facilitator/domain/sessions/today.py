"""What a facilitator sees first: what runs, what comes, and what is left to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facilitator.domain.session import Session
from facilitator.words import SessionStatus

BACK, AHEAD = timedelta(days=2), timedelta(days=14)
"""How far from today a session can be and still be of today somewhere, or soon."""
MOST_COMING = 40
MOST_WAITING = 10
_LONG_OVER = timedelta(hours=12)
"""A session that was started and never ended is no longer taken to run from then on: it waits for its close."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many sessions are over and were neither started nor closed, however long ago, and the day of the first."""

    number: int = 0
    oldest: date | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """Sessions by what they ask of a facilitator now; each in order of time.

    ``unfinished`` are sessions that are over and not closed: the last ones, with ``more`` before them, the first of all
    on the day ``since``.
    """

    running: tuple[Session, ...]
    today: tuple[Session, ...]
    coming: tuple[Session, ...]
    unfinished: tuple[Session, ...]
    more: int = 0
    since: date | None = None


def days_seen(day: date) -> tuple[date, date]:
    """From which day on and up to which sessions are looked at on a day, whether they wait or not."""
    return day - BACK, day + AHEAD


def sort_today(
    found: Sequence[Session], day: date, now: datetime, *, waiting: Waiting | None = None, most: int = MOST_WAITING
) -> Today:
    """Sessions as they stand at ``now``; ``day`` is the day then, in the program's zone.

    They are those of :func:`days_seen`, all that run, and ``most`` of those that wait; ``waiting`` says how many do.
    """
    runs = [each for each in found if each.status is SessionStatus.RUNNING]
    left_running = [each for each in runs if _until(each) <= now - _LONG_OVER]
    never_begun = [each for each in found if each.status is SessionStatus.SCHEDULED and each.ends_at <= now]
    unfinished = sorted((*left_running, *never_begun), key=lambda each: (each.starts_at, each.id))
    number = len(left_running) + (waiting.number if waiting else len(never_begun))
    days = [each.start_local.date() for each in unfinished]
    if waiting and waiting.oldest:
        days.append(waiting.oldest)
    shown = tuple(unfinished[-most:])
    return Today(
        running=tuple(each for each in runs if each not in left_running),
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
            if each.start_local.date() > day and each.status in (SessionStatus.SCHEDULED, SessionStatus.CANCELLED)
        )[:MOST_COMING],
        unfinished=shown,
        more=number - len(shown),
        since=min(days) if number > len(shown) else None,
    )


def _until(each: Session) -> datetime:
    """When a session that runs is over: as planned, or so long after its own start where it was run on another day."""
    began = each.started_at or each.starts_at
    return max(each.ends_at, began + timedelta(minutes=each.minutes))
