import tempfile
from datetime import time
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from facilitator.errors import Ambiguous, NotFound, Refused
from facilitator.services.book.open_book import open_book
from facilitator.services.people import keep_people
from facilitator.services.scheduling import edit_sessions
from facilitator.services.sessions import take_attendance
from facilitator.services.sessions.count_people import keep_headcount
from facilitator.services.sessions.read_roll import roll_of
from facilitator.services.sessions.take_attendance import mark, undo_mark
from facilitator.words import AttendanceStatus, Mode, Unmarked
from tests.books import make_practice_home
from tests.conftest import Program

S = "Steady@2027-03-04"
P, L, E, X, M = AttendanceStatus


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
    undo_mark(steady.book, S, now=steady.now)
    del corrected["Di"]  # who was on the list by that mark alone
    assert steady.roll(S) == closed | corrected
    for back in ({"Walt": (False, "present")}, {"Bo": (True, "missed")}):
        undo_mark(steady.book, S, now=steady.now)
        corrected |= back
        assert steady.roll(S) == closed | corrected
    with pytest.raises(Refused):
        undo_mark(steady.book, S, now=steady.now)


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


def test_unknown_people_and_sessions_are_refused(steady):
    for session, name in ((S, "Nobody"), ("Steady@2027-03-05", "Ana")):
        with pytest.raises(NotFound):
            mark(steady.book, session, name, P, now=steady.now)


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


def test_a_first_name_marks_the_only_one_of_the_roll_who_has_it(program):
    program.group()
    program.people("Ana Bell", group="Steady")
    program.people("Ana Quill")
    session = program.session("Steady@2027-03-04").uid
    program.mark(session, ana="present")
    assert program.roll(session)["Ana Bell"] == (True, "present")
    program.mark(session, **{"Ana Quill": "late"})
    with pytest.raises(Ambiguous):
        program.mark(session, ana="late")


def test_undo_takes_a_walk_in_off_the_list_again(steady: Program) -> None:
    """Their events stay; who is on the roster stays on the list, and a cleared mark does too."""
    steady.people("Di")
    steady.mark(S, Di="present")
    undo_mark(steady.book, S, now=steady.now)
    assert "Di" not in steady.roll(S)
    assert steady.events() == ["mark", "undo"]
    steady.mark(S, Di="late")
    steady.mark(S, Di=None)
    assert steady.roll(S)["Di"] == (False, None)
    undo_mark(steady.book, S, now=steady.now)
    assert steady.roll(S)["Di"] == (False, "late")
