"""Note that a session did not meet: its time came, and nobody did. Nobody is absent from it, and it counts nowhere."""

from dataclasses import replace
from datetime import datetime

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.spelling import tidy
from facilitator.domain.views import Session
from facilitator.errors import BadInput, Refused
from facilitator.services.find import find_session
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.sessions.expect_seen import expect_run_seen
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.sessions import attendance, sessions
from facilitator.words import SessionStatus


def did_not_meet(
    book: Book, session: str, *, reason: str, now: datetime, preview: bool = False, seen: int | None = None
) -> Session:
    """Note one session as one that did not meet, started or not; the session as it is then, or would be.

    Its agenda, whoever let us know and whoever was expected stay as facts, and count nowhere. It keeps its lesson, as
    a cancelled one does. What calendars show stays as it is once its time has come; one that is noted before that is
    shown as cancelled. ``seen`` is the version of the session that somebody saw.

    Raises:
        ChangedMeanwhile: where it was changed since.
        BadInput: without a reason.
        Refused: for a session that was held or cancelled, or where somebody was there.
    """
    told = tidy(reason)
    if not told:
        raise BadInput("why did it not meet?", "Give --reason in a few words that members may hear; no names.")
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        found = find_session(db, session)
        expect_run_seen(db, found, seen)
        _check_nobody_there(db, found)
        if writing is None:
            return replace(found, status=SessionStatus.DID_NOT_MEET, reason=told, ended_at=now)
        step = Step(
            "session.did-not-meet",
            found.uid,
            f"{found.title} on {say_moment(found.start_local)}: did not meet",
            sessions=[found.id],
        )
        with journal(writing, step):
            _note(writing, found, told)
            writing.record("session.did-not-meet", found.uid)
        return sessions.session_with_id(db, found.id)


def _note(writing: Change, found: Session, reason: str) -> None:
    values: dict[str, object] = {"status": SessionStatus.DID_NOT_MEET, "reason": reason, "ended_at": writing.now}
    if writing.now < found.starts_at:
        sessions.change_schedule(writing.db, found, now=writing.now, **values)
    else:
        sessions.change_run(writing.db, found.id, **values)


def _check_nobody_there(db: Db, found: Session) -> None:
    if found.status is SessionStatus.HELD:
        raise Refused(
            "this session is over and its attendance is closed",
            "Open it again first: facilitator session reopen SESSION",
        )
    if found.status not in (SessionStatus.SCHEDULED, SessionStatus.RUNNING):
        called_off = "cancelled" if found.status is SessionStatus.CANCELLED else "noted as one that did not meet"
        raise Refused(f"this session is {called_off} already", "Nothing was changed.")
    there = sum(each.status is not None and each.status.attended for each in attendance.marks_of(db, found.id))
    counted = attendance.headcount_of(db, found.id) or 0
    for number, said in ((there, "marked as there"), (counted, "counted there")):
        if number:
            people = "1 person is" if number == 1 else f"{number} people are"
            raise Refused(f"{people} {said}", "It met, then: finish it. If that is a mistake, correct it first.")
