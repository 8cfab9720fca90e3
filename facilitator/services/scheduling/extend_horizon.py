"""Groups without an end never run out: their sessions are stored 18 months ahead, and a month at a time after that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from facilitator.domain.scheduling.ahead import HORIZON, least
from facilitator.domain.scheduling.meetings import Meeting
from facilitator.domain.scheduling.series.horizon import following, overlap
from facilitator.services.scheduling.check_clashes import BookingRequest, check, refusing
from facilitator.services.scheduling.read_series import SeriesAtHand, at_hand, closed_where
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.scheduling import clashes, series
from facilitator.storage.queries.scheduling.upkeep import upkeep

MOST_SERIES: Final = 500
"""How many series one call extends at most; the next one goes on."""


@dataclass(frozen=True, slots=True)
class Extended:
    """How many sessions were made, for how many series, and what to tell."""

    series: int
    sessions: int
    notes: tuple[str, ...]


def extend_horizon(book: Book, *, now: datetime) -> Extended:
    """Store the sessions of groups without an end up to 18 months ahead; done twice, it changes nothing more."""
    today = now.date()
    with book.read() as db:
        if not upkeep(db, least(today), today).short:
            return Extended(0, 0, ())
    notes: list[str] = []
    made = 0
    with book.write(now=now) as change:
        short = series.series_stored_until(change.db, least(today), MOST_SERIES)
        for stored in short:
            each = at_hand(change.db, stored)
            shut = closed_where(change.db, each.pattern.room_id, overlap(each.pattern))
            fresh, until = following(each.pattern, each.meetings, today + HORIZON, shut, each.others)
            made += len(fresh)
            notes += _clash_notes(change.db, each, fresh)
            series.add_meetings(change.db, stored.id, fresh, each.title_of, now=now)
            series.store_until(change.db, stored.id, until)
        change.record("horizon.extend", "", series=len(short), sessions=made)
    return Extended(len(short), made, tuple(notes))


def _clash_notes(db: Db, each: SeriesAtHand, fresh: Sequence[Meeting]) -> list[str]:
    """A line where new sessions stand in the way of what was booked beyond the horizon."""
    pattern, group_id = each.pattern, each.stored.group_id
    needs = clashes.needs_of(db, group_id)
    asked = BookingRequest(
        pattern.zone, pattern.room_id, pattern.leader_ids, needs, group_id, meets_when_closed=pattern.keeps
    )
    met = refusing(check(db, [(one.starts_at, one.ends_at) for one in fresh], asked))
    if not met:
        return []
    when = min(clash.starts_at for clash in met)
    return [
        f"{each.stored.group_title}: sessions were added to the schedule, and {len(met)} of them clash, "
        f"the first on {when:%a %d %b %Y}. See: facilitator session list"
    ]
