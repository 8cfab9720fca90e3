"""Who leads one session, with what each of them does in it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from facilitator.domain.sessions.leading import Leading
from facilitator.storage.tables import facilitator, session, session_facilitator

_leading = (
    select(
        session_facilitator.c.facilitator_id,
        facilitator.c.name,
        session_facilitator.c.position,
        session_facilitator.c.part,
        session_facilitator.c.for_facilitator_id,
        session_facilitator.c.cancelled,
        session_facilitator.c.clash_kept,
    )
    .join_from(session_facilitator, facilitator, facilitator.c.id == session_facilitator.c.facilitator_id)
    .where(session_facilitator.c.session_id == bindparam("session_id"))
    .order_by(session_facilitator.c.position, session_facilitator.c.facilitator_id)
)
_forget = delete(session_facilitator).where(session_facilitator.c.session_id == bindparam("of_session"))
_add = insert(session_facilitator)
_by_hand = update(session).where(session.c.id == bindparam("session_id"))


def leading_of(db: Connection, session_id: int) -> list[Leading]:
    """Everybody who leads a session or was to, in order."""
    return [Leading(*row) for row in db.execute(_leading, {"session_id": session_id})]


def set_leading(
    db: Connection,
    session_id: int,
    leading: Iterable[Leading],
    *,
    starts_at: datetime,
    ends_at: datetime,
    by_hand: bool,
) -> None:
    """Let these lead a session; ``by_hand`` says that they no longer follow its series."""
    rows = [
        {
            "session_id": session_id,
            "facilitator_id": each.facilitator_id,
            "position": each.position,
            "part": each.part,
            "for_facilitator_id": each.for_id,
            "cancelled": each.cancelled,
            "clash_kept": each.clash_kept,
            "starts_at": starts_at,
            "ends_at": ends_at,
        }
        for each in leading
    ]
    db.execute(_forget, {"of_session": session_id})
    if rows:
        db.execute(_add, rows)
    db.execute(_by_hand, {"session_id": session_id, "leaders_by_hand": by_hand})
