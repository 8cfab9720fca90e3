"""Two windows, each with its own book: no step overwrites what its user did not see."""

import pytest

from facilitator.errors import ChangedMeanwhile
from facilitator.services.agency.keep_logins import add_login
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.book.open_book import open_book
from facilitator.services.history.undo import undo
from facilitator.services.people.enrol import enrol
from facilitator.services.scheduling import edit_sessions
from facilitator.services.sessions import count_people, run_session, take_attendance
from facilitator.services.sessions.did_not_meet import did_not_meet
from facilitator.services.sessions.read_roll import roll_of
from facilitator.words import AttendanceStatus, EnrolmentKind, SessionStatus, Unmarked

S = "Steady@2027-03-04"
PRESENT, LATE, MISSED = AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.MISSED


@pytest.fixture
def evening(program):
    """A session with an agenda and two people; Jo has a login, and the book's own user is pat."""
    program.people("Ana", "Bo", group=program.group("Steady", curriculum="eight-steady-steps"))
    add_facilitator(program.book, name="Jo Pike", now=program.now)
    add_login(program.book, name="jo", facilitator="Jo Pike", now=program.now)
    return program


@pytest.fixture
def jo(evening):
    with open_book(evening.home, None, actor="jo", window="two") as book:
        yield book


def seen(book, who="Ana"):
    return next(each.event_id for each in roll_of(book, S).marks if each.person.name == who)


def refused(act):
    with pytest.raises(ChangedMeanwhile) as told:
        act()
    return told.value.title


def test_a_mark_overwrites_no_newer_one_of_somebody_else(evening, jo):
    now = evening.now
    before = seen(evening.book)
    assert before == 0
    made = take_attendance.mark(jo, S, "Ana", PRESENT, now=now, seen=0)
    said = "Jo Pike marked this person present at 1:15 pm"
    for status in (LATE, None):
        assert refused(lambda s=status: take_attendance.mark(evening.book, S, "Ana", s, now=now, seen=before)) == said
    session, roll = evening.session(S), roll_of(evening.book, S)
    ana = roll.marks[0].person
    assert refused(lambda: take_attendance.mark_known(evening.book, session, ana, LATE, now=now, seen=0)) == said
    assert evening.roll(S)["Ana"] == (True, "present")
    assert seen(evening.book) == made.event_id
    take_attendance.mark(evening.book, S, "Ana", LATE, now=now, seen=made.event_id)
    assert "pat marked this person late" in refused(lambda: take_attendance.mark(jo, S, "Ana", None, now=now, seen=0))
    take_attendance.mark(jo, S, "Ana", MISSED, now=now)  # a line of the command line has seen nothing


def test_what_was_done_to_a_mark_is_told_whatever_it_was(evening, jo):
    now = evening.now
    first = take_attendance.mark(jo, S, "Ana", LATE, now=now).event_id
    take_attendance.mark(jo, S, "Ana", None, now=now)
    late = lambda: take_attendance.mark(evening.book, S, "Ana", LATE, now=now, seen=first)  # noqa: E731
    assert refused(late) == "Jo Pike cleared the mark of this person at 1:15 pm"
    take_attendance.undo_mark(jo, S, now=now)
    assert refused(late) == "Jo Pike took a mark of this person back, late now at 1:15 pm"
    run_session.end(jo, S, now=now, unmarked=Unmarked.MISSED)
    assert refused(late) == "Jo Pike ended the session, this person late, at 1:15 pm"
    evening.book.actor = "jo"
    assert refused(late).startswith("you, in another window, ended")


def test_that_somebody_is_expected_overwrites_no_mark(program):
    program.people("Ana", group=program.group("Steady", enrolment=EnrolmentKind.OPEN))
    count_people.expect(program.book, S, "Ana", now=program.now)
    take_attendance.mark(program.book, S, "Ana", PRESENT, now=program.now, seen=0)
    assert program.roll(S)["Ana"] == (True, "present")


def test_the_newest_mark_that_is_taken_back_is_one_that_was_seen(evening, jo):
    now = evening.now
    mine = take_attendance.mark(evening.book, S, "Ana", PRESENT, now=now, seen=0).event_id
    theirs = take_attendance.mark(jo, S, "Bo", LATE, now=now, seen=0).event_id
    said = "marks were changed meanwhile by Jo Pike"
    assert refused(lambda: take_attendance.undo_mark(evening.book, S, now=now, seen=mine)) == said
    assert evening.roll(S) == {"Ana": (True, "present"), "Bo": (True, "late")}
    take_attendance.undo_mark(evening.book, S, now=now, seen=theirs)
    assert evening.roll(S)["Bo"] == (True, None)


def test_next_skips_no_item_that_nobody_looked_at(evening, jo):
    now = evening.now
    planned = evening.session(S).version
    run_session.start(jo, S, now=now, seen=planned)
    assert refused(lambda: run_session.start(evening.book, S, now=now, seen=planned)) == (
        "it went on meanwhile: Welcome and agreements runs now"
    )
    running = evening.session(S).version
    run_session.next_item(jo, S, now=now, seen=running)
    assert refused(lambda: run_session.next_item(evening.book, S, now=now, seen=running)) == (
        "it went on meanwhile: Check-in runs now"
    )
    assert run_session.see_session(jo, S).position == 1
    undone = evening.session(S).version
    undo(jo, now=now)
    assert evening.session(S).version > undone
    assert "Welcome" in refused(lambda: run_session.next_item(evening.book, S, now=now, seen=undone))
    assert run_session.next_item(evening.book, S, now=now).position == 1


def test_a_session_ends_as_it_was_seen(evening, jo):
    now = evening.now
    roll = roll_of(evening.book, S)
    take_attendance.mark(jo, S, "Ana", PRESENT, now=now)
    end = lambda: run_session.end(evening.book, S, now=now, unmarked=Unmarked.MISSED, seen=roll)  # noqa: E731
    assert refused(end) == "marks were changed meanwhile by Jo Pike"
    roll = roll_of(evening.book, S)
    run_session.end(jo, S, now=now, unmarked=Unmarked.LEAVE)
    assert refused(end) == "this session was ended meanwhile"
    assert evening.roll(S)["Bo"] == (True, None)
    held = evening.session(S).version
    run_session.reopen(jo, S, now=now, seen=held)
    assert "changed meanwhile" in refused(lambda: run_session.reopen(evening.book, S, now=now, seen=held))
    run_session.end(evening.book, S, now=now, unmarked=Unmarked.MISSED, seen=roll_of(evening.book, S))
    assert evening.session(S).status is SessionStatus.HELD


def test_a_headcount_overwrites_no_newer_one(evening, jo):
    now = evening.now
    count_people.keep_headcount(jo, S, 12, now=now, seen=0)
    mine = lambda seen: count_people.keep_headcount(evening.book, S, 14, now=now, seen=seen)  # noqa: E731
    assert refused(lambda: mine(0)) == "Jo Pike counted 12 at 1:15 pm"
    assert roll_of(evening.book, S).headcount == 12
    mine(roll_of(evening.book, S).counted)
    assert roll_of(evening.book, S).headcount == 14
    undo(evening.book, now=now)
    assert refused(lambda: count_people.keep_headcount(jo, S, 9, now=now, seen=1)).startswith("pat")


def test_a_session_is_moved_cancelled_and_brought_back_as_it_was_seen(evening, jo):
    now, book = evening.now, evening.book
    seen_at, to = evening.session(S).version, evening.session(S).start_local.replace(hour=9)
    edit_sessions.move(jo, S, to, now=now, seen=seen_at)
    for act in (
        lambda: edit_sessions.move(book, S, to.replace(hour=10), now=now, seen=seen_at),
        lambda: edit_sessions.move(book, S, to.replace(hour=10), now=now, seen=seen_at, preview=True),
        lambda: edit_sessions.cancel(book, S, reason="snow", now=now, seen=seen_at),
        lambda: did_not_meet(book, S, reason="snow", now=now, seen=seen_at),
        lambda: edit_sessions.restore(book, S, now=now, seen=seen_at),
    ):
        assert refused(act) == "this session was changed meanwhile"
    edit_sessions.cancel(book, S, reason="snow", now=now, seen=evening.session(S).version)
    edit_sessions.restore(jo, S, now=now, seen=evening.session(S).version)


def test_who_comes_to_a_roster_changes_no_session(evening, jo):
    """What was seen of a session is its run and its schedule."""
    seen_at = evening.session(S).version
    evening.people("Cy")
    enrol(jo, "Steady", "Cy", now=evening.now)
    run_session.start(evening.book, S, now=evening.now, seen=seen_at)
