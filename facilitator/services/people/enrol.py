"""Put people on a group's roster, and take them off again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict

from facilitator.domain.views import Enrolled, Group
from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.find import find_group, find_person
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.people import people
from facilitator.storage.queries.scheduling import groups
from facilitator.words import EnrolmentKind, GroupStatus
from facilitator.zones import zone


class EnrolmentRow(TypedDict):
    """The values of a new enrolment."""

    group_id: int
    person_id: int
    starts_on: date
    waitlisted: bool


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What came of it: from which day, whether there was a seat, and who got the seat that was left (by code)."""

    person_code: str
    group_title: str
    starts_on: date
    waitlisted: bool
    seated_code: str = ""


def enrol(book: Book, group: str, person: str, *, now: datetime, starts_on: date | None = None) -> Enrolment:
    """Enrol a person, or put them on the waitlist where the group is full.

    Raises:
        Refused: where the person is on the roster already, the group has ended, or keeps no roster.
        BadInput: for a day on which the person was on the roster before.
    """
    with book.write(now=now) as change:
        found, who = find_group(change.db, group), find_person(change.db, person)
        if who.id in people.current_enrolments(change.db, found.id):
            raise Refused(f"{who.code} is on the roster of {found.title} already", "Nothing was changed.")
        left_on = people.last_days(change.db, found.id).get(who.id)
        if starts_on and left_on and starts_on <= left_on:
            raise BadInput(f"{who.code} was on the roster until {left_on} already", "Give a later day with --from.")
        (row,) = roster_rows(change.db, found, [who.id], starts_on or first_day_for(change.db, found, now))
        words = "put on the waitlist" if row["waitlisted"] else "put on the roster"
        with journal(change, _step("enrol", found, f"{who.code} {words}")):
            people.enrol(change.db, [row])
            change.record("enrol", found.uid, person=who.uid, waitlisted=bool(row["waitlisted"]))
    return Enrolment(who.code, found.title, row["starts_on"], row["waitlisted"])


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
        with journal(change, _step("unenrol", found, f"{who.code} taken off the roster")):
            # the last day on the roster is yesterday: nobody is expected tonight who left today
            people.end_enrolment(change.db, enrolment_id, ends_on=today - timedelta(days=1), reason=reason)
            seated = _seat_next(change.db, found, today)
            change.record("unenrol", found.uid, person=who.uid, seated_from_waitlist=bool(seated))
    return Enrolment(who.code, found.title, today, waitlisted=False, seated_code=seated)


def roster_of(book: Book, group: str, *, now: datetime) -> tuple[Group, list[Enrolled]]:
    """A group and who is on its roster today or later, the waitlist last."""
    with book.read() as db:
        found = find_group(db, group)
        return found, people.roster(db, found.id, _today(db, now))


def roster_rows(db: Db, group: Group, person_ids: Sequence[int], starts_on: date) -> list[EnrolmentRow]:
    """Rows of new enrolments, those beyond the group's capacity on the waitlist.

    Whoever was on the roster before begins after the last day of that time: nobody sits on two seats.

    Raises:
        Refused: where the group has ended, or keeps no roster.
    """
    free, left_on = seats_free(db, group), people.last_days(db, group.id)
    return [
        {
            "group_id": group.id,
            "person_id": person_id,
            "starts_on": max(starts_on, left_on[person_id] + timedelta(days=1)) if person_id in left_on else starts_on,
            "waitlisted": free is not None and at >= free,
        }
        for at, person_id in enumerate(person_ids)
    ]


def seats_free(db: Db, group: Group) -> int | None:
    """How many may still be enrolled before the next one waits; None where nobody counts seats.

    Raises:
        Refused: where the group has ended, or keeps no roster.
    """
    if group.status is GroupStatus.ENDED:
        raise Refused(f"{group.title} has ended", "Schedule a new group for the next cycle.")
    if group.enrolment is EnrolmentKind.DROP_IN:
        raise Refused(f"{group.title} is a drop-in group and keeps no roster", "People are marked when they come.")
    return None if group.capacity is None else max(0, group.capacity - people.seats_taken(db, group.id))


def first_day_for(db: Db, group: Group, now: datetime) -> date:
    """From which day a new enrolment counts: today, or from the first session while none was held yet.

    So somebody who enrols before the first session is closed is expected at it, also where attendance is entered later
    from paper.
    """
    first, today = groups.first_day(db, group.id), _today(db, now)
    return today if first is None or groups.has_held(db, group.id) else min(first, today)


def _step(action: str, group: Group, what: str) -> Step:
    """An edit of a roster; the seat that it frees or takes may be another's."""
    return Step(action, group.uid, f"{group.title}: {what}", rows={"enrolment.group_id": [group.id]})


def _seat_next(db: Db, group: Group, today: date) -> str:
    """Give a free seat to whoever waited longest; their code, or nothing."""
    if group.capacity is None or people.seats_taken(db, group.id) >= group.capacity:
        return ""
    waiting = people.first_waiting(db, group.id)
    if waiting is None:
        return ""
    enrolment_id, wanted_from, code = waiting
    people.seat(db, enrolment_id, starts_on=max(today, wanted_from))
    return code


def _today(db: Db, now: datetime) -> date:
    return now.astimezone(zone(book_info(db).zone)).date()
