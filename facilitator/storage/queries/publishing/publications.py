"""The history of publications, and the bytes by which the newest one can be taken back."""

import hashlib
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select

from facilitator.storage.db import new_id
from facilitator.storage.tables import audit, feed, kept_bytes, publication, publication_file, target
from facilitator.storage.uids import new_uid

_KEPT = 10
"""So many publications of a target can be looked at again; of older ones nothing but their figures is left."""
_AT_ONCE = 500

_columns = (
    publication.c.id,
    publication.c.uid,
    publication.c.target_id,
    publication.c.at,
    publication.c.actor,
    publication.c.digest,
    publication.c.replaces_id,
    publication.c.added,
    publication.c.changed,
    publication.c.removed,
)
_newest = (
    select(*_columns)
    .where(publication.c.target_id == bindparam("target"))
    .order_by(publication.c.id.desc())
    .limit(bindparam("most"))
)
_history = (
    select(*_columns, feed.c.name)
    .select_from(publication)
    .join(target, target.c.id == publication.c.target_id)
    .join(feed, feed.c.id == target.c.feed_id)
    .order_by(publication.c.id.desc())
    .limit(bindparam("most"))
)
_last_at = select(func.max(publication.c.at)).where(publication.c.target_id == bindparam("target"))
_last_sent = select(audit.c.seq).where(audit.c.action == "calendar.publish").order_by(audit.c.seq.desc()).limit(1)
_acts_since = select(audit.c.action).where(audit.c.seq > bindparam("seq")).distinct()
_earlier = (
    select(publication_file.c.path, kept_bytes.c.bytes)
    .join(kept_bytes, kept_bytes.c.digest == publication_file.c.digest)
    .where(publication_file.c.publication_id == bindparam("publication"))
)
_there = select(kept_bytes.c.digest).where(kept_bytes.c.digest.in_(bindparam("digests", expanding=True)))
_of_these = publication_file.c.publication_id.in_(bindparam("publications", expanding=True))
_files_of = select(publication_file.c.digest).where(_of_these).distinct()
_drop_files = delete(publication_file).where(_of_these)
_drop_bytes = delete(kept_bytes).where(
    kept_bytes.c.digest.in_(bindparam("digests", expanding=True)),
    ~exists().where(publication_file.c.digest == kept_bytes.c.digest),
)


class Publication(NamedTuple):
    """What went to one target at once: ``digest`` is over its bytes, the figures count sessions."""

    id: int
    uid: str
    target_id: int
    at: datetime
    actor: str
    digest: str
    replaces_id: int | None
    added: int
    changed: int
    removed: int
    feed: str = ""


def newest(db: Connection, target_id: int) -> Publication | None:
    """What went to this target last."""
    row = db.execute(_newest, {"target": target_id, "most": 1}).first()
    return Publication(*row) if row else None


def last_at(db: Connection, target_id: int) -> datetime:
    """When something went to this target last; it never goes back, whatever a clock does."""
    found: datetime = db.execute(_last_at, {"target": target_id}).scalar_one()
    return found


def history(db: Connection, most: int) -> list[Publication]:
    """The newest publications of all feeds."""
    return [Publication(*row) for row in db.execute(_history, {"most": most})]


def acts_since_last(db: Connection) -> set[str] | None:
    """The kinds of acts since everything was published; None where nothing ever was."""
    seq = db.execute(_last_sent).scalar()
    return None if seq is None else set(db.execute(_acts_since, {"seq": seq}).scalars())


def add_publication(db: Connection, values: dict[str, Any], earlier: Mapping[str, bytes]) -> str:
    """Keep that something was published; ``earlier`` is what was told before of sessions that are told anew."""
    uid = new_uid()
    key = new_id(db.execute(insert(publication), {**values, "uid": uid}))
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in earlier.items()}
    if digests:
        listed, known = sorted(set(digests.values())), set[str]()
        for begin in range(0, len(listed), _AT_ONCE):
            known |= set(db.execute(_there, {"digests": listed[begin : begin + _AT_ONCE]}).scalars())
        new = {digest: earlier[path] for path, digest in digests.items() if digest not in known}
        if new:
            db.execute(insert(kept_bytes), [{"digest": each, "bytes": _packed(data)} for each, data in new.items()])
        rows = [{"publication_id": key, "path": path, "digest": digest} for path, digest in digests.items()]
        db.execute(insert(publication_file), rows)
    _throw_old_away(db, values["target_id"])
    return uid


def earlier_bytes(db: Connection, publication_id: int) -> dict[str, bytes]:
    """What was told before of sessions that a publication told anew, by their uids."""
    return {path: _unpacked(data) for path, data in db.execute(_earlier, {"publication": publication_id})}


def _throw_old_away(db: Connection, target_id: int) -> None:
    old = [each.id for each in db.execute(_newest, {"target": target_id, "most": 2 * _KEPT}).all()[_KEPT:]]
    digests = db.execute(_files_of, {"publications": old}).scalars().all()
    if digests:  # those alone: all that is kept of all targets may be a hundred thousand
        db.execute(_drop_files, {"publications": old})
        for begin in range(0, len(digests), _AT_ONCE):
            db.execute(_drop_bytes, {"digests": digests[begin : begin + _AT_ONCE]})


def _packed(data: bytes) -> bytes:
    packer = zlib.compressobj(level=1, wbits=31)
    return packer.compress(data) + packer.flush()


def _unpacked(data: bytes) -> bytes:
    return zlib.decompress(bytes(data), wbits=31)
