"""Consents: kept whole, never changed but for the day that ends them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select, update

from facilitator.domain.privacy.consent import Consent, ConsentTerms
from facilitator.storage.queries.uid_prefix import uid_begins
from facilitator.storage.row_digests import touched
from facilitator.storage.tables import consent, person
from facilitator.storage.uids import new_uid
from facilitator.words import RecordPart

_AT_ONCE = 500
_consents: Select[Any] = (
    select(consent, person.c.code).join_from(consent, person).order_by(consent.c.signed_on.desc(), consent.c.id.desc())
)
_of_people = _consents.where(consent.c.person_id.in_(bindparam("ids", expanding=True)))
_called = _consents.where(uid_begins(consent.c.uid))
_add = insert(consent)
_uid = select(consent.c.uid).where(consent.c.id == bindparam("consent_id"))
_edit = update(consent).where(consent.c.id == bindparam("consent_id"))


def add(db: Connection, person_id: int, terms: ConsentTerms, *, now: datetime, actor: str) -> str:
    """Keep a consent; its uid."""
    uid = new_uid()
    values = {name: getattr(terms, name) for name in ConsentTerms.__slots__}
    db.execute(_add, {**values, "uid": uid, "person_id": person_id, "created_at": now, "actor": actor})
    touched(db, consent, uid)
    return uid


def consents(db: Connection) -> list[Consent]:
    """Everybody's, the newest first."""
    return [_consent(row) for row in db.execute(_consents)]


def consents_of(db: Connection, person_ids: Collection[int]) -> dict[int, list[Consent]]:
    """The consents of these people by person id, the newest first."""
    ids, found = list(person_ids), defaultdict(list)
    for begin in range(0, len(ids), _AT_ONCE):
        for row in db.execute(_of_people, {"ids": ids[begin : begin + _AT_ONCE]}):
            found[row.person_id].append(_consent(row))
    return found


def consents_called(db: Connection, prefix: str) -> list[Consent]:
    """Consents whose uid begins so."""
    return [_consent(row) for row in db.execute(_called, {"prefix": prefix})]


def revoke(db: Connection, consent_id: int, *, at: datetime, how: str) -> None:
    """End a consent by its person's word."""
    db.execute(_edit, {"consent_id": consent_id, "revoked_at": at, "revoked_how": how})
    touched(db, consent, db.execute(_uid, {"consent_id": consent_id}).scalar_one())


def note_event(db: Connection, consent_id: int, day: date | None) -> None:
    """Note that the event which ends a consent came on a day; None: it did not come after all."""
    db.execute(_edit, {"consent_id": consent_id, "event_came_on": day})
    touched(db, consent, db.execute(_uid, {"consent_id": consent_id}).scalar_one())


def _consent(row: Row[Any]) -> Consent:
    terms = {name: getattr(row, name) for name in ConsentTerms.__slots__}
    terms["covers"] = tuple(RecordPart(part) for part in row.covers)
    return Consent(
        id=row.id,
        uid=row.uid,
        person_id=row.person_id,
        person_code=row.code,
        terms=ConsentTerms(**terms),
        event_came_on=row.event_came_on,
        revoked_at=row.revoked_at,
        revoked_how=row.revoked_how,
        created_at=row.created_at,
        actor=row.actor,
    )
