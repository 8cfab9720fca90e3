import tempfile
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.book.open_book import open_book
from facilitator.services.people import enrol, keep_people
from facilitator.services.scheduling import edit_sessions
from facilitator.services.sessions import run_session, take_attendance
from facilitator.services.sessions.take_attendance import expect, keep_headcount, mark, roll_of, undo_mark
from facilitator.words import AttendanceStatus, EnrolmentKind, Mode, SessionStatus, Unmarked
from tests.books import make_practice_home
from tests.conftest import Program

S = "Steady@2027-03-04"
OPENS = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
P, L, E, X, M = AttendanceStatus


@pytest.fixture
def steady(program):
    """A closed group of an hour with three people on its roster, and one who is not."""
    program.group()
    program.people("Ana", "Bo", "Cy", group="Steady")
    program.people("Walt")
    return program


def of(program, name, session=S):
    """The mark of one person."""
    return next(each for each in roll_of(program.book, session).marks if each.person.name == name)


def test_a_mark_is_one_row_one_event_and_one_audit_row(steady):
    before = steady.acts()
    steady.mark(S, Ana="present")
    assert steady.roll(S) == {"Ana": (True, "present"), "Bo": (True, None), "Cy": (True, None)}
    assert steady.events() == ["mark"]
    assert steady.acts() == [*before, "attendance.mark"]
    steady.mark(S, Ana="excused")
    steady.mark(S, Ana=None)
    assert steady.roll(S)["Ana"] == (True, None)
    assert steady.events() == ["mark", "mark", "void"]
    assert steady.acts() == [*before, "attendance.mark", "attendance.mark", "attendance.clear"]


def test_present_is_nothing_before_any_mark_and_a_number_after(steady):
    assert (steady.session(S).expected, steady.session(S).present) == (3, None)
    steady.mark(S, Ana="missed")
    assert (steady.session(S).expected, steady.session(S).present) == (3, 0)
    steady.mark(S, Ana="late", Bo="left-early", Walt="present")
    assert (steady.session(S).expected, steady.session(S).present) == (3, 3)
    steady.mark(S, Ana=None, Bo=None, Walt=None)
    assert steady.session(S).present is None


@pytest.mark.parametrize(
    ("status", "times", "minutes"),
    [
        (P, {}, 60),
        (L, {"arrived": time(18, 45)}, 45),
        (E, {"left": time(19, 10)}, 40),
        (P, {"arrived": time(18, 40), "left": time(19, 20)}, 40),
        (P, {"arrived": time(18, 0)}, 60),
        (L, {}, 60),
        (X, {}, 0),
        (M, {}, 0),
    ],
)
def test_times_of_arrival_and_leaving_give_the_minutes(steady, status, times, minutes):
    mark(steady.book, S, "Ana", status, now=steady.now, mode=Mode.ONLINE if status.attended else None, **times)
    kept = of(steady, "Ana")
    local = {
        name: getattr(kept, f"{name}_at").astimezone(OPENS.tzinfo) - OPENS + datetime(2027, 3, 4, 18, 30)
        for name in times
    }
    assert (kept.status, kept.minutes, kept.mode) == (status, minutes, Mode.ONLINE if status.attended else None)
    assert {name: moment.time() for name, moment in local.items()} == times


@pytest.mark.parametrize(
    ("status", "more", "said"),
    [
        (L, {"arrived": time(6, 45)}, "06:45 is not during the session"),
        (P, {"arrived": time(19, 20), "left": time(19, 10)}, "leaving is before the time of arrival"),
        (M, {"arrived": time(18, 45)}, "somebody marked missed neither came nor left"),
        (X, {"mode": Mode.ONLINE}, "somebody marked excused neither came nor left"),
        (None, {"left": time(18, 45)}, "somebody without a mark neither came nor left"),
    ],
)
def test_a_mark_that_contradicts_itself_is_refused(steady, status, more, said):
    with pytest.raises(BadInput, match=said):
        mark(steady.book, S, "Ana", status, now=steady.now, **more)
    assert steady.events() == []


def test_while_a_session_runs_late_and_leaving_mean_now(steady):
    run_session.start(steady.book, S, now=OPENS)
    steady.now = OPENS + timedelta(minutes=12)
    steady.mark(S, Ana="late", Bo="left-early", Cy="present")
    assert (of(steady, "Ana").arrived_at, of(steady, "Ana").minutes) == (steady.now, 48)
    assert (of(steady, "Bo").left_at, of(steady, "Bo").minutes) == (steady.now, 12)
    assert (of(steady, "Cy").arrived_at, of(steady, "Cy").minutes) == (None, 60)
    steady.now = OPENS + timedelta(minutes=61)  # it runs over: the time of a mark says nothing any more
    steady.mark(S, Ana="late")
    assert (of(steady, "Ana").arrived_at, of(steady, "Ana").minutes) == (None, 60)


def test_undo_walks_back_one_mark_at_a_time(steady):
    mark(steady.book, S, "Ana", L, now=steady.now, arrived=time(18, 45), mode=Mode.ONLINE)
    late = of(steady, "Ana")
    steady.mark(S, Bo="present")
    steady.mark(S, Ana="missed")
    steady.mark(S, Ana=None)

    def undo():
        _, code, status = undo_mark(steady.book, S, now=steady.now)
        return code, status

    ana, bo = of(steady, "Ana").person.code, of(steady, "Bo").person.code
    assert undo() == (ana, M)  # a cleared mark comes back
    assert undo() == (ana, L)
    assert of(steady, "Ana") == late  # with its time, its mode and its minutes
    assert undo() == (bo, None)
    assert undo() == (ana, None)
    assert steady.roll(S) == {"Ana": (True, None), "Bo": (True, None), "Cy": (True, None)}
    with pytest.raises(Refused, match="there is no mark to take back"):
        undo()
    assert steady.events() == ["mark", "mark", "mark", "void", "undo", "undo", "undo", "undo"]
    assert steady.acts()[-4:] == ["attendance.undo"] * 4


def test_a_mark_after_an_undo_is_undone_to_what_held_before_it(steady):
    steady.mark(S, Ana="present")
    steady.mark(S, Ana="missed")
    undo_mark(steady.book, S, now=steady.now)
    steady.mark(S, Ana="excused")
    undo_mark(steady.book, S, now=steady.now)
    assert steady.roll(S)["Ana"] == (True, "present")


def test_undo_is_of_one_session(steady):
    steady.mark(S, Ana="present")
    with pytest.raises(Refused):
        undo_mark(steady.book, "Steady@2027-03-11", now=steady.now)
    assert steady.roll(S)["Ana"] == (True, "present")


def test_a_closed_attendance_is_corrected_and_keeps_who_was_expected(steady):
    steady.mark(S, Ana="present", Walt="present")
    steady.end(S, "missed")
    closed = {"Ana": (True, "present"), "Bo": (True, "missed"), "Cy": (True, "missed"), "Walt": (False, "present")}
    assert steady.roll(S) == closed
    with pytest.raises(Refused, match="since the attendance was closed"):
        undo_mark(steady.book, S, now=steady.now)
    steady.mark(S, Bo="late", Walt=None)
    keep_people.add_person(steady.book, name="Di", now=steady.now)
    steady.mark(S, Di="present")
    corrected = {"Bo": (True, "late"), "Walt": (False, None), "Di": (False, "present")}
    assert steady.roll(S) == closed | corrected
    assert (steady.session(S).expected, steady.session(S).present) == (3, 3)
    for back in ({"Di": (False, None)}, {"Walt": (False, "present")}, {"Bo": (True, "missed")}):
        undo_mark(steady.book, S, now=steady.now)
        corrected |= back
        assert steady.roll(S) == closed | corrected
    with pytest.raises(Refused):
        undo_mark(steady.book, S, now=steady.now)


def test_who_leaves_the_roster_later_stays_expected_where_attendance_is_closed(steady):
    steady.end(S, "missed")
    enrol.unenrol(steady.book, "Steady", "Ana", now=steady.now)
    assert steady.roll(S)["Ana"] == (True, "missed")
    assert steady.session(S).expected == 3
    assert steady.session("Steady@2027-03-11").expected == 2


def test_an_open_group_expects_only_who_said_count_me_in(program):
    program.group(enrolment=EnrolmentKind.OPEN)
    program.people("Ana", "Bo", group="Steady")
    program.people("Walt")
    expect(program.book, S, "Ana", now=program.now)
    expect(program.book, S, "Ana", now=program.now)
    assert program.roll(S) == {"Ana": (True, None), "Bo": (False, None)}
    assert program.session(S).expected == 1
    program.mark(S, Ana="present", Walt="present")
    undo_mark(program.book, S, now=program.now)
    undo_mark(program.book, S, now=program.now)
    assert program.roll(S)["Ana"] == (True, None)  # a mark taken back takes no word back
    program.mark(S, Bo="present", Walt="present")
    ended = program.end(S, "missed")
    assert program.roll(S) == {"Ana": (True, "missed"), "Bo": (False, "present"), "Walt": (False, "present")}
    assert (ended.roll.tally.expected, ended.roll.tally.walk_ins) == (1, 2)
    assert program.events() == ["expect", "expect", *["mark"] * 2, "undo", "undo", *["mark"] * 2, *["close"] * 3]


def test_somebody_marked_may_still_say_count_me_in_and_keeps_the_mark(program):
    program.group(enrolment=EnrolmentKind.DROP_IN)
    program.people("Ana")
    program.mark(S, Ana="present")
    expect(program.book, S, "Ana", now=program.now)
    assert program.roll(S) == {"Ana": (True, "present")}
    undo_mark(program.book, S, now=program.now)
    assert program.roll(S) == {"Ana": (True, None)}


def test_count_me_in_is_refused_where_it_means_nothing(steady):
    steady.group("Open", enrolment=EnrolmentKind.OPEN)
    with pytest.raises(Refused, match="expects everybody on its roster"):
        expect(steady.book, S, "Ana", now=steady.now)
    steady.end("Open@2027-03-04")
    with pytest.raises(Refused, match="attendance of this session is closed"):
        expect(steady.book, "Open@2027-03-04", "Ana", now=steady.now)


def test_a_cancelled_session_makes_nobody_absent(steady):
    steady.mark(S, Ana="present")
    steady.mark(S, Ana=None)
    edit_sessions.cancel(steady.book, S, reason="snow", now=steady.now)
    assert steady.session(S).expected == 0
    assert steady.roll(S) == {"Ana": (False, None), "Bo": (False, None), "Cy": (False, None)}
    for act in (
        lambda: steady.mark(S, Ana="missed"),
        lambda: steady.mark(S, Ana=None),
        lambda: undo_mark(steady.book, S, now=steady.now),
        lambda: keep_headcount(steady.book, S, 3, now=steady.now),
        lambda: steady.end(S, "missed"),
    ):
        with pytest.raises(Refused):
            act()
    assert steady.events() == ["mark", "void"]


def test_a_headcount_stands_beside_names_and_alone(steady):
    assert keep_headcount(steady.book, S, 9, now=steady.now).title == "Steady"
    keep_headcount(steady.book, S, 0, now=steady.now)
    assert (roll_of(steady.book, S).headcount, steady.session(S).present) == (0, 0)
    for number in (-1, 1001):
        with pytest.raises(BadInput, match=f"a headcount of {number}"):
            keep_headcount(steady.book, S, number, now=steady.now)


def test_a_headcount_only_group_refuses_names(program):
    home_file = program.home.curricula / "circle.md"
    home_file.parent.mkdir()
    home_file.write_text(CIRCLE, encoding="utf-8")
    program.group(curriculum="circle", enrolment=EnrolmentKind.DROP_IN)
    program.people("Ana")
    for act in (
        lambda: program.mark(S, Ana="present"),
        lambda: expect(program.book, S, "Ana", now=program.now),
        lambda: undo_mark(program.book, S, now=program.now),
    ):
        with pytest.raises(Refused, match="keeps a headcount and no names"):
            act()
    keep_headcount(program.book, S, 11, now=program.now)
    assert program.end(S).session.status is SessionStatus.HELD
    assert (program.session(S).present, program.session(S).expected, program.events()) == (11, 0, [])


def test_unknown_people_and_sessions_are_refused(steady):
    for session, name in ((S, "Nobody"), ("Steady@2027-03-05", "Ana")):
        with pytest.raises(NotFound):
            mark(steady.book, session, name, P, now=steady.now)


CIRCLE = """---
key: circle
title: Open circle
version: 1.0.0
language: en
program: peer support
kind: full
enrolment: drop-in
order: any
minutes: 60
people: 3-20
facilitators: 1
attendance: headcount
licence: CC-BY-4.0
author: tests
---

# Open circle

A circle.

## Tonight

We meet.

### Welcome (60 min)

> Welcome.
"""


class Attendance(RuleBasedStateMachine):
    """Marks, clears, undos and a closing against a model: who is expected, each mark, and what undo goes back to."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        home = make_practice_home(Path(self.folder.name))
        self.program = Program(home, open_book(home, None, actor="pat"))
        self.program.group()
        self.program.people("Ana", "Bo", group="Steady")
        self.program.people("Walt")
        self.model = {"Ana": (True, None), "Bo": (True, None), "Walt": (False, None)}
        self.before = []
        self.closed = False

    def teardown(self):
        self.program.book.close()
        self.folder.cleanup()

    @rule(name=st.sampled_from(["Ana", "Bo", "Walt"]), status=st.sampled_from([None, *AttendanceStatus]))
    def mark(self, name, status):
        self.program.mark(S, **{name: status})
        self.before.append((name, self.model[name]))
        self.model[name] = (self.model[name][0], status and status.value)

    @rule()
    def undo(self):
        if not self.before:
            with pytest.raises(Refused):
                undo_mark(self.program.book, S, now=self.program.now)
            return
        undo_mark(self.program.book, S, now=self.program.now)
        name, state = self.before.pop()
        self.model[name] = state

    @precondition(lambda self: not self.closed)
    @rule(unmarked=st.sampled_from([None, *Unmarked]))
    def end(self, unmarked):
        waiting = [name for name, (expected, status) in self.model.items() if expected and not status]
        if waiting and unmarked is None:
            with pytest.raises(Refused):
                self.program.end(S)
            return
        self.program.end(S, unmarked)
        becomes = None if unmarked in (None, Unmarked.LEAVE) else unmarked.value
        self.model |= dict.fromkeys(waiting, (True, becomes))
        self.before, self.closed = [], True

    @invariant()
    def the_roll_is_the_model(self):
        assert {"Walt": (False, None)} | self.program.roll(S) == self.model


TestAttendance = Attendance.TestCase
TestAttendance.settings = settings(max_examples=10, stateful_step_count=20, deadline=None)


def test_a_known_session_is_looked_at_again(program: Program) -> None:
    """A screen holds rows that were read before; what another window did since still counts."""
    group = program.group(repeat="once")
    (who,) = program.people("Ana", group=group)
    session = f"{group}@2027-03-04"
    held = program.session(session)
    edit_sessions.cancel(program.book, session, reason="snow", now=program.now)
    with pytest.raises(Refused, match="did not meet"):
        take_attendance.mark_known(program.book, held, who, AttendanceStatus.PRESENT, now=program.now)
    assert "attendance.mark" not in program.acts()
