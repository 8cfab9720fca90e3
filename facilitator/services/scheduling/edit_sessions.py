"""Move, cancel and restore single sessions. A held session, or one with marks, stays as it was."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime, timedelta

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.scheduling.series.edits import Meeting, SessionChange, check_untouched, move_one
from facilitator.domain.spelling import tidy
from facilitator.domain.views import Clash, Group, Session
from facilitator.errors import BadInput, Refused
from facilitator.services.find import find_group, find_session
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.scheduling.check_clashes import check_session, forced_over, refusing
from facilitator.services.sessions.expect_seen import expect_run_seen
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.scheduling import groups, series
from facilitator.storage.queries.sessions import sessions
from facilitator.words import SessionStatus
from facilitator.zones import zone


def move(
    book: Book,
    session: str,
    to: datetime,
    *,
    now: datetime,
    force: bool = False,
    preview: bool = False,
    seen: int | None = None,
) -> tuple[Session, list[Clash]]:
    """Move one session to another wall time in its own zone; its place in the series stays known.

    The clashes are warnings, and those that it was forced over. A preview answers with the session as it would be, and
    refuses no clash, for it shows them. ``seen`` is, as in all of these, the version of the session somebody saw.

    Raises:
        ChangedMeanwhile: where it was changed since.
        Refused: for a session that was held, has marks, is cancelled, or would clash.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        found = find_session(db, session)
        expect_run_seen(db, found, seen)
        moved = move_one(series.meeting_with_id(db, found.id), to, found.zone)
        met = list(_clashes(db, moved))
        if writing is None:
            return _as_changed(found, moved), met
        if refusing(met) and not force:
            raise Refused(_taken(refusing(met)[0]), "Choose another time, or add --force.")
        with _noted(writing, "session.move", found, f"moved to {say_moment(to)}"):
            write_change(writing, found, moved)
            writing.record("session.move", found.uid, forced_over=forced_over(met))
        return sessions.session_with_id(db, found.id), met


def cancel(
    book: Book, session: str, *, reason: str, now: datetime, preview: bool = False, seen: int | None = None
) -> Session:
    """Cancel one session, with the reason that members may hear; the session as it is then, or would be.

    Raises:
        ChangedMeanwhile: where it was changed since.
        BadInput: without a reason.
        Refused: for a session that was held, has marks, or is cancelled already.
    """
    told = reason_for(reason)
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        found = find_session(db, session)
        expect_run_seen(db, found, seen)
        if found.status is SessionStatus.CANCELLED:
            raise Refused("this session is cancelled already", "Nothing was changed.")
        meeting = series.meeting_with_id(db, found.id)
        check_untouched(meeting)
        off = called_off(meeting, told)
        if writing is None:
            return _as_changed(found, off)
        with _noted(writing, "session.cancel", found, "cancelled"):
            write_change(writing, found, off)
            writing.record("session.cancel", found.uid)
        return sessions.session_with_id(db, found.id)


def restore(book: Book, session: str, *, now: datetime, preview: bool = False, seen: int | None = None) -> Session:
    """Bring a session back that was cancelled or did not meet; the session as it is then, or would be.

    One that was started runs on where it was. What nobody could see in a calendar is no news in one either.

    Raises:
        ChangedMeanwhile: where it was changed since.
        Refused: for one that was neither, or whose room or facilitator is taken by now.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        found = find_session(db, session)
        expect_run_seen(db, found, seen)
        if found.status not in (SessionStatus.CANCELLED, SessionStatus.DID_NOT_MEET):
            raise Refused("this session is not cancelled", "Nothing was changed.")
        meeting = series.meeting_with_id(db, found.id)
        status = SessionStatus.RUNNING if found.started_at else SessionStatus.SCHEDULED
        back = SessionChange(meeting, replace(meeting, status=status, reason=""))
        quietly = found.status is SessionStatus.DID_NOT_MEET and not found.called_off
        met = [] if quietly else refusing(_clashes(db, back))
        if met:
            raise Refused(_taken(met[0]), "Move one of the two first.")
        if writing is None:
            return _as_changed(found, back)
        with _noted(writing, "session.restore", found, "restored"):
            if not quietly:
                write_change(writing, found, back)
            sessions.change_run(db, found.id, status=status, reason="", ended_at=None)
            writing.record("session.restore", found.uid)
        return sessions.session_with_id(db, found.id)


def end_group(book: Book, group: str, *, on: date | None, now: datetime) -> tuple[Group, int]:
    """End a group: sessions after the day are cancelled, history stays; the group, and how many were cancelled."""
    with book.write(now=now) as writing:
        found = find_group(writing.db, group)
        step = Step("group.end", found.uid, f"{found.title}: ended", groups=[found.id])
        with journal(writing, step):
            open_ones = _after(writing.db, found, on, now)
            for each in open_ones:
                off = called_off(series.meeting_with_id(writing.db, each.id), "the group has ended")
                write_change(writing, each, off)
                writing.record("session.cancel", each.uid)
            groups.end_group(writing.db, found.id, on or _today(writing.db, now))
            writing.record("group.end", found.uid, cancelled=len(open_ones))
        return found, len(open_ones)


def preview_end(book: Book, group: str, *, on: date | None, now: datetime) -> tuple[Group, list[Session]]:
    """The group, and the sessions that :func:`end_group` would cancel."""
    with book.read() as db:
        found = find_group(db, group)
        return found, _after(db, found, on, now)


def reason_for(text: str) -> str:
    """The reason that members may hear, tidied.

    Raises:
        BadInput: where there is none.
    """
    if not tidy(text):
        raise BadInput("why is it cancelled?", "Give --reason in a few words that members may hear; no names.")
    return tidy(text)


def called_off(meeting: Meeting, reason: str) -> SessionChange:
    """A session that will not be held."""
    return SessionChange(meeting, replace(meeting, status=SessionStatus.CANCELLED, reason=reason))


def write_change(writing: Change, found: Session, change: SessionChange) -> None:
    """Write one changed session, inside a write that is open; its series and its lesson stay."""
    after = change.after
    values: dict[str, object] = {}
    if change.before.starts_at != after.starts_at or change.before.start_local != after.start_local:
        values = {
            "start_local": after.start_local,
            "local_date": after.start_local.date(),
            "starts_at": after.starts_at,
            "ends_at": after.ends_at,
        }
    sessions.change_schedule(
        writing.db,
        found,
        now=writing.now,
        **values,
        status=after.status,
        reason=after.reason,
        room_id=after.room_id,
        mode=after.mode,
    )


def _as_changed(found: Session, change: SessionChange) -> Session:
    """The session as a change would leave it."""
    after = change.after
    return replace(
        found,
        start_local=after.start_local,
        starts_at=after.starts_at,
        ends_at=after.ends_at,
        status=after.status,
        reason=after.reason,
    )


def _noted(writing: Change, action: str, found: Session, what: str) -> AbstractContextManager[Step]:
    summary = f"{found.title} on {say_moment(found.start_local)}: {what}"
    return journal(writing, Step(action, found.uid, summary, sessions=[found.id]))


def _after(db: Db, group: Group, on: date | None, now: datetime) -> list[Session]:
    day = on or _today(db, now)
    later = sessions.sessions_between(db, day + timedelta(days=1), date(9999, 1, 1), group.id)
    return [each for each in later if each.status is SessionStatus.SCHEDULED and each.present is None]


def _today(db: Db, now: datetime) -> date:
    return now.astimezone(zone(book_info(db).zone)).date()


def _clashes(db: Db, change: SessionChange) -> Sequence[Clash]:
    after = change.after
    times = [(after.starts_at, after.ends_at)]
    return check_session(db, after.id, times, room_id=after.room_id, facilitator_ids=after.leader_ids)


def _taken(clash: Clash) -> str:
    if clash.with_starts_at is None:
        return clash.words
    return f"{clash.who_or_where} is taken then by {clash.with_title}"
