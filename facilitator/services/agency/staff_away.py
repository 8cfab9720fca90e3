"""Note when somebody who leads is away, and see which sessions need a stand-in then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facilitator.domain.agency.staff import ended_on, with_days
from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.views import Facilitator, LeaderAway, Session
from facilitator.errors import BadInput, Refused
from facilitator.services.find import find_facilitator
from facilitator.services.preview_or_write import preview_or_write
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.agency import staff
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.sessions import sessions
from facilitator.words import SessionStatus


@dataclass(frozen=True, slots=True)
class AwayNoted:
    """Days away before and after, and the sessions of those days that somebody else must lead."""

    facilitator: Facilitator
    before: tuple[LeaderAway, ...]
    after: tuple[LeaderAway, ...]
    need_stand_in: tuple[Session, ...]


def be_away(
    book: Book, who: str, first: date, last: date | None = None, *, now: datetime, preview: bool = False
) -> AwayNoted:
    """Note that somebody is away from the first to the last day, or until they are back; why is not kept.

    Raises:
        BadInput: for days in the wrong order.
        Refused: where all of these days are noted already.
    """
    if last is not None and last < first:
        raise BadInput(f"--to {last} is before --from {first}", "Both days are included.")
    new = LeaderAway(first, last)
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        found = find_facilitator(db, who)
        before = tuple(staff.away_of(db, found.id))
        after = with_days(before, new)
        if after == before:
            raise Refused(f"{found.name} is away then already", "Nothing was changed.")
        if writing is not None:
            _write(writing, found, after, f"away {away_words(new)}")
        return AwayNoted(found, before, after, _sessions_then(db, found, new, now))


def be_back(book: Book, who: str, last: date, *, now: datetime, preview: bool = False) -> AwayNoted:
    """Let the absence of that day, or the next one after it, end with that day; one that would begin later is none.

    Raises:
        Refused: where they are not away then.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        found = find_facilitator(db, who)
        before = tuple(staff.away_of(db, found.id))
        after = ended_on(before, last)
        if after is None or after == before:
            raise Refused(f"{found.name} is not away after {say_date(last)}", "Nothing was changed.")
        if writing is not None:
            _write(writing, found, after, f"away to {say_date(last)}")
        return AwayNoted(found, before, after, ())


def away_words(days: LeaderAway) -> str:
    """When, in words."""
    if days.last is None:
        return f"from {say_date(days.first)} on"
    if days.last == days.first:
        return f"on {say_date(days.first)}"
    return f"from {say_date(days.first)} to {say_date(days.last)}"


def _write(writing: Change, found: Facilitator, after: Sequence[LeaderAway], what: str) -> None:
    step = Step("staff.away", found.uid, f"{found.name}: {what}", rows={"facilitator_away.facilitator_id": [found.id]})
    with journal(writing, step):
        staff.set_away(writing.db, found.id, after)
        writing.record("staff.away", found.uid)


def _sessions_then(db: Db, found: Facilitator, days: LeaderAway, now: datetime) -> tuple[Session, ...]:
    """What they would lead on those days and is still to come."""
    return tuple(
        each
        for each in sessions.sessions_between(db, days.first, days.last or date.max)
        if found.name in each.facilitators
        and each.status in (SessionStatus.SCHEDULED, SessionStatus.RUNNING)
        and each.ends_at > now
    )
