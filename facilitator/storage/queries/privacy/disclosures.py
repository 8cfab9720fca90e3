"""The ledger of disclosures: rows are added, and stay."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select

from facilitator.domain.privacy.disclosure import Disclosure
from facilitator.storage.queries.people.family import of_family
from facilitator.storage.row_digests import touched
from facilitator.storage.tables import consent, disclosure, person
from facilitator.storage.uids import new_uid

_all: Select[Any] = (
    select(
        disclosure.c.uid,
        person.c.code,
        disclosure.c.at,
        disclosure.c.basis,
        consent.c.uid.label("consent_uid"),
        disclosure.c.recipient,
        disclosure.c.description,
        disclosure.c.purpose,
        disclosure.c.emergency,
        disclosure.c.made_by,
        disclosure.c.statement,
    )
    .select_from(disclosure)
    .join(person, person.c.id == disclosure.c.person_id)
    .outerjoin(consent, consent.c.id == disclosure.c.consent_id)
    .order_by(disclosure.c.at, disclosure.c.id)
)
_of_person = _all.where(of_family(disclosure.c.person_id))
_days = (disclosure.c.at >= bindparam("begin"), disclosure.c.at < bindparam("end"))
_between, _of_person_between = _all.where(*_days), _of_person.where(*_days)
_add = insert(disclosure)


def add(db: Connection, rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Write what was told; the uids of the rows. Each has every column but id and uid."""
    made = [{**row, "uid": new_uid()} for row in rows]
    if made:
        db.execute(_add, made)
        for row in made:
            touched(db, disclosure, row["uid"])
    return [str(row["uid"]) for row in made]


def disclosures(db: Connection, begin: datetime, end: datetime, *, person_id: int | None = None) -> list[Disclosure]:
    """What was told from a moment on and before another, the oldest first; of one person or of all."""
    chosen = _between if person_id is None else _of_person_between
    rows = db.execute(chosen, {"begin": begin, "end": end, "person_id": person_id})
    return [_disclosure(row) for row in rows]


def of_person(db: Connection, person_id: int) -> list[Disclosure]:
    """All that was ever told about a person, the oldest first."""
    return [_disclosure(row) for row in db.execute(_of_person, {"person_id": person_id})]


def _disclosure(row: Row[Any]) -> Disclosure:
    return Disclosure(
        uid=row.uid,
        person_code=row.code,
        at=row.at,
        basis=row.basis,
        consent_uid=row.consent_uid or "",
        recipient=row.recipient,
        description=row.description,
        purpose=row.purpose,
        emergency=row.emergency,
        made_by=row.made_by,
        statement=row.statement,
    )
