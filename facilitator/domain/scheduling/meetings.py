"""The sessions of a series as edits see them, and the pattern that makes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from facilitator.domain.dates.rule import Rule
from facilitator.domain.dates.wall_time import to_utc
from facilitator.words import ClosurePolicy, GapPolicy, Mode, SessionStatus
from facilitator.zones import zone

HAPPENED: Final = (SessionStatus.RUNNING, SessionStatus.HELD, SessionStatus.DID_NOT_MEET)


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a series makes its sessions of; ``start_local`` is naive wall time in ``zone``, an IANA name.

    ``lessons`` is how many a curriculum has: walked once, or round and round where it ``cycles``. ``stored_until`` is
    how far the sessions of one without an end are stored.
    """

    zone: str
    start_local: datetime
    minutes: int
    rule: Rule
    gap: GapPolicy = GapPolicy.FORWARD
    on_closure: ClosurePolicy = ClosurePolicy.SKIP
    lessons: int | None = None
    cycles: bool = False
    room_id: int | None = None
    leader_ids: tuple[int, ...] = ()
    stored_until: date | None = None

    @property
    def pushes(self) -> bool:
        """Whether lost dates put the rest off."""
        return self.on_closure is ClosurePolicy.PUSH

    @property
    def keeps(self) -> bool:
        """Whether it meets on closed days all the same."""
        return self.on_closure is ClosurePolicy.KEEP

    @property
    def walks(self) -> bool:
        """Whether lessons are walked once, so that the last one ends a rule without end."""
        return self.lessons is not None and not self.cycles

    @property
    def endless(self) -> bool:
        """Whether nothing ends it, so that its sessions are stored up to a horizon."""
        return self.rule.endless and not self.walks


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session as edits see it; ``id`` 0 is one that is still to be made.

    ``planned_local`` is where a closed day shifted it to, or None. ``marked`` says that somebody was marked or counted
    there; ``awaited`` that something else hangs on it, such as people who said that they come. Lessons that are joined
    go from ``lesson`` to ``last_lesson``; of one that is split this is ``part`` of ``parts``. ``by_hand`` says that
    somebody chose it, so that it does not come from the order; ``leaders_by_hand`` says the same of who leads.
    ``kept`` says that it is held although its day was closed later: somebody answered so.
    """

    id: int
    uid: str
    original_local: datetime
    planned_local: datetime | None
    start_local: datetime
    starts_at: datetime
    minutes: int
    status: SessionStatus = SessionStatus.SCHEDULED
    reason: str = ""
    title: str = ""
    lesson: int | None = None
    last_lesson: int | None = None
    part: int | None = None
    parts: int | None = None
    by_hand: bool = False
    room_id: int | None = None
    mode: Mode | None = None
    marked: bool = False
    awaited: bool = False
    leaders_by_hand: bool = False
    kept: bool = False
    leader_ids: tuple[int, ...] = ()

    @property
    def ends_at(self) -> datetime:
        """The end in UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def pinned(self) -> bool:
        """Whether it was held, runs, or has marks: no edit of the series touches it."""
        return self.marked or self.status in HAPPENED

    @property
    def moved(self) -> bool:
        """Whether somebody moved it away from where it was planned."""
        return self.start_local != (self.planned_local or self.original_local)

    @property
    def cancelled(self) -> bool:
        """Whether it will not be held."""
        return self.status is SessionStatus.CANCELLED

    @property
    def lessons(self) -> range:
        """The numbers of its lessons; none where it has no lesson."""
        return range(0) if self.lesson is None else range(self.lesson, (self.last_lesson or self.lesson) + 1)

    @property
    def silent(self) -> bool:
        """Whether it was cancelled and its lesson went to the session after it."""
        return self.cancelled and self.lesson is None

    @property
    def shown(self) -> tuple[object, ...]:
        """What a calendar app, a poster or a door sign says of it."""
        return (
            self.starts_at, self.start_local, self.minutes, self.status, self.reason,
            self.title, self.lesson, self.last_lesson, self.part, self.parts, self.room_id, self.mode, self.leader_ids,
        )  # fmt: skip

    def is_exception(self, pattern: Pattern) -> bool:
        """Whether anything about it was decided for this one session, other than that it is cancelled."""
        own = (self.minutes, self.room_id, self.mode, self.leader_ids, self.title)
        usual = (pattern.minutes, pattern.room_id, None, pattern.leader_ids, "")
        return self.moved or self.by_hand or own != usual


def first_to_come(meetings: Sequence[Meeting], now: datetime) -> int | None:
    """Where "all" begins: at the first session, by original time, that was not held and has not begun; None without."""
    return next(
        (at for at, each in enumerate(meetings) if each.status not in HAPPENED and each.starts_at > now),
        None,
    )


def instant(local: datetime, zone_name: str) -> datetime:
    """The instant of a wall time in UTC, moved forward where a clock change leaves it out."""
    return to_utc(local, zone(zone_name)).astimezone(UTC)
