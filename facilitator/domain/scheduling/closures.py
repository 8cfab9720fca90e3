"""Closed days: spans of wall time in which no session is held, and whether a session falls into one."""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from facilitator.domain.dates.wall_time import Occurrence, place_in_zone
from facilitator.errors import BadInput
from facilitator.words import ClosureState

SHIFT_DAYS: Final = 60
"""How far a session is shifted at most."""


@dataclass(frozen=True, slots=True)
class ClosedSpan:
    """A closed stretch of wall time; ``starts`` and ``ends`` are naive, ``ends`` is the first open moment.

    Raises:
        BadInput: when it ends before it starts.
    """

    starts: datetime
    ends: datetime
    reason: str
    all_day: bool = True

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise BadInput(
                f"the closure {self.reason!r} ends before it starts",
                f"It goes from {self.starts:%Y-%m-%d %H:%M} to {self.ends:%Y-%m-%d %H:%M}.",
            )


@dataclass(frozen=True, slots=True)
class ListedSpan:
    """A span that an entry of somebody's calendar lists: closed, or offered to be taken over.

    ``uid`` and ``sequence`` are the entry's, and tell its revisions apart; ``line`` is where it stands, from 1.
    """

    span: ClosedSpan
    state: ClosureState = ClosureState.CLOSED
    uid: str = ""
    sequence: int = 0
    line: int = 0


def closed_day(day: date, reason: str, until: date | None = None) -> ClosedSpan:
    """A whole closed day, or all days from ``day`` to ``until``, that one included."""
    midnight = datetime.combine(day, time())
    return ClosedSpan(midnight, datetime.combine(until or day, time()) + timedelta(days=1), reason, all_day=True)


def closed_hours(day: date, begins: time, ends: time | None, reason: str) -> ClosedSpan:
    """A part of a day, to midnight where no end is given.

    Raises:
        BadInput: when it ends before it begins.
    """
    starts, midnight = datetime.combine(day, begins), datetime.combine(day, time()) + timedelta(days=1)
    if ends is not None and ends <= begins:
        raise BadInput(f"closed from {begins:%H:%M} to {ends:%H:%M} is no time", "Give the earlier hour first.")
    return ClosedSpan(starts, midnight if ends is None else datetime.combine(day, ends), reason, all_day=False)


class Closures:
    """Closed spans, which may overlap, ready to be asked about many sessions."""

    __slots__ = ("_ends", "_spans", "_starts")

    def __init__(self, spans: Iterable[ClosedSpan] = ()) -> None:
        self._starts: list[datetime] = []
        self._ends: list[datetime] = []
        self._spans: list[ClosedSpan] = []
        # cut into pieces that do not overlap, so that one bisection answers; the span that starts first names a piece
        for span in sorted(spans, key=lambda span: (span.starts, -(span.ends - span.starts), span.reason)):
            closed_until = self._ends[-1] if self._ends else span.starts
            if span.ends > closed_until or not self._ends:
                self._starts.append(max(span.starts, closed_until))
                self._ends.append(span.ends)
                self._spans.append(span)

    def __len__(self) -> int:
        return len(self._spans)

    def reason_closed(self, start: datetime, end: datetime) -> ClosedSpan | None:
        """The closed span that a session from ``start`` to ``end`` (naive wall time) falls into, if there is one."""
        place = bisect_right(self._ends, start)
        if place < len(self._starts) and self._starts[place] < end:
            return self._spans[place]
        return None


@dataclass(frozen=True, slots=True)
class PlacedSpan:
    """A closed span of a room, of a site, or of every place where both are None; ``id`` is the book's."""

    id: int
    span: ClosedSpan
    site_id: int | None = None
    room_id: int | None = None

    def closes(self, site_id: int | None, room_id: int | None) -> bool:
        """Whether it holds for a session in that room of that site; one without a room closes with all only."""
        if self.room_id is not None:
            return self.room_id == room_id
        return self.site_id is None or self.site_id == site_id


class PlacedClosures:
    """Closed spans of many places, ready to be asked about sessions in each of them."""

    __slots__ = ("_at", "_placed")

    def __init__(self, placed: Iterable[PlacedSpan]) -> None:
        self._placed = tuple(placed)
        self._at: dict[tuple[int | None, int | None], tuple[tuple[PlacedSpan, ...], Closures]] = {}

    def last_day(self) -> date | None:
        """The last day on which anything is closed, or None where nothing is."""
        return max((each.span.ends.date() for each in self._placed), default=None)

    def at(self, site_id: int | None, room_id: int | None) -> Closures:
        """What is closed in one place."""
        return self._of(site_id, room_id)[1]

    def closing(self, start: datetime, end: datetime, site_id: int | None, room_id: int | None) -> list[PlacedSpan]:
        """Every span that a session from ``start`` to ``end`` (naive wall time) in that place falls into, in order."""
        placed, closures = self._of(site_id, room_id)
        if closures.reason_closed(start, end) is None:
            return []
        return [each for each in placed if each.span.starts < end and each.span.ends > start]

    def _of(self, site_id: int | None, room_id: int | None) -> tuple[tuple[PlacedSpan, ...], Closures]:
        key = (site_id, room_id)
        if key not in self._at:
            placed = tuple(each for each in self._placed if each.closes(site_id, room_id))
            self._at[key] = placed, Closures(each.span for each in placed)
        return self._at[key]


def next_open_start(
    start: datetime, minutes: int, zone: ZoneInfo, closures: Closures, *, taken: Collection[datetime]
) -> Occurrence | None:
    """Where a session shifts to: the next open day at the same wall time, within 60 days, or None.

    ``start`` is naive wall time; ``taken`` holds the UTC starts at which the group meets already.
    """
    for days in range(1, SHIFT_DAYS + 1):
        placed = place_in_zone(start + timedelta(days=days), minutes, zone)
        if placed is None or placed.starts_at_utc in taken:
            continue
        begins = placed.starts_at.replace(tzinfo=None)
        if closures.reason_closed(begins, begins + timedelta(minutes=minutes)) is None:
            return placed
    return None
