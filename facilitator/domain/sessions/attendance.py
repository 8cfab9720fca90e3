"""From marks to minutes and tallies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from facilitator.domain.dates.wall_time import to_utc
from facilitator.errors import BadInput
from facilitator.words import AttendanceStatus


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a session's people are where; ``unmarked`` counts expected people without a mark."""

    expected: int
    attended: int
    excused: int
    missed: int
    unmarked: int
    walk_ins: int


def tally(marks: Iterable[tuple[bool, AttendanceStatus | None]]) -> Tally:
    """Count (expected, status) pairs; only who was expected can have missed it."""
    expected = attended = excused = missed = unmarked = walk_ins = 0
    for was_expected, status in marks:
        expected += was_expected
        if status is None:
            unmarked += was_expected
        elif status.attended:
            attended += 1
            walk_ins += not was_expected
        elif status is AttendanceStatus.EXCUSED:
            excused += 1
        else:
            missed += was_expected
    return Tally(expected, attended, excused, missed, unmarked, walk_ins)


def minutes_present(
    status: AttendanceStatus | None,
    *,
    starts_at: datetime,
    ends_at: datetime,
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
) -> int:
    """Whole minutes of a session in which somebody was there.

    All moments are aware. Without a time of arrival or leaving the session's own start and end count: nobody's time is
    guessed.
    """
    if status is None or not status.attended:
        return 0
    came = max(arrived_at or starts_at, starts_at)
    went = min(left_at or ends_at, ends_at)
    return max(0, int((went - came).total_seconds()) // 60)


def moment_in_session(at: time, *, start_local: datetime, minutes: int, zone: ZoneInfo) -> datetime:
    """The UTC moment of a clock time during a session, on the next day where the session runs past midnight.

    Raises:
        BadInput: for a time more than an hour before the start or after the end.
    """
    around = timedelta(hours=1)
    ends_local = start_local + timedelta(minutes=minutes)
    for days in (0, 1, -1):
        local = datetime.combine(start_local.date() + timedelta(days=days), at)
        if start_local - around <= local <= ends_local + around:
            return to_utc(local, zone)
    raise BadInput(
        f"{at:%H:%M} is not during the session, which goes from {start_local:%H:%M} to {ends_local:%H:%M}",
        "Give the time as HH:MM, in the group's time zone.",
    )
