"""Who and what is taken when: rooms and facilitators of an invented program are never booked twice."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import datetime

Span = tuple[datetime, datetime]
"""Start and end; what ends as another starts does not touch it. Aware, all in UTC."""


class Diary:
    """The times at which each room and each person is taken; the spans of one never overlap."""

    def __init__(self) -> None:
        self._taken: defaultdict[Hashable, list[Span]] = defaultdict(list)

    def is_free(self, who: Hashable, spans: Sequence[Span]) -> bool:
        """Whether none of the spans overlaps what is taken."""
        taken = self._taken[who]
        for starts, ends in spans:
            place = bisect_left(taken, (starts, starts))
            if place < len(taken) and taken[place][0] < ends:
                return False
            if place and taken[place - 1][1] > starts:
                return False
        return True

    def take(self, who: Hashable, spans: Sequence[Span]) -> None:
        """Take the spans, which must be free."""
        for span in spans:
            insort(self._taken[who], span)

    def give_back(self, who: Hashable, span: Span) -> None:
        """Free a span that was taken."""
        self._taken[who].remove(span)
