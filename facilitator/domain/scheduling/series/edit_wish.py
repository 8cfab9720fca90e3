"""What somebody wants to be different about a series."""

from dataclasses import dataclass
from datetime import datetime, time

from facilitator.words import ClosurePolicy


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall be different; None leaves it. A ``start`` without a day is another time on the same days.

    ``room`` is a tuple, so that no room can be asked for too: ``(None,)``.
    """

    start: datetime | time | None = None
    repeat: str | None = None
    minutes: int | None = None
    zone: str | None = None
    on_closure: ClosurePolicy | None = None
    room: tuple[int | None] | None = None
    leaders: tuple[int, ...] | None = None

    @property
    def dates(self) -> bool:
        """Whether dates are made anew."""
        return any(each is not None for each in (self.start, self.repeat, self.zone, self.on_closure))

    @property
    def empty(self) -> bool:
        """Whether nothing about the series is asked for."""
        return not self.dates and all(each is None for each in (self.minutes, self.room, self.leaders))
