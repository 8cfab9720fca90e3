"""What comes after a session that was just finished: the next ones, and attendance to finish elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facilitator.domain.sessions.today import Today
from facilitator.domain.views import Session
from facilitator.services.sessions.see_today import see_today
from facilitator.storage.book import Book
from facilitator.storage.queries.sessions import sessions
from facilitator.words import SessionStatus

_AHEAD = timedelta(days=400)
"""How far ahead the next session of a group is looked for: one that meets once a year is found."""


@dataclass(frozen=True, slots=True)
class ComesNext:
    """The next session of the same group, the next one of any other on this day, and what waits for its close.

    ``waiting`` is how many sessions do, the first of them on the day ``since``.
    """

    of_group: Session | None
    today: Session | None
    waiting: int
    since: date | None


def see_next(book: Book, session: Session, *, now: datetime) -> ComesNext:
    """What comes after a session, as it stands at ``now``."""
    with book.read() as db:
        day = session.start_local.date()
        later = sessions.sessions_between(db, day, day + _AHEAD, session.group_id)
    seen = see_today(book, now)
    to_come = (each for each in later if each.starts_at > session.starts_at)
    return ComesNext(
        next((each for each in to_come if each.status is SessionStatus.SCHEDULED), None),
        next((each for each in (*seen.running, *seen.today) if _is_next(each, session)), None),
        len(seen.unfinished) + seen.more,
        _since(seen),
    )


def _is_next(each: Session, session: Session) -> bool:
    return each.uid != session.uid and each.status in (SessionStatus.SCHEDULED, SessionStatus.RUNNING)


def _since(seen: Today) -> date | None:
    days = [each.start_local.date() for each in seen.unfinished]
    return min([*days, *([seen.since] if seen.since else [])], default=None)
