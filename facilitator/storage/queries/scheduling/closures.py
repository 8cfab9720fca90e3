"""Closed days, the sessions to come that may fall on them, and those that are held all the same."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, exists, func, insert, or_, select, update

from facilitator.domain.scheduling.closure_changes import KnownSpan
from facilitator.domain.scheduling.closures import ClosedSpan, ListedSpan, PlacedSpan
from facilitator.domain.views import Closure
from facilitator.storage.db import new_id
from facilitator.storage.queries.uid_prefix import uid_begins
from facilitator.storage.tables import attendance, closure, closure_kept, headcount, room, series, session, site
from facilitator.storage.uids import new_uid
from facilitator.words import ClosurePolicy, ClosureState, SessionStatus

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
        closure.c.state,
    )
    .select_from(closure)
    .outerjoin(room, room.c.id == closure.c.room_id)
    .outerjoin(site, or_(site.c.id == closure.c.site_id, site.c.id == room.c.site_id))
    .order_by(closure.c.starts_local, closure.c.reason, closure.c.id)
)
_closes = closure.c.state == ClosureState.CLOSED
_listed = _closures.where(closure.c.ends_local > bindparam("first"), closure.c.starts_local < bindparam("after_last"))
_between = _listed.where(_closes)
_offered = _closures.where(~_closes, closure.c.ends_local > bindparam("first"))
_called = _closures.where(or_(uid_begins(closure.c.uid), closure.c.reason == bindparam("reason")))
_of_any_state = select(
    closure.c.id,
    closure.c.starts_local,
    closure.c.ends_local,
    closure.c.reason,
    closure.c.all_day,
    closure.c.site_id,
    closure.c.room_id,
).order_by(closure.c.starts_local, closure.c.id)
_placed = _of_any_state.where(closure.c.ends_local > bindparam("first"), _closes)
_spans = _placed.where(
    or_(
        and_(closure.c.site_id.is_(None), closure.c.room_id.is_(None)),
        closure.c.site_id == bindparam("site_id"),
        closure.c.room_id == bindparam("room_id"),
    )
)
_known = select(
    closure.c.id,
    closure.c.starts_local,
    closure.c.ends_local,
    closure.c.reason,
    closure.c.all_day,
    closure.c.state,
    closure.c.source_uid,
    closure.c.source_sequence,
    closure.c.source,
).where(
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


def closures_between(db: Connection, first: date, last: date, *, offered: bool = False) -> list[Closure]:
    """Closed days that touch the days from first to last, both included; with ``offered``, those on offer, too."""
    window = {"first": _midnight(first), "after_last": _midnight(last + timedelta(days=1))}
    return [Closure(*row) for row in db.execute(_listed if offered else _between, window)]


def offered_closures(db: Connection, first: date) -> list[Closure]:
    """Days from one on that somebody's calendar names and nobody took."""
    return [Closure(*row) for row in db.execute(_offered, {"first": _midnight(first)})]


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


def spans_of(db: Connection, closure_ids: Sequence[int]) -> list[PlacedSpan]:
    """Those closed days with the places that they close, be they closed already or offered yet."""
    wanted = set(closure_ids)
    return [
        PlacedSpan(
            row.id, ClosedSpan(row.starts_local, row.ends_local, row.reason, row.all_day), row.site_id, row.room_id
        )
        for row in db.execute(_of_any_state)
        if row.id in wanted
    ]


def known_spans(db: Connection, *, site_id: int | None, room_id: int | None) -> list[KnownSpan]:
    """Every span, closed or offered, that the book has for a place; for all sites where both are None."""
    return [
        KnownSpan(
            row.id,
            ClosedSpan(row.starts_local, row.ends_local, row.reason, row.all_day),
            row.state,
            row.source_uid,
            row.source_sequence,
            row.source,
        )
        for row in db.execute(_known, {"site_id": site_id, "room_id": room_id})
    ]


def add_closures(
    db: Connection, listed: Sequence[ListedSpan], *, site_id: int | None, room_id: int | None, source: str
) -> list[Added]:
    """Add spans that the book does not have for that place yet."""
    rows: list[dict[str, object]] = [
        {
            "uid": new_uid(),
            "starts_local": each.span.starts,
            "ends_local": each.span.ends,
            "all_day": each.span.all_day,
            "reason": each.span.reason,
            "source": source,
            "source_uid": each.uid,
            "source_sequence": each.sequence,
            "state": each.state,
            "site_id": site_id,
            "room_id": room_id,
        }
        for each in listed
    ]
    if not rows:
        return []
    newest = db.execute(_newest).scalar_one()
    db.execute(_add, rows)
    return [Added(*row) for row in db.execute(_after, {"newest": newest or 0})]


_revise = (
    update(closure)
    .where(closure.c.id == bindparam("revised"))
    .values(
        state=bindparam("to_state", type_=closure.c.state.type),
        source_uid=bindparam("to_uid"),
        source_sequence=bindparam("to_sequence"),
    )
)
_take = update(closure).where(closure.c.id == bindparam("taken")).values(state=ClosureState.CLOSED)


def revise_closure(db: Connection, closure_id: int, state: ClosureState, uid: str, sequence: int) -> None:
    """Note the newest revision of the entry that a closed day comes from, and whether it closes."""
    db.execute(_revise, {"revised": closure_id, "to_state": state, "to_uid": uid, "to_sequence": sequence})


def take_closure(db: Connection, closure_id: int) -> None:
    """Close a day that was offered."""
    db.execute(_take, {"taken": closure_id})


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
        series.c.on_closure != ClosurePolicy.KEEP,
        ~_marked,
    )
    .order_by(session.c.starts_at, session.c.id)
)


def open_sessions(db: Connection, first: date, last: date, *, now: datetime) -> Sequence[Row[Any]]:
    """Scheduled sessions after ``now`` that nobody was marked at: id, start, minutes, zone, room and site.

    Those of a group that meets on closed days, too, are left out.
    """
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
