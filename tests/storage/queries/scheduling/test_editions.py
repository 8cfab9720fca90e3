from dataclasses import replace
from datetime import timedelta

import pytest

from facilitator.storage.queries.scheduling import editions
from facilitator.storage.queries.scheduling.series import meeting_with_id, series_of_group
from facilitator.words import GroupStatus
from tests.books import NOW


@pytest.fixture
def two(rows):
    """Two editions of a curriculum, a group that has the older, and its series and sessions."""
    old, new = rows.curriculum(content_hash="a" * 64), rows.curriculum(content_hash="b" * 64, version="2.0")
    group = rows.group("Steady", curriculum_id=old, uid="g1")
    series = rows.series(group, lessons=8)
    sessions = [rows.session(series, f"2027-03-{day} 18:30", lesson=1) for day in ("04", "11")]
    return (old, new), group, sessions


def test_groups_that_go_on_tell_what_they_pinned(db, rows, two):
    (old, _), *_ = two
    rows.group("Art", curriculum_id=old, uid="g0")
    rows.group("Over", curriculum_id=old, status=GroupStatus.ENDED)
    rows.group("Plain")
    assert editions.pinned_by_groups(db) == [("g0", "steady", "a" * 64), ("g1", "steady", "a" * 64)]


def test_what_was_held_keeps_its_first_edition(db, two):
    (old, new), _, sessions = two
    editions.keep_edition(db, sessions[:1], old)
    editions.keep_edition(db, sessions, new)
    editions.keep_edition(db, [], old)
    kept = db.exec_driver_sql("SELECT curriculum_id FROM session ORDER BY local_date").scalars().all()
    assert kept == [old, new]


def test_sessions_to_come_get_their_lessons_and_calendars_see_it(db, two):
    _, _, (first, second) = two
    meeting = replace(meeting_with_id(db, second), lesson=3, part=1, parts=2, by_hand=True)
    editions.teach(db, [meeting], lambda each: f"Lesson {each.lesson}", now=NOW + timedelta(days=1))
    editions.teach(db, [], str, now=NOW)
    assert meeting_with_id(db, second) == meeting
    assert editions.lesson_titles(db, [first, second]) == {first: "", second: "Lesson 3"}
    assert db.exec_driver_sql("SELECT sequence FROM session ORDER BY local_date").scalars().all() == [0, 1]


def test_a_group_goes_on_and_only_series_with_lessons_get_their_number(db, rows, two):
    (_, new), group, _ = two
    plain = rows.series(group)
    editions.go_on_with(db, group, new, 10)
    assert {each.id: each.pattern.lessons for each in series_of_group(db, group)}[plain] is None
    assert {each.pattern.lessons for each in series_of_group(db, group)} == {10, None}
    assert editions.pinned_by_groups(db) == [("g1", "steady", "b" * 64)]
