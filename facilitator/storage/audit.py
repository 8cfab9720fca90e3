"""The audit chain: who did what, each row bound to the one before it by an HMAC.

A row is written in the same transaction as the change it speaks of. Its payload holds ids and names of fields, never
names of people. Order is by ``seq``: the wall clock may jump.
"""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, desc, insert, select, type_coerce

from facilitator.errors import BookError
from facilitator.storage.keys.slots import AuditHead
from facilitator.storage.tables import audit

GENESIS = bytes(32)

_last = select(audit.c.seq, audit.c.at, audit.c.hash).order_by(desc(audit.c.seq)).limit(1)
_add = insert(audit)
_from = (
    select(
        audit.c.seq,
        type_coerce(audit.c.at, BigInteger).label("at"),
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
_row = select(audit.c.action, audit.c.at, audit.c.payload).where(audit.c.seq == bindparam("seq"))


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


def head(db: Connection) -> AuditHead:
    """The newest row: number, hash in hex, and when it was written."""
    row = db.execute(_last).first()
    if row is None:
        return AuditHead(0, GENESIS.hex(), "")
    return AuditHead(row.seq, row.hash.hex(), row.at.isoformat())


def has(db: Connection, head: AuditHead) -> bool:
    """Whether the chain still has the row that was its newest once."""
    found = db.execute(_hash_of, {"seq": head.seq}).scalar()
    return head.seq == 0 or (found is not None and found.hex() == head.hash)


class Kept(StrEnum):
    """Where a head lies outside of the book; a seal for one is none for the other."""

    BESIDE = "beside the book"
    WITNESS = "witness"


def sealed(key: bytes, head: AuditHead, book: str, kept: Kept) -> AuditHead:
    """A head with the seal under which it may lie outside of the book of this uid."""
    return replace(head, seal=_hash(key, kept.value, book, head.seq, head.hash, head.at).hex())


def vouched(key: bytes, head: AuditHead, book: str, kept: Kept) -> bool:
    """Whether a head has its seal: nobody without the key of the book wrote it, or changed it."""
    return hmac.compare_digest(sealed(key, head, book, kept).seal.encode(), head.seal.encode())


def row_at(db: Connection, seq: int) -> Any:
    """Action, moment and payload of one row; None where there is no such row."""
    return db.execute(_row, {"seq": seq}).first()


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
) -> int:
    """Add a row to the chain, in the transaction that is open; its number."""
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
    return seq + 1


def verify(db: Connection, key: bytes, *, head: AuditHead | None = None) -> ChainReport:
    """Walk the whole chain; a head that was kept outside of the book shows a cut tail."""
    previous, rows = GENESIS, 0
    for row in db.execute(_from, {"after": 0}).yield_per(1000):
        *fields, said_previous, said = row
        if not _of_their_kinds(fields, said) or said_previous != previous or said != _hash(key, *fields, previous):
            return ChainReport(rows, row.seq, head_missing=False)
        previous, rows = said, rows + 1
    return ChainReport(rows, None, head_missing=head is not None and not has(db, head))


def _of_their_kinds(fields: list[Any], said: Any) -> bool:
    """Whether the values of a row are of the kinds that the program writes: SQLite keeps any value in any column."""
    numbers, texts = fields[:2], fields[2:]
    return (
        all(type(each) is int for each in numbers) and all(type(each) is str for each in texts) and type(said) is bytes
    )


_IN_ORDER = (
    "SELECT seq, at, actor, action, object, reason, payload, previous_hash, hash FROM audit "
    "WHERE seq > ? ORDER BY seq LIMIT ?"
)
_REBIND = "UPDATE audit SET payload = ?, previous_hash = ?, hash = ? WHERE seq = ?"
_AT_ONCE = 1_000


def rebind(raw: Any, old_key: bytes, new_key: bytes, payload: Callable[[int, str], str]) -> None:
    """Bind all rows of the chain by a new key, on the driver's own connection and in the transaction that is open.

    The door to what is append-only is open for it. ``payload`` says what the payload of a row is under the new key.

    Raises:
        BookError: where a row does not hold under the old key: a chain that was changed is not made to look whole.
    """
    previous, rebound, after = GENESIS, GENESIS, 0
    while rows := raw.execute(_IN_ORDER, (after, _AT_ONCE)).fetchall():
        made = []
        for seq, *fields, said_previous, said in rows:
            kinds = _of_their_kinds([seq, *fields], said)
            if not kinds or said_previous != previous or said != _hash(old_key, seq, *fields, previous):
                raise BookError(
                    f"the audit chain does not hold at row {seq}", "Nothing was changed. See: facilitator audit verify"
                )
            fields[-1] = payload(seq, fields[-1])
            bound = _hash(new_key, seq, *fields, rebound)
            made.append((fields[-1], rebound, bound, seq))
            previous, rebound, after = said, bound, seq
        raw.executemany(_REBIND, made)


def _hash(key: bytes, *fields: str | int | bytes) -> bytes:
    """HMAC-SHA256 over length-prefixed fields, so that no two rows share an encoding."""
    mac = hmac.new(key, digestmod=hashlib.sha256)
    for field in fields:
        part = field if isinstance(field, bytes) else str(field).encode()
        mac.update(len(part).to_bytes(8, "big") + part)
    return mac.digest()
