"""Count people: who said count me in, and how many were there without names."""

from datetime import datetime

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.sessions.asked_first import is_correction
from facilitator.domain.spelling import tidy
from facilitator.domain.views import Person, Session
from facilitator.errors import BadInput, Refused
from facilitator.services.find import find_person, find_session
from facilitator.services.sessions.expect_seen import expect_count_seen
from facilitator.services.sessions.make_mark import expect_its_day, expect_meeting
from facilitator.storage.book import Book
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.sessions import attendance
from facilitator.words import EnrolmentKind


def expect(book: Book, session: str, person: str, *, now: datetime) -> tuple[Session, Person]:
    """Note that somebody of an open group said: count me in.

    Raises:
        Refused: for a closed group, which expects its roster, or a session that was cancelled or closed.
    """
    with book.write(now=now) as change:
        found, who = find_session(change.db, session), find_person(change.db, person)
        expect_meeting(found, headcount=False)
        if found.enrolment is EnrolmentKind.CLOSED:
            raise Refused(f"{found.group_title} expects everybody on its roster", "Enrol the person instead.")
        if found.ended_at is not None:
            raise Refused("the attendance of this session is closed", "Mark the person instead if they came.")
        before = attendance.state_of(change.db, found.id, who.id)
        row = {**attendance.empty_state(found.id, who.id), **(before or {}), "expected": True}
        with journal(change, _step("attendance.expect", found, f"{who.code} is expected", "attendance")):
            attendance.put_marks(change, [row], act="expect")
            change.record("attendance.expect", found.uid, person=who.uid)
    return found, who


def keep_headcount(
    book: Book,
    session: str,
    people: int,
    *,
    now: datetime,
    seen: int | None = None,
    early: bool = True,
    reason: str | None = None,
) -> Session:
    """Keep the number of people who were there, without names; ``seen`` is the event of the one that somebody saw.

    ``early`` says that it is meant though the session's day is still to come; ``reason`` why the count of a closed
    session is corrected, None where nobody was asked.

    Raises:
        ChangedMeanwhile: where somebody else counted since.
        BadInput: for a number below 0 or above 1,000.
        Refused: for a session that was cancelled, or whose day is still to come; and where the count of a closed one is
            corrected without a reason.
    """
    if not 0 <= people <= 1000:
        raise BadInput(f"a headcount of {people}?", "Give a number from 0 to 1000.")
    with book.write(now=now) as change:
        found = find_session(change.db, session)
        expect_meeting(found, headcount=True)
        expect_its_day(found, now, early=early)
        expect_count_seen(change, found, seen)
        told, before = tidy(reason or ""), attendance.headcount_of(change.db, found.id)
        if reason is not None and not told and is_correction(found, before):
            raise Refused(
                f"this session is closed, with {before} counted; why is it corrected?",
                "Nothing was changed. Add --reason in a few words; no names.",
            )
        what = f"{people} counted ({told})" if told else f"{people} counted"
        with journal(change, _step("attendance.headcount", found, what, "headcount")):
            attendance.put_headcount(change, found.id, people)
            change.record("attendance.headcount", found.uid, reason=told)
    return found


def _step(action: str, session: Session, what: str, table: str) -> Step:
    summary = f"{session.title} on {say_moment(session.start_local)}: {what}"
    return Step(action, session.uid, summary, rows={table: [session.id]})
