"""The plan of a series: which sessions there will be, which dates are lost, and what to be told before saving it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from facilitator import zones
from facilitator.domain.dates.plain_dates import say_moment, say_time
from facilitator.domain.dates.recurrence import local_starts
from facilitator.domain.dates.rule import FIRST_YEAR, LAST_YEAR, Rule
from facilitator.domain.dates.wall_time import Occurrence, place_in_zone
from facilitator.domain.scheduling.closures import SHIFT_DAYS, ClosedSpan, Closures
from facilitator.domain.scheduling.plan_warnings import kept_open, warn
from facilitator.domain.scheduling.planned import Plan, PlanEnd, PlannedSession, PlanTerms, SkippedDate
from facilitator.errors import BadInput
from facilitator.words import ClosurePolicy, GapPolicy

__all__ = [
    "EVERY_WEEKDAY",
    "MINUTES",
    "MOST_SESSIONS",
    "SHIFT_DAYS",
    "Plan",
    "PlannedSession",
    "SkippedDate",
    "expect_number",
    "plan_sessions",
]

MINUTES: Final = range(5, 721)
MOST_SESSIONS: Final = 2_000
"""What one rule makes at most, and one stretch of a rule without an end."""
EVERY_WEEKDAY: Final = frozenset(range(7))
# so many lost dates in a row, over a year of days or seven of weeks, and no more are tried
_PATIENCE: Final = 400


def plan_sessions(
    *,
    start: datetime,
    zone: ZoneInfo,
    rule: Rule,
    minutes: int,
    closures: Iterable[ClosedSpan] = (),
    on_closure: ClosurePolicy = ClosurePolicy.SKIP,
    lessons: int | None = None,
    limit: int | None = None,
    until: date | None = None,
    gap: GapPolicy = GapPolicy.FORWARD,
    open_weekdays: frozenset[int] = EVERY_WEEKDAY,
    elsewhere: Callable[[int, int], bool] = lambda _row, _date: False,
) -> Plan:
    """Plan the sessions of a rule around closed days; ``start`` is naive wall time in ``zone``.

    Skip loses a closed date and its lesson. Keep holds it all the same, and says so. Shift moves the session to the
    next open day, at the same wall time, on which the group does not meet already. Push keeps every lesson and ends the
    series later, within UNTIL. ``lessons`` numbers the sessions and ends a rule without end; ``limit`` bounds the
    sessions returned, ``until`` (a day, included) the rule's dates. Weekdays are numbered from Monday, 0. ``elsewhere``
    says of a session by its number and that of its date, both from 0, that it does not meet there: a closed day takes
    nothing from it.

    Raises:
        BadInput: for a rule that yields no date or never ends, and for values out of range.
    """
    terms = PlanTerms(start, zone, rule, minutes, on_closure, lessons, limit, until, gap, open_weekdays, elsewhere)
    _check(terms)
    # pushed dates lie beyond the rule's count
    starts = local_starts(replace(rule, count=None) if terms.pushes else rule, start, zone=zone)
    dates = _Dates(starts if terms.pushes else islice(starts, terms.number))
    first = dates.first()
    if first is None:
        raise BadInput(
            f"the rule {rule.value()} gives no date from {say_moment(start)} on",
            "Check its days and its end against the start.",
        )
    shut = Closures(closures)
    walked = _walk(terms, dates, shut)
    sessions = sorted(walked.sessions, key=lambda session: session.starts_at_utc)
    lost = walked.lost
    if limit is not None and len(sessions) > limit:
        sessions = sessions[:limit]
        lost = [(skipped, lesson) for skipped, lesson in lost if skipped.date <= sessions[-1].start_local.date()]
    warnings = warn(terms, first, sessions, lost, walked.ended)
    if terms.on_closure is ClosurePolicy.KEEP:
        warnings += kept_open(sessions, shut)
    return Plan(zones.key_of(zone), tuple(sessions), tuple(skipped for skipped, _ in lost), tuple(warnings))


def _check(terms: PlanTerms) -> None:
    if terms.minutes not in MINUTES:
        raise BadInput(f"a session cannot last {terms.minutes} minutes", f"Use {MINUTES[0]} to {MINUTES[-1]} minutes.")
    if terms.start.tzinfo is not None:
        raise BadInput("the start comes with an offset", "Give the wall time; the zone is given apart.")
    if not FIRST_YEAR <= terms.start.year <= LAST_YEAR:
        raise BadInput(f"the start is in the year {terms.start.year}", f"Use {FIRST_YEAR} to {LAST_YEAR}.")
    for name, number in (("lessons", terms.lessons), ("the limit", terms.limit)):
        if number is not None and number < 1:
            raise BadInput(f"{name} cannot be {number}", "Use 1 or more, or leave it out.")
    if not terms.open_weekdays or not terms.open_weekdays <= EVERY_WEEKDAY:
        raise BadInput("there is no open weekday", "Name at least one, Monday is 0.")
    if terms.rule.endless and terms.lessons is None and terms.limit is None and terms.until is None:
        raise BadInput("the rule never ends", "Say how many times, until when, or give a limit.")


def expect_number(plan: Plan) -> None:
    """See that a plan has sessions, and no more than :data:`MOST_SESSIONS`; it was limited to one more than that.

    Raises:
        BadInput: for too many, or none.
    """
    if len(plan.sessions) > MOST_SESSIONS:
        raise BadInput(f"this rule makes more than {MOST_SESSIONS} sessions", "End it sooner, or meet less often.")
    if not plan.sessions:
        raise BadInput("this rule leaves no session", "Every date it makes is a closed day. Try another day, or shift.")


class _Dates:
    """The rule's dates, one after the other, with a look at those to come."""

    def __init__(self, starts: Iterator[datetime]) -> None:
        self._starts = starts
        self._ahead: deque[datetime] = deque()

    def first(self) -> datetime | None:
        """The next date, which stays."""
        if not self._ahead:
            self._ahead.extend(islice(self._starts, 1))
        return self._ahead[0] if self._ahead else None

    def take(self) -> datetime | None:
        """The next date, taken."""
        return None if self.first() is None else self._ahead.popleft()

    def include(self, local: datetime) -> bool:
        """Whether the rule will come to that wall time."""
        while not self._ahead or self._ahead[-1] < local:
            following = next(self._starts, None)
            if following is None:
                break
            self._ahead.append(following)
        return local in self._ahead


@dataclass(slots=True)
class _Walked:
    """How far a plan has come; ``lost`` holds dates with the lesson that went with them."""

    sessions: list[PlannedSession] = field(default_factory=list)
    lost: list[tuple[SkippedDate, int | None]] = field(default_factory=list)
    ended: PlanEnd = PlanEnd.RULE


def _walk(terms: PlanTerms, dates: _Dates, closures: Closures) -> _Walked:
    """Go through the rule's dates until the series, the window or the patience ends."""
    walked = _Walked()
    taken: set[datetime] = set()
    number, lost_in_a_row = 0, 0
    while (original := dates.first()) is not None:
        if terms.pushes and len(walked.sessions) == terms.number:
            break
        if _out_of_window(terms, original, walked.sessions):
            walked.ended = PlanEnd.WINDOW
            break
        if lost_in_a_row == _PATIENCE:
            walked.ended = PlanEnd.PATIENCE
            break
        dates.take()
        number += 1
        counted = len(walked.sessions) + 1 if terms.pushes else number
        lesson = counted if terms.lessons is not None and counted <= terms.lessons else None
        shut = Closures(()) if terms.elsewhere(len(walked.sessions), number - 1) else closures
        found = _find_place(terms, original, dates, shut, taken)
        if isinstance(found, SkippedDate):
            walked.lost.append((found, None if terms.pushes else lesson))
            lost_in_a_row += 1
            continue
        lost_in_a_row = 0
        taken.add(found.starts_at_utc)
        walked.sessions.append(
            PlannedSession(original, found.local, found.starts_at, found.ends_at, terms.minutes, lesson)
        )
    return walked


def _out_of_window(terms: PlanTerms, original: datetime, sessions: list[PlannedSession]) -> bool:
    if terms.until is not None and original.date() > terms.until:
        return True
    if terms.limit is None or len(sessions) < terms.limit:
        return False
    # a shifted session may lie behind dates still to come, and those belong to the first ones then
    return original > sorted(session.start_local for session in sessions)[terms.limit - 1]


def _find_place(
    terms: PlanTerms, original: datetime, dates: _Dates, closures: Closures, taken: set[datetime]
) -> Occurrence | SkippedDate:
    placed = place_in_zone(original, terms.minutes, terms.zone, terms.gap)
    if placed is None:
        return SkippedDate(original.date(), f"the clocks go forward and leave out {say_time(original.time())}")
    closed = None if terms.on_closure is ClosurePolicy.KEEP else _closed(placed, terms, closures)
    if closed is None:
        if placed.starts_at_utc in taken:
            return SkippedDate(
                original.date(), f"another session already starts at {say_time(placed.starts_at.time())}"
            )
        return placed
    if terms.on_closure is not ClosurePolicy.SHIFT:
        return SkippedDate(original.date(), closed.reason)
    for days in range(1, SHIFT_DAYS + 1):
        local = original + timedelta(days=days)
        moved = place_in_zone(local, terms.minutes, terms.zone, terms.gap)
        if moved is None or local.weekday() not in terms.open_weekdays or _closed(moved, terms, closures):
            continue
        if moved.starts_at_utc not in taken and not dates.include(local):
            return moved
    return SkippedDate(original.date(), f"{closed.reason}; no open day in the {SHIFT_DAYS} days after it")


def _closed(placed: Occurrence, terms: PlanTerms, closures: Closures) -> ClosedSpan | None:
    starts = placed.starts_at.replace(tzinfo=None)
    return closures.reason_closed(starts, starts + timedelta(minutes=terms.minutes))
