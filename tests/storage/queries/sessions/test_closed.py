from datetime import date

from facilitator.storage.queries.sessions import closed
from facilitator.storage.queries.sessions.closed import ThenMarked
from facilitator.words import AttendanceStatus, EnrolmentKind, SessionStatus
from tests.books import NOW

HELD = {"status": SessionStatus.HELD, "ended_at": NOW}


def test_closed_sessions_of_a_group_that_expects_its_roster(db, rows):
    steady = rows.group(enrolment=EnrolmentKind.CLOSED)
    series = rows.series(steady)
    rows.session(series, "2027-02-04 18:30", **HELD)
    held = rows.session(series, "2027-02-11 18:30", title="Rest", **HELD)
    rows.session(series, "2027-02-18 18:30")
    openly = rows.group("Open", enrolment=EnrolmentKind.OPEN)
    rows.session(rows.series(openly), "2027-02-11 18:30", **HELD)
    found = closed.closed_since(db, [steady, openly], date(2027, 2, 5))
    assert [(each.id, each.title, each.group_id) for each in found] == [(held, "Rest", steady)]


def test_how_people_stand_at_closed_sessions(db, rows):
    session = rows.session(rows.series(rows.group(enrolment=EnrolmentKind.CLOSED)), **HELD)
    ana, ben = rows.person("Ana"), rows.person("Ben")
    rows.attendance(session, ana, AttendanceStatus.MISSED, expected=True)
    assert closed.then_marked(db, [session], [ana, ben]) == [
        ThenMarked(session, ana, True, AttendanceStatus.MISSED, None)
    ]
