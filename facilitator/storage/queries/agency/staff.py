"""Facilitators and their credentials."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from facilitator.domain.views import Credential, Facilitator, LeaderAway
from facilitator.storage.db import new_id
from facilitator.storage.queries.uid_prefix import uid_begins
from facilitator.storage.tables import credential, facilitator, facilitator_away
from facilitator.storage.uids import new_uid

_staff = select(facilitator.c.id, facilitator.c.uid, facilitator.c.name, facilitator.c.public_name).order_by(
    facilitator.c.name
)
_called = _staff.where(
    or_(
        func.lower(facilitator.c.name) == func.lower(bindparam("text")),
        uid_begins(facilitator.c.uid),
    )
)
_credentials = select(credential.c.facilitator_id, credential.c.name, credential.c.expires_on).order_by(
    credential.c.name
)


_away = select(facilitator_away.c.facilitator_id, facilitator_away.c.first, facilitator_away.c.last).order_by(
    facilitator_away.c.first, facilitator_away.c.id
)
_away_of = _away.where(facilitator_away.c.facilitator_id == bindparam("facilitator_id"))
_forget_away = delete(facilitator_away).where(
    facilitator_away.c.facilitator_id == bindparam("of_facilitator"), facilitator_away.c.first == bindparam("from_day")
)
_add_away = insert(facilitator_away)


def staff(db: Connection) -> list[Facilitator]:
    """All facilitators by name, with their credentials and days away."""
    held: dict[int, list[Credential]] = defaultdict(list)
    for row in db.execute(_credentials):
        held[row.facilitator_id].append(Credential(row.name, row.expires_on))
    away: dict[int, list[LeaderAway]] = defaultdict(list)
    for facilitator_id, *days in db.execute(_away):
        away[facilitator_id].append(LeaderAway(*days))
    return [Facilitator(*row, credentials=tuple(held[row.id]), away=tuple(away[row.id])) for row in db.execute(_staff)]


def staff_called(db: Connection, text: str, prefix: str) -> list[Facilitator]:
    """Facilitators of that name, or whose uid begins so."""
    return [Facilitator(*row) for row in db.execute(_called, {"text": text, "prefix": prefix})]


def add_facilitator(db: Connection, *, name: str, public_name: bool) -> tuple[int, str]:
    """A new facilitator; id and uid."""
    uid = new_uid()
    done = db.execute(insert(facilitator), {"uid": uid, "name": name, "public_name": public_name})
    return new_id(done), uid


def edit_facilitator(db: Connection, facilitator_id: int, **values: object) -> None:
    """Change columns of a facilitator."""
    db.execute(update(facilitator).where(facilitator.c.id == facilitator_id), values)


def put_credential(db: Connection, facilitator_id: int, *, name: str, expires_on: date | None) -> None:
    """Add a credential, or give the one of that name a new date."""
    db.execute(delete(credential).where(credential.c.facilitator_id == facilitator_id, credential.c.name == name))
    db.execute(insert(credential), {"facilitator_id": facilitator_id, "name": name, "expires_on": expires_on})


def away_of(db: Connection, facilitator_id: int) -> list[LeaderAway]:
    """When somebody is away, the first days first."""
    return [LeaderAway(*row[1:]) for row in db.execute(_away_of, {"facilitator_id": facilitator_id})]


def set_away(db: Connection, facilitator_id: int, days: Iterable[LeaderAway]) -> None:
    """Let somebody be away on these days, and on no others."""
    known, wanted = away_of(db, facilitator_id), list(days)
    gone = [{"of_facilitator": facilitator_id, "from_day": each.first} for each in known if each not in wanted]
    if gone:
        db.execute(_forget_away, gone)
    new = [each for each in wanted if each not in known]
    if new:
        db.execute(
            _add_away, [{"facilitator_id": facilitator_id, "first": each.first, "last": each.last} for each in new]
        )
