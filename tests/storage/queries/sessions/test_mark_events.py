from datetime import timedelta

import pytest

from facilitator.storage.queries.sessions import mark_events
from facilitator.words import AttendanceStatus
from tests.books import NOW


@pytest.fixture
def told(rows):
    """Two sessions, two people, and what was said of them."""
    series = rows.series(rows.group("Steady"))
    one, other = rows.session(series, uid="s-one"), rows.session(series, "2027-03-11 18:30", uid="s-other")
    ana, ben = rows.person("Ana", code="A22222"), rows.person("Ben", code="B22222")
    rows.attendance(one, ana)
    rows.attendance(other, ana)
    first = rows.event(one, ana, at=NOW, status=AttendanceStatus.PRESENT)
    second = rows.event(one, ben, at=NOW + timedelta(minutes=1))
    undo = rows.event(one, ana, "undo", at=NOW + timedelta(minutes=2), undoes_id=first)
    # entered later, for an evening before
    early = rows.event(other, ana, at=NOW - timedelta(days=1))
    return one, ana, ben, (first, second, undo, early)


def test_events_of_a_session_come_newest_first_and_say_what_was_taken_back(db, told):
    one, *_, (first, second, undo, _) = told
    found = mark_events.events_of_session(db, one, 10)
    assert [(each.id, each.undid, each.undone) for each in found] == [
        (undo, "mark", False),
        (second, None, False),
        (first, None, True),
    ]
    assert (found[2].status, found[2].title, found[2].code) == (AttendanceStatus.PRESENT, "Steady", "A22222")
    assert [each.id for each in mark_events.events_of_session(db, one, 1)] == [undo]


def test_events_of_a_person_go_by_when_they_were(db, told):
    _, ana, ben, (first, _, undo, early) = told
    assert [each.id for each in mark_events.events_of_person(db, [ana], 10)] == [undo, first, early]
    assert [each.id for each in mark_events.events_of_person(db, [ana], 2)] == [undo, first]
    assert mark_events.events_of_person(db, [ben], 10) == []  # who has no row of attendance is found by no session


def test_a_span_of_time_holds_both_its_ends(db, told):
    *_, (first, second, _, early) = told
    span = (NOW, NOW + timedelta(minutes=1))
    assert [each.id for each in mark_events.events_between(db, ["s-one", "s-other"], *span)] == [second, first]
    assert [each.id for each in mark_events.events_between(db, ["s-other"], NOW - timedelta(days=2), NOW)] == [early]
    assert mark_events.events_between(db, [], *span) == []


def test_an_event_that_stands_is_known_by_its_number(db, told):
    *_, (first, *_rest) = told
    found = mark_events.standing(db, first)
    assert (found.act, found.status, found.at, found.actor) == ("mark", AttendanceStatus.PRESENT, NOW, "pat")
    assert mark_events.standing(db, 999) is None
