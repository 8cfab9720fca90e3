"""A session as services return it and faces draw it: the one row that the first screen is made of."""

from dataclasses import dataclass, field
from datetime import datetime

from facilitator.words import AttendanceKind, EnrolmentKind, Mode, SessionStatus


@dataclass(frozen=True, slots=True)
class Session:
    """One dated meeting. ``start_local`` is wall time in ``zone``; ``expected`` and ``present`` count people,
    ``to_mark`` those who are expected and have no mark.

    Joined lessons go from ``lesson`` to ``last_lesson``; of a lesson that is split it has ``part`` of ``parts``.
    ``lessons`` is how many its series goes through, None without a curriculum. ``version`` says what was seen of it.
    ``facilitators`` are those who really lead it; ``standing_in`` tells who of them stands in for whom.
    """

    id: int
    uid: str
    group_id: int
    group_uid: str
    group_title: str
    title: str
    attendance: AttendanceKind
    enrolment: EnrolmentKind
    curriculum_id: int | None
    zone: str
    original_local: datetime
    start_local: datetime
    starts_at: datetime
    ends_at: datetime
    minutes: int
    status: SessionStatus
    lesson: int | None
    lesson_title: str
    room_id: int | None
    room: str | None
    site: str | None
    reason: str
    sequence: int
    created_at: datetime
    updated_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    mode: Mode
    last_lesson: int | None = None
    part: int | None = None
    parts: int | None = None
    lessons: int | None = None
    version: int = field(default=0, compare=False)
    facilitators: tuple[str, ...] = ()
    standing_in: tuple[tuple[str, str], ...] = ()
    expected: int = 0
    present: int | None = None
    to_mark: int = 0

    @property
    def lesson_numbers(self) -> range:
        """The numbers of its lessons; none where it has no lesson."""
        return range(0) if self.lesson is None else range(self.lesson, (self.last_lesson or self.lesson) + 1)

    @property
    def led_by(self) -> tuple[str, ...]:
        """Who leads it, in words: a stand-in with whose place they have."""
        instead_of = dict(self.standing_in)
        return tuple(
            f"{each} (stand-in for {instead_of[each]})" if each in instead_of else each for each in self.facilitators
        )

    @property
    def called_off(self) -> bool:
        """Whether others could know beforehand that it does not meet: cancelled, or noted before its time came."""
        before = self.ended_at is not None and self.ended_at < self.starts_at
        return self.status is SessionStatus.CANCELLED or (self.status is SessionStatus.DID_NOT_MEET and before)

    @property
    def topic(self) -> str:
        """Where it stands among its lessons: ``topic 3 of 8``; empty without one. Its title tells of parts."""
        if self.lesson is None:
            return ""
        which = f"topic {self.lesson}"
        if self.last_lesson is not None:
            link = "and" if self.last_lesson == self.lesson + 1 else "to"
            which = f"topics {self.lesson} {link} {self.last_lesson}"
        return f"{which} of {self.lessons}" if self.lessons else which
