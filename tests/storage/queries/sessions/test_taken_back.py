import pytest
from sqlalchemy import select

from facilitator.storage.queries.sessions.taken_back import is_taken_back, undone_in_session
from facilitator.storage.tables import mark_event

_undone = select(mark_event.c.id).where(mark_event.c.id.in_(undone_in_session))
_taken_back = select(mark_event.c.id).where(is_taken_back(mark_event))


@pytest.fixture
def evening(rows):
    """A session and somebody in it."""
    return rows.session(rows.series(rows.group())), rows.person("Ana")


@pytest.mark.parametrize(("undos", "gone"), [(0, False), (1, True), (2, False)])
def test_an_undo_counts_unless_it_was_taken_back_itself(db, rows, evening, undos, gone):
    session, ana = evening
    mark = last = rows.event(session, ana)
    for _ in range(undos):
        last = rows.event(session, ana, "undo", undoes_id=last)
    for statement in (_undone, _taken_back):
        assert (mark in db.execute(statement, {"session_id": session}).scalars().all()) is gone


def test_only_the_events_of_that_session_are_meant(db, rows, evening):
    session, ana = evening
    other = rows.session(rows.series(rows.group("Other")))
    there = rows.event(other, ana)
    rows.event(other, ana, "undo", undoes_id=there)
    rows.event(session, ana)
    assert db.execute(_undone, {"session_id": session}).scalars().all() == []
    assert db.execute(_undone, {"session_id": other}).scalars().all() == [there]
    assert db.execute(_taken_back).scalars().all() == [there]
