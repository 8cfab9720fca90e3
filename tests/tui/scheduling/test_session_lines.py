"""A session in a line and in a side pane: what is so is said in words and signs, never by colour alone."""

from datetime import date
from typing import Any

import pytest

from facilitator.domain.sessions.agenda import ItemProgress
from facilitator.services.sessions.run_session import Running
from facilitator.tui.scheduling.session_lines import left_to_do, people, session_line, session_side, waiting_line
from facilitator.words import AttendanceKind, EnrolmentKind, SessionStatus
from tests.tui.rows import session, shown


def test_a_line_says_when_what_who_and_where() -> None:
    """With its day or without."""
    each = session(lesson=2, lesson_title="Rest that fits", room="Blue room", expected=5)
    assert session_line(each, dated=False).plain == "   18:30  Steady: Rest that fits   5 expected   Blue room"
    assert session_line(each, dated=True).plain.startswith("   Thu 04 Mar 18:30  Steady")


@pytest.mark.parametrize(
    ("status", "sign"),
    [
        (SessionStatus.SCHEDULED, " "),
        (SessionStatus.RUNNING, ">"),
        (SessionStatus.HELD, "x"),
        (SessionStatus.CANCELLED, "-"),
        (SessionStatus.DID_NOT_MEET, "-"),
    ],
)
def test_each_status_has_a_sign(status: SessionStatus, sign: str) -> None:
    """It stands first."""
    assert session_line(session(status=status), dated=False).plain.startswith(f" {sign} 18:30")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"status": SessionStatus.CANCELLED, "reason": "snow", "present": 3}, "cancelled: snow"),
        ({"status": SessionStatus.DID_NOT_MEET, "reason": "nobody came", "expected": 3}, "did not meet: nobody came"),
        ({"status": SessionStatus.RUNNING, "present": 3, "expected": 5}, "3 here"),
        ({"status": SessionStatus.HELD, "present": 0, "expected": 5}, "0 came"),
        ({"attendance": AttendanceKind.HEADCOUNT}, "headcount"),
        ({"expected": 1}, "1 expected"),
        ({"enrolment": EnrolmentKind.CLOSED}, "nobody on the roster yet"),
        ({"enrolment": EnrolmentKind.OPEN}, "open to all"),
    ],
)
def test_people_are_counted_or_it_is_said_why_not(values: dict[str, Any], words: str) -> None:
    """The first that applies."""
    assert people(session(**values)) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"expected": 4, "to_mark": 3, "present": 1}, "3 people to mark"),
        ({"expected": 4, "to_mark": 1}, "1 person to mark"),
        ({"expected": 0}, "to close"),
        ({"expected": 2, "present": 2}, "to close"),
        ({"attendance": AttendanceKind.HEADCOUNT}, "count to enter"),
        ({"attendance": AttendanceKind.HEADCOUNT, "present": 0}, "0 came, to close"),
    ],
)
def test_what_is_over_says_what_is_left_to_do(values: dict[str, Any], words: str) -> None:
    """In place of who is expected; the year stands there where it is another one."""
    each = session(**values)
    assert left_to_do(each) == words
    assert waiting_line(each, date(2027, 12, 31)).plain == f"   Thu 04 Mar 18:30  Steady   {words}"
    assert waiting_line(each, date(2028, 1, 1)).plain.startswith("   Thu 04 Mar 2027 18:30  Steady")


def test_the_side_pane_has_what_is_good_to_know_before() -> None:
    """Lines without anything in them are left out."""
    each = session(
        room="Blue room", site="Harbor House", facilitators=("Dana", "Lee"), lesson=2, lessons=8, lesson_title="Rest"
    )
    seen = Running(each, (ItemProgress("Check-in", 15, 10), ItemProgress("Talk", 45, 30)), ("Bring the mats.",))
    assert shown(session_side(seen)) == [
        "Steady",
        "Thursday 04 March, 6:30 pm, 60 minutes",
        "Blue room, Harbor House",
        "Led by Dana, Lee",
        "nobody on the roster yet",
        "",
        "Topic 2 of 8: Rest",
        "  15 min  Check-in",
        "  45 min  Talk",
        "",
        "Bring the mats.",
    ]
    assert shown(session_side(Running(session(), ()))) == [
        "Steady",
        "Thursday 04 March, 6:30 pm, 60 minutes",
        "nobody on the roster yet",
    ]
