from datetime import date, timedelta

import pytest

from facilitator.domain.reporting.coverage import Presence
from facilitator.domain.sessions.agenda import ItemProgress
from facilitator.storage.queries.reporting import coverage
from facilitator.storage.queries.sessions.sessions import lay_agenda
from facilitator.words import AttendanceStatus, SessionStatus
from tests.books import NOW

PERIOD = date(2027, 3, 1), date(2027, 3, 31)
HELD = SessionStatus.HELD


@pytest.fixture
def month(rows):
    """A group with a curriculum: held sessions with a lesson, and ones that do not count; those that do, and who."""
    pinned, newer = rows.curriculum("old"), rows.curriculum("new")
    group = rows.group(curriculum_id=newer)
    series = rows.series(group)
    last = rows.session(series, "2027-03-31 18:30", status=HELD, lesson=2, last_lesson=3)
    first = rows.session(series, "2027-03-01 18:30", status=HELD, lesson=1, curriculum_id=pinned, part=1, parts=2)
    rows.session(series, "2027-02-28 18:30", status=HELD, lesson=1)
    rows.session(series, "2027-03-08 18:30", status=HELD)
    rows.session(series, "2027-03-15 18:30", lesson=2)
    plain = rows.series(rows.group("Without"))
    rows.session(plain, "2027-03-02 18:30", status=HELD, lesson=1)
    ana, ben = rows.person("Ana"), rows.person("Ben")
    rows.attendance(first, ana, AttendanceStatus.LATE, minutes=55, counted_minutes=50)
    rows.attendance(first, ben, AttendanceStatus.MISSED)
    rows.attendance(last, ben, AttendanceStatus.PRESENT, minutes=60)
    return group, (pinned, newer), (first, last), (ana, ben)


def test_held_sessions_with_a_lesson_come_with_their_edition(db, month):
    group, (pinned, newer), (first, last), _ = month
    wanted = [(first, pinned, 1, None, 1, 2), (last, newer, 2, 3, None, None)]
    for group_id in (None, group):
        found = coverage.held_sessions(db, *PERIOD, group_id)
        assert [each[:6] for each in found] == wanted
        assert {(each.ends_at - each.starts_at, each.started_at, each.ended_at) for each in found} == {
            (timedelta(hours=1), None, None)
        }
    assert coverage.held_sessions(db, *PERIOD, 0) == []


def test_presence_is_of_those_who_attended(db, month):
    _, _, (first, last), (ana, ben) = month
    assert coverage.presences(db, *PERIOD, None, None) == {first: [Presence(ana, 50)], last: [Presence(ben, 60)]}
    assert coverage.presences(db, *PERIOD, None, ana) == {first: [Presence(ana, 50)]}


def test_agendas_are_those_that_were_run_in_order(db, month):
    _, _, (first, last), _ = month
    items = [ItemProgress("One", 10, 5, NOW, NOW), ItemProgress("Two", 50, 20)]
    lay_agenda(db, last, items[:1])
    lay_agenda(db, first, items)
    assert coverage.agendas_run(db, *PERIOD, None) == {first: items, last: items[:1]}
    assert coverage.agendas_run(db, date(2027, 3, 2), date(2027, 3, 30), None) == {}
