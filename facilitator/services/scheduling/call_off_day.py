"""Today is off: one act on a site and hours cancels, moves online or pushes every session, and says who must hear."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain

from facilitator.domain.scheduling.series.edits import Meeting, SessionChange
from facilitator.domain.scheduling.series.put_off import put_off
from facilitator.domain.views import Clash, Person, Session, Site
from facilitator.errors import Refused
from facilitator.services.find import find_site
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.scheduling.check_clashes import BookingRequest, check, refusing
from facilitator.services.scheduling.edit_sessions import called_off, reason_for, write_change
from facilitator.services.scheduling.read_series import SeriesAtHand, at_hand, closed_where
from facilitator.services.sessions.read_roll import read_roll
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.scheduling import clashes, series
from facilitator.storage.queries.sessions import sessions
from facilitator.words import Mode, SessionStatus


class Instead(StrEnum):
    """What becomes of the sessions of a day that is off."""

    CANCEL = "cancelled"
    ONLINE = "online"
    PUSH = "put off"


@dataclass(frozen=True, slots=True)
class Affected:
    """A session of that day, as it is now, and the people on its roll, who need to hear."""

    session: Session
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class DayOff:
    """What became of a day, or would: the sessions, those left alone for they were held or marked, and new dates.

    ``added`` are the dates with which series that were put off end; ``clashes`` what stands in the way there.
    """

    site: Site
    instead: Instead
    affected: tuple[Affected, ...]
    left: tuple[Session, ...]
    added: tuple[Meeting, ...] = ()
    clashes: tuple[Clash, ...] = ()
    written: bool = False

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who needs to hear, once each."""
        return tuple({person.id: person for each in self.affected for person in each.people}.values())


def day_off(
    book: Book,
    site: str,
    day: date,
    *,
    reason: str,
    now: datetime,
    instead: Instead = Instead.CANCEL,
    after: time | None = None,
    before: time | None = None,
    preview: bool = False,
) -> DayOff:
    """Cancel every session at a site on a day, or between two times of it, or move them online, or put them off.

    Put off means that the lessons move on by a session, and the group ends a date later. Sessions that were held,
    are running or have marks stay.

    Raises:
        BadInput: without a reason.
        Refused: where nothing is scheduled there then.
    """
    told = reason_for(reason)
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        found = _found(db, site, day, instead, after, before)
        if writing is None:
            return found
        step = Step("site.day-off", found.site.uid, f"{found.site.name} on {day:%a %d %b %Y}: {instead}")
        step.sessions = [each.session.id for each in found.affected]
        if instead is Instead.PUSH:
            step.groups = list({each.session.group_id for each in found.affected})
        with journal(writing, step):
            added: list[Meeting] = []
            met: list[Clash] = []
            for each in found.affected:
                if instead is Instead.PUSH:
                    made, in_the_way = _put_off(writing, each.session, told)
                    added += made
                    met += in_the_way
                else:
                    meeting = series.meeting_with_id(db, each.session.id)
                    off = called_off(meeting, told) if instead is Instead.CANCEL else _online(meeting, told)
                    write_change(writing, each.session, off)
                writing.record(
                    "session.cancel" if instead is not Instead.ONLINE else "session.online", each.session.uid
                )
            writing.record("site.day-off", found.site.uid, sessions=len(found.affected), instead=instead.name.lower())
        now_are = {each.id: each for each in sessions.sessions_with_ids(db, step.sessions)}
    affected = tuple(replace(each, session=now_are[each.session.id]) for each in found.affected)
    return replace(found, affected=affected, added=tuple(added), clashes=tuple(met), written=True)


def _found(db: Db, site: str, day: date, instead: Instead, after: time | None, before: time | None) -> DayOff:
    where = find_site(db, site)
    there = [
        each
        for each in sessions.sessions_between(db, day, day)
        if each.site == where.name and _within(each, after, before) and each.status is not SessionStatus.CANCELLED
    ]
    open_ones = [each for each in there if each.status is SessionStatus.SCHEDULED and each.present is None]
    if not open_ones:
        raise Refused(f"nothing is scheduled at {where.name} then", "Nothing was changed.")
    affected = tuple(Affected(each, tuple(mark.person for mark in read_roll(db, each).marks)) for each in open_ones)
    return DayOff(where, instead, affected, tuple(each for each in there if each not in open_ones))


def _within(each: Session, after: time | None, before: time | None) -> bool:
    """Whether a session runs into those hours."""
    day = each.start_local.date()
    if before is not None and each.start_local >= datetime.combine(day, before):
        return False
    return after is None or each.start_local + timedelta(minutes=each.minutes) > datetime.combine(day, after)


def _online(meeting: Meeting, reason: str) -> SessionChange:
    # without its room: nobody shall be sent to a place that is closed
    return SessionChange(meeting, replace(meeting, mode=Mode.ONLINE, room_id=None, reason=reason))


def _put_off(writing: Change, session: Session, reason: str) -> tuple[Sequence[Meeting], Sequence[Clash]]:
    """Lessons move on through all series of the group, and the last one grows; what clashes is asked before."""
    db = writing.db
    every = [at_hand(db, each) for each in series.series_of_group(db, session.group_id)]
    here = next(each for each in every if session.id in {one.id for one in each.meetings})
    along = [each for each in every if each.meetings and (each.curriculum is None) == (here.curriculum is None)]
    end = max(along, key=lambda each: each.meetings[-1].original_local)
    meetings = sorted(
        chain.from_iterable(each.meetings for each in along), key=lambda one: (one.original_local, one.starts_at)
    )
    at = next(at for at, meeting in enumerate(meetings) if meeting.id == session.id)
    shut = closed_where(db, end.pattern.room_id, session.start_local.date())
    plan = put_off(end.pattern, meetings, at, reason=reason, closures=shut, end=end.meetings)
    met = _clashes(db, session, end, plan.added)
    for each in along:
        mine = {one.id for one in each.meetings}
        changes = [change for change in plan.changed if change.before.id in mine]
        series.rewrite(db, each.stored.id, changes, each.title_of, now=writing.now)
    series.set_pattern(db, end.stored.id, plan.pattern)
    series.add_meetings(db, end.stored.id, plan.added, end.title_of, now=writing.now)
    return plan.added, met


def _clashes(db: Db, session: Session, end: SeriesAtHand, added: Sequence[Meeting]) -> Sequence[Clash]:
    found: list[Clash] = []
    for each in added:
        needs = clashes.needs_of(db, session.group_id)
        asked = BookingRequest(end.pattern.zone, each.room_id, each.leader_ids, needs, session.group_id)
        found += refusing(check(db, [(each.starts_at, each.ends_at)], asked))
    return found
