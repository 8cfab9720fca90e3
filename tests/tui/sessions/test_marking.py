"""Marks that wait for the disk, without a screen: none is lost, none is saved twice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from facilitator.domain.views import Person
from facilitator.errors import Refused
from facilitator.services.book.open_book import open_book
from facilitator.services.scheduling import edit_sessions
from facilitator.storage.book import Book
from facilitator.storage.tables import mark_event
from facilitator.tui.sessions.marking import MadeMark, Marking
from facilitator.words import AttendanceStatus
from tests.conftest import Program

S = "Steady@2027-03-04"
HERE, LATE = AttendanceStatus.PRESENT, AttendanceStatus.LATE


@pytest.fixture
def ana(program: Program) -> Person:
    """Somebody on the roster of a group."""
    uid = program.group("Steady")
    (person,) = program.people("Ana", group=uid)
    return person


def _made(program: Program, person: Person, status: AttendanceStatus | None, seconds: int = 0) -> MadeMark:
    return MadeMark(person, status, program.now + timedelta(seconds=seconds))


@pytest.fixture
def window(program: Program) -> Iterator[Book]:
    """The same book as another window has it open, which waits for nobody."""
    with open_book(program.home, None, patience=0.01) as book:
        yield book


def test_a_mark_is_in_the_book_when_it_is_said_to_be(program: Program, ana: Person) -> None:
    """No problem, nothing waits."""
    marking, session = Marking(), program.session(S)
    assert marking.save(program.book, session, _made(program, ana, HERE)) == ""
    assert marking.waiting == {}
    assert program.roll(S) == {"Ana": (True, "present")}
    assert marking.save(program.book, session, _made(program, ana, None)) == ""
    assert program.roll(S) == {"Ana": (True, None)}


def test_a_mark_that_has_to_wait_keeps_its_moment(program: Program, ana: Person, window: Book) -> None:
    """Another window writes: the mark waits and says why; when it lets go, it is saved as of when it was made."""
    marking, session, mark = Marking(), program.session(S), _made(program, ana, LATE, seconds=7)
    with program.book.raw() as other:
        other.execute("BEGIN IMMEDIATE")
        problem = marking.save(window, session, mark)
        other.execute("ROLLBACK")
    assert problem == "another window is writing in this book"
    assert marking.waiting == {ana.uid: mark}
    assert program.roll(S) == {"Ana": (True, None)}
    assert marking.save(window, session, mark) == ""
    assert marking.waiting == {}
    assert program.roll(S) == {"Ana": (True, "late")}
    with program.book.read() as db:
        assert db.execute(select(mark_event.c.at)).scalars().all()[-1] == mark.at


def test_a_newer_mark_takes_the_place_of_one_that_waits(program: Program, ana: Person, window: Book) -> None:
    """Only the newest mark of a person waits, so that an old one never overwrites it."""
    marking, session = Marking(), program.session(S)
    with program.book.raw() as other:
        other.execute("BEGIN IMMEDIATE")
        for status in (HERE, LATE):
            marking.save(window, session, _made(program, ana, status))
        other.execute("ROLLBACK")
    assert [each.status for each in marking.waiting.values()] == [LATE]


def test_a_mark_that_the_book_refuses_does_not_wait(program: Program, ana: Person) -> None:
    """A session that was cancelled takes none, however often it is tried."""
    marking, session = Marking(), program.session(S)
    edit_sessions.cancel(program.book, S, reason="snow", now=program.now)
    with pytest.raises(Refused):
        marking.save(program.book, session, _made(program, ana, HERE))
    assert marking.waiting == {}


def test_words_name_nobody_where_names_are_hidden(program: Program, ana: Person) -> None:
    """Saved or not, and by code."""
    mark = _made(program, ana, AttendanceStatus.LEFT_EARLY)
    assert mark.words("", names=True) == "Saved: Ana, left early.   u takes it back"
    assert mark.words("", names=False) == f"Saved: {ana.code}, left early.   u takes it back"
    assert mark.words("the disk is full", names=True) == "NOT saved: the disk is full. Still trying ..."
    assert _made(program, ana, None).words("", names=True) == "Saved: Ana, no mark.   u takes it back"
