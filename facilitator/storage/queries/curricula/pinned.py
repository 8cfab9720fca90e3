"""Curricula as groups have pinned them: the file's own bytes, by their hash."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from facilitator.storage.db import new_id
from facilitator.storage.tables import curriculum
from facilitator.words import CurriculumKind

_by_hash = select(curriculum.c.id).where(curriculum.c.content_hash == bindparam("content_hash"))
_hash = select(curriculum.c.content_hash).where(curriculum.c.id == bindparam("curriculum_id"))
_content = select(curriculum.c.content).where(curriculum.c.id == bindparam("curriculum_id"))


def pin(
    db: Connection,
    *,
    key: str,
    version: str,
    title: str,
    kind: CurriculumKind,
    content_hash: str,
    content: bytes,
    now: datetime,
) -> int:
    """Keep the file as it is now, once per content; its id."""
    known: int | None = db.execute(_by_hash, {"content_hash": content_hash}).scalar()
    if known is not None:
        return known
    done = db.execute(
        insert(curriculum),
        {
            "key": key,
            "version": version,
            "title": title,
            "kind": kind,
            "content_hash": content_hash,
            "content": content,
            "pinned_at": now,
        },
    )
    return new_id(done)


def content(db: Connection, curriculum_id: int) -> bytes:
    """The bytes that were pinned."""
    return bytes(db.execute(_content, {"curriculum_id": curriculum_id}).scalar_one())


def content_hash(db: Connection, curriculum_id: int) -> str:
    """The hash of what was pinned."""
    found: str = db.execute(_hash, {"curriculum_id": curriculum_id}).scalar_one()
    return found
