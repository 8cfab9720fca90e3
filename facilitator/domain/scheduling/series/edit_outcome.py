"""What becomes of each session of an edited series, while places are given out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.scheduling.closures import Closures
from facilitator.domain.scheduling.meetings import Meeting, Pattern, instant
from facilitator.domain.scheduling.series.edit_plan import Misfit, Place, SessionChange, Unfit
from facilitator.errors import Refused
from facilitator.words import SessionStatus


class Outcome:
    """What becomes of each session; ``taken`` are the starts of those that stay, ``lessons`` go by rank.

    No two sessions of a series ever share a start.
    """

    def __init__(
        self,
        old: Pattern,
        new: Pattern,
        *,
        lessons: Mapping[int, int | None],
        taken: Iterable[datetime],
        closures: Closures,
        misfits: Misfit | None,
    ) -> None:
        self.changed: list[SessionChange] = []
        self.added: list[Meeting] = []
        self.removed: list[Meeting] = []
        self.kept: list[Meeting] = []
        self.called_off: list[SessionChange] = []
        self.unfit: list[Unfit] = []
        self.warnings: list[str] = []
        self._old, self._new = old, new
        self._lessons, self._taken, self._closures, self._misfits = lessons, set(taken), closures, misfits
        self._moved: list[tuple[Meeting, Place]] = []
        self._history: list[Meeting] = []
        self._homeless: list[tuple[Unfit, Place | None]] = []

    def settle(self, each: Meeting, place: Place | None) -> None:
        """Give a session its place; one that was moved by hand waits until the others have theirs."""
        if place is None:
            self._without_place(each)
        elif each.moved:
            self._moved.append((each, place))
        elif not self._put(each, self._carried(each, place)):
            self._miss(each, None, "the group meets at its new time already")

    def add_new(self, places: Iterable[Place]) -> None:
        """Make sessions for places that nobody takes."""
        new = self._new
        for place in places:
            starts_at = instant(place.start, new.zone)
            if starts_at in self._taken:
                self.warnings.append(f"On {say_moment(place.start)} the group meets already; that date is left out.")
                continue
            self._taken.add(starts_at)
            self.added.append(
                Meeting(
                    id=0,
                    uid="",
                    original_local=place.original,
                    planned_local=place.start if place.start != place.original else None,
                    start_local=place.start,
                    starts_at=starts_at,
                    minutes=new.minutes,
                    lesson=self._lessons.get(place.rank),
                    room_id=new.room_id,
                    leader_ids=new.leader_ids,
                )
            )

    def settle_moved(self) -> None:
        """Sessions moved by hand stay where they were moved to, and cancelled ones as history, where that is free."""
        for each, place in self._moved:
            if not self._put(each, self._carried(each, place)):
                self._miss(each, place, "another session of the group is at that time now")
        for each in self._history:
            if each.starts_at in self._taken:
                self._miss(each, None, "it was cancelled, and another session of the group is at that time now")
            else:
                self._taken.add(each.starts_at)
                self.kept.append(each)

    def answer(self) -> None:
        """Do with what does not fit as somebody said, or leave it to be asked about."""
        for unfit, place in self._homeless:
            each = unfit.meeting
            if self._misfits is None:
                self.unfit.append(unfit)
            elif self._misfits is Misfit.KEEP:
                if each.starts_at in self._taken:
                    raise Refused(
                        f"the session on {say_moment(each.start_local)} cannot stay: {unfit.why}",
                        "Give it up with --exceptions drop, or move it first.",
                    )
                self._taken.add(each.starts_at)
                self.kept.append(each)
            elif place is None or not self._put_back(each, place):
                self._remove(each)

    def _without_place(self, each: Meeting) -> None:
        """Its date is no longer on the rule, or is lost."""
        if each.cancelled:
            self._history.append(each)
        elif each.is_exception(self._old):
            self._miss(each, None, "the series has no date for it any more")
        elif closed_on(each, self._closures):
            self._miss(each, None, "its day is closed, and it was to meet all the same")
        else:
            self._remove(each)

    def _remove(self, each: Meeting) -> None:
        if not each.awaited:
            self.removed.append(each)
            return
        # people said that they come: they must learn that it is off
        off = replace(each, status=SessionStatus.CANCELLED, reason="the schedule has changed")
        self._taken.add(each.starts_at)
        self.called_off.append(SessionChange(each, off))

    def _put_back(self, each: Meeting, place: Place) -> bool:
        back = self._carried(_as_planned(each), place)
        return (self._new.keeps or not closed_on(back, self._closures)) and self._put(each, back)

    def _miss(self, each: Meeting, place: Place | None, why: str) -> None:
        self._homeless.append((Unfit(each, why), place))

    def _carried(self, each: Meeting, place: Place) -> Meeting:
        return carried(each, place, self._lessons.get(place.rank), self._old, self._new)

    def _put(self, each: Meeting, after: Meeting) -> bool:
        if after.starts_at in self._taken:
            return False
        self._taken.add(after.starts_at)
        self.changed.append(SessionChange(each, after))
        return True


def carried(each: Meeting, place: Place, lesson: int | None, old: Pattern, new: Pattern) -> Meeting:
    """A session at its place in the new pattern, with what was decided for it alone."""
    own_room = each.mode is not None or each.room_id != old.room_id
    own_leaders = each.leaders_by_hand or each.leader_ids != old.leader_ids
    local = each.start_local if each.moved else place.start
    same_clock = local == each.start_local and new.zone == old.zone
    return replace(
        each,
        original_local=place.original,
        planned_local=place.start if place.start != place.original else None,
        start_local=local,
        starts_at=each.starts_at if same_clock else instant(local, new.zone),
        minutes=new.minutes if each.minutes == old.minutes else each.minutes,
        lesson=lesson,
        room_id=each.room_id if own_room else new.room_id,
        leader_ids=each.leader_ids if own_leaders else new.leader_ids,
    )


def closed_on(each: Meeting, closures: Closures) -> bool:
    """Whether it is to meet on a day that is closed."""
    span = closures.reason_closed(each.start_local, each.start_local + timedelta(minutes=each.minutes))
    return span is not None and not each.cancelled


def _as_planned(each: Meeting) -> Meeting:
    return replace(each, start_local=each.planned_local or each.original_local)
