"""Rows as faces draw them: who is shown by what, and where a session stands among its lessons."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitator.domain.views import Clash, Person, Session
from facilitator.words import AttendanceKind, ClashKind, EnrolmentKind, Mode, SessionStatus

ROSA = Person(1, "p1", "ABC123", "Rosa Lindqvist", "", "", "")
START = datetime(2027, 3, 4, 18, 30)
NOW = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
SESSION = Session(
    id=1,
    uid="s1",
    group_id=1,
    group_uid="g1",
    group_title="Steady",
    title="",
    attendance=AttendanceKind.NAMES,
    enrolment=EnrolmentKind.OPEN,
    curriculum_id=None,
    zone="America/New_York",
    original_local=START,
    start_local=START,
    starts_at=NOW,
    ends_at=NOW + timedelta(hours=1),
    minutes=60,
    status=SessionStatus.SCHEDULED,
    lesson=None,
    lesson_title="",
    room_id=None,
    room=None,
    site=None,
    reason="",
    sequence=0,
    created_at=NOW,
    updated_at=NOW,
    started_at=None,
    ended_at=None,
    mode=Mode.IN_PERSON,
)


@pytest.mark.parametrize(
    ("alias", "names", "shown"),
    [("", True, "Rosa Lindqvist"), ("Rosie", True, "Rosie"), ("", False, "ABC123"), ("Rosie", False, "ABC123")],
)
def test_neither_name_nor_alias_is_shown_where_names_may_not_be(alias, names, shown):
    assert replace(ROSA, alias=alias).shown(names=names) == shown


@pytest.mark.parametrize(
    ("lesson", "last", "lessons", "topic", "numbers"),
    [
        (None, None, 8, "", []),
        (3, None, 8, "topic 3 of 8", [3]),
        (3, None, None, "topic 3", [3]),
        (3, 4, 8, "topics 3 and 4 of 8", [3, 4]),
        (3, 5, None, "topics 3 to 5", [3, 4, 5]),
    ],
)
def test_where_a_session_stands_among_its_lessons(lesson, last, lessons, topic, numbers):
    session = replace(SESSION, lesson=lesson, last_lesson=last, lessons=lessons)
    assert (session.topic, list(session.lesson_numbers)) == (topic, numbers)


def test_nobody_was_counted_is_not_nobody_came():
    assert (SESSION.present, SESSION.expected) == (None, 0)


@pytest.mark.parametrize("kind", ClashKind)
def test_a_clash_refuses_as_its_kind_does(kind):
    assert Clash(kind, "Room 4", NOW, "UTC", "", None, "taken").refuses is kind.refuses


def test_a_session_row_names_no_participant():
    assert not {each.name for each in fields(Session)} & {"person", "people", "name", "names", "marks"}
