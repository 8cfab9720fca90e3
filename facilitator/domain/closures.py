"""Closed days: spans of wall time in which no session is held, and whether a session falls into one."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from facilitator.errors import BadInput


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


def closed_day(day: date, reason: str, until: date | None = None) -> ClosedSpan:
    """A whole closed day, or all days from ``day`` to ``until``, that one included."""
    midnight = datetime.combine(day, time())
    return ClosedSpan(midnight, datetime.combine(until or day, time()) + timedelta(days=1), reason, all_day=True)


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
