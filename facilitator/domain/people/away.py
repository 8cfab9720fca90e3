"""Days on which somebody cannot come: nobody expects them then, and they are not missed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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


def joined(days: Iterable[Away]) -> list[Away]:
    """These days with those that meet as one time, which keeps the number of the earliest."""
    found: list[Away] = []
    for each in sorted(days, key=lambda each: (each.first, each.id)):
        before = found[-1] if found else None
        if before is None or (before.last is not None and before.last < each.first):
            found.append(each)
        else:
            last = None if before.last is None or each.last is None else max(before.last, each.last)
            found[-1] = replace(before, last=last)
    return found
