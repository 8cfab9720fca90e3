"""Move, cancel and restore single sessions. A held session, or one with marks, stays as it was."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from facilitator.domain.names import tidy
from facilitator.domain.plain_dates import say_moment
from facilitator.domain.views import Clash, Group, Session
from facilitator.domain.wall_time import place_in_zone
from facilitator.errors import BadInput, Refused
from facilitator.services.find import find_group, find_session
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries import clashes, groups, sessions, staff
from facilitator.storage.queries.book import book_info
from facilitator.words import GapPolicy, SessionStatus
from facilitator.zones import zone


def move(book: Book, session: str, to: datetime, *, now: datetime, force: bool = False) -> tuple[Session, list[Clash]]:
    """Move one session to another wall time in its own zone; its place in the series stays known.

    Raises:
        Refused: for a session that was held, has marks, or would clash.
    """
    with book.write(now=now) as change:
        found = find_session(change.db, session)
        _check_untouched(found)
        if found.status is SessionStatus.CANCELLED:
            raise Refused("this session is cancelled", "Restore it first: facilitator session restore SESSION")
        if to == found.start_local:
            raise Refused("the session is at that time already", "Nothing was changed.")
        met = _clashes(change.db, found, to)
        if met and not force:
            other = met[0]
            raise Refused(
                f"{other.who_or_where} is taken then by {other.with_title}", "Choose another time, or add --force."
            )
        placed = place_in_zone(to, found.minutes, zone(found.zone), GapPolicy.FORWARD)
        if placed is None:
            raise BadInput(f"{say_moment(to)} does not exist in {found.zone}", "The clocks change then.")
        sessions.change_schedule(
            change.db,
            found,
            now=now,
            start_local=to,
            local_date=to.date(),
            starts_at=placed.starts_at_utc,
            ends_at=placed.starts_at_utc + timedelta(minutes=found.minutes),
        )
        change.record("session.move", found.uid, forced_over=len(met))
        return sessions.session_with_id(change.db, found.id), met


def cancel(book: Book, session: str, *, reason: str, now: datetime) -> Session:
    """Cancel one session, with the reason that members may hear.

    Raises:
        BadInput: without a reason.
        Refused: for a session that was held, has marks, or is cancelled already.
    """
    if not tidy(reason):
        raise BadInput("why is it cancelled?", "Give --reason in a few words that members may hear; no names.")
    with book.write(now=now) as change:
        found = find_session(change.db, session)
        if found.status is SessionStatus.CANCELLED:
            raise Refused("this session is cancelled already", "Nothing was changed.")
        _check_untouched(found)
        _cancel(change, found, tidy(reason))
        return sessions.session_with_id(change.db, found.id)


def restore(book: Book, session: str, *, now: datetime) -> Session:
    """Bring a cancelled session back.

    Raises:
        Refused: for one that is not cancelled, or whose room or facilitator is taken by now.
    """
    with book.write(now=now) as change:
        found = find_session(change.db, session)
        if found.status is not SessionStatus.CANCELLED:
            raise Refused("this session is not cancelled", "Nothing was changed.")
        met = _clashes(change.db, found, found.start_local)
        if met:
            raise Refused(f"{met[0].who_or_where} is taken then by {met[0].with_title}", "Move one of the two first.")
        sessions.change_schedule(change.db, found, now=now, status=SessionStatus.SCHEDULED, reason="")
        change.record("session.restore", found.uid)
        return sessions.session_with_id(change.db, found.id)


def end_group(book: Book, group: str, *, on: date | None, now: datetime) -> tuple[Group, int]:
    """End a group: sessions after the day are cancelled, history stays; the group, and how many were cancelled."""
    with book.write(now=now) as change:
        found = find_group(change.db, group)
        day = on or now.astimezone(zone(book_info(change.db).zone)).date()
        later = sessions.sessions_between(change.db, day + timedelta(days=1), date(9999, 1, 1), found.id)
        open_ones = [each for each in later if each.status is SessionStatus.SCHEDULED and each.present is None]
        for each in open_ones:
            _cancel(change, each, "the group has ended")
        groups.end_group(change.db, found.id, day)
        change.record("group.end", found.uid, cancelled=len(open_ones))
        return found, len(open_ones)


def _cancel(change: Change, session: Session, reason: str) -> None:
    sessions.change_schedule(change.db, session, now=change.now, status=SessionStatus.CANCELLED, reason=reason)
    change.record("session.cancel", session.uid)


def _clashes(db: Db, session: Session, to: datetime) -> list[Clash]:
    placed = place_in_zone(to, session.minutes, zone(session.zone), GapPolicy.FORWARD)
    if placed is None:
        return []
    leaders = _leaders(db, session.facilitators)
    times = [(placed.starts_at_utc, placed.starts_at_utc + timedelta(minutes=session.minutes))]
    return clashes.clashes_of(db, times, room_id=session.room_id, facilitator_ids=leaders, own_id=session.id)


def _leaders(db: Db, names: Sequence[str]) -> list[int]:
    return [each.id for each in staff.staff(db) if each.name in names]


def _check_untouched(session: Session) -> None:
    if session.status in (SessionStatus.HELD, SessionStatus.RUNNING):
        raise Refused("this session has been held or is running", "What happened stays as it was.")
    if session.present is not None:
        raise Refused("people were marked or counted at this session", "Clear the marks first if it did not meet.")
