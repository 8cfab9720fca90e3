"""What subscribers were told last of each session, in one target; no row of it is tied to the schedule."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Integer, bindparam, delete, func, insert, select, type_coerce, update

from facilitator.storage.tables import published_item

_AT_ONCE = 500
_of_target = published_item.c.target_id == bindparam("target")
_these = published_item.c.session_uid.in_(bindparam("uids", expanding=True))
_held = select(
    published_item.c.session_uid,
    published_item.c.sequence,
    published_item.c.digest,
    type_coerce(published_item.c.ends_at, Integer),
    type_coerce(published_item.c.withdrawn_at, Integer),
).where(_of_target)
_count = select(func.count()).select_from(published_item).where(_of_target)
_bytes = select(published_item.c.session_uid, published_item.c.bytes).where(_of_target, _these)
_forget = delete(published_item).where(_of_target, _these)
# seconds as they are: ten thousand moments are made out of them for nothing
_told: dict[str, Any] = {
    **{each: bindparam(each) for each in ("sequence", "digest", "bytes")},
    **{each: bindparam(each, type_=Integer) for each in ("ends_at", "withdrawn_at")},
}
_keep = insert(published_item).values(target_id=bindparam("target"), session_uid=bindparam("uid"), **_told)
_change = update(published_item).where(_of_target, published_item.c.session_uid == bindparam("uid")).values(**_told)


class HeldItem(NamedTuple):
    """What was told last: ``digest`` is over the bytes as the schedule alone would have them; seconds since 1970."""

    sequence: int
    digest: str
    ends_at: int
    withdrawn_at: int | None


class ToldRow(NamedTuple):
    """What is told from now on; moments in seconds since 1970."""

    uid: str
    sequence: int
    digest: str
    bytes: bytes
    ends_at: int
    withdrawn_at: int | None


def held(db: Connection, target_id: int) -> dict[str, HeldItem]:
    """What was told last of each session, by its uid."""
    return {uid: HeldItem(*row) for uid, *row in db.execute(_held, {"target": target_id})}


def count_told(db: Connection, target_id: int) -> int:
    """Of how many sessions something was told."""
    found: int = db.execute(_count, {"target": target_id}).scalar_one()
    return found


def held_bytes(db: Connection, target_id: int, uids: Collection[str]) -> dict[str, bytes]:
    """The VEVENTs that were told last, by the uids of their sessions."""
    return {
        uid: bytes(event)
        for part in _parts(uids)
        for uid, event in db.execute(_bytes, {"target": target_id, "uids": part})
    }


def keep_told(db: Connection, target_id: int, new: Collection[ToldRow], changed: Collection[ToldRow]) -> None:
    """Keep what is told from now on: of sessions that were not told of before, and of those that were."""
    for statement, rows in ((_keep, new), (_change, changed)):
        if rows:
            db.execute(statement, [{"target": target_id, **each._asdict()} for each in rows])


def forget_told(db: Connection, target_id: int, uids: Collection[str]) -> None:
    """Forget what was told of sessions whose date is over."""
    for part in _parts(uids):
        db.execute(_forget, {"target": target_id, "uids": part})


def _parts(uids: Collection[str]) -> Iterable[list[str]]:
    listed = sorted(uids)
    return (listed[begin : begin + _AT_ONCE] for begin in range(0, len(listed), _AT_ONCE))
