"""Start the next cycle of a group that came to its end, from the last one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from facilitator.domain.people.seats import RosterPlace, given_seats, new_place
from facilitator.domain.scheduling.meetings import HAPPENED, Meeting
from facilitator.domain.scheduling.planned import Plan
from facilitator.domain.scheduling.series.edit_pattern import follow_start
from facilitator.domain.views import Group, Person
from facilitator.errors import BadInput, NotFound
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.home import Home
from facilitator.services.curricula.library import CurriculumAtHand, find_curriculum
from facilitator.services.find import find_group
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.scheduling.read_series import SeriesAtHand, at_hand
from facilitator.services.scheduling.schedule_group import GroupWish, Scheduled, foresee_in, schedule_in
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
    """The next cycle, as it was scheduled or would be, and who comes along to a seat or to its line.

    Of a preview ``scheduled`` has no uid. ``left_waiting`` counts those on the last cycle's waitlist who do not come
    along, ``ended`` says whether the last cycle ends with it.
    """

    scheduled: Scheduled
    last: Group
    roster: tuple[RosterPlace, ...]
    left_waiting: int
    ended: bool

    @property
    def enrolled(self) -> int:
        """How many have a seat."""
        return sum(not each.waitlisted for each in self.roster)

    @property
    def waiting(self) -> int:
        """How many wait for one."""
        return sum(each.waitlisted for each in self.roster)


def next_cycle(
    book: Book,
    home: Home,
    group: str,
    start: datetime,
    *,
    now: datetime,
    repeat: str | None = None,
    with_roster: bool = False,
    with_waitlist: bool = False,
    force: bool = False,
    preview: bool = False,
) -> NextCycle:
    """Schedule a group like one before it: title, program, curriculum, place, who leads, seats, and as many sessions.

    Nobody is enrolled unless asked for: whoever has a seat, whoever waits, or both, from the first session on. The last
    cycle is marked as ended where no session of it is to come. A preview writes nothing, and refuses no clash.

    Raises:
        BadInput: for a group without an end, which goes on by itself.
        Clashed: as scheduling any group does.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        last = find_group(db, group)
        every = [at_hand(db, each) for each in series.series_of_group(db, last.id)]
        if not every or (last.status is GroupStatus.ACTIVE and every[-1].pattern.endless):
            raise BadInput(
                f"{last.title} has no end, so it needs no next cycle", "Change it: facilitator group change GROUP"
            )
        wish = _wish(db, last, every, start, repeat)
        chosen = _curriculum(db, home, last)
        today = now.astimezone(zone(book_info(db).zone)).date()
        seated, line = _those_of(db, last, today)
        coming = (seated if with_roster else [], line if with_waitlist else [])
        left = 0 if with_waitlist else len(line)
        ended = _ends_with_it(last, every, now)
        if writing is None:
            foreseen = foresee_in(db, wish, chosen, now=now)
            roster = _roster(last, *coming, foreseen.plan, today, now)
            would_be = Scheduled("", foreseen.plan, foreseen.clashes, foreseen.notes)
            return NextCycle(would_be, last, roster, left, ended)
        step = Step("group.next", groups=[last.id])
        with journal(writing, step):
            made = schedule_in(writing, step, wish, chosen, force=force, continues_id=last.id)
            new = find_group(db, made.uid)
            roster = tuple(rosters.put_places(db, new.id, _roster(last, *coming, made.plan, today, now)))
            if roster:
                step.rows["enrolment"] = [each.id for each in roster]
            if ended:
                _end(db, last, every, now)
            step.summary = f"{last.title}: next cycle from {start:%a %d %b %Y}"
    return NextCycle(made, last, roster, left, ended)


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
        language=last.language,
        access=last.access,
        description=last.description,
        link=last.link,
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


def _those_of(db: Db, last: Group, today: date) -> tuple[list[Person], list[RosterPlace]]:
    """Who has a seat at the end of the last cycle, and who waits there without one."""
    if last.enrolment is EnrolmentKind.DROP_IN:
        return [], []
    places = [each for each in rosters.places_in(db, last.id) if each.stands(last.ended_on or today)]
    seated = list(dict.fromkeys(each.person for each in places if not each.waitlisted))
    return seated, [each for each in places if each.waitlisted and each.person not in seated]


def _roster(
    last: Group, seated: Sequence[Person], line: Sequence[RosterPlace], plan: Plan, today: date, now: datetime
) -> tuple[RosterPlace, ...]:
    """The roster of the new cycle, from its first session on; who waits goes on waiting, as long as before."""
    first = next((each.start_local.date() for each in plan.sessions if each.ends_at > now), today)
    places: list[RosterPlace] = []
    for each in seated:
        places.append(new_place(last.capacity, places, each, starts_on=first, today=today))
    places += [replace(each, id=0, starts_on=first, ends_on=None, waiting_since=each.turn[0]) for each in line]
    given = {each.person: each for each in given_seats(last.capacity, places, today)}
    return tuple(given.get(each.person, each) for each in places)


def _ends_with_it(last: Group, every: list[SeriesAtHand], now: datetime) -> bool:
    """Whether nothing of the last cycle is to come: two groups of one name would be hard to tell apart."""
    to_come = any(each.status not in HAPPENED and each.ends_at > now for each in _held(every))
    return last.status is not GroupStatus.ENDED and not to_come


def _end(db: Db, last: Group, every: list[SeriesAtHand], now: datetime) -> None:
    days: list[date] = [each.start_local.date() for each in _held(every)]
    groups.end_group(db, last.id, max(days) if days else now.date())


def _held(every: list[SeriesAtHand]) -> list[Meeting]:
    return [meeting for each in every for meeting in each.meetings if not meeting.cancelled]
