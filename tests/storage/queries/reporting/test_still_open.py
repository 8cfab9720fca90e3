from datetime import date, timedelta

import pytest

from facilitator.domain.reporting.still_open import StillOpen
from facilitator.storage.queries.reporting import still_open as queries
from facilitator.storage.queries.reporting.still_open import still_open
from facilitator.storage.tables import headcount, person_away
from facilitator.words import AttendanceKind, AttendanceStatus, EnrolmentKind, SessionStatus
from tests.books import NOW
from tests.storage.write_first_screen import written

PERIOD = date(2027, 3, 1), date(2027, 3, 31)
LATER = NOW + timedelta(days=60)
HELD, RUNNING, PRESENT = SessionStatus.HELD, SessionStatus.RUNNING, AttendanceStatus.PRESENT


@pytest.fixture
def month(db, rows):
    """A closed group, an open one, and one that counts heads: in each a session that was closed, and one that was not.

    Closed (Ana, Ben; Cy is on the waitlist, Dee came later): the 2nd was closed with Ben unmarked, on the 9th Ana alone
    has a mark. Open: Ben said that he comes on the 3rd and has no mark, nobody did on the 10th.
    Heads: nobody counted the 4th, which was closed, nor the 11th, which was not; the 18th has a count, and is open.
    """
    closed = rows.group("Closed", enrolment=EnrolmentKind.CLOSED)
    ana, ben, cy, dee = (rows.person(name) for name in ("Ana", "Ben", "Cy", "Dee"))
    for each, more in ((ana, {}), (ben, {}), (cy, {"waitlisted": True}), (dee, {"first": "2027-03-10"})):
        rows.enrol(closed, each, **more)
    series = rows.series(closed)
    second = rows.session(series, "2027-03-02 18:30", status=HELD)
    rows.attendance(second, ana, PRESENT)
    rows.attendance(second, ben)
    ninth = rows.session(series, "2027-03-09 18:30", status=RUNNING, uid="ninth")
    rows.attendance(ninth, ana, PRESENT, expected=False)
    rows.session(series, "2027-03-16 18:30", status=SessionStatus.CANCELLED)
    rows.session(series, "2027-04-06 18:30")
    rows.session(series, "2027-02-23 18:30")
    walk = rows.series(rows.group("Open"))
    rows.attendance(rows.session(walk, "2027-03-03 09:00", status=HELD), ben)
    rows.attendance(rows.session(walk, "2027-03-10 09:00"), dee, PRESENT, expected=False)
    drum = rows.group("Heads", attendance=AttendanceKind.HEADCOUNT, enrolment=EnrolmentKind.CLOSED)
    rows.enrol(drum, cy)
    beats = rows.series(drum)
    rows.session(beats, "2027-03-04 12:00", status=HELD, uid="fourth")
    rows.session(beats, "2027-03-11 12:00")
    counted = rows.session(beats, "2027-03-18 12:00")
    db.execute(headcount.insert(), {"session_id": counted, "people": 4, "at": NOW, "actor": "pat"})
    return closed, drum, ben, cy


def test_what_is_not_closed_not_marked_and_not_counted(db, month):
    found = still_open(db, *PERIOD, now=LATER)
    assert (found.sessions, found.people, found.headcounts, found.first) == (4, 3, 2, date(2027, 3, 2))


def test_of_one_group_and_of_one_person(db, month):
    closed, drum, ben, cy = month
    assert still_open(db, *PERIOD, now=LATER, group_id=drum) == StillOpen(2, 0, 2, date(2027, 3, 4), "fourth")
    assert still_open(db, date(2027, 3, 3), PERIOD[1], now=LATER, group_id=closed) == StillOpen(
        1, 1, 0, date(2027, 3, 9), "ninth"
    )
    of_ben = still_open(db, *PERIOD, now=LATER, person_id=ben)
    assert (of_ben.sessions, of_ben.people, of_ben.headcounts) == (1, 3, 0)
    of_cy = still_open(db, *PERIOD, now=LATER, person_id=cy)
    assert (of_cy.sessions, of_cy.people, of_cy.headcounts) == (2, 0, 2)


def test_somebody_who_is_away_is_not_to_be_marked(db, rows, month):
    _, _, ben, _ = month
    rows.put(person_away, person_id=ben, first=date(2027, 3, 9), last=date(2027, 3, 9))
    assert still_open(db, *PERIOD, now=LATER).people == 2  # those of the second and of the third stay


def test_what_is_not_over_lacks_nothing_yet(db, month):
    early = still_open(db, *PERIOD, now=NOW)
    assert (early.sessions, early.people, early.headcounts) == (0, 2, 1)  # what was closed has been
    assert still_open(db, date(2028, 1, 1), date(2028, 1, 31), now=LATER) == StillOpen()


def test_the_days_lead_to_their_sessions_and_those_to_their_marks(change):
    """Nothing that the book ever held is read but what the days hold."""
    if change.db.dialect.name != "sqlite":
        return
    days = {"first": "2027-03-01", "last": "2027-03-31", "now": 0, "group_id": None, "person_id": None}
    raw = change.db.connection.driver_connection
    for statement in (queries._sessions, queries._of_rows, queries._of_rosters):
        plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {written(statement)}", days)]
        assert not [step for step in plan if step.startswith("SCAN")], plan
