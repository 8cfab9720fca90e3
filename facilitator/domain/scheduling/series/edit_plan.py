"""What a plan of an edit is made of: what is wished, sessions before and after, and those that no longer fit."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import NamedTuple

from facilitator.domain.dates.rule import Rule
from facilitator.domain.scheduling.meetings import Meeting, Pattern
from facilitator.domain.scheduling.planned import SkippedDate
from facilitator.words import ClosurePolicy


class Misfit(StrEnum):
    """What becomes of exceptions that no longer fit: they are given up, or stay as they are."""

    DROP = "drop"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class EditWish:
    """What somebody wants to be different about a series; None leaves it.

    A ``start`` without a day is another time on the same days. ``room`` is a tuple, so that no room can be asked for
    too: ``(None,)``.
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


@dataclass(frozen=True, slots=True)
class SessionChange:
    """A session before and after."""

    before: Meeting
    after: Meeting

    @property
    def visible(self) -> bool:
        """Whether anything changes that a calendar app shows, or only its place in a series."""
        return self.before.shown != self.after.shown


@dataclass(frozen=True, slots=True)
class Unfit:
    """A session that was decided about by itself and no longer fits, and why."""

    meeting: Meeting
    why: str


@dataclass(frozen=True, slots=True)
class EditPlan:
    """What an edit makes of one series; nothing is written yet.

    ``pattern`` holds from now on. Where ``ends`` is a rule, the series ends by it and a new one begins with the
    pattern; else the series itself takes it. ``called_off`` are cancelled where they are, for people counted on them;
    ``kept`` stay untouched. While ``unfit`` is not empty somebody has to say what becomes of those.
    """

    pattern: Pattern
    ends: Rule | None
    changed: tuple[SessionChange, ...]
    added: tuple[Meeting, ...]
    removed: tuple[Meeting, ...]
    kept: tuple[Meeting, ...]
    called_off: tuple[SessionChange, ...] = ()
    unfit: tuple[Unfit, ...] = ()
    skipped: tuple[SkippedDate, ...] = ()
    warnings: tuple[str, ...] = ()


class Place(NamedTuple):
    """A place of the new rule: ``rank`` counts from the first session that changes, ``start`` is the time planned."""

    rank: int
    original: datetime
    start: datetime
