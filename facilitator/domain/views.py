"""The frozen rows that services return and faces draw.

``id`` joins rows inside the book and never leaves it; ``uid`` is what leaves.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from facilitator.domain.session import Session as Session  # read before all others, which take 8 ms to make
from facilitator.words import (
    AttendanceKind,
    AttendanceStatus,
    ClashKind,
    ClosureState,
    EnrolmentKind,
    GroupStatus,
    LoginRole,
    Mode,
)


@dataclass(frozen=True, slots=True)
class Site:
    """A place with rooms."""

    id: int
    uid: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a site; ``capacity`` in people, None where nobody counted; ``features`` are what it has."""

    id: int
    uid: str
    name: str
    site: str
    capacity: int | None
    site_id: int
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Credential:
    """What a facilitator is certified in, and until when."""

    name: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class LeaderAway:
    """Days on which somebody cannot lead, both included; without a last one until they are back."""

    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        """Whether it is about that day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Facilitator:
    """Somebody who leads groups; ``public_name`` only where they said so themselves."""

    id: int
    uid: str
    name: str
    public_name: bool
    credentials: tuple[Credential, ...] = ()
    away: tuple[LeaderAway, ...] = ()


@dataclass(frozen=True, slots=True)
class Login:
    """Who works in the book; ``facilitator`` is the name of the one whose login it is, if it is one's."""

    id: int
    uid: str
    login: str
    role: LoginRole
    facilitator: str | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who comes to groups. ``code`` stands in for the name wherever others may look."""

    id: int
    uid: str
    code: str
    name: str
    alias: str
    phone: str
    email: str

    def shown(self, *, names: bool) -> str:
        """The alias or name where names may be shown, else the code."""
        return (self.alias or self.name) if names else self.code


@dataclass(frozen=True, slots=True)
class Group:
    """One offering, with a roster or open to whoever drops in."""

    id: int
    uid: str
    title: str
    program: str
    curriculum_id: int | None
    curriculum_key: str | None
    curriculum_title: str | None
    enrolment: EnrolmentKind
    attendance: AttendanceKind
    mode: Mode
    room: str | None
    site: str | None
    capacity: int | None
    public: bool
    status: GroupStatus
    ended_on: date | None
    language: str = ""
    access: str = ""
    description: str = ""
    link: str = ""
    facilitators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A recurrence pattern of a group: wall time, zone and rule."""

    id: int
    uid: str
    zone: str
    start_local: datetime
    minutes: int
    rule: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A person on a roster."""

    person: Person
    starts_on: date
    ends_on: date | None
    waitlisted: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """How one person took part in one session; ``status`` None is not marked (yet).

    ``counted_minutes`` are without what another session of theirs counts; None where nothing counts yet. ``event_id``
    is the event that made it so; 0 without any. Who is known to be ``away`` is on the roster and not expected: there is
    nothing to mark unless they come.
    """

    person: Person
    expected: bool
    status: AttendanceStatus | None
    arrived_at: datetime | None
    left_at: datetime | None
    mode: Mode | None
    minutes: int
    children: int | None = None
    counted_minutes: int | None = None
    event_id: int = field(default=0, compare=False)
    away: bool = False


@dataclass(frozen=True, slots=True)
class Closure:
    """A closed day, or a closed part of one, in wall time.

    Of one room where ``room`` says so (``site`` is the room's then), else of one site, or of all where both are None.
    An offered one closes nothing until somebody takes it.
    """

    id: int
    uid: str
    starts_local: datetime
    ends_local: datetime
    all_day: bool
    reason: str
    source: str
    site: str | None
    room: str | None = None
    state: ClosureState = ClosureState.CLOSED


@dataclass(frozen=True, slots=True)
class Clash:
    """What stands in the way of a session that starts at ``starts_at`` (UTC; ``zone`` is its IANA name).

    ``words`` say it in a line without the day. ``with_title`` is the other session's group, or why a day is closed;
    empty, and ``with_starts_at`` None, where there is no such thing. ``sessions`` counts those that it concerns alike,
    from this one on.
    """

    kind: ClashKind
    who_or_where: str
    starts_at: datetime
    zone: str
    with_title: str
    with_starts_at: datetime | None
    words: str
    with_uid: str = ""
    sessions: int = 1

    @property
    def refuses(self) -> bool:
        """Whether it refuses the session, or only warns."""
        return self.kind.refuses
