"""What a plan of an edit is made of: sessions before and after, and those that no longer fit."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from facilitator.domain.dates.rule import Rule
from facilitator.domain.scheduling.meetings import Meeting, Pattern
from facilitator.domain.scheduling.planned import SkippedDate


class Misfit(StrEnum):
    """What becomes of exceptions that no longer fit: they are given up, or stay as they are."""

    DROP = "drop"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Change:
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
    changed: tuple[Change, ...]
    added: tuple[Meeting, ...]
    removed: tuple[Meeting, ...]
    kept: tuple[Meeting, ...]
    called_off: tuple[Change, ...] = ()
    unfit: tuple[Unfit, ...] = ()
    skipped: tuple[SkippedDate, ...] = ()
    warnings: tuple[str, ...] = ()


class Place(NamedTuple):
    """A place of the new rule: ``rank`` counts from the first session that changes, ``start`` is the time planned."""

    rank: int
    original: datetime
    start: datetime
