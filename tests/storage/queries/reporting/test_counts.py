from datetime import date

import pytest

from facilitator.domain.reporting.measures import Counts
from facilitator.storage.queries.reporting import counts
from facilitator.storage.tables import headcount
from facilitator.words import AttendanceKind, AttendanceStatus, SessionStatus
from tests.books import NOW

PERIOD = date(2027, 3, 1), date(2027, 3, 31)
HELD, CANCELLED = SessionStatus.HELD, SessionStatus.CANCELLED
PRESENT, MISSED, EXCUSED = AttendanceStatus.PRESENT, AttendanceStatus.MISSED, AttendanceStatus.EXCUSED


@pytest.fixture
def month(db, rows):
    """Two groups with marks, one that is counted by heads, and days before and after the period."""
    walk = rows.group("Walk", capacity=10, uid="g-walk")
    art = rows.group("Art", uid="g-art")
    drum = rows.group("Drum", capacity=5, attendance=AttendanceKind.HEADCOUNT, uid="g-drum")
    ana, ben, cy = (rows.person(name) for name in ("Ana", "Ben", "Cy"))
    series = rows.series(walk)
    for day in ("2027-02-28 18:30", "2027-04-01 18:30"):
        rows.attendance(rows.session(series, day, status=HELD), cy, PRESENT, minutes=60)
    first = rows.session(series, "2027-03-01 18:30", status=HELD)
    last = rows.session(series, "2027-03-31 18:30", status=HELD)
    rows.session(series, "2027-03-08 18:30", status=CANCELLED)
    rows.session(series, "2027-03-09 18:30", status=SessionStatus.DID_NOT_MEET)
    rows.session(series, "2027-03-10 18:30")
    for session in (first, last):
        rows.attendance(session, ana, PRESENT, minutes=60)
    rows.attendance(first, ben, EXCUSED)
    rows.attendance(last, ben, MISSED)
    rows.attendance(last, cy, expected=False)
    rows.attendance(rows.session(rows.series(art), "2027-03-02 12:00", status=HELD), ana, PRESENT, minutes=45)
    counted = rows.session(rows.series(drum), "2027-03-03 12:00", status=HELD)
    db.execute(headcount.insert(), {"session_id": counted, "people": 4, "at": NOW, "actor": "pat"})
    return walk


WALK = Counts(
    held=2, cancelled=2, served=1, attended=2, expected=4, attended_expected=2, excused_expected=1, missed_expected=1,
    minutes=120, seats=20, seated=2,
)  # fmt: skip
ART = Counts(held=1, served=1, attended=1, expected=1, attended_expected=1, minutes=45)
DRUM = Counts(held=1, headcount=4, seats=5, seated=4)


def test_groups_are_counted_over_held_sessions_of_the_period(db, month):
    assert counts.counts_by_group(db, *PERIOD, None) == [
        ("g-art", "Art", ART),
        ("g-drum", "Drum", DRUM),
        ("g-walk", "Walk", WALK),
    ]
    assert counts.counts_by_group(db, *PERIOD, month) == [("g-walk", "Walk", WALK)]
    assert counts.counts_by_group(db, date(2028, 1, 1), date(2028, 1, 31), None) == []


def test_together_each_person_counts_once(db, month):
    together = counts.counts_together(db, *PERIOD, None, [ART, DRUM, WALK])
    assert (together.served, together.attended, together.minutes) == (1, 3, 165)
    assert (together.held, together.headcount, together.seats, together.seated) == (4, 4, 25, 6)


def test_people_are_those_who_were_expected_or_marked(db, month):
    found = [(who.name, each) for who, each in counts.counts_by_person(db, *PERIOD, None)]
    assert [name for name, _ in found] == ["Ana", "Ben"]
    assert found[0][1] == {
        "sessions_expected": 3,
        "sessions_attended": 3,
        "sessions_excused": 0,
        "sessions_missed": 0,
        "minutes": 165,
    }
    assert (found[1][1]["sessions_excused"], found[1][1]["sessions_missed"]) == (1, 1)
    assert all(type(number) is int for _, each in found for number in each.values())


def test_an_empty_period_counts_nothing(db):
    assert counts.counts_together(db, *PERIOD, None, []) == Counts()
    assert counts.counts_by_person(db, *PERIOD, None) == []
