"""Start the next cycle of a group that came to its end, from the last one."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from facilitator.domain.scheduling.meetings import HAPPENED
from facilitator.domain.scheduling.series.edit_pattern import follow_start
from facilitator.domain.views import Group
from facilitator.errors import BadInput, NotFound
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.home import Home
from facilitator.services.curricula.library import CurriculumAtHand, find_curriculum
from facilitator.services.find import find_group
from facilitator.services.people.seats import carry_line, first_day_for, take_places
from facilitator.services.scheduling.read_series import SeriesAtHand, at_hand
from facilitator.services.scheduling.schedule_group import GroupWish, Scheduled, schedule_in
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.curricula import pinned as curricula
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.people import rosters
from facilitator.storage.queries.scheduling import clashes, groups, series
from facilitator.words import EnrolmentKind, GroupStatus
from facilitator.zones import zone


@dataclass(frozen=True, slots=True)
class NextCycle:
    """The new group, how many came along to a seat, who waits there too, and whether the last cycle was ended."""

    scheduled: Scheduled
    title: str
    enrolled: int
    waiting: int
    ended: bool


def next_cycle(
    book: Book,
    home: Home,
    group: str,
    start: datetime,
    *,
    now: datetime,
    repeat: str | None = None,
    with_roster: bool = False,
    force: bool = False,
) -> NextCycle:
    """Schedule a group like one before it: title, program, curriculum, place, who leads, seats, and as many sessions.

    Nobody is enrolled unless asked for. The last cycle is marked as ended where no session of it is to come.

    Raises:
        BadInput: for a group without an end, which goes on by itself.
        Clashed: as scheduling any group does.
    """
    with book.write(now=now) as writing:
        db = writing.db
        last = find_group(db, group)
        every = [at_hand(db, each) for each in series.series_of_group(db, last.id)]
        if not every or (last.status is GroupStatus.ACTIVE and every[-1].pattern.endless):
            raise BadInput(
                f"{last.title} has no end, so it needs no next cycle", "Change it: facilitator group change GROUP"
            )
        wish = _wish(db, last, every, start, repeat)
        chosen = _curriculum(db, home, last)
        step = Step("group.next", groups=[last.id])
        with journal(writing, step):
            made = schedule_in(writing, step, wish, chosen, force=force, continues_id=last.id)
            new = find_group(db, made.uid)
            came, wait = _enrol(db, last, new, now) if with_roster else (0, 0)
            if came or wait:
                step.rows["enrolment"] = [each.id for each in rosters.places_in(db, new.id)]
            ended = _end(db, last, every, now)
            step.summary = f"{last.title}: next cycle from {start:%a %d %b %Y}"
    return NextCycle(made, last.title, came, wait, ended)


def _wish(db: Db, last: Group, every: list[SeriesAtHand], start: datetime, repeat: str | None) -> GroupWish:
    pattern, needs = every[-1].pattern, clashes.needs_of(db, last.id)
    room = f"{last.site}/{last.room}" if last.room else None
    return GroupWish(
        title=last.title,
        start=start,
        repeat=repeat or _repeat(every, start),
        minutes=pattern.minutes,
        program=last.program,
        zone=pattern.zone,
        curriculum=last.curriculum_key,
        room=room,
        facilitators=last.facilitators,
        capacity=last.capacity,
        enrolment=last.enrolment,
        on_closure=pattern.on_closure,
        mode=last.mode,
        public=last.public,
        expected=needs.expected,
        required_credential=needs.credential or None,
        least_facilitators=needs.least_facilitators,
        people_per_specialist=needs.people_per_specialist,
    )


def _repeat(every: list[SeriesAtHand], start: datetime) -> str:
    """The last rule, on the day of the new start, for as many sessions as the last cycle had; lessons end it alone."""
    pattern = every[-1].pattern
    first = every[-1].meetings[0].original_local if every[-1].meetings else pattern.start_local
    rule = replace(pattern.rule, count=None, until=None)
    rule = follow_start(rule, first, start, old_zone=pattern.zone, new_zone=pattern.zone)
    if not pattern.walks:
        rule = replace(rule, count=max(1, sum(len(each.meetings) for each in every)))
    return rule.value()


def _curriculum(db: Db, home: Home, last: Group) -> CurriculumAtHand | None:
    """The curriculum as its file is now; where that is gone, as the last cycle has pinned it."""
    if last.curriculum_id is None or last.curriculum_key is None:
        return None
    try:
        return find_curriculum(home, last.curriculum_key)
    except NotFound:
        content = curricula.content(db, last.curriculum_id)
        read = read_curriculum(content, name="the pinned curriculum")
        path = home.curricula / f"{last.curriculum_key}.md"
        return CurriculumAtHand(path, read.curriculum, read.problems, content, read.content_hash, own=True)


def _enrol(db: Db, last: Group, new: Group, now: datetime) -> tuple[int, int]:
    if new.enrolment is EnrolmentKind.DROP_IN:
        return 0, 0
    today = now.astimezone(zone(book_info(db).zone)).date()
    last_day = last.ended_on or today
    places = [each for each in rosters.places_in(db, last.id) if each.stands(last_day)]
    seated = [each.person for each in places if not each.waitlisted]
    first = first_day_for(db, new, now)
    take_places(db, new, dict.fromkeys(seated), starts_on=first, today=today)
    # who waited goes on waiting, as long as before
    line = [each for each in places if each.waitlisted and each.person not in seated]
    carry_line(db, new, line, starts_on=first, today=today)
    waiting = sum(each.waitlisted for each in rosters.places_in(db, new.id))
    return len(seated) + len(line) - waiting, waiting


def _end(db: Db, last: Group, every: list[SeriesAtHand], now: datetime) -> bool:
    """End the last cycle where nothing of it is to come: two groups of one name would be hard to tell apart."""
    meetings = [meeting for each in every for meeting in each.meetings if not meeting.cancelled]
    to_come = any(each.status not in HAPPENED and each.ends_at > now for each in meetings)
    if last.status is GroupStatus.ENDED or to_come:
        return False
    days: list[date] = [each.start_local.date() for each in meetings]
    groups.end_group(db, last.id, max(days) if days else now.date())
    return True
