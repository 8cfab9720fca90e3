"""The audit chain: who did what, each row bound to the one before it by an HMAC.

A row is written in the same transaction as the change it speaks of. Its payload holds ids and names of fields, never
names of people. Order is by ``seq``: the wall clock may jump.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, desc, insert, select

from facilitator.storage.tables import audit

GENESIS = bytes(32)

_last = select(audit.c.seq, audit.c.hash).order_by(desc(audit.c.seq)).limit(1)
_add = insert(audit)
_from = (
    select(
        audit.c.seq,
        audit.c.at,
        audit.c.actor,
        audit.c.action,
        audit.c.object,
        audit.c.reason,
        audit.c.payload,
        audit.c.previous_hash,
        audit.c.hash,
    )
    .where(audit.c.seq > bindparam("after"))
    .order_by(audit.c.seq)
)
_hash_of = select(audit.c.hash).where(audit.c.seq == bindparam("seq"))


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a walk along the chain found: how many rows hold, and the first that does not."""

    rows: int
    broken_at: int | None
    head_missing: bool

    @property
    def whole(self) -> bool:
        """Whether nothing was changed or cut that we can tell."""
        return self.broken_at is None and not self.head_missing


def last_row(db: Connection) -> tuple[int, bytes]:
    """Number and hash of the newest row; ``(0, 32 zero bytes)`` in an empty book."""
    row = db.execute(_last).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def append(
    db: Connection,
    key: bytes,
    *,
    at: datetime,
    actor: str,
    action: str,
    object_uid: str,
    reason: str = "",
    payload: dict[str, object] | None = None,
) -> None:
    """Add a row to the chain, in the transaction that is open."""
    seq, previous = last_row(db)
    text = json.dumps(payload or {}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    row: dict[str, object] = {
        "seq": seq + 1,
        "at": at,
        "actor": actor,
        "action": action,
        "object": object_uid,
        "reason": reason,
        "payload": text,
        "previous_hash": previous,
    }
    row["hash"] = _hash(key, seq + 1, int(at.timestamp()), actor, action, object_uid, reason, text, previous)
    db.execute(_add, row)


def verify(db: Connection, key: bytes, *, head: tuple[int, str] | None = None) -> ChainReport:
    """Walk the whole chain; ``head`` is a (seq, hash in hex) kept outside the book, which shows a cut tail."""
    previous, expected, rows = GENESIS, 1, 0
    for row in db.execute(_from, {"after": 0}).yield_per(1000):
        at = int(row.at.timestamp())
        own = _hash(key, row.seq, at, row.actor, row.action, row.object, row.reason, row.payload, previous)
        if row.seq != expected or row.previous_hash != previous or not hmac.compare_digest(row.hash, own):
            return ChainReport(rows, row.seq, head_missing=False)
        previous, expected, rows = row.hash, expected + 1, rows + 1
    return ChainReport(rows, None, head_missing=_head_missing(db, head))


def _head_missing(db: Connection, head: tuple[int, str] | None) -> bool:
    if head is None or head[0] == 0:
        return False
    found = db.execute(_hash_of, {"seq": head[0]}).scalar()
    return found is None or found.hex() != head[1]


def _hash(key: bytes, *fields: str | int | bytes) -> bytes:
    """HMAC-SHA256 over length-prefixed fields, so that no two rows share an encoding."""
    mac = hmac.new(key, digestmod=hashlib.sha256)
    for field in fields:
        part = field if isinstance(field, bytes) else str(field).encode()
        mac.update(len(part).to_bytes(8, "big") + part)
    return mac.digest()
