"""Days on which somebody cannot come: nobody expects them then, and they are not missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Away:
    """From the first to the last day, both included; without a last one until they are back."""

    id: int
    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        """Whether they are away on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


def is_away(days: Iterable[Away], day: date) -> bool:
    """Whether any of these is about that day."""
    return any(each.covers(day) for each in days)
