"""Wall time and instants: what a clock on the wall shows, and when that is for everybody.

Arithmetic on aware values of one zone is wall-clock arithmetic, so every duration here goes through UTC.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain
from typing import Final
from zoneinfo import ZoneInfo

from facilitator.words import GapPolicy

_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - wall time


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One wall time placed in its zone.

    ``local`` is the wall time asked for; ``starts_at`` and ``ends_at`` are aware in the zone.
    """

    local: datetime
    starts_at: datetime
    ends_at: datetime
    moved_by_gap: bool

    @property
    def starts_at_utc(self) -> datetime:
        """The start as an instant in UTC."""
        return self.starts_at.astimezone(UTC)

    @property
    def ends_at_utc(self) -> datetime:
        """The end as an instant in UTC."""
        return self.ends_at.astimezone(UTC)


def place_in_zone(
    local: datetime, minutes: int, zone: ZoneInfo, gap: GapPolicy = GapPolicy.FORWARD
) -> Occurrence | None:
    """Place a naive wall time in a zone; ``minutes`` are elapsed minutes.

    A time that a clock change leaves out moves forward by the gap, or is ``None`` under ``GapPolicy.SKIP``.
    A time that happens twice is its first instance.
    """
    starts_at_utc = to_utc(local, zone)
    starts_at = starts_at_utc.astimezone(zone)
    moved = starts_at.replace(tzinfo=None) != local
    if moved and gap is GapPolicy.SKIP:
        return None
    ends_at = (starts_at_utc + timedelta(minutes=minutes)).astimezone(zone)
    return Occurrence(local, starts_at, ends_at, moved)


def to_utc(local: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which clocks in the zone show that wall time; in a gap, moved forward by it."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def all_to_utc(locals_: Sequence[datetime], zone: ZoneInfo) -> list[datetime]:
    """:func:`to_utc` of many wall times in order, in a fifth of the time: one offset shifts a stretch at once."""
    if not locals_:
        return []
    found: list[datetime] = []
    stretches = chain.from_iterable(_stretches(zone, year) for year in range(locals_[0].year, locals_[-1].year + 1))
    for ends, offset in stretches:
        begin = len(found)
        end = bisect_left(locals_, ends, begin)
        if offset is None:
            found += [to_utc(local, zone) for local in locals_[begin:end]]
        elif end > begin:
            zero = _EPOCH.replace(tzinfo=UTC) - offset
            found += [zero + (local - _EPOCH) for local in locals_[begin:end]]
    return found


@lru_cache(maxsize=512)
def _stretches(zone: ZoneInfo, year: int) -> tuple[tuple[datetime, timedelta | None], ...]:
    """A year in stretches of whole days: the wall time that ends each, and its one offset, or None where it changes."""
    stretches: list[tuple[datetime, timedelta | None]] = []
    midnight, after = datetime(year, 1, 1), datetime(year + 1, 1, 1)  # noqa: DTZ001 - wall time
    while midnight < after:
        quarters = (midnight + timedelta(hours=hours) for hours in (0, 6, 12, 18, 24))
        offsets = {quarter.replace(tzinfo=zone).utcoffset() for quarter in quarters}
        steady = offsets.pop() if len(offsets) == 1 else None
        midnight += timedelta(days=1)
        if stretches and stretches[-1][1] == steady:
            stretches.pop()
        stretches.append((midnight, steady))
    return tuple(stretches)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last whole second of a day in the zone, in UTC."""
    last = datetime.combine(day, time(23, 59, 59), zone)
    return max(last.astimezone(UTC), last.replace(fold=1).astimezone(UTC))
