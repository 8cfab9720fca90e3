"""What an edit of a series changes, as a value: seen before it is written, and written as it was seen.

"This and following" ends the old rule at the last start that stays and begins a new series; at the first session it is
"all". Sessions keep their place by ordinal: the third Thursday becomes the third Friday, and with it whatever was
decided for that one session. A session that was held, or has marks, is never touched.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.dates.recurrence import local_starts
from facilitator.domain.dates.rule import Rule
from facilitator.domain.dates.wall_time import place_in_zone
from facilitator.domain.scheduling.closures import ClosedSpan, Closures
from facilitator.domain.scheduling.meetings import HAPPENED, Meeting, Pattern, first_to_come, instant
from facilitator.domain.scheduling.plan import MINUTES, MOST_SESSIONS, Plan, expect_number, plan_sessions
from facilitator.domain.scheduling.series.edit_outcome import Outcome, carried, closed_on
from facilitator.domain.scheduling.series.edit_pattern import edited_pattern
from facilitator.domain.scheduling.series.edit_plan import EditPlan, EditWish, Misfit, Place, SessionChange, Unfit
from facilitator.domain.scheduling.series.lesson_walk import Course, lessons_of, lost_lessons, out_of_order
from facilitator.errors import BadInput, Refused
from facilitator.words import ClosurePolicy, GapPolicy, SessionStatus
from facilitator.zones import zone

__all__ = [
    "EditPlan",
    "EditWish",
    "Meeting",
    "Misfit",
    "Pattern",
    "SessionChange",
    "Unfit",
    "check_untouched",
    "first_to_come",
    "move_one",
    "plan_edit",
]


def move_one(meeting: Meeting, to: datetime, zone_name: str) -> SessionChange:
    """One session at another wall time: its row only; its place in the series stays known (RECURRENCE-ID).

    Raises:
        Refused: for one that was held, has marks, is cancelled, or is there already.
        BadInput: for a wall time that does not exist.
    """
    check_untouched(meeting)
    if meeting.cancelled:
        raise Refused("this session is cancelled", "Restore it first: facilitator session restore SESSION")
    if to == meeting.start_local:
        raise Refused("the session is at that time already", "Nothing was changed.")
    placed = place_in_zone(to, meeting.minutes, zone(zone_name), GapPolicy.FORWARD)
    if placed is None:
        raise BadInput(f"{say_moment(to)} does not exist in {zone_name}", "The clocks change then.")
    return SessionChange(meeting, replace(meeting, start_local=to, starts_at=placed.starts_at_utc))


def check_untouched(meeting: Meeting) -> None:
    """See that what happened stays as it was.

    Raises:
        Refused: for a session that was held, is running, or has marks.
    """
    if meeting.status is SessionStatus.DID_NOT_MEET:
        raise Refused("this session did not meet", "If it did, restore it first: facilitator session restore SESSION")
    if meeting.status in HAPPENED:
        raise Refused("this session has been held or is running", "What happened stays as it was.")
    if meeting.marked:
        raise Refused("people were marked or counted at this session", "Clear the marks first if it did not meet.")


def plan_edit(
    pattern: Pattern,
    meetings: Sequence[Meeting],
    wish: EditWish,
    *,
    at: int,
    horizon: date,
    closures: Iterable[ClosedSpan] = (),
    misfits: Misfit | None = None,
    others: Iterable[Meeting] = (),
) -> EditPlan:
    """What a wish makes of a series from its session number ``at`` (from 0, by original time) on.

    ``meetings`` are all sessions of the series in order of original time. Those from ``at`` on that were held, have
    marks, or are not on the rule stay as they are. ``horizon`` is how far sessions of a series without an end are
    stored; ``closures`` hold for the place where it will meet. ``others`` are the sessions of the group's other series.

    Raises:
        BadInput: for a rule that yields nothing or too much.
        Refused: where nothing to come can change; for sessions that cannot be kept as they are.
    """
    if wish.minutes is not None and wish.minutes not in MINUTES:
        raise BadInput(f"a session cannot last {wish.minutes} minutes", f"Use {MINUTES[0]} to {MINUTES[-1]} minutes.")
    ordinals = rule_ordinals(pattern, meetings)
    while at < len(meetings) and (meetings[at].pinned or meetings[at].id not in ordinals):
        at += 1
    if at == len(meetings):
        raise Refused("no session to come can change", "What was held, or has marks, stays as it was.")
    return _Edit(pattern, meetings, wish, at, ordinals, tuple(closures), horizon, tuple(others)).plan(misfits)


def rule_ordinals(pattern: Pattern, meetings: Sequence[Meeting]) -> dict[int, int]:
    """Which of the rule's dates each session is, from 0, by id; those that are not on the rule are left out."""
    wanted = {each.original_local: each.id for each in meetings}
    last = max(wanted)
    found: dict[int, int] = {}
    rule = replace(pattern.rule, count=None, until=None)
    for ordinal, local in enumerate(local_starts(rule, pattern.start_local, zone=zone(pattern.zone))):
        if local in wanted:
            found[wanted[local]] = ordinal
        if local >= last:
            break
    return found


class _Edit:
    """An edit of one series, with its sessions sorted by what can become of them."""

    def __init__(
        self,
        pattern: Pattern,
        meetings: Sequence[Meeting],
        wish: EditWish,
        at: int,
        ordinals: dict[int, int],
        spans: tuple[ClosedSpan, ...],
        horizon: date,
        others: tuple[Meeting, ...],
    ) -> None:
        self.old, self.wish, self.spans, self.horizon, self.others = pattern, wish, spans, horizon, others
        self.ordinals = ordinals
        self.closures = Closures(spans)
        self.before, scope = tuple(meetings[:at]), tuple(meetings[at:])
        first, counted = scope[0], [each for each in self.before if each.id in ordinals]
        # where lost dates push the rest off, the fourth session is the fourth that meets, else the fourth date
        self.by_row = pattern.pushes or wish.on_closure is ClosurePolicy.PUSH
        self.on_rule = [each for each in scope if each.id in ordinals]
        self.rank = {
            each.id: row if self.by_row else ordinals[each.id] - ordinals[first.id]
            for row, each in enumerate(self.on_rule)
        }
        self.fixed = [each for each in scope if each.pinned or each.id not in ordinals]
        self.free = [each for each in self.on_rule if not each.pinned]
        self.new, self.notes = edited_pattern(
            pattern,
            wish,
            first=first.original_local,
            consumed=len(counted) if pattern.pushes else ordinals[first.id],
            last_kept=self.before[-1].original_local if self.before else None,
        )

    def plan(self, misfits: Misfit | None) -> EditPlan:
        return self._new_dates(misfits) if self.wish.dates else self._same_dates()

    def _same_dates(self) -> EditPlan:
        changed = []
        for each in self.free:
            place = Place(self.rank[each.id], each.original_local, each.planned_local or each.original_local)
            changed.append(SessionChange(each, carried(each, place, each.lesson, self.old, self.new)))
        ends = self._ends(self.before)
        pattern = self.new if ends else replace(self.new, start_local=self.old.start_local, rule=self.old.rule)
        longer = pattern.minutes > self.old.minutes
        hit = [each.after for each in changed if longer and closed_on(each.after, self.closures)]
        notes = [f"On {say_moment(each.start_local)} it falls on a closed time." for each in hit[:5]]
        return self._plan_of(ends, pattern, changed, warnings=[*self._stays(), *notes])

    def _new_dates(self, misfits: Misfit | None) -> EditPlan:
        by_rank = {self.rank[each.id]: each for each in self.on_rule}
        course = self._course(by_rank)
        made = self._dates(course)
        places = self._places(made)
        outcome = Outcome(
            self.old,
            self.new,
            lessons=course.walk(places, max([*places, *by_rank])) if course else {},
            taken=[each.starts_at for each in (*self.before, *self.fixed)],
            closures=self.closures,
            misfits=misfits,
        )
        for each in self.free:
            outcome.settle(each, places.get(self.rank[each.id]))
        outcome.add_new(place for rank, place in places.items() if rank not in by_rank)
        outcome.settle_moved()
        outcome.answer()
        warnings = [*self.notes, *made.warnings, *self._stays(), *outcome.warnings]
        if self.old.walks:
            after = [*(each.after for each in outcome.changed), *outcome.added, *self.fixed, *outcome.kept]
            warnings += lost_lessons(lessons_of(self.on_rule), lessons_of([*after, *self.before, *self.others]))
            warnings += out_of_order(after)
        # what stays keeps its series: held sessions are told by the zone and rule that they were held under
        off = [each.after for each in outcome.called_off]
        ends = self._ends(self.before or [*self.fixed, *outcome.kept, *off])
        pattern = replace(self.new, stored_until=self.horizon if self.new.endless else None)
        plan = self._plan_of(ends, pattern, outcome.changed, kept=outcome.kept, warnings=warnings)
        added = sorted(outcome.added, key=lambda each: each.starts_at)
        return replace(
            plan,
            added=tuple(added),
            removed=tuple(outcome.removed),
            called_off=tuple(outcome.called_off),
            unfit=tuple(outcome.unfit),
            skipped=made.skipped,
        )

    def _plan_of(
        self,
        ends: Rule | None,
        pattern: Pattern,
        changed: Sequence[SessionChange],
        *,
        kept: Sequence[Meeting] = (),
        warnings: Sequence[str] = (),
    ) -> EditPlan:
        stay = [*self.before, *self.fixed, *kept]
        if ends is None:
            stay += [each.before for each in changed if each.before == each.after]
            changed = [each for each in changed if each.before != each.after]
        return EditPlan(
            pattern,
            ends,
            changed=tuple(sorted(changed, key=lambda each: each.after.starts_at)),
            added=(),
            removed=(),
            kept=tuple(sorted(stay, key=lambda each: each.starts_at)),
            warnings=tuple(warnings),
        )

    def _course(self, by_rank: dict[int, Meeting]) -> Course | None:
        if self.old.lessons is None:
            return None
        first = self.on_rule[0].original_local
        everyone = sorted((*self.before, *self.others), key=lambda each: each.original_local)
        before = [each for each in everyone if each.original_local < first]
        after = [each for each in everyone if each.original_local >= first]
        return Course(by_rank, lessons=self.old.lessons, cycles=self.old.cycles, before=before, after=after)

    def _dates(self, course: Course | None) -> Plan:
        new, rule = self.new, self.new.rule
        if new.walks and rule.endless and course is not None:
            rule = replace(rule, count=course.dates)
        made = plan_sessions(
            start=new.start_local,
            zone=zone(new.zone),
            rule=rule,
            minutes=new.minutes,
            closures=self.spans,
            on_closure=new.on_closure,
            limit=MOST_SESSIONS + 1,
            until=self.horizon if rule.endless else None,
            gap=new.gap,
            elsewhere=self._elsewhere(),
        )
        expect_number(made)
        return made

    def _elsewhere(self) -> Callable[[int, int], bool]:
        """Whether closed days lose nothing of a session, by its number and its date's.

        It was moved away, is cancelled, or stays as it is; its date is taken all the same, and nobody else is put off.
        Or somebody said that it is held although the day is closed, and its day stays the same.
        """
        shifts, first = self.new.on_closure is ClosurePolicy.SHIFT, self.on_rule[0]
        same_days = self.wish.repeat is None and self.new.start_local.date() == first.original_local.date()
        away = {
            self.rank[each.id]: self.ordinals[each.id] - self.ordinals[first.id]
            for each in self.on_rule
            if each.pinned
            or (each.moved and not shifts)
            or (each.cancelled and each.planned_local is None)
            or (each.kept and same_days)
        }
        if self.by_row:
            return lambda row, date_number: away.get(row, date_number + 1) <= date_number
        return lambda _row, date_number: date_number in away

    def _places(self, made: Plan) -> dict[int, Place]:
        """The places of the new plan by rank: by the rule's dates, or one after the other where lost dates push."""
        planned = sorted(made.sessions, key=lambda each: each.original_local)
        if self.by_row:
            return {rank: Place(rank, each.original_local, each.start_local) for rank, each in enumerate(planned)}
        starts = {each.original_local: each.start_local for each in planned}
        places: dict[int, Place] = {}
        dates = local_starts(self.new.rule, self.new.start_local, zone=zone(self.new.zone))
        for rank, original in enumerate(dates):
            if original in starts:
                places[rank] = Place(rank, original, starts[original])
            if original >= planned[-1].original_local:
                break
        return places

    def _ends(self, stay: Sequence[Meeting]) -> Rule | None:
        """The rule by which the old series ends, where sessions stay in it."""
        if not stay:
            return None
        last = max(each.original_local for each in stay)
        return replace(self.old.rule, count=None, until=instant(last, self.old.zone))

    def _stays(self) -> tuple[str, ...]:
        number = sum(each.pinned for each in self.fixed)
        by_hand = sum(each.leaders_by_hand for each in self.free) if self.wish.leaders is not None else 0
        told = []
        if number:
            told.append(f"{number} {'session that has' if number == 1 else 'sessions that have'} marks stay as before.")
        if by_hand:
            keeps = "session keeps its" if by_hand == 1 else "sessions keep their"
            told.append(f"{by_hand} {keeps} leaders, chosen by hand: change them with session substitute.")
        return tuple(told)
