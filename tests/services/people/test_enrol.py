from datetime import date, timedelta

import pytest

from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.people import enrol
from facilitator.services.people.enrol import Enrolment
from facilitator.services.scheduling import edit_sessions
from facilitator.words import EnrolmentKind

FIRST, LAST = "Steady@2027-03-04", "Steady@2027-03-25"


def join(program, who, **more):
    return enrol.enrol(program.book, "Steady", who, now=program.now, **more)


def leave(program, who, **more):
    return enrol.unenrol(program.book, "Steady", who, now=program.now, **more)


def roster(program):
    _, found = enrol.roster_of(program.book, "Steady", now=program.now)
    return [(each.person.name, each.starts_on, each.waitlisted) for each in found]


def test_enrolling_before_the_first_session(program):
    program.group()
    (ana,) = program.people("Ana Bell")
    assert join(program, "Ana Bell") == Enrolment(ana.code, "Steady", date(2027, 3, 1), False)
    assert roster(program) == [("Ana Bell", date(2027, 3, 1), False)]
    assert program.acts()[-1] == "enrol"


def test_who_enrols_late_is_expected_from_the_first_session_while_none_was_held(program):
    program.group()
    program.people("Ana", "Bo")
    program.now += timedelta(days=7)
    join(program, "Ana")
    assert program.roll(FIRST) == {"Ana": (True, None)}
    program.end(FIRST, "missed")
    join(program, "Bo")
    assert roster(program) == [("Ana", date(2027, 3, 4), False), ("Bo", date(2027, 3, 8), False)]
    assert program.roll("Steady@2027-03-11") == {"Ana": (True, None), "Bo": (True, None)}
    assert program.roll(FIRST) == {"Ana": (True, "missed")}


def test_a_day_may_be_named(program):
    program.group()
    program.people("Ana")
    assert join(program, "Ana", starts_on=date(2027, 3, 12)).starts_on == date(2027, 3, 12)
    assert program.roll("Steady@2027-03-11") == {}
    assert program.roll("Steady@2027-03-18") == {"Ana": (True, None)}


def test_enrolling_twice_is_refused_seated_or_waiting(program):
    program.group(capacity=1)
    program.people("Ana", "Bo", group="Steady")
    for name in ("Ana", "Bo"):
        with pytest.raises(Refused, match="is on the roster of Steady already"):
            join(program, name)
    assert [name for name, _, _ in roster(program)] == ["Ana", "Bo"]


def test_a_full_group_has_a_waitlist_and_a_free_seat_goes_to_whoever_waited_longest(program):
    program.group(capacity=2)
    program.people("Di", "Ana", "Cy", "Bo", group="Steady")
    monday = date(2027, 3, 1)
    assert roster(program) == [
        ("Ana", monday, False),
        ("Di", monday, False),
        ("Bo", monday, True),
        ("Cy", monday, True),
    ]
    assert program.roll(FIRST) == {"Ana": (True, None), "Di": (True, None)}
    program.now += timedelta(days=4)
    leave(program, "Di", reason="moved away")
    friday = date(2027, 3, 5)
    assert roster(program) == [("Ana", monday, False), ("Cy", friday, False), ("Bo", monday, True)]
    assert program.roll(FIRST) == {"Ana": (True, None), "Di": (True, None)}  # who had a seat then
    assert program.roll("Steady@2027-03-11") == {"Ana": (True, None), "Cy": (True, None)}


def test_whoever_leaves_the_waitlist_was_never_expected(program):
    program.group(capacity=1)
    program.people("Ana", "Bo", group="Steady")
    program.now += timedelta(days=10)
    leave(program, "Bo")
    assert program.roll(FIRST) == {"Ana": (True, None)}
    assert [name for name, _, _ in roster(program)] == ["Ana"]
    assert program.session(FIRST).expected == 1


def test_a_seat_is_not_given_before_the_day_that_was_asked_for(program):
    program.group(capacity=1)
    program.people("Ana", "Bo")
    join(program, "Ana")
    join(program, "Bo", starts_on=date(2027, 3, 12))
    leave(program, "Ana")
    assert roster(program) == [("Bo", date(2027, 3, 12), False)]


def test_leaving_and_coming_back_on_the_same_day(program):
    program.group()
    program.people("Ana", group="Steady")
    program.now += timedelta(days=7)
    leave(program, "Ana")
    assert program.roll("Steady@2027-03-11") == {}
    assert join(program, "Ana").starts_on == date(2027, 3, 8)
    # one person on one seat: on the fourth she sat on the old one
    assert program.session(FIRST).expected == 1
    assert program.roll(FIRST) == program.roll("Steady@2027-03-11") == {"Ana": (True, None)}
    ended = program.end(FIRST, "missed")
    assert (ended.roll.tally.expected, ended.roll.tally.missed) == (1, 1)


def test_a_day_before_the_end_of_the_last_time_is_refused(program):
    program.group()
    (ana,) = program.people("Ana", group="Steady")
    program.now += timedelta(days=7)
    leave(program, "Ana")
    with pytest.raises(BadInput) as refused:
        join(program, "Ana", starts_on=date(2027, 3, 7))
    assert refused.value.title == f"{ana.code} was on the roster until 2027-03-07 already"
    join(program, "Ana", starts_on=date(2027, 3, 8))


def test_leaving_without_having_joined_is_refused(program):
    program.group()
    (ana,) = program.people("Ana")
    with pytest.raises(NotFound) as refused:
        leave(program, "Ana")
    assert refused.value.title == f"{ana.code} is not on the roster of Steady"
    join(program, "Ana")
    leave(program, "Ana")
    with pytest.raises(NotFound):
        leave(program, "Ana")


@pytest.mark.parametrize("kind", [EnrolmentKind.OPEN, EnrolmentKind.CLOSED])
def test_groups_with_a_roster_take_people(program, kind):
    program.group(enrolment=kind)
    program.people("Ana", group="Steady")
    # an open group expects only those who said so
    assert program.roll(FIRST) == {"Ana": (kind is EnrolmentKind.CLOSED, None)}


def test_a_drop_in_group_and_an_ended_one_keep_no_roster(program):
    program.group(enrolment=EnrolmentKind.DROP_IN)
    program.group("Over")
    program.people("Ana")
    edit_sessions.end_group(program.book, "Over", on=None, now=program.now)
    for title, said in (("Steady", "keeps no roster"), ("Over", "has ended")):
        with pytest.raises(Refused, match=said):
            enrol.enrol(program.book, title, "Ana", now=program.now)
    assert "enrol" not in program.acts()
