import pytest
from sqlalchemy import insert, select

from facilitator.storage.tables.sessions import agenda_progress, attendance, headcount
from facilitator.words import AttendanceStatus
from tests.books import NOW
from tests.storage.refused import refused


@pytest.fixture
def evening(rows):
    return rows.session(rows.series(rows.group())), rows.person("Ana")


def test_somebody_has_one_state_in_a_session(db, rows, evening):
    one, ana = evening
    rows.attendance(one, ana)
    assert db.execute(select(attendance.c.minutes, attendance.c.status)).one() == (0, None)
    with refused(db):
        rows.attendance(one, ana, AttendanceStatus.LATE)


def test_a_mark_is_made_so_by_an_event_that_is_there(db, rows, evening):
    rows.attendance(*evening, event_id=rows.event(*evening, "an act of its own"))
    other = rows.person("Ben")
    with refused(db):
        rows.attendance(evening[0], other, event_id=1_000_000)


def test_an_undo_is_of_an_event_that_is_there(db, rows, evening):
    mark = rows.event(*evening)
    rows.event(*evening, "undo", undoes_id=mark)
    with refused(db):
        rows.event(*evening, "undo", undoes_id=mark + 99)


@pytest.mark.parametrize(("people", "there"), [(0, True), (32_767, True), (-1, False)])
def test_heads_are_none_or_more(db, evening, people, there):
    row = {"session_id": evening[0], "people": people, "at": NOW, "actor": "pat"}
    if there:
        db.execute(insert(headcount), row)
    with refused(db):
        db.execute(insert(headcount), row)


def test_an_item_of_an_agenda_has_one_place(db, evening):
    row = {"session_id": evening[0], "title": "Check-in", "minutes": 10, "least_minutes": 5}
    db.execute(insert(agenda_progress), [{**row, "position": at} for at in range(2)])
    with refused(db):
        db.execute(insert(agenda_progress), {**row, "position": 1})
