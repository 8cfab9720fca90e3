"""Put people on a group's roster, and take them off again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facilitator.domain.views import Enrolled, Group
from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.find import find_group, find_person
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries import groups, people
from facilitator.storage.queries.book import book_info
from facilitator.words import EnrolmentKind, GroupStatus
from facilitator.zones import zone


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What came of it: from which day, and whether there was a seat."""

    person_code: str
    group_title: str
    starts_on: date
    waitlisted: bool


def enrol(book: Book, group: str, person: str, *, now: datetime, starts_on: date | None = None) -> Enrolment:
    """Enrol a person, or put them on the waitlist where the group is full.

    Raises:
        Refused: where the person is on the roster already, the group has ended, or keeps no roster.
    """
    with book.write(now=now) as change:
        found, who = find_group(change.db, group), find_person(change.db, person)
        if who.id in people.current_enrolments(change.db, found.id):
            raise Refused(f"{who.code} is on the roster of {found.title} already", "Nothing was changed.")
        day = starts_on or first_day_for(change.db, found, now)
        (row,) = roster_rows(change.db, found, [who.id], day)
        people.enrol(change.db, [row])
        change.record("enrol", found.uid, person=who.uid, waitlisted=bool(row["waitlisted"]))
    return Enrolment(who.code, found.title, day, bool(row["waitlisted"]))


def unenrol(book: Book, group: str, person: str, *, now: datetime, reason: str = "") -> Enrolment:
    """End an enrolment today; a seat that it frees goes to whoever waited longest.

    Raises:
        NotFound: where the person is not on the roster.
    """
    with book.write(now=now) as change:
        found, who = find_group(change.db, group), find_person(change.db, person)
        enrolment_id = people.current_enrolments(change.db, found.id).get(who.id)
        if enrolment_id is None:
            raise NotFound(f"{who.code} is not on the roster of {found.title}", "Nothing was changed.")
        today = _today(change.db, now)
        # the last day on the roster is yesterday: nobody is expected tonight who left today
        people.end_enrolment(change.db, enrolment_id, ends_on=today - timedelta(days=1), reason=reason)
        seated = _seat_next(change.db, found, today)
        change.record("unenrol", found.uid, person=who.uid, seated_from_waitlist=seated)
    return Enrolment(who.code, found.title, today, waitlisted=False)


def roster_of(book: Book, group: str, *, now: datetime) -> tuple[Group, list[Enrolled]]:
    """A group and who is on its roster today or later, the waitlist last."""
    with book.read() as db:
        found = find_group(db, group)
        return found, people.roster(db, found.id, _today(db, now))


def roster_rows(db: Db, group: Group, person_ids: Sequence[int], starts_on: date) -> list[dict[str, object]]:
    """Rows of new enrolments, those beyond the group's capacity on the waitlist.

    Raises:
        Refused: where the group has ended, or keeps no roster.
    """
    if group.status is GroupStatus.ENDED:
        raise Refused(f"{group.title} has ended", "Schedule a new group for the next cycle.")
    if group.enrolment is EnrolmentKind.DROP_IN:
        raise Refused(f"{group.title} is a drop-in group and keeps no roster", "People are marked when they come.")
    taken = people.seats_taken(db, group.id)
    return [
        {
            "group_id": group.id,
            "person_id": person_id,
            "starts_on": starts_on,
            "waitlisted": group.capacity is not None and taken + at >= group.capacity,
        }
        for at, person_id in enumerate(person_ids)
    ]


def first_day_for(db: Db, group: Group, now: datetime) -> date:
    """From which day a new enrolment counts: today, or from the first session while none was held yet.

    So somebody who enrols before the first session is closed is expected at it, also where attendance is entered later
    from paper.

    Raises:
        BadInput: for a group without sessions.
    """
    first = groups.first_day(db, group.id)
    if first is None:
        raise BadInput(f"{group.title} has no session to enrol for", "See: facilitator group show")
    today = _today(db, now)
    return today if groups.has_held(db, group.id) else min(first, today)


def _seat_next(db: Db, group: Group, today: date) -> bool:
    if group.capacity is None or people.seats_taken(db, group.id) >= group.capacity:
        return False
    waiting = people.first_waiting(db, group.id)
    if waiting is None:
        return False
    people.seat(db, waiting, starts_on=today)
    return True


def _today(db: Db, now: datetime) -> date:
    return now.astimezone(zone(book_info(db).zone)).date()
