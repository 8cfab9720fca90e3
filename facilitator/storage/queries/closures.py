"""Closed days."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, bindparam, insert, or_, select

from facilitator.domain.closures import ClosedSpan
from facilitator.domain.views import Closure
from facilitator.storage.tables import closure, site
from facilitator.storage.uids import new_uid

_closures = (
    select(
        closure.c.uid,
        closure.c.starts_local,
        closure.c.ends_local,
        closure.c.all_day,
        closure.c.reason,
        closure.c.source,
        site.c.name.label("site"),
    )
    .join_from(closure, site, isouter=True)
    .where(closure.c.ends_local > bindparam("first"), closure.c.starts_local < bindparam("after_last"))
    .order_by(closure.c.starts_local, closure.c.reason)
)
_spans = (
    select(closure.c.starts_local, closure.c.ends_local, closure.c.reason, closure.c.all_day)
    .where(
        closure.c.ends_local > bindparam("first"),
        or_(closure.c.site_id.is_(None), closure.c.site_id == bindparam("site_id")),
    )
    .order_by(closure.c.starts_local)
)
_known = select(closure.c.starts_local, closure.c.ends_local, closure.c.reason).where(
    closure.c.site_id.is_not_distinct_from(bindparam("site_id"))
)
_add = insert(closure)


def closures_between(db: Connection, first: date, last: date) -> list[Closure]:
    """Closed days that touch the days from first to last, both included."""
    window = {"first": _midnight(first), "after_last": _midnight(last + timedelta(days=1))}
    return [Closure(*row) for row in db.execute(_closures, window)]


def closed_spans(db: Connection, first: date, site_id: int | None) -> list[ClosedSpan]:
    """Closed spans from a day on that hold for a site, or for all sites where it is None."""
    found = db.execute(_spans, {"first": _midnight(first), "site_id": site_id})
    return [ClosedSpan(row.starts_local, row.ends_local, row.reason, row.all_day) for row in found]


def unknown_spans(db: Connection, spans: Sequence[ClosedSpan], site_id: int | None) -> list[ClosedSpan]:
    """Those spans that the book does not know yet for a site, or for all sites where it is None, each once."""
    known = {tuple(row) for row in db.execute(_known, {"site_id": site_id})}
    return list({key: span for span in spans if (key := (span.starts, span.ends, span.reason)) not in known}.values())


def add_closures(db: Connection, spans: Sequence[ClosedSpan], *, site_id: int | None, source: str) -> list[str]:
    """Add the spans that the book does not know yet; their uids."""
    rows: list[dict[str, object]] = [
        {
            "uid": new_uid(),
            "starts_local": span.starts,
            "ends_local": span.ends,
            "all_day": span.all_day,
            "reason": span.reason,
            "source": source,
            "site_id": site_id,
        }
        for span in unknown_spans(db, spans, site_id)
    ]
    if rows:
        db.execute(_add, rows)
    return [str(row["uid"]) for row in rows]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
