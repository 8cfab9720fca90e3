from datetime import date, datetime

from facilitator.domain.people.seats import RosterPlace
from facilitator.domain.views import Person
from facilitator.services.people import roster_words
from facilitator.services.people.mend_closed import ThenExpected
from facilitator.storage.queries.people.overlaps import Overlap
from facilitator.storage.queries.sessions.closed import ClosedSession
from facilitator.words import AttendanceStatus

ANA = Person(1, "u1", "F3K7QX", "Ana Pell", "Annie", "", "")
DAY, TODAY = date(2027, 3, 8), date(2027, 3, 10)
SEAT = RosterPlace(1, ANA, DAY)


def test_people_are_called_as_the_face_says():
    assert roster_words.seat_line(SEAT, title="Walk") == (
        "F3K7QX, who waited longest, has a seat in Walk from Mon 8 Mar 2027: let them know."
    )
    assert roster_words.seat_line(SEAT, called=lambda who: who.name, would=True) == (
        "Ana Pell, who waited longest, would have a seat from Mon 8 Mar 2027."
    )


def test_where_somebody_stands():
    assert roster_words.place_line(SEAT, "Walk") == "F3K7QX is on the roster of Walk from Mon 8 Mar 2027."
    waits = RosterPlace(1, ANA, DAY, waitlisted=True)
    assert roster_words.place_line(waits, "Walk") == "Walk is full: F3K7QX waits for a seat."
    assert roster_words.days_words(waits) == "waits from Mon 8 Mar 2027"
    assert roster_words.days_words(None) == "not on the roster"


def test_until_when_somebody_is_on_it():
    said = [
        roster_words.left_line(SEAT, RosterPlace(1, ANA, DAY, date(2027, 3, day)), "Walk", today=TODAY)
        for day in (8, 9, 10)
    ]
    assert said == [
        "F3K7QX is no longer on the roster of Walk since Tue 9 Mar 2027.",
        "F3K7QX is no longer on the roster of Walk.",
        "F3K7QX leaves the roster of Walk on Thu 11 Mar 2027, the first day off it.",
    ]


def test_closed_sessions_line_by_line():
    session = ClosedSession(1, "0123456789", "Walk", datetime(2027, 3, 4, 18, 30), 1)
    late = AttendanceStatus.LATE
    found = [
        ThenExpected(session, ANA, True, None),
        ThenExpected(session, ANA, True, late),
        ThenExpected(session, ANA, False, None, AttendanceStatus.MISSED),
        ThenExpected(session, ANA, False, late),
        ThenExpected(session, ANA, False, None),
    ]
    begin = "Walk, Thu 4 Mar 2027, 6:30 pm, closed: F3K7QX is "
    assert [line.removeprefix(begin) for line in roster_words.closed_lines(found)] == [
        "expected there now and has no mark. Mark them: 01234567",
        "expected there now (late).",
        "no longer expected there; the mark missed goes.",
        "no longer expected there (late all the same).",
        "no longer expected there.",
    ]


def test_other_groups_in_the_same_hours():
    one, other = datetime(2027, 3, 4, 19), datetime(2027, 3, 11, 19)
    said = roster_words.overlap_lines([Overlap("u", "Art", (one, other)), Overlap("v", "Walk", (one,))])
    assert said == [
        "Also expected at Art, Thursdays 7:00 pm, in the same hours: 2 sessions.",
        "Also expected at Walk, first Thu 4 Mar 2027, 7:00 pm, in the same hours: 1 session.",
    ]
    assert roster_words.in_two_places_line(3) == (
        "3 people of the roster are then expected in another group in the same hours."
    )
