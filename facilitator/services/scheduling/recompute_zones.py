"""Zone rules change: wall times stay, the instants behind them are computed anew, and people are told."""

from collections import Counter
from datetime import datetime, timedelta

from facilitator.domain.scheduling.meetings import instant
from facilitator.storage.book import Book
from facilitator.storage.queries.scheduling import tzdata
from facilitator.zones import tzdata_version


def recompute_zones(book: Book, *, now: datetime, version: str | None = None) -> tuple[str, ...]:
    """Bring the instants of sessions that were not held in line with the zone rules of this program; what to tell.

    Rules older than those the book was computed with change nothing: they are told.
    """
    rules = version or tzdata_version()
    with book.read() as db:
        stored = tzdata.stored_version(db)
    if stored == rules:
        return ()
    if _number(rules) < _number(stored):
        return (
            f"The time zone rules of this program ({rules}) are older than those of the book ({stored}): update it, "
            "for new dates may come out an hour off.",
        )
    with book.write(now=now) as change:
        moved: list[tuple[int, datetime, datetime]] = []
        zones: Counter[str] = Counter()
        for each in tzdata.placed_sessions(change.db):
            starts_at = instant(each.start_local, each.zone)
            if starts_at != each.starts_at:
                moved.append((each.id, starts_at, starts_at + timedelta(minutes=each.minutes)))
                zones[each.zone] += 1
        tzdata.move_instants(change.db, moved, now=now)
        tzdata.set_version(change.db, rules)
        change.record("zones.recompute", "", before=stored, after=rules, sessions=len(moved), zones=sorted(zones))
    return tuple(
        f"The clock rules of {zone} have changed ({stored} to {rules}): {number} "
        f"{'session keeps its' if number == 1 else 'sessions keep their'} time on the wall. Publish the calendar again."
        for zone, number in sorted(zones.items())
    )


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())
