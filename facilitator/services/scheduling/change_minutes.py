"""Another length for one session: its agenda is fitted anew within the least minutes of each item."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.scheduling.plan import MINUTES
from facilitator.domain.scheduling.series.edits import check_untouched
from facilitator.domain.sessions.session_plan import SessionPlan, least_minutes
from facilitator.domain.views import Clash, Session
from facilitator.errors import BadInput, Refused
from facilitator.services.curricula.read_lesson import plan_of
from facilitator.services.find import find_session
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.scheduling.check_clashes import check_session, forced_over, refusing
from facilitator.services.sessions.expect_seen import expect_run_seen
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.scheduling import series
from facilitator.storage.queries.sessions import sessions


@dataclass(frozen=True, slots=True)
class Resized:
    """A session with its new length, its agenda in it, and what stands in the way of the longer time."""

    session: Session
    plan: SessionPlan | None
    clashes: tuple[Clash, ...]
    written: bool = False


def change_minutes(
    book: Book,
    session: str,
    minutes: int,
    *,
    now: datetime,
    preview: bool = False,
    force: bool = False,
    seen: int | None = None,
) -> Resized:
    """Let one session last so many minutes from its start; the others of its group stay as they are.

    A preview writes nothing, and refuses no clash, for it shows them. ``seen`` is the version of the session that
    somebody saw.

    Raises:
        ChangedMeanwhile: where it was changed since.
        Refused: for a session that was held, has marks or is cancelled, for less than its lesson needs, and for a clash
            unless forced.
        BadInput: for minutes out of range.
    """
    if minutes not in MINUTES:
        raise BadInput(f"a session cannot last {minutes} minutes", f"Use {MINUTES[0]} to {MINUTES[-1]} minutes.")
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        found = find_session(db, session)
        expect_run_seen(db, found, seen)
        done = _resized(db, found, minutes)
        if writing is None:
            return done
        met = refusing(done.clashes)
        if met and not force:
            raise Refused(f"the longer time clashes: {met[0].words}", "Choose another length, or add --force.")
        summary = f"{found.title} on {say_moment(found.start_local)}: {minutes} minutes"
        with journal(writing, Step("session.minutes", found.uid, summary, sessions=[found.id])):
            sessions.change_schedule(
                db,
                found,
                now=writing.now,
                starts_at=found.starts_at,
                ends_at=done.session.ends_at,
                minutes=minutes,
            )
            writing.record("session.minutes", found.uid, minutes=minutes, forced_over=forced_over(done.clashes))
            return replace(done, session=sessions.session_with_id(db, found.id), written=True)


def _resized(db: Db, found: Session, minutes: int) -> Resized:
    meeting = series.meeting_with_id(db, found.id)
    check_untouched(meeting)
    if meeting.cancelled:
        raise Refused("this session is cancelled", "Restore it first: facilitator session restore SESSION")
    if minutes == found.minutes:
        raise Refused(f"this session lasts {minutes} minutes already", "Nothing was changed.")
    resized = replace(found, minutes=minutes, ends_at=found.starts_at + timedelta(minutes=minutes))
    plan = plan_of(db, resized)
    least = least_minutes(plan.lesson) if plan else 0
    if plan is not None and minutes < least:
        raise Refused(
            f"{plan.lesson.title} does not fit into {minutes} minutes",
            f"It needs at least {least}. Give the session more time, or choose another lesson.",
        )
    met = check_session(
        db,
        found.id,
        [(resized.starts_at, resized.ends_at)],
        room_id=meeting.room_id,
        facilitator_ids=meeting.leader_ids,
    )
    return Resized(resized, plan, tuple(met))
