"""Rows of one person that become another's: every table that points to people, by the registry of its columns."""

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, bindparam, delete, func, or_, select, update

from facilitator.domain.views import Person
from facilitator.storage.row_digests import touched
from facilitator.storage.tables import attendance, consent, contact_choice, enrolment, person
from facilitator.storage.tables.person_keys import PERSON_KEYS, STAYS_WHEN_MERGED

MOVED: Final[tuple[Column[Any], ...]] = tuple(each for each in PERSON_KEYS if each not in STAYS_WHEN_MERGED)
"""The columns that point to the other person after a merge; rows of the rest stay, and are read with theirs."""

_BY_HAND: Final = (attendance.c.person_id, enrolment.c.person_id)
_columns = (person.c.id, person.c.uid, person.c.code, person.c.name, person.c.alias, person.c.phone, person.c.email)
_state = (
    attendance.c.session_id,
    attendance.c.expected,
    attendance.c.status,
    attendance.c.arrived_at,
    attendance.c.left_at,
    attendance.c.mode,
    attendance.c.minutes,
    attendance.c.children,
    attendance.c.counted_minutes,
)
_states = select(*_state).where(attendance.c.person_id == bindparam("person_id")).order_by(attendance.c.session_id)
_family = (
    select(*_columns)
    .where(or_(person.c.id == bindparam("person_id"), person.c.merged_into_id == bindparam("person_id")))
    .order_by(person.c.id)
)
_become = (
    update(person)
    .where(person.c.id == bindparam("was"))
    .values(merged_into_id=bindparam("becomes"), version=person.c.version + 1)
)
_take_places = update(enrolment).where(enrolment.c.id.in_(bindparam("places", expanding=True)))
_drop_places = delete(enrolment).where(enrolment.c.id.in_(bindparam("places", expanding=True)))
_ways = select(contact_choice.c.way).where(contact_choice.c.person_id == bindparam("becomes"))
_consents = select(consent.c.uid).where(consent.c.person_id == bindparam("was"))
_drop_ways = delete(contact_choice).where(
    contact_choice.c.person_id == bindparam("was"), contact_choice.c.way.in_(bindparam("ways", expanding=True))
)


class StateThen(NamedTuple):
    """How somebody took part in one session, as it is stored."""

    session_id: int
    expected: bool
    status: Any
    arrived_at: Any
    left_at: Any
    mode: Any
    minutes: int
    children: int | None
    counted_minutes: int | None


def family(db: Connection, person_id: int) -> list[Person]:
    """Somebody, and whoever became them."""
    return [Person(*row) for row in db.execute(_family, {"person_id": person_id})]


def states_of(db: Connection, person_id: int) -> dict[int, StateThen]:
    """How somebody took part in sessions, by session."""
    return {row.session_id: StateThen(*row) for row in db.execute(_states, {"person_id": person_id})}


def rows_of(db: Connection, person_id: int) -> dict[str, int]:
    """How many rows of each table would move, by the table's name; none of those without any."""
    found: dict[str, int] = {}
    for column in MOVED:
        number = db.execute(select(func.count()).where(column == person_id)).scalar_one()
        if number:
            found[column.table.name] = number
    return found


def move_rows(db: Connection, was: int, becomes: int) -> None:
    """Let every row of one person point to another, but for rosters and attendance; what both say stays as it was said.

    One who became the first is the other's now.
    """
    ways = db.execute(_ways, {"becomes": becomes}).scalars().all()
    if ways:
        db.execute(_drop_ways, {"was": was, "ways": list(ways)})
    for column in MOVED:
        if column not in _BY_HAND:
            if column.table is consent:
                for uid in db.execute(_consents, {"was": was}).scalars().all():
                    touched(db, consent, uid)
            db.execute(update(column.table).where(column == was).values({column.name: becomes}))


def move_places(db: Connection, places: Iterable[int], becomes: int, *, gone: Collection[int]) -> None:
    """Take the places that go away, and give the others to somebody."""
    if gone:
        db.execute(_drop_places, {"places": list(gone)})
    moved = list(places)
    if moved:
        db.execute(_take_places, {"places": moved, "person_id": becomes})


def become(db: Connection, was: int, becomes: int) -> None:
    """Say that one person is another."""
    db.execute(_become, {"was": was, "becomes": becomes})
