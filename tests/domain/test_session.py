from dataclasses import MISSING, fields
from datetime import timedelta

import pytest

from facilitator.domain.session import Session
from facilitator.words import SessionStatus
from tests.books import NOW


def meeting(**values):
    """A session of which a test knows only what it says."""
    empty = {each.name: None for each in fields(Session) if each.default is MISSING}
    return Session(**(empty | values))


@pytest.mark.parametrize(
    ("values", "topic", "numbers"),
    [
        ({}, "", []),
        ({"lesson": 3, "lessons": 8}, "topic 3 of 8", [3]),
        ({"lesson": 3}, "topic 3", [3]),
        ({"lesson": 3, "last_lesson": 4, "lessons": 8}, "topics 3 and 4 of 8", [3, 4]),
        ({"lesson": 3, "last_lesson": 5, "lessons": 8}, "topics 3 to 5 of 8", [3, 4, 5]),
    ],
)
def test_where_it_stands_among_its_lessons(values, topic, numbers):
    session = meeting(**values)
    assert (session.topic, list(session.lesson_numbers)) == (topic, numbers)


@pytest.mark.parametrize(
    ("status", "ended", "called_off"),
    [
        (SessionStatus.SCHEDULED, None, False),
        (SessionStatus.CANCELLED, None, True),
        (SessionStatus.DID_NOT_MEET, timedelta(minutes=20), False),
        (SessionStatus.DID_NOT_MEET, timedelta(days=-1), True),
        (SessionStatus.HELD, timedelta(days=-1), False),
    ],
)
def test_what_others_could_know_beforehand(status, ended, called_off):
    ended_at = None if ended is None else NOW + ended
    assert meeting(status=status, starts_at=NOW, ended_at=ended_at).called_off is called_off
