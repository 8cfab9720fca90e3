"""Feeds, and the targets that they and exports go to."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, insert, or_, select, update

from facilitator.domain.publishing.feed import Feed
from facilitator.domain.publishing.feed_terms import FeedTerms, known_fields
from facilitator.storage.db import new_id
from facilitator.storage.queries.uid_prefix import uid_begins
from facilitator.storage.tables import feed, target
from facilitator.storage.uids import new_uid
from facilitator.words import FeedAudience, FeedKind, TargetKind, TitleStyle

_feeds: Select[Any] = select(
    feed.c.id,
    feed.c.uid,
    feed.c.name,
    feed.c.kind,
    feed.c.filter,
    feed.c.audience,
    feed.c.title_style,
    feed.c.fields,
    feed.c.token_hash,
    feed.c.created_at,
    feed.c.ended_at,
).order_by(feed.c.created_at, feed.c.id)
_going_on = _feeds.where(feed.c.ended_at.is_(None))
_called = _going_on.where(or_(func.lower(feed.c.name) == func.lower(bindparam("text")), uid_begins(feed.c.uid)))
_edit = update(feed).where(feed.c.id == bindparam("whose"))
_targets = select(target.c.id, target.c.uid, target.c.kind, target.c.address)
_of_feed = _targets.where(target.c.feed_id == bindparam("feed_id"), target.c.ended_at.is_(None)).order_by(target.c.id)
_folders = select(target.c.address).where(target.c.feed_id.is_not(None), target.c.kind == TargetKind.FOLDER).distinct()
_of_export = _targets.where(
    target.c.feed_id.is_(None), target.c.kind == TargetKind.EXPORT, target.c.address == bindparam("address")
)
_end_targets = update(target).where(target.c.feed_id == bindparam("whose"), target.c.ended_at.is_(None))


class Target(NamedTuple):
    """Where something goes: an empty ``address`` of a folder is the one in the home."""

    id: int
    uid: str
    kind: TargetKind
    address: str


def feeds(db: Connection) -> list[Feed]:
    """The feeds that go on, the oldest first."""
    return [_feed(*row) for row in db.execute(_going_on)]


def feeds_called(db: Connection, text: str, prefix: str) -> list[Feed]:
    """Feeds that go on with that name, or whose uid begins so."""
    return [_feed(*row) for row in db.execute(_called, {"text": text, "prefix": prefix})]


def _feed(
    key: int, uid: str, name: str, kind: FeedKind, chosen: str, audience: FeedAudience, style: TitleStyle,
    fields: tuple[str, ...], *rest: Any,
) -> Feed:  # fmt: skip
    return Feed(key, uid, name, kind, chosen, audience, FeedTerms(style, known_fields(fields)), *rest)


def add_feed(db: Connection, values: dict[str, object], address: str) -> str:
    """A new feed, and the folder that it goes to; its uid."""
    uid = new_uid()
    feed_id = new_id(db.execute(insert(feed), {**values, "uid": uid}))
    db.execute(insert(target), {"uid": new_uid(), "feed_id": feed_id, "kind": TargetKind.FOLDER, "address": address})
    return uid


def edit_feed(db: Connection, feed_id: int, **values: object) -> None:
    """Change columns of a feed."""
    db.execute(_edit, {"whose": feed_id, **values})


def end_targets(db: Connection, feed_id: int, now: datetime) -> None:
    """Nothing goes out for this feed any more."""
    db.execute(_end_targets, {"whose": feed_id, "ended_at": now})


def targets_of(db: Connection, feed_id: int) -> list[Target]:
    """Where a feed goes."""
    return [Target(*row) for row in db.execute(_of_feed, {"feed_id": feed_id})]


def folders(db: Connection) -> list[str]:
    """Every folder that a feed ever went to."""
    return sorted(db.execute(_folders).scalars())


def export_target(db: Connection, address: str) -> int | None:
    """What stands for the exports of one selection, if there was one before."""
    found: int | None = db.execute(_of_export, {"address": address}).scalar()
    return found


def add_export_target(db: Connection, address: str) -> int:
    """What stands for the exports of one selection from now on."""
    return new_id(db.execute(insert(target), {"uid": new_uid(), "kind": TargetKind.EXPORT, "address": address}))
