"""People."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select, update

from facilitator.domain.people.name_order import name_order
from facilitator.domain.people.same_person import name_key
from facilitator.domain.spelling import fold
from facilitator.domain.views import Person
from facilitator.storage.queries.uid_prefix import uid_begins
from facilitator.storage.tables import person
from facilitator.storage.uids import new_code, new_uid

_columns = (person.c.id, person.c.uid, person.c.code, person.c.name, person.c.alias, person.c.phone, person.c.email)
_everybody = select(*_columns)
# whoever became somebody else is found by code and uid alone, and leads to them
_people = _everybody.where(person.c.merged_into_id.is_(None))
_called = select(*_columns, person.c.merged_into_id).where(
    or_(
        person.c.merged_into_id.is_(None)
        & or_(person.c.name_key == bindparam("key"), person.c.alias_key == bindparam("key")),
        person.c.code == func.upper(bindparam("text")),
        uid_begins(person.c.uid),
    )
)
_with_ids = _everybody.where(person.c.id.in_(bindparam("ids", expanding=True)))
_like = _people.where(
    or_(person.c.name_key == bindparam("key"), and_(person.c.alias_key != "", person.c.alias_key == bindparam("alias")))
)
_with_codes = _everybody.where(person.c.code.in_(bindparam("codes", expanding=True)))
_code = select(person.c.code).where(person.c.id == bindparam("person_id"))
_newest_id = select(func.coalesce(func.max(person.c.id), 0))
_ids_after = select(person.c.id).where(person.c.id > bindparam("newest"))
_add = insert(person)
_edit = update(person).where(person.c.id == bindparam("person_id")).values(version=person.c.version + 1)


def people(db: Connection) -> list[Person]:
    """Everybody, by name."""
    return _by_name(db.execute(_people))


def people_called(db: Connection, text: str, prefix: str) -> list[Person]:
    """People with that name, alias or code, or whose uid begins so, by name; for one who became another that one."""
    rows = db.execute(_called, {"key": name_key(text), "text": text, "prefix": prefix}).all()
    found = {row.id: Person(*row[:7]) for row in rows if row.merged_into_id is None}
    others = {row.merged_into_id for row in rows} - {None, *found}
    found |= {row.id: Person(*row) for row in db.execute(_with_ids, {"ids": sorted(others)})} if others else {}
    return sorted(found.values(), key=name_order)


def people_like(db: Connection, name: str, alias: str) -> list[Person]:
    """People of that name, or of that alias where there is one."""
    return _by_name(db.execute(_like, {"key": name_key(name), "alias": fold(alias)}))


def people_with_codes(db: Connection, codes: Collection[str]) -> list[Person]:
    """Those who have these codes, by name."""
    every = list(codes)
    parts = (every[begin : begin + 500] for begin in range(0, len(every), 500))
    return _by_name(row for part in parts for row in db.execute(_with_codes, {"codes": part}))


def _by_name(rows: Iterable[Any]) -> list[Person]:
    return sorted((Person(*row) for row in rows), key=name_order)


def code_of(db: Connection, person_id: int) -> str:
    """What stands in for somebody's name."""
    return str(db.execute(_code, {"person_id": person_id}).scalar_one())


def new_person_row(*, name: str, alias: str, phone: str, email: str, now: datetime) -> dict[str, object]:
    """The values of a new person."""
    return {
        "uid": new_uid(),
        "code": new_code(),
        "name": name,
        "name_key": name_key(name),
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


def edited_row(who: Person, *, name: str, alias: str, phone: str, email: str) -> dict[str, object]:
    """The values of somebody who is in the book, for :func:`edit_people`."""
    return {
        "person_id": who.id,
        "name": name,
        "name_key": name_key(name),
        "alias": alias,
        "alias_key": fold(alias),
        "phone": phone,
        "email": email,
    }


def edit_people(db: Connection, rows: Sequence[dict[str, object]]) -> None:
    """Change people: rows made by :func:`edited_row`."""
    if rows:
        db.execute(_edit, list(rows))
