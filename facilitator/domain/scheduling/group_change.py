"""What shall change about a group, and what the change makes of it."""

from dataclasses import dataclass, fields
from datetime import datetime, time
from itertools import chain

from facilitator.domain.people.seats import RosterPlace
from facilitator.domain.scheduling.planned import SkippedDate
from facilitator.domain.scheduling.series.edits import EditPlan, Meeting, SessionChange, Unfit
from facilitator.domain.views import Clash
from facilitator.words import ClosurePolicy, Mode


@dataclass(frozen=True, slots=True)
class GroupChange:
    """What shall be different about a group; None leaves it as it is.

    ``start`` is wall time: a day with a time, or a time alone for the same days. An empty ``room`` is no room, a
    ``capacity`` of 0 no limit. Title, capacity, mode, public and what the
    public is told are the group's: they change for all of it at once; an empty text clears one.
    """

    title: str | None = None
    start: datetime | time | None = None
    repeat: str | None = None
    minutes: int | None = None
    zone: str | None = None
    room: str | None = None
    facilitators: tuple[str, ...] | None = None
    capacity: int | None = None
    on_closure: ClosurePolicy | None = None
    mode: Mode | None = None
    public: bool | None = None
    language: str | None = None
    access: str | None = None
    description: str | None = None
    link: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The names of what shall change."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) is not None)


@dataclass(frozen=True, slots=True)
class GroupChanged:
    """What a change makes of a group, or would make: a plan for each of its series that goes on.

    ``words`` say the rules that hold from now on; ``written`` is False for a preview. The clashes are warnings, and
    those that it was forced over.
    """

    uid: str
    title: str
    named: tuple[str, ...]
    plans: tuple[EditPlan, ...]
    words: tuple[str, ...]
    clashes: tuple[Clash, ...] = ()
    warnings: tuple[str, ...] = ()
    seated: tuple[RosterPlace, ...] = ()
    written: bool = False

    @property
    def changed(self) -> tuple[SessionChange, ...]:
        """Sessions that people will see changed, before and after."""
        changes = chain.from_iterable((*plan.changed, *plan.called_off) for plan in self.plans)
        return tuple(each for each in changes if each.visible)

    @property
    def added(self) -> tuple[Meeting, ...]:
        """Sessions that are new."""
        return tuple(chain.from_iterable(plan.added for plan in self.plans))

    @property
    def removed(self) -> tuple[Meeting, ...]:
        """Sessions that go."""
        return tuple(chain.from_iterable(plan.removed for plan in self.plans))

    @property
    def unfit(self) -> tuple[Unfit, ...]:
        """Sessions that were decided about one by one and no longer fit."""
        return tuple(chain.from_iterable(plan.unfit for plan in self.plans))

    @property
    def skipped(self) -> tuple[SkippedDate, ...]:
        """Dates of the new rules that are lost."""
        return tuple(chain.from_iterable(plan.skipped for plan in self.plans))
