"""From marks to tallies, and to what is not known of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

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


def time_not_known(status: AttendanceStatus | None, *, arrived_at: datetime | None, left_at: datetime | None) -> bool:
    """Whether somebody was late, or left early, and nobody knows when: the whole session counts for them then."""
    return (status is AttendanceStatus.LATE and arrived_at is None) or (
        status is AttendanceStatus.LEFT_EARLY and left_at is None
    )
