from datetime import timedelta

import pytest

from facilitator.errors import Refused
from facilitator.storage.queries.history import journal_marks
from facilitator.storage.queries.sessions.attendance import last_event
from facilitator.words import AttendanceStatus
from tests.books import NOW

PRESENT = AttendanceStatus.PRESENT


@pytest.fixture
def evening(rows):
    """A session that ended, and two people."""
    one = rows.session(rows.series(rows.group()), ended_at=NOW)
    return one, rows.person("Ana"), rows.person("Ben")


def acts(db):
    return db.exec_driver_sql("SELECT act, person_id, undoes_id FROM mark_event ORDER BY id").all()


def test_the_newest_mark_is_somebodys_own_and_was_not_taken_back(change, rows, evening):
    one, ana, ben = evening
    assert journal_marks.newest_mark(change.db, "pat") is None
    first = rows.event(one, ana, status=PRESENT, at=NOW + timedelta(minutes=1))
    second = rows.event(one, ben, "void")
    other = rows.event(one, ben, actor="sam")
    newest = journal_marks.newest_mark(change.db, "pat")
    assert (newest.event_id, newest.person_id, newest.status) == (second, ben, None)
    rows.event(one, ben, "undo", undoes_id=second)
    newest = journal_marks.newest_mark(change.db, "pat")
    assert (newest.event_id, newest.session_id, newest.status, newest.at) == (
        first, one, PRESENT, NOW + timedelta(minutes=1),
    )  # fmt: skip
    assert journal_marks.newest_mark(change.db, "sam").event_id == other


def test_a_closing_since_ends_it(change, rows, evening):
    one, ana, _ = evening
    mark = rows.event(one, ana)
    close = rows.event(one, ana, "close")
    assert journal_marks.newest_mark(change.db, "pat") is None
    rows.event(one, ana, "undo", undoes_id=close)
    assert journal_marks.newest_mark(change.db, "pat").event_id == mark


def test_a_mark_among_too_many_newer_ones_is_corrected_by_hand(change, rows, evening, monkeypatch):
    one, ana, ben = evening
    mark = rows.event(one, ana)
    change.db.exec_driver_sql(
        "INSERT INTO mark_event (id, session_id, person_id, at, actor, act, expected)"
        f" VALUES ({mark + journal_marks.RECENT}, {one}, {ben}, 0, 'sam', 'mark', true)"
    )
    assert journal_marks.newest_mark(change.db, "pat") is None
    assert journal_marks.newest_mark(change.db, "sam") is not None


def test_the_newest_events_are_counted_from_nothing(change, rows, evening):
    one, ana, ben = evening
    assert journal_marks.newest_event_id(change.db) == journal_marks.newest_event_id(change.db, "pat") == 0
    assert journal_marks.newest_event_of(change.db, one, ana) == 0
    first, second = rows.event(one, ana), rows.event(one, ben, actor="sam")
    assert journal_marks.newest_event_id(change.db) == second
    assert journal_marks.newest_event_id(change.db, "pat") == first
    assert journal_marks.newest_event_of(change.db, one, ana) == first


def test_a_closing_is_taken_back_and_comes_again(change, rows, evening):
    one, ana, ben = evening
    rows.attendance(one, ana, PRESENT)
    closed = [rows.event(one, who, "close") for who in (ana, ben)]
    assert journal_marks.closings(change.db, one) == [(closed[0], ana), (closed[1], ben)]
    journal_marks.take_closing_back(change, one)
    assert journal_marks.closings(change.db, one) == []
    told = change.db.exec_driver_sql("SELECT status, expected FROM mark_event WHERE act = 'undo' ORDER BY id").all()
    assert told == [(1, True), (None, False)]
    journal_marks.close_again(change, one)
    assert journal_marks.closings(change.db, one) == [(closed[0], ana), (closed[1], ben)]
    assert last_event(change.db, one) is None


def test_attendance_that_a_step_put_back_is_told_of(change, rows, evening):
    one, ana, ben = evening
    mark = rows.event(one, ana)
    rows.attendance(one, ana)
    pair = (None, {"session_id": one, "person_id": ana})
    journal_marks.tell_of_putting_back(change, {"attendance": [pair]}, undone=True)
    journal_marks.tell_of_putting_back(change, {"attendance": [pair]}, undone=False)
    assert acts(change.db) == [("mark", ana, None), ("undo", ana, mark), ("expect", ana, None)]
    turned = ({"id": one, "ended_at": None}, {"id": one, "ended_at": 1})
    close = rows.event(one, ben, "close")
    rows.event(one, ben, "undo", undoes_id=close)
    journal_marks.tell_of_putting_back(change, {"session": [turned], "attendance": [pair]}, undone=True)
    assert acts(change.db)[-1][:2] == ("undo", ben)
    assert journal_marks.closings(change.db, one) == [(close, ben)]


def test_who_was_there_stands_in_the_way_of_going_back(db, rows):
    one, ana = rows.session(rows.series(rows.group())), rows.person("Ana")
    rows.attendance(one, ana, AttendanceStatus.EXCUSED)

    def pairs(before, after):
        return {"session": [({"id": one, "status": before}, {"id": one, "status": after})]}

    with pytest.raises(Refused, match="marked or counted at a session since"):
        journal_marks.expect_no_marks(db, pairs(1, 4), [one])
    # who let us know was not there: it may be noted again that it did not meet, and that be taken back
    journal_marks.expect_no_marks(db, pairs(5, 1), [one])
    journal_marks.expect_no_marks(db, pairs(1, 5), [one])
    rows.attendance(one, rows.person("Ben"), PRESENT)
    journal_marks.expect_no_marks(db, pairs(1, 5), [one])
    with pytest.raises(Refused, match="marked or counted at a session since"):
        journal_marks.expect_no_marks(db, pairs(5, 1), [])
