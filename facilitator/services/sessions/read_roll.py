"""The roll of a session: everybody who is expected, marked, or on its roster."""

from dataclasses import dataclass, replace

from facilitator.domain.people.away import is_away
from facilitator.domain.people.name_order import name_order
from facilitator.domain.sessions.attendance import Tally, tally
from facilitator.domain.views import Mark, Person, Session
from facilitator.services.find import find_session
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.people.away import away_days
from facilitator.storage.queries.sessions import attendance
from facilitator.words import EnrolmentKind, SessionStatus

NOT_MET = (SessionStatus.CANCELLED, SessionStatus.DID_NOT_MEET)
"""A session with one of these makes nobody absent."""


@dataclass(frozen=True, slots=True)
class Roll:
    """A session with everybody who is expected, marked, or on its roster; ``headcount`` where somebody counted.

    ``counted`` is the event of the headcount, 0 without one: what somebody saw of it.
    """

    session: Session
    marks: tuple[Mark, ...]
    headcount: int | None
    counted: int = 0

    @property
    def newest_event(self) -> int:
        """The newest event of a mark in it: what somebody saw of all of them."""
        return max((each.event_id for each in self.marks), default=0)

    @property
    def tally(self) -> Tally:
        """The counts of this roll."""
        return tally((each.expected, each.status) for each in self.marks)


def roll_of(book: Book, session: str) -> Roll:
    """Who is expected at a session, and who came."""
    with book.read() as db:
        return read_roll(db, find_session(db, session))


def read_roll(db: Db, session: Session) -> Roll:
    """The roll of a session. Until it is closed, a closed group expects whoever is enrolled on its day and not away."""
    marked = attendance.marks_of(db, session.id)
    if session.ended_at is not None:
        return _roll(db, session, marked)
    day = session.start_local.date()
    enrolled = attendance.enrolled_on(db, session.group_id, day)
    days = away_days(db, [each.id for each in enrolled])
    gone = {each.id for each in enrolled if is_away(days.get(each.id, ()), day)}
    closed = session.enrolment is EnrolmentKind.CLOSED and session.status not in NOT_MET
    seats = {each.id for each in enrolled}
    by_person = {each.person.id: each for each in marked}
    roll = [by_person[each.id] if each.id in by_person else _unmarked(each) for each in enrolled]
    roll.extend(each for each in marked if each.person.id not in seats)
    if closed:
        roll = [_expecting(each, each.person.id in seats - gone) for each in roll]
    roll = [replace(each, away=each.person.id in gone) for each in roll]
    roll.sort(key=lambda each: name_order(each.person))
    return _roll(db, session, roll)


def _roll(db: Db, session: Session, marks: list[Mark]) -> Roll:
    counted = attendance.headcount_event(db, session.id)
    return Roll(session, tuple(marks), attendance.headcount_of(db, session.id), counted.event_id if counted else 0)


def _unmarked(person: Person) -> Mark:
    return Mark(person, False, None, None, None, None, 0)


def _expecting(each: Mark, expected: bool) -> Mark:
    return replace(each, expected=expected)
