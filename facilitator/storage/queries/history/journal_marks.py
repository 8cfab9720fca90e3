"""Marks and the journal: the newest mark of somebody, and the events that an undoing of something else leaves behind.

Attendance is never put back silently. Where a step that closed a session, or expected somebody, is taken back, each
person gets an event with the state that holds again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, String, bindparam, desc, func, insert, or_, select, union_all, update

from facilitator.errors import Refused
from facilitator.storage.book import Change
from facilitator.storage.codes import SESSION_CODES
from facilitator.storage.db import new_id
from facilitator.storage.queries.history.row_pairs import Pairs, changed, parts
from facilitator.storage.queries.sessions.rosters import became_another
from facilitator.storage.queries.sessions.taken_back import is_taken_back
from facilitator.storage.row_digests import touched, wrote
from facilitator.storage.tables import attendance, consent, headcount, headcount_event, mark_event, session
from facilitator.words import AttendanceStatus, SessionStatus

_THERE: Final = attendance.c.status.in_([each for each in AttendanceStatus if each.attended])
_NOT_MET: Final = SESSION_CODES[SessionStatus.DID_NOT_MEET]

RECENT: Final = 5_000
"""Among so many of the newest events a mark is looked for: one that is older is corrected by hand."""

_add = insert(mark_event)
_made_by = update(attendance).where(
    attendance.c.session_id == bindparam("of_session"), attendance.c.person_id == bindparam("of_person")
)
_count_again = insert(headcount_event)
_counted = select(headcount.c.people).where(headcount.c.session_id == bindparam("session_id"))
_newest_id = select(func.coalesce(func.max(mark_event.c.id), 0))
_newest_of = select(func.coalesce(func.max(mark_event.c.id), 0)).where(
    mark_event.c.session_id == bindparam("session_id"), mark_event.c.person_id == bindparam("person_id")
)
_state = select(
    attendance.c.expected,
    attendance.c.status,
    attendance.c.arrived_at,
    attendance.c.left_at,
    attendance.c.mode,
    attendance.c.children,
).where(attendance.c.session_id == bindparam("session_id"), attendance.c.person_id == bindparam("person_id"))
_NO_STATE: Final[dict[str, Any]] = {
    "expected": False,
    "status": None,
    "arrived_at": None,
    "left_at": None,
    "mode": None,
    "children": None,
}
_COUNTS: Final = frozenset(("minutes", "counted_minutes"))
# what follows from a mark is no mark
_is_closed = select(session.c.ended_at.is_not(None)).where(session.c.id == bindparam("session_id"))

_closings = (
    select(mark_event.c.id, mark_event.c.person_id)
    .where(mark_event.c.session_id == bindparam("session_id"), mark_event.c.act == "close", ~is_taken_back(mark_event))
    .order_by(mark_event.c.id)
)
_close = mark_event.alias("close")
_openings = (
    select(func.max(mark_event.c.id).label("id"), mark_event.c.person_id)
    .join_from(mark_event, _close, _close.c.id == mark_event.c.undoes_id)
    .where(mark_event.c.session_id == bindparam("session_id"), _close.c.act == "close", ~is_taken_back(mark_event))
    .group_by(mark_event.c.person_id)
)
_since = mark_event.alias("since")
_closed_since = (
    select(_since.c.id)
    .where(
        _since.c.session_id == mark_event.c.session_id,
        _since.c.id > mark_event.c.id,
        _since.c.act == "close",
        ~is_taken_back(_since),
    )
    .correlate(mark_event)
    .exists()
)
_window = bindparam("window", type_=String)
_mine = mark_event.c.actor == bindparam("actor"), or_(_window == "", mark_event.c.window == _window)
_newest_mark = (
    select(mark_event.c.id, mark_event.c.session_id, mark_event.c.person_id, mark_event.c.at, mark_event.c.status)
    .where(
        mark_event.c.id > _newest_id.scalar_subquery() - RECENT,
        *_mine,
        mark_event.c.act.in_(["mark", "void"]),
        ~is_taken_back(mark_event),
        ~_closed_since,
        ~became_another(mark_event.c.person_id),
    )
    .order_by(desc(mark_event.c.id))
    .limit(1)
)
_newest_by = select(func.coalesce(func.max(mark_event.c.id), 0)).where(*_mine)


class NewestMark(NamedTuple):
    """A mark, or a mark that was cleared, which can still be taken back."""

    event_id: int
    session_id: int
    person_id: int
    at: datetime
    status: AttendanceStatus | None


def newest_mark(db: Connection, actor: str, window: str = "") -> NewestMark | None:
    """The newest mark of somebody that was not taken back, in a session that was not closed since.

    Of those made in one window, or in any where none is named.
    """
    row = db.execute(_newest_mark, {"actor": actor, "window": window}).first()
    return NewestMark(*row) if row else None


def newest_event_id(db: Connection, actor: str | None = None, window: str = "") -> int:
    """The newest event of anybody, or of one in a window or in any; 0 where there is none."""
    if actor is None:
        return int(db.execute(_newest_id).scalar_one())
    return int(db.execute(_newest_by, {"actor": actor, "window": window}).scalar_one())


def expect_no_marks(db: Connection, pairs: Pairs, rescheduled: Sequence[int]) -> None:
    """See that nobody was marked or counted at sessions whose schedule would go back.

    One that is noted again as one that did not meet may have marks, as it could before: of people who were not there.

    Raises:
        Refused: where somebody was.
    """
    unmet = [old["id"] for old, new in pairs.get("session", ()) if old and new and old.get("status") == _NOT_MET]
    met = [new["id"] for old, new in pairs.get("session", ()) if old and new and new.get("status") == _NOT_MET]
    strict = [each for each in rescheduled if each not in (*unmet, *met)]
    for ids, marks, heads in ((strict, attendance.c.status.is_not(None), 0), (unmet, _THERE, 1)):
        for part in parts(ids):
            marked = select(attendance.c.session_id).where(attendance.c.session_id.in_(part), marks)
            counted = select(headcount.c.session_id).where(
                headcount.c.session_id.in_(part), headcount.c.people >= heads
            )
            if db.execute(union_all(marked, counted).limit(1)).first():
                raise Refused("people were marked or counted at a session since", "What happened stays as it was.")


def tell_of_putting_back(change: Change, pairs: Pairs, *, undone: bool) -> None:
    """Tell in events what the putting back of a step did to attendance, after its rows are as they were.

    What was put back of a consent is vouched for again, too.
    """
    for old, new in pairs.get("attendance", ()):
        row = old or new or {}
        touched(change.db, attendance, row["session_id"], row["person_id"])
    for old, new in pairs.get("consent", ()):
        touched(change.db, consent, (old or new or {})["uid"])
    turned = [
        new["id"]
        for old, new in pairs.get("session", ())
        if old
        and new
        and (old.get("ended_at") is None) != (new.get("ended_at") is None)
        and _NOT_MET not in (old.get("status"), new.get("status"))
    ]
    for session_id in turned:
        if change.db.execute(_is_closed, {"session_id": session_id}).scalar_one():
            close_again(change, session_id)
        else:
            take_closing_back(change, session_id)
    for old, new in pairs.get("attendance", ()):
        row = old or new or {}
        counts_only = old and new and changed(old, new) <= _COUNTS
        if row["session_id"] not in turned and not counts_only:
            where = {"session_id": row["session_id"], "person_id": row["person_id"]}
            undoes_id = change.db.execute(_newest_of, where).scalar_one() if undone else None
            _append(change, where, "undo" if undone else "expect", undoes_id)
    for old, new in pairs.get("headcount", ()):
        where = {"session_id": (old or new or {})["session_id"]}
        people = change.db.execute(_counted, where).scalar()
        event = {**where, **change.stamp, "people": people}
        done = change.db.execute(_count_again, event)
        wrote(change.db, headcount_event, {**event, "id": new_id(done)})


def close_again(change: Change, session_id: int) -> None:
    """Append an event that undoes each taking back of a closing: it stands where it stood, before what came after."""
    for row in change.db.execute(_openings, {"session_id": session_id}).all():
        _append(change, {"session_id": session_id, "person_id": row.person_id}, "undo", row.id)


def closings(db: Connection, session_id: int) -> list[tuple[int, int]]:
    """Id and person of each closing of a session that was not taken back."""
    return [(row.id, row.person_id) for row in db.execute(_closings, {"session_id": session_id})]


def newest_event_of(db: Connection, session_id: int, person_id: int) -> int:
    """The newest event of one person in a session; 0 where there is none."""
    return int(db.execute(_newest_of, {"session_id": session_id, "person_id": person_id}).scalar_one())


def take_closing_back(change: Change, session_id: int) -> None:
    """Append an event that undoes each closing of a session, with the state that holds now."""
    for event_id, person_id in closings(change.db, session_id):
        _append(change, {"session_id": session_id, "person_id": person_id}, "undo", event_id)


def _append(change: Change, where: dict[str, int], act: str, undoes_id: int | None) -> None:
    row = change.db.execute(_state, where).first()
    state = dict(row._mapping) if row else _NO_STATE
    event = {**where, **state, **change.stamp, "act": act, "undoes_id": undoes_id}
    done = change.db.execute(_add, event)
    wrote(change.db, mark_event, {"reason": "", **event, "id": new_id(done)})
    held = {"of_session": where["session_id"], "of_person": where["person_id"]}
    change.db.execute(_made_by, {**held, "event_id": new_id(done)})
    touched(change.db, attendance, where["session_id"], where["person_id"])
