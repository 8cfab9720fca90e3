"""Days on which people are away."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from facilitator.domain.people.away import Away
from facilitator.storage.db import new_id
from facilitator.storage.tables import person_away

_away = (
    select(person_away.c.person_id, person_away.c.id, person_away.c.first, person_away.c.last)
    .where(person_away.c.person_id.in_(bindparam("people", expanding=True)))
    .order_by(person_away.c.first, person_away.c.id)
)
_add = insert(person_away)
_change = update(person_away).where(person_away.c.id == bindparam("away_id"))
_forget = delete(person_away).where(person_away.c.id == bindparam("away_id"))


def away_days(db: Connection, people: Iterable[int]) -> dict[int, list[Away]]:
    """When these people are away, by their numbers, the first days first."""
    found: defaultdict[int, list[Away]] = defaultdict(list)
    every = sorted(set(people))
    for part in (every[at : at + 500] for at in range(0, len(every), 500)):
        for who, *days in db.execute(_away, {"people": part}):
            found[who].append(Away(*days))
    return dict(found)


def add_away(db: Connection, person_id: int, first: date, last: date | None) -> int:
    """Note days on which somebody is away; the number of that row."""
    return new_id(db.execute(_add, {"person_id": person_id, "first": first, "last": last}))


def change_away(db: Connection, away_id: int, first: date, last: date | None) -> None:
    """Mend the days of somebody's being away."""
    db.execute(_change, {"away_id": away_id, "first": first, "last": last})


def forget_away(db: Connection, away_id: int) -> None:
    """Take days away that were none."""
    db.execute(_forget, {"away_id": away_id})
