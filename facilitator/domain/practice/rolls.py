"""How invented people come to sessions: each has habits, each group a pull, and chance does the rest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from facilitator.domain.sessions.minutes import Span, minutes_present
from facilitator.words import AttendanceStatus, Mode

_LEAST_FOR_TIMES = 30  # in a shorter session nobody notes when somebody came


@dataclass(frozen=True, slots=True)
class Habits:
    """How likely a person comes, is late, leaves early, lets us know when they do not come, or takes part online."""

    comes: float
    late: float
    leaves: float
    tells: float
    online: float


@dataclass(frozen=True, slots=True)
class Came:
    """How one person took part; minutes as :mod:`facilitator.domain.sessions.minutes` counts them."""

    status: AttendanceStatus
    arrived_at: datetime | None
    left_at: datetime | None
    mode: Mode | None
    minutes: int


def invent_habits(rng: Random) -> Habits:
    """Most people come most of the time; a few come rarely, a few are late every time."""
    return Habits(
        comes=0.27 + 0.62 * rng.betavariate(5, 2),
        late=0.5 if rng.random() < 0.06 else 0.08,
        leaves=0.05,
        tells=rng.uniform(0.25, 0.75),
        online=rng.choice((0.0, 0.2, 0.9)),
    )


def decide(rng: Random, habits: Habits, *, pull: float) -> AttendanceStatus:
    """Whether somebody who could come does, and how; ``pull`` above 1 is a group that people like to come to."""
    if rng.random() >= min(0.98, habits.comes * pull):
        return AttendanceStatus.EXCUSED if rng.random() < habits.tells else AttendanceStatus.MISSED
    drawn = rng.random()
    if drawn < habits.late:
        return AttendanceStatus.LATE
    return AttendanceStatus.LEFT_EARLY if drawn < habits.late + habits.leaves else AttendanceStatus.PRESENT


def take_part(
    rng: Random,
    habits: Habits,
    status: AttendanceStatus,
    *,
    span: Span,
    group_mode: Mode,
) -> Came:
    """The particulars of a status: times of coming and leaving where somebody noted them, mode, minutes."""
    arrived_at = left_at = None
    length = span.minutes
    if length >= _LEAST_FOR_TIMES and rng.random() < 0.9:
        if status is AttendanceStatus.LATE:
            arrived_at = span.began + timedelta(minutes=rng.randint(5, length // 3))
        elif status is AttendanceStatus.LEFT_EARLY:
            left_at = span.ended - timedelta(minutes=rng.randint(5, length // 3))
    minutes = minutes_present(status, span, arrived_at, left_at)
    return Came(status, arrived_at, left_at, _mode(rng, habits, group_mode) if status.attended else None, minutes)


def _mode(rng: Random, habits: Habits, group_mode: Mode) -> Mode | None:
    """How they took part, where a group leaves a choice."""
    if group_mode is Mode.HYBRID:
        return Mode.ONLINE if rng.random() < habits.online else Mode.IN_PERSON
    return Mode.ONLINE if group_mode is Mode.ONLINE else None
