"""Change a group: all its sessions to come, or one and those that follow; seen first, then written in one act."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain

from facilitator.domain.dates.rule_words import in_words
from facilitator.domain.people.seats import RosterPlace
from facilitator.domain.scheduling.ahead import HORIZON
from facilitator.domain.scheduling.group_change import GroupChange, GroupChanged
from facilitator.domain.scheduling.public_words import PARTS, read_public_word
from facilitator.domain.scheduling.series.edits import (
    EditPlan,
    EditWish,
    Meeting,
    Misfit,
    SessionChange,
    check_untouched,
    first_to_come,
)
from facilitator.domain.scheduling.series.edits import plan_edit as plan_of
from facilitator.domain.sessions.agenda import fit
from facilitator.domain.sessions.lesson_mix import mix
from facilitator.domain.sessions.session_plan import plan_session
from facilitator.domain.spelling import tidy
from facilitator.domain.views import Clash, Group, Session
from facilitator.errors import BadInput, Refused
from facilitator.services.find import find_facilitator, find_group, find_room, find_session
from facilitator.services.people.roster_words import in_two_places_line
from facilitator.services.people.seats import seats_to_give, today_of
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.scheduling.check_clashes import (
    CHOOSE_OTHERS,
    BookingRequest,
    check,
    forced_over,
    refusing,
    times_clash,
)
from facilitator.services.scheduling.read_series import SeriesAtHand, at_hand, closed_where
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.people import overlaps, rosters
from facilitator.storage.queries.scheduling import clashes, groups, series
from facilitator.words import GroupStatus
from facilitator.zones import canonical, zone

_OF_THE_GROUP = ("title", "capacity", "mode", "public", *PARTS)


class ChangeRefused(Refused):
    """The change would clash, or leaves exceptions that do not fit; nothing was written."""

    def __init__(self, title: str, hint: str, plan: GroupChanged) -> None:
        super().__init__(title, hint)
        self.plan = plan


def change_group(
    book: Book,
    group: str,
    change: GroupChange,
    *,
    now: datetime,
    from_session: str | None = None,
    misfits: Misfit | None = None,
    preview: bool = False,
    force: bool = False,
) -> GroupChanged:
    """Change a group from its first session to come on, or from one of its sessions on.

    ``misfits`` says what becomes of sessions that were moved or changed by themselves and no longer fit. A preview
    writes nothing, and refuses nothing that it can show.

    Raises:
        ChangeRefused: for a clash, unless forced, and for exceptions that do not fit without ``misfits``.
        Refused: for a group that has ended, or where nothing to come can change.
        BadInput, NotFound, Ambiguous: for a change that cannot be understood.
    """
    if not change.named:
        raise BadInput("what shall change?", "Name it, such as --start or --room; see: facilitator group change --help")
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        work = _GroupChange(db, group, change, from_session, now)
        planned = work.planned(misfits)
        if writing is None:
            return planned
        _expect_agreed(planned, force=force)
        summary = f"{work.group.title}: {', '.join(planned.named)} changed"
        step = Step("group.change", work.group.uid, summary, groups=[work.group.id])
        if planned.seated:
            step.rows["enrolment"] = [each.id for each in planned.seated]
        with journal(writing, step):
            work.write(writing, planned)
            writing.record(
                "group.change",
                work.group.uid,
                fields=list(planned.named),
                from_session=work.first.uid if work.first else "",
                changed=len(planned.changed),
                added=len(planned.added),
                removed=len(planned.removed),
                forced_over=forced_over(planned.clashes),
                seated=[each.person.code for each in planned.seated],
            )
    return replace(planned, written=True)


def _expect_agreed(planned: GroupChanged, *, force: bool) -> None:
    if planned.unfit:
        number = len(planned.unfit)
        raise ChangeRefused(
            f"{number} {'session that was' if number == 1 else 'sessions that were'} changed alone no longer "
            f"{'fits' if number == 1 else 'fit'}; nothing was changed",
            "Say what becomes of them: --exceptions drop, or --exceptions keep.",
            planned,
        )
    if refusing(planned.clashes) and not force:
        raise ChangeRefused(times_clash(planned.clashes), CHOOSE_OTHERS, planned)


class _GroupChange:
    """One change of one group: what it names is found, what it makes is planned, what is planned is written."""

    def __init__(self, db: Db, group: str, change: GroupChange, from_session: str | None, now: datetime) -> None:
        self.db, self.now, self.change = db, now, change
        self.group = find_group(db, group)
        if self.group.status is GroupStatus.ENDED:
            raise Refused(f"{self.group.title} has ended", "Start its next cycle: facilitator group next GROUP")
        self.first = _first(db, self.group, from_session) if from_session else None
        _check(change, alone=self.first is None)
        self.wish = self._wish()
        stored = series.series_of_group(db, self.group.id)
        if self.first is not None:
            stored = [series.series_of_session(db, self.first.id)]
        self.live = [each for each in (at_hand(db, one) for one in stored) if self._begins(each) is not None]

    def planned(self, misfits: Misfit | None) -> GroupChanged:
        """What it makes of the group."""
        plans = [] if self.wish.empty else [self._plan(each, misfits) for each in self._expect_live()]
        patterns = [plan.pattern for plan in plans]
        return GroupChanged(
            self.group.uid,
            tidy(self.change.title or "") or self.group.title,
            self.change.named,
            tuple(plans),
            tuple(in_words(each.rule, each.start_local, zone=zone(each.zone)) for each in patterns),
            self._clashes(plans),
            (
                *chain.from_iterable(plan.warnings for plan in plans),
                *self._shorter(plans),
                *self._goes_on_apart(),
                *self._in_two_places(plans),
            ),
            tuple(self._seated()),
        )

    def _seated(self) -> list[RosterPlace]:
        """Who gets a seat where there are more."""
        if self.change.capacity is None:
            return []
        as_it_will_be = replace(self.group, capacity=self.change.capacity or None)
        return seats_to_give(as_it_will_be, rosters.places_in(self.db, self.group.id), today_of(self.db, self.now))

    def _in_two_places(self, plans: Sequence[EditPlan]) -> tuple[str, ...]:
        """How many of the roster have a seat in another group too that meets at the new times: a number, no names."""
        times = [
            (each.start_local.date(), each.starts_at, each.ends_at)
            for plan in plans
            for each in (
                *(
                    one.after
                    for one in plan.changed
                    if (one.before.starts_at, one.before.ends_at) != (one.after.starts_at, one.after.ends_at)
                ),
                *plan.added,
            )
            if not each.cancelled
        ]
        number = len(overlaps.in_two_places(self.db, self.group.id, times)) if times else 0
        return (in_two_places_line(number),) if number else ()

    def _shorter(self, plans: Sequence[EditPlan]) -> list[str]:
        """A line for each lesson whose agenda shrinks with its sessions."""
        found: dict[str, str] = {}
        for each, plan in zip(self.live if plans else (), plans, strict=True):
            lessons = each.curriculum.lessons if each.curriculum else ()
            for after in (one.after for one in plan.changed if one.after.minutes < one.before.minutes):
                lesson = mix(lessons, after.lesson, after.last_lesson, after.part, after.parts)
                shrank = plan_session(lesson, after.minutes).shrank if lesson else ()
                if lesson and shrank:
                    found[lesson.title] = f"{lesson.title} in {after.minutes} minutes: {', '.join(shrank)}."
        return list(found.values())

    def write(self, writing: Change, planned: GroupChanged) -> None:
        """Write what was planned."""
        db = self.db
        for each, plan in zip(self.live if planned.plans else (), planned.plans, strict=True):
            _write_plan(db, each, plan, now=writing.now)
        values: dict[str, object] = {name: getattr(self.change, name) for name in _OF_THE_GROUP}
        values = {name: value for name, value in values.items() if value is not None}
        if "title" in values:
            values["title"] = tidy(self.change.title or "")
        for part in PARTS:
            if part in values:
                values[part] = read_public_word(part, str(values[part]))
        if "capacity" in values:
            values["capacity"] = self.change.capacity or None
        if self.wish.room is not None:
            values["room_id"] = self.wish.room[0]
        if values:
            groups.change_group(db, self.group.id, **values)
        if self.wish.leaders is not None:
            groups.set_leaders(db, self.group.id, self.wish.leaders)
        rosters.put_places(db, self.group.id, planned.seated)
        if {"title", "mode"} & set(self.change.named):
            self._raise_all()

    def _raise_all(self) -> None:
        """What every session to come shows has changed: calendar apps look at the sequence only."""
        stored = series.series_of_group(self.db, self.group.id)
        every = chain.from_iterable(series.meetings_of(self.db, each.id) for each in stored)
        ids = [each.id for each in every if not each.pinned and each.starts_at > self.now]
        series.raise_sequence(self.db, ids, now=self.now)

    def _wish(self) -> EditWish:
        change, db = self.change, self.db
        room: tuple[int | None] | None = None
        if change.room is not None:
            room = (find_room(db, change.room).id if change.room.strip() else None,)
        leaders = None
        if change.facilitators is not None:
            leaders = tuple(dict.fromkeys(find_facilitator(db, each).id for each in change.facilitators))
        return EditWish(
            start=change.start,
            repeat=change.repeat,
            minutes=change.minutes,
            zone=canonical(change.zone) if change.zone else None,
            on_closure=change.on_closure,
            room=room,
            leaders=leaders,
        )

    def _begins(self, each: SeriesAtHand) -> int | None:
        """At which of its sessions the change of a series begins."""
        if self.first is None:
            return first_to_come(each.meetings, self.now)
        return next(at for at, meeting in enumerate(each.meetings) if self.first.id == meeting.id)

    def _expect_live(self) -> list[SeriesAtHand]:
        if not self.live:
            raise Refused(f"{self.group.title} has no session to come", "What was held stays as it was.")
        if len(self.live) > 1 and (isinstance(self.wish.start, datetime) or self.wish.repeat is not None):
            later = self.live[-1].meetings[0]
            raise BadInput(
                f"{self.group.title} meets by {len(self.live)} rules, one after the other",
                f"Name the session from which it changes, such as --from-session {later.start_local:%Y-%m-%d}",
            )
        return self.live

    def _plan(self, each: SeriesAtHand, misfits: Misfit | None) -> EditPlan:
        at = self._begins(each)
        assert at is not None
        meeting = each.meetings[at]
        if self.first is not None:
            check_untouched(meeting)
        if self.wish.minutes is not None and each.curriculum is not None:
            lessons = each.curriculum.lessons
            chosen = (mix(lessons, one.lesson, one.last_lesson) for one in each.meetings[at:] if one.last_lesson)
            for lesson in (*lessons, *filter(None, chosen)):
                fit(lesson.items, self.wish.minutes)
        room_id = self.wish.room[0] if self.wish.room is not None else each.pattern.room_id
        begins = min([meeting.start_local, *([self.wish.start] if isinstance(self.wish.start, datetime) else [])])
        horizon = max(begins.date(), self.now.astimezone(zone(each.pattern.zone)).date()) + HORIZON
        return plan_of(
            each.pattern,
            each.meetings,
            self.wish,
            at=at,
            horizon=horizon,
            closures=closed_where(self.db, room_id, begins.date()),
            misfits=misfits,
            others=each.others,
        )

    def _clashes(self, plans: Sequence[EditPlan]) -> tuple[Clash, ...]:
        """What stands in the way of sessions that are new or take another time, room or leader."""
        gone = [each.id for plan in plans for each in plan.removed]
        own = [each.before.id for plan in plans for each in plan.changed] + gone
        needs = clashes.needs_of(self.db, self.group.id)
        found: list[Clash] = []
        for plan in plans:
            wanted: defaultdict[tuple[int | None, tuple[int, ...]], list[Meeting]] = defaultdict(list)
            kept = {each.before.id for each in plan.changed if each.before.kept and _same_day(each)}
            taking = [each.after for each in plan.changed if _takes(each.before) != _takes(each.after)]
            for meeting in (*taking, *plan.added):
                if not meeting.cancelled:
                    wanted[meeting.room_id, meeting.leader_ids].append(meeting)
            for (room_id, leaders), meetings in wanted.items():
                asked = BookingRequest(
                    plan.pattern.zone,
                    room_id,
                    leaders,
                    needs,
                    self.group.id,
                    frozenset(own),
                    plan.pattern.keeps,
                    {each.starts_at for each in meetings if each.id in kept},
                )
                found += check(self.db, [(each.starts_at, each.ends_at) for each in meetings], asked)
        return tuple(found)

    def _goes_on_apart(self) -> tuple[str, ...]:
        """A line where another series of the group stays as it is, because only one was named."""
        if self.first is None:
            return ()
        mine = {each.stored.id for each in self.live}
        others = [each for each in series.series_of_group(self.db, self.group.id) if each.id not in mine]
        coming = [first_coming(series.meetings_of(self.db, each.id), self.first.starts_at) for each in others]
        days = [each.start_local.date() for each in coming if each is not None]
        return (f"From {min(days):%a %d %b %Y} on the group meets by another rule, which stays.",) if days else ()


def _write_plan(db: Db, each: SeriesAtHand, plan: EditPlan, *, now: datetime) -> None:
    """Write the plan of an edit of one series, inside a write that is open."""
    stored, titles = each.stored, each.title_of
    series.delete_sessions(db, [meeting.id for meeting in plan.removed])
    if plan.ends is None:
        target = stored.id
        series.set_pattern(db, target, plan.pattern)
    else:
        series.end_series(db, stored.id, plan.ends)
        target = series.split_series(db, stored, plan.pattern, now=now)
    series.rewrite(db, stored.id, plan.called_off, titles, now=now)
    series.rewrite(db, target, plan.changed, titles, now=now)
    series.add_meetings(db, target, plan.added, titles, now=now)


def first_coming(meetings: Sequence[Meeting], now: datetime) -> Meeting | None:
    """The first session to come, if there is one."""
    at = first_to_come(meetings, now)
    return meetings[at] if at is not None else None


def _takes(each: Meeting) -> tuple[object, ...]:
    return each.starts_at, each.ends_at, each.room_id, each.leader_ids


def _first(db: Db, group: Group, text: str) -> Session:
    """The session of the group that was named, by its day alone too."""
    try:
        date.fromisoformat(text.strip())
    except ValueError:
        found = find_session(db, text)
    else:
        found = find_session(db, f"{group.uid}@{text.strip()}")
    if found.group_id != group.id:
        raise BadInput(f"that session belongs to {found.group_title}", f"Name one of {group.title}.")
    return found


def _same_day(change: SessionChange) -> bool:
    return change.before.start_local.date() == change.after.start_local.date()


def _check(change: GroupChange, *, alone: bool) -> None:
    if change.title is not None and not tidy(change.title):
        raise BadInput("the group needs a title", "Give it the name that members know.")
    if change.capacity is not None and change.capacity < 0:
        raise BadInput(f"a capacity of {change.capacity}?", "Give the number of seats, or 0 for no limit.")
    for part in PARTS:
        read_public_word(part, getattr(change, part) or "")
    of_group = [name for name in _OF_THE_GROUP if name in change.named]
    if of_group and not alone:
        raise BadInput(
            f"{' and '.join(of_group)} {'belongs' if len(of_group) == 1 else 'belong'} to the whole group",
            "Change that without --from-session.",
        )
