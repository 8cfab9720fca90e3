"""The clock of a session: a lesson laid out from its start, and the pace while it runs.

Times are elapsed time, counted in UTC: a session across a clock change keeps its minutes. Everything comes from stored
starts and ends plus ``now``; nothing counts ticks, so a restarted laptop shows the same minute.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from facilitator.errors import BadInput

if TYPE_CHECKING:  # a list of sessions reads no lesson: 6 ms
    from facilitator.domain.curricula.curriculum import AgendaItem, Lesson

_FRAME: Final = frozenset({"welcome", "close", "closing", "break"})
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TimedItem:
    """An agenda item on the clock. ``shrank_by`` is in minutes, zero where it did not shrink."""

    position: int
    title: str
    starts_at: datetime
    ends_at: datetime
    minutes: int
    shrank_by: int


@dataclass(frozen=True, slots=True)
class TimedAgenda:
    """A whole session on the clock, in the zone of its start."""

    items: tuple[TimedItem, ...]
    starts_at: datetime
    ends_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class ItemProgress:
    """What is stored about one item of a running session: planned minutes, and when it really started and ended."""

    title: str
    minutes: int
    least_minutes: int
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How a running session stands.

    ``position`` counts from 1 and is None between items, before the first and after the last. ``minutes_left`` of the
    current item is below zero once it runs over. ``minutes_behind`` is where the session will end against its planned
    end if the rest goes as planned; ahead is below zero. ``can_end_on_time`` asks whether the planned end can be met
    when all that remains takes its least minutes.
    """

    position: int | None
    title: str | None
    minutes_left: int | None
    minutes_behind: int
    can_end_on_time: bool
    phrase: str


def lay_out(plan: "Lesson | Sequence[AgendaItem]", starts_at: datetime, minutes: int) -> TimedAgenda:
    """Put a lesson's items on the clock so that together they take exactly ``minutes``.

    Items shrink in proportion to the minutes that they can spare, and grow as :func:`fit` says.

    Raises:
        BadInput: when there are no items, the start has no zone, or the minutes do not fit; the last says the least.
    """
    if starts_at.tzinfo is None:
        raise BadInput("the start of a session needs a time zone", "Give the place's zone with the time.")
    from facilitator.domain.curricula.curriculum import Lesson

    items = plan.items if isinstance(plan, Lesson) else tuple(plan)
    fitted = fit(items, minutes, core=plan.core if isinstance(plan, Lesson) else ())
    zone = starts_at.tzinfo
    at = starts_at.astimezone(UTC)
    timed = []
    for position, (item, length) in enumerate(zip(items, fitted, strict=True), start=1):
        ends = at + timedelta(minutes=length)
        spared = max(0, item.minutes - length)
        timed.append(TimedItem(position, item.title, _in(at, zone), _in(ends, zone), length, spared))
        at = ends
    return TimedAgenda(tuple(timed), starts_at, _in(at, zone), minutes)


def fit(items: "Sequence[AgendaItem]", minutes: int, *, core: Sequence[int] = ()) -> tuple[int, ...]:
    """The minutes of each item once the whole takes exactly ``minutes``; one minute more never shortens an item.

    Spare minutes go, in proportion to their own, to the items that can stretch; where none can, to all that neither
    welcome nor close nor are a break; else to all. Where a ``core`` is given, as places from 0, only to items of it.

    Raises:
        BadInput: when there are no items, ``minutes`` is less than their least, or more than twelve hours.
    """
    if not items:
        raise BadInput("this lesson has no agenda items", "Add at least one, such as: ### Check-in (15 min)")
    planned = [item.minutes for item in items]
    least = sum(item.least_minutes for item in items)
    from facilitator.domain.curricula.curriculum import MAX_MINUTES

    if minutes > MAX_MINUTES:
        raise BadInput(f"a session of {minutes} minutes is too long", f"Give it at most {MAX_MINUTES}, twelve hours.")
    if minutes < least:
        raise BadInput(
            f"this lesson does not fit into {minutes} minutes",
            f"It needs at least {least} minutes. Give the session more time or choose another lesson.",
        )
    spare = minutes - sum(planned)
    if spare >= 0:
        growing = _growing(items, core or range(len(items)))
        weights = [item.minutes if i in growing else 0 for i, item in enumerate(items)]
        return tuple(usual + more for usual, more in zip(planned, _shares(weights, spare), strict=True))
    for i, cut in enumerate(_shares([item.minutes - item.least_minutes for item in items], -spare)):
        planned[i] -= cut
    return tuple(planned)


def pace(items: Sequence[ItemProgress], now: datetime, *, starts_at: datetime | None = None) -> Pace:
    """How the session stands at ``now``, from what is stored and nothing else.

    ``starts_at`` is the planned start; without it the first item's real start counts as planned. An item that was never
    started and lies before a started one was skipped. A clock that went back counts as the last stored moment.
    """
    known = [moment.astimezone(UTC) for item in items for moment in (item.started_at, item.ended_at) if moment]
    at = max([now.astimezone(UTC), *known])
    began = starts_at.astimezone(UTC) if starts_at else min(known, default=at)
    planned_end = began + timedelta(minutes=sum(item.minutes for item in items))

    reached = max((i for i, item in enumerate(items) if item.started_at or item.ended_at), default=-1)
    current = reached if reached >= 0 and items[reached].ended_at is None else None
    rest = items[reached + 1 :]
    if current is None and not rest:
        likely_end = soonest_end = max(known, default=at)
    else:
        begins = at if known else max(at, began)
        likely_end = _end_of(items[current], items[current].minutes, at) if current is not None else begins
        soonest_end = _end_of(items[current], items[current].least_minutes, at) if current is not None else begins
        likely_end += timedelta(minutes=sum(item.minutes for item in rest))
        soonest_end += timedelta(minutes=sum(item.least_minutes for item in rest))
    behind = _whole_minutes(likely_end - planned_end)

    left = None
    if current is not None:
        left = math.ceil((_planned_end(items[current]) - at) / timedelta(minutes=1))
    return Pace(
        position=None if current is None else current + 1,
        title=None if current is None else items[current].title,
        minutes_left=left,
        minutes_behind=behind,
        can_end_on_time=soonest_end <= planned_end,
        phrase=_phrase(behind),
    )


def _growing(items: "Sequence[AgendaItem]", among: Sequence[int]) -> Sequence[int]:
    """The places of the items that spare minutes go to."""
    stretchable = [i for i in among if items[i].least_minutes < items[i].minutes]
    return stretchable or [i for i in among if not _FRAME & set(_WORD.findall(items[i].title.casefold()))] or among


def _shares(slack: Sequence[int], total: int) -> list[int]:
    """Divide ``total`` minutes among items in proportion to their slack, never more than it while they have some.

    Webster's method of apportionment, a minute at a time: unlike rounding with largest remainders it never takes a
    minute back from one item when the total grows.
    """
    shares = [0] * len(slack)
    for _ in range(total):
        # largest slack / (2 * share + 1); what is used up ranks below all that is not, ties go to the earlier item
        shares[max(range(len(slack)), key=lambda i: (slack[i] / (2 * shares[i] + 1), slack[i], -i))] += 1
    return shares


def _in(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone)


def _planned_end(item: ItemProgress) -> datetime:
    assert item.started_at is not None
    return item.started_at.astimezone(UTC) + timedelta(minutes=item.minutes)


def _end_of(item: ItemProgress, minutes: int, at: datetime) -> datetime:
    """When a running item ends if it takes ``minutes``, or now if they have passed."""
    assert item.started_at is not None
    return max(at, item.started_at.astimezone(UTC) + timedelta(minutes=minutes))


def _whole_minutes(length: timedelta) -> int:
    """Whole minutes towards zero: fifty seconds behind is on time."""
    return int(length / timedelta(minutes=1))


def _phrase(behind: int) -> str:
    if behind == 0:
        return "on time"
    count = abs(behind)
    return f"{count} {'minute' if count == 1 else 'minutes'} {'behind' if behind > 0 else 'ahead'}"
