"""What is asked first: by the day on the wall where a session meets, and by what was closed."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from facilitator.domain.sessions.asked_first import is_correction, is_early, is_early_mark
from facilitator.words import AttendanceStatus, SessionStatus

EVENING = datetime(2027, 3, 4, 18, 30)


@dataclass(frozen=True)
class Row:
    """A session as the rule sees it."""

    status: SessionStatus = SessionStatus.SCHEDULED
    start_local: datetime = EVENING
    zone: str = "America/New_York"


@pytest.mark.parametrize(
    ("now", "early"),
    [
        (datetime(2027, 3, 4, 4, 59, tzinfo=UTC), True),  # 11:59 pm the day before in New York
        (datetime(2027, 3, 4, 5, 0, tzinfo=UTC), False),
        (datetime(2027, 3, 5, 4, 59, tzinfo=UTC), False),
        (datetime(2027, 3, 9, tzinfo=UTC), False),
    ],
)
def test_a_day_begins_where_the_session_meets(now: datetime, early: bool) -> None:
    """Not in UTC, and not at its hour."""
    assert is_early(Row(), now) is early


@pytest.mark.parametrize("status", list(SessionStatus))
def test_one_that_was_started_is_asked_about_no_more(status: SessionStatus) -> None:
    """Whoever starts it on another day was asked then."""
    assert is_early(Row(status), datetime(2027, 3, 1, tzinfo=UTC)) is (status is SessionStatus.SCHEDULED)


@pytest.mark.parametrize("status", [None, *AttendanceStatus])
def test_only_letting_us_know_is_true_ahead_of_the_day(status: AttendanceStatus | None) -> None:
    """And a mark that is cleared says nothing."""
    known = status in (None, AttendanceStatus.EXCUSED)
    assert is_early_mark(Row(), status, datetime(2027, 3, 1, tzinfo=UTC)) is not known


def test_a_correction_is_of_a_mark_and_after_the_close() -> None:
    """Whom the close left without one is still to be marked."""
    held = Row(SessionStatus.HELD)
    assert is_correction(held, AttendanceStatus.MISSED)
    assert not is_correction(held, None)
    assert not is_correction(Row(SessionStatus.RUNNING), AttendanceStatus.MISSED)
