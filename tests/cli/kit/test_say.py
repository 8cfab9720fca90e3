from datetime import UTC, date, datetime

import pytest

from facilitator.cli.kit.say import preview_shape, say_day, say_meeting, say_span, stamp_utc, topic_of
from facilitator.domain.scheduling.meetings import Meeting
from facilitator.domain.views import Closure
from facilitator.services.scheduling.edit_sessions import cancel
from facilitator.words import SessionStatus

AT = datetime(2027, 3, 4, 18, 30)


def meeting(**more):
    return Meeting(1, "u", AT, None, AT, AT.replace(tzinfo=UTC), 60, **more)


@pytest.mark.parametrize(
    ("lessons", "said"),
    [
        ({}, ""),
        ({"lesson": 3}, "topic 3"),
        ({"lesson": 3, "last_lesson": 4}, "topics 3 and 4"),
        ({"lesson": 3, "last_lesson": 5}, "topics 3 to 5"),
        ({"lesson": 3, "part": 1, "parts": 2}, "topic 3, part 1 of 2"),
    ],
)
def test_lessons_by_number(lessons, said):
    assert topic_of(meeting(**lessons)) == said


def test_a_session_of_an_edit_in_a_line():
    assert say_meeting(meeting(lesson=2)) == "Thu 04 Mar 2027 18:30, 60 minutes  topic 2"
    assert say_meeting(meeting(status=SessionStatus.CANCELLED)) == "Thu 04 Mar 2027 18:30, 60 minutes  (cancelled)"


@pytest.mark.parametrize(
    ("begins", "ends", "all_day", "said"),
    [
        ("2027-03-04", "2027-03-05", True, "Thu 04 Mar 2027"),
        ("2027-03-04", "2027-03-06", True, "Thu 04 Mar 2027 to Fri 05 Mar 2027"),
        ("2027-03-04T12:00", "2027-03-04T15:00", False, "Thu 04 Mar 2027 12:00 to 15:00"),
        ("2027-03-04T22:00", "2027-03-05T02:00", False, "Thu 04 Mar 2027 22:00 to Fri 05 Mar 2027 02:00"),
    ],
)
def test_people_say_the_last_day_that_is_closed(begins, ends, all_day, said):
    span = Closure(
        id=1, uid="u", starts_local=datetime.fromisoformat(begins), ends_local=datetime.fromisoformat(ends),
        all_day=all_day, reason="", source="", site=None, room=None,
    )  # fmt: skip
    assert say_span(span) == said


def test_moments_and_days():
    assert stamp_utc(datetime.fromisoformat("2027-03-04T18:30:09.5-05:00")) == "2027-03-04T23:30:09Z"
    assert (say_day(date(2027, 3, 4)), say_day(None)) == ("Thu 04 Mar 2027", "")


def test_a_preview_has_what_differs_and_nothing_else(program):
    program.group()
    before = program.session("Steady@2027-03-04")
    after = cancel(program.book, before.uid, reason="snow", now=program.now, preview=True)
    assert preview_shape(before, before)["changes"] == []
    assert preview_shape(before, after) == {
        "preview": True,
        "changes": [
            {"what": "status", "object": before.uid, "before": "scheduled", "after": "cancelled"},
            {"what": "reason", "object": before.uid, "before": None, "after": "snow"},
        ],
        "clashes": [],
    }
