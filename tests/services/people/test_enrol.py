from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.history.undo import undo
from facilitator.services.people import enrol
from facilitator.services.people.roster_words import closed_lines, overlap_lines
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
    done = join(program, "Ana Bell")
    assert (done.person, done.group.title, done.before, done.starts_on, done.waitlisted) == (
        ana,
        "Steady",
        None,
        date(2027, 3, 1),
        False,
    )
    assert roster(program) == [("Ana Bell", date(2027, 3, 1), False)]
    assert program.acts()[-1] == "enrol"


def test_without_a_day_it_counts_from_today_never_backwards(program):
    program.group()
    program.people("Ana", "Bo", "Cy")
    program.now += timedelta(days=7)
    join(program, "Ana")
    assert program.roll(FIRST) == {}
    join(program, "Bo", starts_on=date(2027, 3, 1))  # put down on paper before
    assert program.roll(FIRST) == {"Bo": (True, None)}
    # in the evening of a session that is over, from the next one
    program.now = datetime(2027, 3, 12, 2, 0, tzinfo=UTC)
    join(program, "Cy")
    assert roster(program) == [
        ("Ana", date(2027, 3, 8), False),
        ("Bo", date(2027, 3, 1), False),
        ("Cy", date(2027, 3, 18), False),
    ]


def test_while_a_session_runs_it_counts_for_it(program):
    program.group()
    program.people("Ana", "Bo")
    program.now = datetime(2027, 3, 4, 23, 45, tzinfo=UTC)
    join(program, "Ana")
    assert program.roll(FIRST) == {"Ana": (True, None)}
    leave(program, "Ana")
    assert roster(program) == []


def test_a_wrong_first_day_is_corrected(program):
    program.group(capacity=1)
    program.people("Ana", "Bo", group="Steady")
    with pytest.raises(Refused, match="already"):
        join(program, "Ana", starts_on=date(2027, 3, 1))
    done = join(program, "Ana", starts_on=date(2027, 2, 20), preview=True)
    assert (done.before.starts_on, done.after.starts_on) == (date(2027, 3, 1), date(2027, 2, 20))
    assert roster(program)[0] == ("Ana", date(2027, 3, 1), False)
    join(program, "Ana", starts_on=date(2027, 3, 9))
    assert roster(program)[0] == ("Ana", date(2027, 3, 9), False)
    # whoever waits has waited since the day that is true
    done = join(program, "Bo", starts_on=date(2027, 2, 1))
    assert (done.waitlisted, done.after.waiting_since) == (True, date(2027, 2, 1))
    undo(program.book, now=program.now)
    assert roster(program)[1] == ("Bo", date(2027, 3, 1), True)


def test_a_seat_that_another_had_then_is_not_had_twice(program):
    program.group(capacity=1)
    program.people("Ana", "Bo", group="Steady")
    program.now += timedelta(days=10)
    leave(program, "Ana")
    with pytest.raises(Refused, match="every seat of Steady was taken between 2027-03-01 and 2027-03-10"):
        join(program, "Bo", starts_on=date(2027, 3, 1))
    with pytest.raises(Refused, match="was taken between"):
        leave(program, "Ana", on=date(2027, 3, 20))


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
        ("Cy", monday, True),
        ("Bo", monday, True),
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


def test_leaving_is_entered_later_than_it_happened(program):
    program.group(enrolment=EnrolmentKind.CLOSED)
    (ana, _bo) = program.people("Ana", "Bo", group="Steady")
    program.now += timedelta(days=14)
    for session in (FIRST, "Steady@2027-03-11"):
        program.mark(session, Bo="present")
        program.end(session, "missed")
    assert program.roll("Steady@2027-03-11") == {"Ana": (True, "missed"), "Bo": (True, "present")}
    shown = leave(program, "Ana", on=date(2027, 3, 8), preview=True)
    assert closed_lines(shown.closed) == [
        f"Steady, Thu 11 Mar 2027, 6:30 pm, closed: {ana.code} is no longer expected there; the mark missed goes."
    ]
    leave(program, "Ana", on=date(2027, 3, 8))
    assert program.roll("Steady@2027-03-11") == {"Ana": (False, None), "Bo": (True, "present")}
    assert program.roll(FIRST)["Ana"] == (True, "missed")
    # she had come once more after all
    again = leave(program, "Ana", on=date(2027, 3, 12))
    assert (again.before.ends_on, again.after.ends_on) == (date(2027, 3, 7), date(2027, 3, 11))
    assert [
        line.endswith(f"has no mark. Mark them: {again.closed[0].session.uid[:8]}")
        for line in closed_lines(again.closed)
    ] == [True]
    assert program.roll("Steady@2027-03-11")["Ana"] == (True, None)
    with pytest.raises(Refused, match="from that day already"):
        leave(program, "Ana", on=date(2027, 3, 12))
    undo(program.book, now=program.now)
    undo(program.book, now=program.now)
    assert program.roll("Steady@2027-03-11") == {"Ana": (True, "missed"), "Bo": (True, "present")}
    assert "roster" in program.events()


def test_joining_is_entered_later_than_it_happened(program):
    program.group(enrolment=EnrolmentKind.CLOSED)
    program.people("Ana", "Bo", "Cy", group="Steady")
    (dee,) = program.people("Dee")
    program.now += timedelta(days=14)
    program.mark(FIRST, Dee="present")
    program.end(FIRST, "missed")
    assert program.roll(FIRST)["Dee"] == (False, "present")
    done = join(program, "Dee", starts_on=date(2027, 3, 2))
    assert closed_lines(done.closed) == [
        f"Steady, Thu 4 Mar 2027, 6:30 pm, closed: {dee.code} is expected there now (present)."
    ]
    assert program.roll(FIRST)["Dee"] == (True, "present")
    undo(program.book, now=program.now)
    assert program.roll(FIRST)["Dee"] == (False, "present")


def test_an_enrolment_that_ended_before_it_began_is_none(program):
    program.group()
    program.people("Ana", group="Steady")
    done = leave(program, "Ana")
    assert (done.before.starts_on, done.after) == (date(2027, 3, 1), None)
    with pytest.raises(NotFound):
        leave(program, "Ana", on=date(2027, 3, 5))
    undo(program.book, now=program.now)
    assert roster(program) == [("Ana", date(2027, 3, 1), False)]


def test_a_leave_to_come_can_be_moved_and_taken_back(program):
    program.group(capacity=1)
    program.people("Ana", group="Steady")
    leave(program, "Ana", on=date(2027, 3, 20))
    assert program.roll("Steady@2027-03-18") == {"Ana": (True, None)}
    assert program.roll(LAST) == {}
    moved = leave(program, "Ana", on=date(2027, 3, 15))
    assert (moved.before.ends_on, moved.after.ends_on) == (date(2027, 3, 19), date(2027, 3, 14))
    assert join(program, "Ana").after.ends_on is None
    leave(program, "Ana", on=date(2027, 3, 20))
    program.people("Bo")
    assert not join(program, "Bo", starts_on=date(2027, 3, 20)).waitlisted
    with pytest.raises(Refused, match="every seat of Steady is taken from 2027-03-20 on"):
        join(program, "Ana")
    assert join(program, "Ana", starts_on=date(2027, 4, 1)).waitlisted


def test_another_group_in_the_same_hours_is_told(program):
    program.group()
    program.group("Art", "2027-03-04 19:00", repeat="every thursday, 3 times")
    program.people("Ana", group="Art")
    done = join(program, "Ana")
    assert overlap_lines(done.overlaps) == ["Also expected at Art, Thursdays 7:00 pm, in the same hours: 3 sessions."]


def test_a_first_name_takes_the_only_one_off_who_has_it(program):
    program.group()
    program.people("Ana Bell", "Bo Ray", group="Steady")
    program.people("Ana Quill")
    assert enrol.unenrol(program.book, "Steady", "ana", now=program.now).person.name == "Ana Bell"
    with pytest.raises(NotFound):
        enrol.unenrol(program.book, "Steady", "Cy", now=program.now)
