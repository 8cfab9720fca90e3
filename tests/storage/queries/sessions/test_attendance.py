from datetime import date, timedelta

import pytest

from facilitator.storage.queries.sessions import attendance
from facilitator.words import AttendanceStatus, Mode
from tests.books import NOW

PRESENT, LATE = AttendanceStatus.PRESENT, AttendanceStatus.LATE


@pytest.fixture
def roll(rows):
    """A session, another one, and two people."""
    series = rows.series(rows.group())
    return rows.session(series), rows.session(series, "2027-03-11 18:30"), rows.person("Ben"), rows.person("Ana")


def put(change, session, person, status, act="mark", **more):
    row = attendance.marked_row(
        session, person, expected=True, status=status, arrived_at=NOW, left_at=None, mode=Mode.ONLINE, minutes=50
    )
    attendance.put_marks(change, [{**row, **more}], act=act)


def test_a_mark_takes_the_place_of_the_one_before_and_leaves_an_event_each(change, db, rows, roll):
    session, _, ben, ana = roll
    put(change, session, ben, PRESENT)
    put(change, session, ana, PRESENT)
    put(change, session, ben, LATE, minutes=40, arrived_at=None)
    found = attendance.marks_of(db, session)
    assert [(each.person.name, each.status, each.minutes, each.arrived_at) for each in found] == [
        ("Ana", PRESENT, 50, NOW),
        ("Ben", LATE, 40, None),
    ]
    assert rows.count("mark_event") == 3
    attendance.put_marks(change, [], act="mark")
    assert rows.count("mark_event") == 3


def test_a_state_is_of_one_person_in_one_session(change, db, roll):
    session, other, ben, ana = roll
    put(change, session, ben, PRESENT)
    put(change, other, ben, LATE)
    state = attendance.state_of(db, session, ben)
    assert state.pop("event_id") == attendance.newest_of_session(db, session)
    assert state == {
        "expected": True, "status": PRESENT, "arrived_at": NOW, "left_at": None, "mode": Mode.ONLINE, "minutes": 50,
        "children": None, "counted_minutes": None,
    }  # fmt: skip
    assert attendance.state_of(db, session, ana) is None
    attendance.put_state(db, attendance.empty_state(session, ben))
    assert attendance.state_of(db, session, ben)["status"] is None
    attendance.forget_state(db, session, ben)
    assert attendance.state_of(db, session, ben) is None
    assert attendance.state_of(db, other, ben)["status"] is LATE


def test_the_last_event_is_one_that_was_not_taken_back(db, rows, roll):
    session, other, ben, ana = roll
    assert attendance.last_event(db, session) is None
    first = rows.event(session, ben)
    second = rows.event(session, ana, "void")
    rows.event(other, ana)
    assert attendance.last_event(db, session) == (second, ana)
    undo = rows.event(session, ana, "undo", undoes_id=second)
    assert attendance.last_event(db, session) == (first, ben)
    rows.event(session, ana, "undo", undoes_id=undo)
    assert attendance.last_event(db, session) == (second, ana)


def test_what_came_before_a_closing_is_no_longer_the_last(db, rows, roll):
    session, _, ben, _ = roll
    first = rows.event(session, ben)
    close = rows.event(session, ben, "close")
    assert attendance.last_event(db, session) is None
    rows.event(session, ben, "undo", undoes_id=close)
    assert attendance.last_event(db, session) == (first, ben)


def test_the_state_before_an_event_leaves_out_what_was_taken_back(db, rows, roll):
    session, _, ben, _ = roll
    first = rows.event(session, ben, status=PRESENT, arrived_at=NOW)
    second = rows.event(session, ben, status=LATE)
    third = rows.event(session, ben, "void", status=None)
    assert attendance.state_before(db, session, ben, third)["status"] is LATE
    rows.event(session, ben, "undo", undoes_id=second, status=PRESENT)
    before = attendance.state_before(db, session, ben, third)
    assert (before["status"], before["arrived_at"]) == (PRESENT, NOW)
    assert attendance.state_before(db, session, ben, first) is None


def test_an_event_tells_whose_it_is_and_the_newest_of_theirs(db, rows, roll):
    session, other, ben, ana = roll
    first = rows.event(session, ben)
    second = rows.event(session, ben, "void")
    rows.event(session, ana)
    rows.event(other, ben)
    assert attendance.event_with_id(db, first) == (session, ben, second)
    closing = rows.event(other, ana, "close")
    assert attendance.event_with_id(db, closing) == (other, ana, 0)


def test_a_mark_knows_the_event_that_made_it_so(change, db, roll):
    session, _, ben, ana = roll
    change.window = "a1b2c3"
    put(change, session, ben, PRESENT)
    put(change, session, ana, PRESENT)
    put(change, session, ben, LATE, children=2)
    told = "SELECT held.status, event.act, event.window, event.children, held.children FROM attendance AS held "
    of_ben = f"{told} JOIN mark_event AS event ON event.id = held.event_id WHERE held.person_id = {ben}"
    assert db.exec_driver_sql(of_ben).all() == [(2, "mark", "a1b2c3", 2, 2)]


def test_a_headcount_takes_the_place_of_the_one_before_and_every_count_is_kept(change, db, roll):
    session, other, *_ = roll
    attendance.put_headcount(change, session, 12)
    attendance.put_headcount(change, other, 0)
    change.now, change.actor = NOW + timedelta(minutes=1), "sam"
    attendance.put_headcount(change, session, 14)
    assert (attendance.headcount_of(db, session), attendance.headcount_of(db, other)) == (14, 0)
    assert db.exec_driver_sql("SELECT actor FROM headcount WHERE people = 14").scalar() == "sam"
    counts = db.exec_driver_sql("SELECT session_id, people, actor FROM headcount_event ORDER BY id").all()
    assert counts == [(session, 12, "pat"), (other, 0, "pat"), (session, 14, "sam")]


def test_who_had_a_seat_that_day_is_listed_by_name(db, rows):
    group, day = rows.group(), date(2027, 3, 4)
    who = {name: rows.person(name) for name in ("Eve", "Dee", "Cy", "Ben", "Ana")}
    rows.enrol(group, who["Ben"], first="2027-03-04")
    rows.enrol(group, who["Ana"], first="2027-03-01", last="2027-03-04")
    rows.enrol(group, who["Cy"], first="2027-03-05")
    rows.enrol(group, who["Dee"], first="2027-03-01", last="2027-03-03")
    rows.enrol(group, who["Eve"], first="2027-03-01", waitlisted=True)
    assert [each.name for each in attendance.enrolled_on(db, group, day)] == ["Ana", "Ben"]


def test_what_somebody_saw_is_known_by_the_newest_event(change, db, roll):
    session, other, ben, ana = roll
    assert attendance.newest_of_session(db, session) == 0
    put(change, session, ben, PRESENT)
    first = attendance.newest_of_session(db, session)
    put(change, other, ana, PRESENT)
    assert (attendance.newest_of_session(db, session), attendance.newest_of_session(db, other)) == (first, first + 1)
    put(change, session, ben, LATE)
    assert attendance.newest_of_session(db, session) == first + 2
    assert [each.event_id for each in attendance.marks_of(db, session)] == [first + 2]


def test_a_headcount_is_known_by_the_newest_count(change, db, roll):
    session, other, *_ = roll
    attendance.put_headcount(change, session, 12)
    first = attendance.headcount_event(db, session).event_id
    attendance.put_headcount(change, session, 14)
    counted = attendance.headcount_event(db, session)
    assert (counted.event_id, counted.people, counted.actor) == (first + 1, 14, change.actor)
    assert attendance.headcount_event(db, other) is None
