"""Rosters: who is enrolled in a group from when to when, and who waits."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, or_, select, update

from facilitator.domain.people.name_order import name_order
from facilitator.domain.people.seats import RosterPlace, peak
from facilitator.domain.views import Enrolled, Person
from facilitator.storage.db import new_id
from facilitator.storage.tables import enrolment, group, person
from facilitator.words import EnrolmentKind, GroupStatus

_person = (person.c.id, person.c.uid, person.c.code, person.c.name, person.c.alias, person.c.phone, person.c.email)
_stands = or_(enrolment.c.ends_on.is_(None), enrolment.c.ends_on >= bindparam("day"))
_on_roster: Select[Any] = (
    select(*_person, enrolment.c.starts_on, enrolment.c.ends_on, enrolment.c.waitlisted)
    .join_from(enrolment, person)
    .where(enrolment.c.group_id == bindparam("group_id"), _stands)
    .order_by(enrolment.c.waitlisted, enrolment.c.waiting_since, enrolment.c.id)
)
_places: Select[Any] = (
    select(
        enrolment.c.id,
        *_person,
        enrolment.c.starts_on,
        enrolment.c.ends_on,
        enrolment.c.waitlisted,
        enrolment.c.waiting_since,
        enrolment.c.seated_on,
        enrolment.c.reason,
    )
    .join_from(enrolment, person)
    .where(enrolment.c.group_id == bindparam("group_id"))
    .order_by(enrolment.c.id)
)
_groups_with = (
    select(enrolment.c.group_id).distinct().where(enrolment.c.person_id == bindparam("person_id"))
).order_by(enrolment.c.group_id)
_add = insert(enrolment)
_change = update(enrolment).where(enrolment.c.id == bindparam("enrolment_id"))
_take_away = delete(enrolment).where(enrolment.c.id == bindparam("enrolment_id"))
_sizes = (
    select(enrolment.c.group_id, enrolment.c.waitlisted, func.count(), func.count(enrolment.c.ends_on))
    .where(_stands)
    .group_by(enrolment.c.group_id, enrolment.c.waitlisted)
)
_taken = (
    select(enrolment.c.group_id, func.count().label("seats"))
    .where(enrolment.c.waitlisted.is_(False), _stands)
    .group_by(enrolment.c.group_id)
    .subquery()
)
_waits = select(enrolment.c.group_id).where(enrolment.c.waitlisted.is_(True), _stands)
_may_be_due = (
    select(group.c.uid)
    .outerjoin_from(group, _taken, _taken.c.group_id == group.c.id)
    .where(
        group.c.id.in_(_waits),
        group.c.status == GroupStatus.ACTIVE,
        group.c.enrolment != EnrolmentKind.DROP_IN,
        or_(group.c.capacity.is_(None), func.coalesce(_taken.c.seats, 0) < group.c.capacity),
    )
    .order_by(group.c.id)
)


def roster(db: Connection, group_id: int, day: date) -> list[Enrolled]:
    """Who is enrolled in a group on that day or will be, by name; then the waitlist in the order of waiting."""
    found = [
        Enrolled(Person(*row[:7]), row.starts_on, row.ends_on, row.waitlisted)
        for row in db.execute(_on_roster, {"group_id": group_id, "day": day})
    ]
    seated = sorted((each for each in found if not each.waitlisted), key=lambda each: name_order(each.person))
    return [*seated, *(each for each in found if each.waitlisted)]


def places_in(db: Connection, group_id: int) -> list[RosterPlace]:
    """Every place on a roster that ever was or will be, those that ended too, in the order in which they were made."""
    return [RosterPlace(row.id, Person(*row[1:8]), *row[8:]) for row in db.execute(_places, {"group_id": group_id})]


def groups_with(db: Connection, person_id: int) -> Sequence[int]:
    """The groups on whose rosters somebody ever was, or will be."""
    return db.execute(_groups_with, {"person_id": person_id}).scalars().all()


def put_places(db: Connection, group_id: int, places: Iterable[RosterPlace]) -> list[RosterPlace]:
    """Write places: new ones are added, others take these values; as they are then."""
    written = []
    for each in places:
        values: dict[str, object] = {
            "starts_on": each.starts_on,
            "ends_on": each.ends_on,
            "waitlisted": each.waitlisted,
            "waiting_since": each.waiting_since,
            "seated_on": each.seated_on,
            "reason": each.reason,
        }
        if each.id:
            db.execute(_change, {"enrolment_id": each.id, **values})
            written.append(each)
        else:
            made = db.execute(_add, {"group_id": group_id, "person_id": each.person.id, **values})
            written.append(replace(each, id=new_id(made)))
    return written


def take_place_away(db: Connection, place_id: int) -> None:
    """Take a place away that ended before it began: it is none."""
    db.execute(_take_away, {"enrolment_id": place_id})


def roster_sizes(db: Connection, day: date) -> dict[int, tuple[int, int]]:
    """Seats taken and people waiting, by group id, on that day and after it.

    A seat that somebody leaves, and that another has from then on, is one.
    """
    found: dict[int, tuple[int, int]] = {}
    for group_id, waitlisted, number, leaving in db.execute(_sizes, {"day": day}):
        seated, waiting = found.get(group_id, (0, 0))
        if not waitlisted and leaving:
            number = peak(places_in(db, group_id), day)
        found[group_id] = (seated, number) if waitlisted else (number, waiting)
    return found


def seats_may_be_due(db: Connection, day: date) -> Sequence[str]:
    """The uids of groups in which somebody waits although fewer have a seat than there are, from that day on."""
    return db.execute(_may_be_due, {"day": day}).scalars().all()
