"""What a plan is made of: the terms asked for, the sessions to be, the dates lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum, auto
from zoneinfo import ZoneInfo

from facilitator.domain.dates.rule import Rule
from facilitator.words import ClosurePolicy, GapPolicy


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session to be: the rule's wall time, the wall time it is planned for, and both ends in the zone.

    ``original_local`` and ``start_local`` are naive; they differ only for a shifted session. ``lesson`` counts from 1.
    """

    original_local: datetime
    start_local: datetime
    starts_at: datetime
    ends_at: datetime
    minutes: int
    lesson: int | None = None

    @property
    def starts_at_utc(self) -> datetime:
        """The start as an instant in UTC."""
        return self.starts_at.astimezone(UTC)

    @property
    def ends_at_utc(self) -> datetime:
        """The end as an instant in UTC."""
        return self.ends_at.astimezone(UTC)

    @property
    def shifted(self) -> bool:
        """Whether a closed day moved it to another day."""
        return self.start_local != self.original_local

    @property
    def moved_by_gap(self) -> bool:
        """Whether a clock change left its wall time out, so that it starts later by the gap."""
        return self.starts_at.replace(tzinfo=None) != self.start_local


@dataclass(frozen=True, slots=True)
class SkippedDate:
    """A date of the rule on which no session will be held, and why."""

    date: date
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Sessions in order of time, the dates lost, and warnings to read before saving; ``zone`` is an IANA name."""

    zone: str
    sessions: tuple[PlannedSession, ...]
    skipped: tuple[SkippedDate, ...]
    warnings: tuple[str, ...]


class PlanEnd(Enum):
    """Why a plan goes no further."""

    RULE = auto()
    WINDOW = auto()
    PATIENCE = auto()


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What was asked for."""

    start: datetime
    zone: ZoneInfo
    rule: Rule
    minutes: int
    on_closure: ClosurePolicy
    lessons: int | None
    limit: int | None
    until: date | None
    gap: GapPolicy
    open_weekdays: frozenset[int]
    elsewhere: Callable[[int, int], bool]

    @property
    def pushes(self) -> bool:
        """Whether lost dates put the rest off."""
        return self.on_closure is ClosurePolicy.PUSH

    @property
    def number(self) -> int | None:
        """How many sessions make the series, when a count or its lessons say so."""
        return self.lessons if self.rule.endless else self.rule.count
