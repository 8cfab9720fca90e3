from datetime import date, timedelta

import pytest

from facilitator.domain.people.away import Away
from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.history.undo import undo
from facilitator.services.people import keep_away
from facilitator.services.people.see_people import see_person
from facilitator.services.sessions.read_roll import roll_of

FIRST, SECOND = "Steady@2027-03-04", "Steady@2027-03-11"


@pytest.fixture
def steady(program):
    program.group(enrolment="closed")
    program.people("Ana", "Ben", group="Steady")
    return program


def away(program, who, first, last=None, **more):
    return keep_away.note_away(program.book, who, first=day(first), last=last and day(last), now=program.now, **more)


def back(program, who, **more):
    return keep_away.end_away(program.book, who, now=program.now, **more)


def day(number):
    return date(2027, 3, number)


def days(program, who="Ana"):
    return [(each.first, each.last) for each in keep_away.away_of(program.book, who).after]


def test_who_is_away_is_on_the_roll_and_not_expected(steady):
    away(steady, "Ana", 3, 8)
    assert steady.roll(FIRST) == {"Ana": (False, None), "Ben": (True, None)}
    assert [each.away for each in roll_of(steady.book, FIRST).marks] == [True, False]
    assert (steady.session(FIRST).expected, steady.session(SECOND).expected) == (1, 2)
    assert roll_of(steady.book, FIRST).tally.unmarked == 1
    ended = steady.end(FIRST, "missed")
    assert {each.person.name: each.status and each.status.value for each in ended.roll.marks} == {"Ben": "missed"}
    assert see_person(steady.book, "Ana", now=steady.now).away == (Away(1, day(3), day(8)),)
    assert see_person(steady.book, "Ana", now=steady.now + timedelta(days=9)).away == ()


def test_who_comes_all_the_same_is_present_and_was_not_expected(steady):
    away(steady, "Ana", 3)
    steady.mark(FIRST, Ana="present")
    steady.end(FIRST, "missed")
    assert steady.roll(FIRST) == {"Ana": (False, "present"), "Ben": (True, "missed")}


def test_entered_later_than_it_happened_it_mends_what_is_closed(steady):
    steady.now += timedelta(days=4)
    steady.end(FIRST, "missed")
    shown = away(steady, "Ana", 4, 4, preview=True)
    assert [(each.expected, each.cleared.value) for each in shown.closed] == [(False, "missed")]
    assert days(steady) == []
    away(steady, "Ana", 4, 4)
    assert steady.roll(FIRST) == {"Ana": (False, None), "Ben": (True, "missed")}
    undo(steady.book, now=steady.now)
    assert (days(steady), steady.roll(FIRST)["Ana"]) == ([], (True, "missed"))


def test_days_that_meet_become_one_and_the_same_beginning_mends(steady):
    away(steady, "Ana", 3, 8)
    away(steady, "Ana", 20)
    away(steady, "Ana", 7, 12)
    assert days(steady) == [(day(3), day(12)), (day(20), None)]
    away(steady, "Ana", 3, 5)
    assert days(steady) == [(day(3), day(5)), (day(20), None)]
    with pytest.raises(Refused, match="noted of"):
        away(steady, "Ana", 3, 5)
    with pytest.raises(BadInput, match="before the first"):
        away(steady, "Ana", 9, 8)


def test_who_is_back_is_expected_again(steady):
    with pytest.raises(NotFound, match="is not away"):
        back(steady, "Ana")
    away(steady, "Ana", 3)
    away(steady, "Ben", 3, 8)
    away(steady, "Ben", 15)
    steady.now += timedelta(days=4)
    assert back(steady, "Ana").after == (Away(1, day(3), day(4)),)
    assert days(steady) == [(day(3), day(4))]
    with pytest.raises(BadInput, match="more than once"):
        back(steady, "Ben")
    back(steady, "Ben", first=day(15))
    assert days(steady, "Ben") == [(day(3), day(8))]
    assert steady.acts()[-1] == "person.away"
    # not yet begun: it goes as a whole
    undo(steady.book, now=steady.now)
    assert days(steady, "Ben") == [(day(3), day(8)), (day(15), None)]
