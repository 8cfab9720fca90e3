from dataclasses import replace
from datetime import date, timedelta

import pytest

from facilitator.domain.reporting.measures import Counts
from facilitator.storage.queries.reporting import counts
from facilitator.storage.tables import headcount
from facilitator.words import AttendanceKind, AttendanceStatus, SessionStatus
from tests.books import NOW

PERIOD = date(2027, 3, 1), date(2027, 3, 31)
HELD, CANCELLED = SessionStatus.HELD, SessionStatus.CANCELLED
PRESENT, LATE, EARLY, EXCUSED, MISSED = AttendanceStatus


@pytest.fixture
def month(db, rows):
    """Two groups with marks, one that is counted by heads, and days before and after the period."""
    walk = rows.group("Walk", capacity=10, uid="g-walk")
    art = rows.group("Art", uid="g-art")
    drum = rows.group("Drum", capacity=5, attendance=AttendanceKind.HEADCOUNT, uid="g-drum")
    ana, ben, cy, dee = (rows.person(name) for name in ("Ana", "Ben", "Cy", "Dee"))
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
    rows.attendance(first, dee, EARLY, expected=False, left_at=NOW)
    drawn = rows.session(rows.series(art), "2027-03-02 12:00", status=HELD)
    # late, and nobody knows when; a part of it counts elsewhere
    rows.attendance(drawn, ana, LATE, minutes=60, counted_minutes=45)
    rows.attendance(drawn, dee)
    drumming = rows.series(drum)
    rows.session(drumming, "2027-03-10 12:00", status=HELD)
    counted = rows.session(drumming, "2027-03-03 12:00", status=HELD)
    db.execute(headcount.insert(), {"session_id": counted, "people": 4, "at": NOW, "actor": "pat"})
    return walk


WALK = Counts(
    held=2, cancelled=2, unclosed=1, served=2, attended=3, expected=4, attended_expected=2, excused_expected=1,
    missed_expected=1, walk_ins=1, minutes=120, seats=20, seated=3,
)  # fmt: skip
ART = Counts(held=1, served=1, attended=1, expected=2, attended_expected=1, unmarked=1, minutes=45, times_not_known=1)
DRUM = Counts(held=2, headcount=4, counted=1, uncounted=1, seats=5, seated=4)
LATER = NOW + timedelta(days=60)


def test_groups_are_counted_over_held_sessions_of_the_period(db, month):
    assert counts.counts_by_group(db, *PERIOD, None, now=LATER) == [
        ("g-art", "Art", ART),
        ("g-drum", "Drum", DRUM),
        ("g-walk", "Walk", WALK),
    ]
    assert counts.counts_by_group(db, *PERIOD, month, now=LATER) == [("g-walk", "Walk", WALK)]
    (early,) = counts.counts_by_group(db, *PERIOD, month, now=NOW)
    assert early[2] == replace(WALK, unclosed=0)
    assert counts.counts_by_group(db, date(2028, 1, 1), date(2028, 1, 31), None, now=LATER) == []


def test_together_each_person_counts_once(db, month):
    together = counts.counts_together(db, *PERIOD, None, [ART, DRUM, WALK])
    assert (together.served, together.attended, together.minutes) == (2, 4, 165)
    assert (together.held, together.headcount, together.seats, together.seated) == (5, 4, 25, 7)
    assert (together.unclosed, together.walk_ins, together.unmarked, together.uncounted) == (1, 1, 1, 1)


def test_people_are_those_who_were_expected_or_marked(db, month):
    found = [(who.name, each) for who, each in counts.counts_by_person(db, *PERIOD, None)]
    assert [name for name, _ in found] == ["Ana", "Ben", "Dee"]
    assert (found[2][1]["walk_ins"], found[2][1]["unmarked"]) == (1, 1)
    assert found[0][1] == {
        "sessions_expected": 3,
        "sessions_attended": 3,
        "walk_ins": 0,
        "sessions_excused": 0,
        "sessions_missed": 0,
        "unmarked": 0,
        "minutes": 165,
        "times_not_known": 1,
    }
    assert (found[1][1]["sessions_excused"], found[1][1]["sessions_missed"]) == (1, 1)
    assert all(type(number) is int for _, each in found for number in each.values())


def test_marks_of_the_earlier_rule_are_those_that_nobody_settled(db, rows, month):
    ana, ben = (each.id for each, _ in counts.counts_by_person(db, *PERIOD, None)[:2])
    assert counts.marks_of_earlier_rule(db, *PERIOD, None) == 3  # Ana twice and Dee in the one group
    assert counts.marks_of_earlier_rule(db, *PERIOD, month) == 3
    assert counts.marks_of_earlier_rule(db, *PERIOD, None, ana) == 2
    assert counts.marks_of_earlier_rule(db, *PERIOD, None, ben) == 0
    assert counts.marks_of_earlier_rule(db, date(2028, 1, 1), date(2028, 1, 31), None) == 0


def test_an_empty_period_counts_nothing(db):
    assert counts.counts_together(db, *PERIOD, None, []) == Counts()
    assert counts.counts_by_person(db, *PERIOD, None) == []
