"""People and rosters."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, or_, select, update

from facilitator.domain.spelling import fold
from facilitator.domain.views import Enrolled, Person
from facilitator.storage.queries.uid_prefix import uid_begins
from facilitator.storage.tables import enrolment, person
from facilitator.storage.uids import new_code, new_uid

_columns = (person.c.id, person.c.uid, person.c.code, person.c.name, person.c.alias, person.c.phone, person.c.email)
_people = select(*_columns).order_by(person.c.name_key, person.c.alias_key)
_called = _people.where(
    or_(
        person.c.name_key == bindparam("key"),
        person.c.alias_key == bindparam("key"),
        person.c.code == func.upper(bindparam("text")),
        uid_begins(person.c.uid),
    )
)
_with_codes = _people.where(person.c.code.in_(bindparam("codes", expanding=True)))
_by_names = select(*_columns, person.c.name_key, person.c.alias_key)
_code = select(person.c.code).where(person.c.id == bindparam("person_id"))
_newest_id = select(func.coalesce(func.max(person.c.id), 0))
_ids_after = select(person.c.id).where(person.c.id > bindparam("newest"))
_add = insert(person)
_edit = update(person).where(person.c.id == bindparam("person_id"))
_on_roster: Select[Any] = (
    select(*_columns, enrolment.c.starts_on, enrolment.c.ends_on, enrolment.c.waitlisted)
    .join_from(enrolment, person)
    .where(
        enrolment.c.group_id == bindparam("group_id"),
        or_(enrolment.c.ends_on.is_(None), enrolment.c.ends_on >= bindparam("day")),
    )
    .order_by(enrolment.c.waitlisted, person.c.name_key, person.c.alias_key)
)
_seats_taken = select(func.count()).where(
    enrolment.c.group_id == bindparam("group_id"),
    enrolment.c.ends_on.is_(None),
    enrolment.c.waitlisted.is_(False),
)
_current = select(enrolment.c.id, enrolment.c.person_id, enrolment.c.starts_on, enrolment.c.waitlisted).where(
    enrolment.c.group_id == bindparam("group_id"), enrolment.c.ends_on.is_(None)
)
_enrol = insert(enrolment)
_leave = update(enrolment).where(enrolment.c.id == bindparam("enrolment_id"))
_first_waiting = (
    select(enrolment.c.id, enrolment.c.starts_on, person.c.code)
    .join_from(enrolment, person)
    .where(
        enrolment.c.group_id == bindparam("group_id"),
        enrolment.c.ends_on.is_(None),
        enrolment.c.waitlisted.is_(True),
    )
    .order_by(enrolment.c.id)
    .limit(1)
)
_last_days = (
    select(enrolment.c.person_id, func.max(enrolment.c.ends_on))
    .where(enrolment.c.group_id == bindparam("group_id"), enrolment.c.ends_on.is_not(None))
    .group_by(enrolment.c.person_id)
)


def people(db: Connection) -> list[Person]:
    """Everybody, by name."""
    return [Person(*row) for row in db.execute(_people)]


def people_called(db: Connection, text: str, prefix: str) -> list[Person]:
    """People with that name, alias or code, or whose uid begins so."""
    return [Person(*row) for row in db.execute(_called, {"key": fold(text), "text": text, "prefix": prefix})]


def people_with_codes(db: Connection, codes: Collection[str]) -> list[Person]:
    """Those who have these codes, by name."""
    every = list(codes)
    parts = (every[begin : begin + 500] for begin in range(0, len(every), 500))
    return [Person(*row) for part in parts for row in db.execute(_with_codes, {"codes": part})]


def code_of(db: Connection, person_id: int) -> str:
    """What stands in for somebody's name."""
    return str(db.execute(_code, {"person_id": person_id}).scalar_one())


def people_by_name(db: Connection) -> dict[tuple[str, str], Person]:
    """Everybody under folded name and alias, for an import to compare with."""
    return {(row.name_key, row.alias_key): Person(*row[:7]) for row in db.execute(_by_names)}


def new_person_row(*, name: str, alias: str, phone: str, email: str, now: datetime) -> dict[str, object]:
    """The values of a new person."""
    return {
        "uid": new_uid(),
        "code": new_code(),
        "name": name,
        "name_key": fold(name),
        "alias": alias,
        "alias_key": fold(alias),
        "phone": phone,
        "email": email,
        "created_at": now,
    }


def add_people(db: Connection, rows: Sequence[dict[str, object]]) -> None:
    """Add people, made by :func:`new_person_row`; a code that somebody has already becomes another one.

    Of five thousand codes two are the same in one roster of twenty.
    """
    if rows:
        _tell_codes_apart(db, rows)
        db.execute(_add, list(rows))


def _tell_codes_apart(db: Connection, rows: Sequence[dict[str, object]]) -> None:
    fresh = list(rows)
    used: set[object] = set()
    while fresh:
        used |= {each.code for each in people_with_codes(db, [str(row["code"]) for row in fresh])}
        again: list[dict[str, object]] = []
        for row in fresh:
            if row["code"] in used:
                row["code"] = new_code()
                again.append(row)
            else:
                used.add(row["code"])
        fresh = again


def newest_id(db: Connection) -> int:
    """The number of whoever was added last; 0 where there is nobody."""
    return int(db.execute(_newest_id).scalar_one())


def ids_after(db: Connection, newest: int) -> list[int]:
    """The numbers of those who were added since."""
    return list(db.execute(_ids_after, {"newest": newest}).scalars())


def edit_people(db: Connection, rows: Sequence[dict[str, object]]) -> None:
    """Change phone and email of people: each row has ``person_id``, ``phone`` and ``email``."""
    if rows:
        db.execute(_edit, list(rows))


def roster(db: Connection, group_id: int, day: date) -> list[Enrolled]:
    """Who is enrolled in a group on that day or will be, the waitlist last."""
    return [
        Enrolled(Person(*row[:7]), row.starts_on, row.ends_on, row.waitlisted)
        for row in db.execute(_on_roster, {"group_id": group_id, "day": day})
    ]


def seats_taken(db: Connection, group_id: int) -> int:
    """How many seats of a group are taken."""
    return db.execute(_seats_taken, {"group_id": group_id}).scalar_one()


def current_enrolments(db: Connection, group_id: int) -> dict[int, int]:
    """Ids of current enrolments of a group by person id, the waitlist among them."""
    return {row.person_id: row.id for row in db.execute(_current, {"group_id": group_id})}


def enrol(db: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Put people on a roster: each row has group_id, person_id, starts_on and waitlisted."""
    if rows:
        db.execute(_enrol, list(rows))


def end_enrolment(db: Connection, enrolment_id: int, *, ends_on: date, reason: str) -> None:
    """End an enrolment; its history stays, so that somebody who only waited was never expected."""
    db.execute(_leave, {"enrolment_id": enrolment_id, "ends_on": ends_on, "reason": reason})


def last_days(db: Connection, group_id: int) -> dict[int, date]:
    """The last day on the roster of everybody who left it once, by person id."""
    return {row[0]: row[1] for row in db.execute(_last_days, {"group_id": group_id})}


def first_waiting(db: Connection, group_id: int) -> tuple[int, date, str] | None:
    """The enrolment that has waited longest, from which day it was meant, and the person's code."""
    row = db.execute(_first_waiting, {"group_id": group_id}).first()
    return (row.id, row.starts_on, row.code) if row else None


def seat(db: Connection, enrolment_id: int, *, starts_on: date) -> None:
    """Give a waiting person a seat."""
    db.execute(_leave, {"enrolment_id": enrolment_id, "waitlisted": False, "starts_on": starts_on})
