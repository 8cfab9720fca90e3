"""Acts of three kinds that are done over and over while processes die: marks, edits of sessions, imports of people.

The n-th act of a kind is always the same, so that what a book holds says how many were done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from facilitator.services.find import find_session
from facilitator.services.people.import_roster import import_roster
from facilitator.services.scheduling.edit_sessions import cancel, move, restore
from facilitator.services.sessions.take_attendance import mark
from facilitator.storage.book import Book
from facilitator.storage.tables import audit, person
from facilitator.words import AttendanceStatus, SessionStatus
from tests.books import NOW
from tests.faults.stage import FAMILY, PEOPLE, SESSION, SESSIONS, marks_made

EDITED = SESSIONS[1]
"""The session that is moved, cancelled and restored; marks are made in another."""

_FIRST_START = datetime(2027, 3, 11, 18, 30)
_EDITS = ("session.move", "session.cancel", "session.restore")
_MINUTES = 300


@dataclass(frozen=True, slots=True)
class Kind:
    """How the n-th act is done, and how many were: ``done`` asserts that the book is as so many leave it."""

    act: Callable[[Book, int], object]
    done: Callable[[Book], int]


def _mark(book: Book, number: int) -> None:
    name, status = _marked(number)
    mark(book, SESSION, name, AttendanceStatus(status), now=NOW)


def _marked(number: int) -> tuple[str, str]:
    """Whom the n-th mark is of, and what it says."""
    statuses = list(AttendanceStatus)
    return PEOPLE[number % len(PEOPLE)], statuses[number // len(PEOPLE) % len(statuses)].value


def _marks_done(book: Book) -> int:
    made = marks_made(book)
    wanted = [_marked(number) for number in range(len(made))]
    assert made == wanted, f"a mark that nobody made, or out of order: {made[-3:]}, {wanted[-3:]}"
    return len(made)


def _edit(book: Book, number: int) -> None:
    match number % len(_EDITS):
        case 0:
            move(book, EDITED, _moved_to(number), now=NOW)
        case 1:
            cancel(book, EDITED, reason="no heating", now=NOW)
        case _:
            restore(book, EDITED, now=NOW)


def _moved_to(number: int) -> datetime:
    """Where the n-th edit left the session, or the last move before it."""
    if number < 0:
        return _FIRST_START
    return datetime(2027, 3, 11, 8, 0) + timedelta(minutes=number // len(_EDITS) % _MINUTES)


def _edits_done(book: Book) -> int:
    with book.read() as db:
        wanted = select(audit.c.action).where(audit.c.action.in_(_EDITS)).order_by(audit.c.seq)
        made = list(db.scalars(wanted))
        found = find_session(db, EDITED)
    count = len(made)
    assert made == [_EDITS[number % len(_EDITS)] for number in range(count)], "an edit that nobody made"
    off = count % len(_EDITS) == 2
    status = SessionStatus.CANCELLED if off else SessionStatus.SCHEDULED
    assert (found.start_local, found.status) == (_moved_to(count - 1), status), (count, found)
    return count


def _import(book: Book, number: int) -> None:
    rows = "".join(f"{name},555-01{number % 100:02}\n" for name in _imported(number))
    done = import_roster(book, f"name,phone\n{rows}".encode(), name="roster.csv", group=None, now=NOW)
    assert done.added == 3, done.problems


def _imported(number: int) -> tuple[str, ...]:
    """The three whom the n-th import adds: all of them or none."""
    return tuple(f"{which}{number} {FAMILY}" for which in ("First", "Second", "Third"))


def _imports_done(book: Book) -> int:
    with book.read() as db:
        count = db.scalar(select(func.count()).where(audit.c.action == "person.import")) or 0
        names = set(db.scalars(select(person.c.name)))
    assert names == {*PEOPLE, *(name for number in range(count) for name in _imported(number))}, "half an import"
    return count


KINDS = {
    "marks": Kind(_mark, _marks_done),
    "edits": Kind(_edit, _edits_done),
    "imports": Kind(_import, _imports_done),
}
