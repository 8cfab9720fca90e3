"""Which sessions a feed or an export is about."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

BACK, AHEAD = timedelta(days=90), timedelta(days=548)
"""What a calendar holds unless told otherwise: 90 days back and 18 months ahead."""


class DayWindow(NamedTuple):
    """Local days from first to last, both included."""

    first: date
    last: date


def usual_span(today: date) -> DayWindow:
    """The days that a feed holds on that day."""
    return DayWindow(today - BACK, today + AHEAD)


@dataclass(frozen=True, slots=True)
class Selection:
    """Sessions by what they have in common; what is None narrows nothing.

    ``public`` keeps those of groups that may stand on the public schedule; ``leader`` those that somebody really leads.
    """

    public: bool = False
    groups: tuple[int, ...] | None = None
    site: int | None = None
    room: int | None = None
    program: str | None = None
    language: str | None = None
    leader: int | None = None
