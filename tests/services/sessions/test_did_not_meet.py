from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.errors import BadInput, Refused
from facilitator.services.history.undo import redo, undo
from facilitator.services.people.enrol import enrol
from facilitator.services.publishing.export_calendar import export_calendar
from facilitator.services.reporting.report_attendance import report_groups
from facilitator.services.scheduling import edit_sessions
from facilitator.services.sessions import count_people, run_session
from facilitator.services.sessions.did_not_meet import did_not_meet
from facilitator.words import EnrolmentKind, SessionStatus

S = "Steady@2027-03-04"
OPENS = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)


@pytest.fixture
def steady(program):
    """A closed group of three people, as its first session begins."""
    program.group(curriculum="eight-steady-steps", repeat="every thursday")
    program.people("Ana", "Bo", "Cy", group="Steady")
    program.now = OPENS + timedelta(minutes=20)
    return program


def noted(program, session=S, **more):
    return did_not_meet(program.book, session, **{"reason": " nobody  came ", "now": program.now, **more})


def calendar(program):
    return export_calendar(program.book, now=program.now).data


def test_it_is_noted_with_its_reason_and_nobody_is_absent(steady):
    steady.mark(S, Bo="excused")
    before = calendar(steady)
    done = noted(steady)
    assert (done.status, done.reason, done.ended_at) == (SessionStatus.DID_NOT_MEET, "nobody came", steady.now)
    # what is past stays in calendars as it was, and its lesson with it
    assert (done.sequence, done.lesson, done.called_off) == (0, 1, False)
    assert calendar(steady) == before
    # what was said stays a fact, and counts nowhere
    assert steady.roll(S) == {"Bo": (False, "excused")}
    assert (done.expected, steady.acts()[-1]) == (0, "session.did-not-meet")
    report = report_groups(steady.book, date(2027, 3, 1), date(2027, 3, 31), now=steady.now)
    (row,) = report.rows
    assert (row["sessions_held"], row["sessions_cancelled"], row["attendances"]) == (0, 1, 0)
    with pytest.raises(Refused, match="nobody was absent"):
        steady.mark(S, Ana="missed")


def test_one_that_was_started_runs_on_when_it_is_brought_back(steady):
    run_session.start(steady.book, S, now=OPENS)
    steady.mark(S, Bo="excused")
    before, shown = run_session.see_session(steady.book, S), calendar(steady)
    done = noted(steady)
    assert (done.started_at, done.status) == (OPENS, SessionStatus.DID_NOT_MEET)
    assert run_session.see_session(steady.book, S).agenda == before.agenda
    with pytest.raises(Refused, match="did not meet"):
        run_session.next_item(steady.book, S, now=steady.now)
    back = edit_sessions.restore(steady.book, S, now=steady.now)
    assert back == before.session
    assert calendar(steady) == shown
    assert run_session.next_item(steady.book, S, now=steady.now).position == 1


def test_who_was_there_says_that_it_met(steady):
    steady.mark(S, Ana="present", Bo="late", Cy="excused")
    with pytest.raises(Refused, match="2 people are marked as there"):
        noted(steady)
    steady.mark(S, Ana=None)
    with pytest.raises(Refused, match="1 person is marked as there"):
        noted(steady, preview=True)
    steady.mark(S, Bo=None)
    assert noted(steady).status is SessionStatus.DID_NOT_MEET


def test_a_headcount_of_nobody_is_none(program):
    program.group(enrolment=EnrolmentKind.DROP_IN)
    count_people.keep_headcount(program.book, S, 3, now=program.now)
    with pytest.raises(Refused, match="3 people are counted there"):
        noted(program)
    count_people.keep_headcount(program.book, S, 0, now=program.now)
    noted(program)
    undo(program.book, now=program.now)
    assert program.session(S).status is SessionStatus.SCHEDULED


def test_what_was_held_or_called_off_stays_so(steady):
    with pytest.raises(BadInput, match="why did it not meet"):
        noted(steady, reason=" ")
    noted(steady)
    with pytest.raises(Refused, match="noted as one that did not meet already"):
        noted(steady)
    with pytest.raises(Refused, match="did not meet"):
        edit_sessions.cancel(steady.book, S, reason="snow", now=steady.now)
    with pytest.raises(Refused, match="did not meet"):
        run_session.end(steady.book, S, now=steady.now)
    edit_sessions.cancel(steady.book, "Steady@2027-03-11", reason="snow", now=steady.now)
    with pytest.raises(Refused, match="cancelled already"):
        noted(steady, "Steady@2027-03-11")
    steady.end("Steady@2027-03-18", "missed")
    with pytest.raises(Refused, match="over and its attendance is closed"):
        noted(steady, "Steady@2027-03-18")


def test_one_that_is_to_come_is_called_off_in_calendars_too(steady):
    later, before = "Steady@2027-03-11", calendar(steady)
    done = noted(steady, later)
    assert (done.called_off, done.sequence) == (True, 1)
    assert calendar(steady).count(b"STATUS:CANCELLED") == before.count(b"STATUS:CANCELLED") + 1
    back = edit_sessions.restore(steady.book, later, now=steady.now)
    assert (back.status, back.sequence) == (SessionStatus.SCHEDULED, 2)
    undo(steady.book, now=steady.now)
    assert (steady.session(later).status, steady.session(later).sequence) == (SessionStatus.DID_NOT_MEET, 3)


def test_a_preview_writes_nothing(steady):
    acts, before = steady.acts(), steady.session(S)
    assert noted(steady, preview=True).status is SessionStatus.DID_NOT_MEET
    assert (steady.acts(), steady.session(S)) == (acts, before)


def test_undo_and_redo_tell_no_calendar_what_it_was_not_told(steady):
    steady.mark(S, Bo="excused")
    before, roll, shown = steady.session(S), steady.roll(S), calendar(steady)
    done = noted(steady)
    undo(steady.book, now=steady.now)
    assert (steady.session(S), steady.roll(S)) == (before, roll)
    redo(steady.book, now=steady.now)
    assert steady.session(S) == done
    undo(steady.book, now=steady.now)
    assert (steady.session(S), steady.roll(S), calendar(steady)) == (before, roll, shown)


def test_bringing_back_is_not_undone_once_somebody_was_there(steady):
    noted(steady)
    edit_sessions.restore(steady.book, S, now=steady.now)
    steady.book.actor = "lee"
    steady.mark(S, Ana="present")
    steady.book.actor = "pat"
    with pytest.raises(Refused, match="marked or counted at a session since"):
        undo(steady.book, now=steady.now)


def test_closing_of_an_earlier_end_is_not_stirred_up(steady):
    steady.end(S, "excused")
    run_session.reopen(steady.book, S, now=steady.now)
    events = steady.events()
    noted(steady)
    undo(steady.book, now=steady.now)
    redo(steady.book, now=steady.now)
    assert steady.events() == events


def test_the_next_session_of_an_open_group_is_its_first_then(program):
    program.group("Open", "2027-03-03 12:00", curriculum="healthy-leisure", enrolment=EnrolmentKind.OPEN)
    (ana,) = program.people("Ana")
    enrol(program.book, "Open", ana.uid, now=program.now)
    count_people.expect(program.book, "Open@2027-03-04", "Ana", now=program.now)
    first = run_session.see_session(program.book, "Open@2027-03-04").agenda
    program.now = OPENS
    done = noted(program, "Open@2027-03-04")
    assert done.expected == 1  # a fact; it counts in no report
    assert run_session.see_session(program.book, "Open@2027-03-11").agenda[0].minutes == first[0].minutes
