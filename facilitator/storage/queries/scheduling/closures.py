"""Closed days, the sessions to come that may fall on them, and those that are held all the same."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, exists, func, insert, or_, select

from facilitator.domain.scheduling.closures import ClosedSpan, PlacedSpan
from facilitator.domain.views import Closure
from facilitator.storage.db import new_id
from facilitator.storage.queries.uid_prefix import uid_begins
from facilitator.storage.tables import attendance, closure, closure_kept, headcount, room, series, session, site
from facilitator.storage.uids import new_uid
from facilitator.words import SessionStatus

_closures: Select[Any] = (
    select(
        closure.c.id,
        closure.c.uid,
        closure.c.starts_local,
        closure.c.ends_local,
        closure.c.all_day,
        closure.c.reason,
        closure.c.source,
        site.c.name.label("site"),
        room.c.name.label("room"),
    )
    .select_from(closure)
    .outerjoin(room, room.c.id == closure.c.room_id)
    .outerjoin(site, or_(site.c.id == closure.c.site_id, site.c.id == room.c.site_id))
    .order_by(closure.c.starts_local, closure.c.reason, closure.c.id)
)
_between = _closures.where(closure.c.ends_local > bindparam("first"), closure.c.starts_local < bindparam("after_last"))
_called = _closures.where(or_(uid_begins(closure.c.uid), closure.c.reason == bindparam("reason")))
_placed = (
    select(
        closure.c.id,
        closure.c.starts_local,
        closure.c.ends_local,
        closure.c.reason,
        closure.c.all_day,
        closure.c.site_id,
        closure.c.room_id,
    )
    .where(closure.c.ends_local > bindparam("first"))
    .order_by(closure.c.starts_local, closure.c.id)
)
_spans = _placed.where(
    or_(
        and_(closure.c.site_id.is_(None), closure.c.room_id.is_(None)),
        closure.c.site_id == bindparam("site_id"),
        closure.c.room_id == bindparam("room_id"),
    )
)
_known = select(closure.c.starts_local, closure.c.ends_local, closure.c.reason).where(
    closure.c.site_id.is_not_distinct_from(bindparam("site_id")),
    closure.c.room_id.is_not_distinct_from(bindparam("room_id")),
)
_add = insert(closure)
_newest = select(func.max(closure.c.id))
_after = select(closure.c.id, closure.c.uid).where(closure.c.id > bindparam("newest")).order_by(closure.c.id)


class Added(NamedTuple):
    """A closed day that is new in the book."""

    id: int
    uid: str


def closures_between(db: Connection, first: date, last: date) -> list[Closure]:
    """Closed days that touch the days from first to last, both included."""
    window = {"first": _midnight(first), "after_last": _midnight(last + timedelta(days=1))}
    return [Closure(*row) for row in db.execute(_between, window)]


def closures_called(db: Connection, reason: str, prefix: str) -> list[Closure]:
    """Closed days of that very reason, or whose uid begins so."""
    return [Closure(*row) for row in db.execute(_called, {"reason": reason, "prefix": prefix})]


def closed_spans(db: Connection, first: date, site_id: int | None, room_id: int | None = None) -> list[ClosedSpan]:
    """Closed spans from a day on that hold for a room, for its site, and for all sites; None where there is none."""
    found = db.execute(_spans, {"first": _midnight(first), "site_id": site_id, "room_id": room_id})
    return [ClosedSpan(row.starts_local, row.ends_local, row.reason, row.all_day) for row in found]


def placed_spans(db: Connection, first: date) -> list[PlacedSpan]:
    """Every closed span from a day on, with the place that it closes."""
    return [
        PlacedSpan(
            row.id, ClosedSpan(row.starts_local, row.ends_local, row.reason, row.all_day), row.site_id, row.room_id
        )
        for row in db.execute(_placed, {"first": _midnight(first)})
    ]


def unknown_spans(
    db: Connection, spans: Sequence[ClosedSpan], *, site_id: int | None, room_id: int | None
) -> list[ClosedSpan]:
    """Those spans that the book does not know yet for a place (all sites where both are None), each once."""
    known = {tuple(row) for row in db.execute(_known, {"site_id": site_id, "room_id": room_id})}
    return list({key: span for span in spans if (key := (span.starts, span.ends, span.reason)) not in known}.values())


def add_closures(
    db: Connection, spans: Sequence[ClosedSpan], *, site_id: int | None, room_id: int | None, source: str
) -> list[Added]:
    """Add the spans that the book does not know yet."""
    rows: list[dict[str, object]] = [
        {
            "uid": new_uid(),
            "starts_local": span.starts,
            "ends_local": span.ends,
            "all_day": span.all_day,
            "reason": span.reason,
            "source": source,
            "site_id": site_id,
            "room_id": room_id,
        }
        for span in unknown_spans(db, spans, site_id=site_id, room_id=room_id)
    ]
    if not rows:
        return []
    newest = db.execute(_newest).scalar_one()
    db.execute(_add, rows)
    return [Added(*row) for row in db.execute(_after, {"newest": newest or 0})]


_forget_kept = delete(closure_kept).where(closure_kept.c.closure_id == bindparam("gone"))
_remove = delete(closure).where(closure.c.id == bindparam("gone"))


def remove_closure(db: Connection, closure_id: int) -> None:
    """Open a closed day again; what was kept in spite of it needs no note any more."""
    db.execute(_forget_kept, {"gone": closure_id})
    db.execute(_remove, {"gone": closure_id})


_marked = or_(
    exists().where(attendance.c.session_id == session.c.id, attendance.c.status.is_not(None)),
    exists().where(headcount.c.session_id == session.c.id),
)
_open_sessions: Select[Any] = (
    select(session.c.id, session.c.starts_at, session.c.minutes, series.c.zone, session.c.room_id, room.c.site_id)
    .select_from(session)
    .join(series)
    .outerjoin(room, room.c.id == session.c.room_id)
    .where(
        session.c.local_date.between(bindparam("first"), bindparam("last")),
        session.c.starts_at >= bindparam("now"),
        session.c.status == SessionStatus.SCHEDULED,
        ~_marked,
    )
    .order_by(session.c.starts_at, session.c.id)
)


def open_sessions(db: Connection, first: date, last: date, *, now: datetime) -> Sequence[Row[Any]]:
    """Scheduled sessions after ``now`` that nobody was marked at: id, start, minutes, zone, room and site."""
    return db.execute(_open_sessions, {"first": first, "last": last, "now": now}).all()


_meets: Select[Any] = (
    select(session.c.id, session.c.original_local, session.c.start_local, session.c.starts_at)
    .select_from(session)
    .join(series)
    .where(
        series.c.group_id == bindparam("group_id"),
        session.c.local_date.between(bindparam("first"), bindparam("last")),
        session.c.status != SessionStatus.CANCELLED,
    )
    .order_by(session.c.starts_at)
)


class MeetingTime(NamedTuple):
    """When a group meets once: the wall time that its rule gave and the one it has, and the instant."""

    id: int
    original_local: datetime
    start_local: datetime
    starts_at: datetime


def meetings(db: Connection, group_id: int, first: date, last: date) -> list[MeetingTime]:
    """When a group meets on the days from first to last, both included; cancelled sessions are left out."""
    window = {"group_id": group_id, "first": first, "last": last}
    return [MeetingTime(*row) for row in db.execute(_meets, window)]


_kept = (
    select(closure_kept.c.closure_id, closure_kept.c.session_id)
    .join_from(closure_kept, closure)
    .where(closure.c.ends_local > bindparam("first"))
)
_keep = insert(closure_kept)
_notes = select(closure_kept.c.id).where(closure_kept.c.closure_id == bindparam("closure_id"))


def kept_pairs(db: Connection, first: date) -> set[tuple[int, int]]:
    """Closed day and session, of those that are held all the same, from a day on."""
    return {(row[0], row[1]) for row in db.execute(_kept, {"first": _midnight(first)})}


def keep_session(db: Connection, session_id: int, closure_ids: Iterable[int], *, now: datetime) -> list[int]:
    """Note that a session is held although it falls on these closed days; the ids of the notes."""
    rows = [{"closure_id": each, "session_id": session_id, "at": now} for each in closure_ids]
    return [new_id(db.execute(_keep, row)) for row in rows]


def kept_for(db: Connection, closure_id: int) -> list[int]:
    """The ids of the notes that a session is held although it falls on this closed day."""
    return list(db.execute(_notes, {"closure_id": closure_id}).scalars())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
