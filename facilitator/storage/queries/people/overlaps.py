"""Who is expected in two places in the same hours: sessions to come of one person, and of a whole roster."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, FromClause, and_, bindparam, or_, select, type_coerce

from facilitator.storage.tables import enrolment, group, series, session
from facilitator.words import GroupStatus, SessionStatus

_LONGEST = 720 * 60
"""No session is longer, in seconds: the table says so."""


class Overlap(NamedTuple):
    """Another group of somebody, and its sessions that meet in the same hours, by their wall time."""

    group_uid: str
    title: str
    starts: tuple[datetime, ...]


_other = session.alias("other")
_its_series = series.alias("other_series")
_theirs = enrolment.alias("other_place")
_meets = [SessionStatus.SCHEDULED, SessionStatus.RUNNING]


def _seconds(moment: ColumnElement[datetime]) -> ColumnElement[int]:
    return type_coerce(moment, BigInteger)


def _has_seat(place: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    columns = place.c
    return and_(
        columns.waitlisted.is_(False), columns.starts_on <= day, or_(columns.ends_on.is_(None), columns.ends_on >= day)
    )


_of_person = (
    select(group.c.id, group.c.uid, group.c.title, _other.c.start_local)
    .distinct()
    .select_from(session)
    .join(series, series.c.id == session.c.series_id)
    .join(
        _other,
        and_(
            _other.c.starts_at < session.c.ends_at,
            _other.c.ends_at > session.c.starts_at,
            _seconds(_other.c.starts_at) > _seconds(session.c.starts_at) - _LONGEST,
        ),
    )
    .join(_its_series, _its_series.c.id == _other.c.series_id)
    .join(group, group.c.id == _its_series.c.group_id)
    .join(_theirs, and_(_theirs.c.group_id == group.c.id, _theirs.c.person_id == bindparam("person_id")))
    .where(
        series.c.group_id == bindparam("group_id"),
        group.c.id != bindparam("group_id"),
        group.c.status == GroupStatus.ACTIVE,
        session.c.ends_at > bindparam("now"),
        session.c.status.in_(_meets),
        _other.c.status.in_(_meets),
        _has_seat(_theirs, _other.c.local_date),
    )
    .order_by(group.c.title, group.c.id, _other.c.start_local)
)
_place = enrolment.alias("place")
_in_two = (
    select(_place.c.person_id)
    .distinct()
    .select_from(_place)
    .join(_theirs, and_(_theirs.c.person_id == _place.c.person_id, _theirs.c.group_id != _place.c.group_id))
    .join(_its_series, _its_series.c.group_id == _theirs.c.group_id)
    .join(_other, _other.c.series_id == _its_series.c.id)
    .where(
        _place.c.group_id == bindparam("group_id"),
        _has_seat(_place, bindparam("day")),
        _has_seat(_theirs, bindparam("day")),
        _other.c.local_date.between(bindparam("eve"), bindparam("morrow")),
        _other.c.starts_at < bindparam("ends_at"),
        _other.c.ends_at > bindparam("starts_at"),
        _other.c.status.in_(_meets),
    )
)


def of_person(db: Connection, person_id: int, group_id: int, now: datetime) -> list[Overlap]:
    """The other groups in which somebody has a seat and that meet while this one does, from now on."""
    rows = db.execute(_of_person, {"person_id": person_id, "group_id": group_id, "now": now}).all()
    return [
        Overlap(uid, title, tuple(row.start_local for row in theirs))
        for (_, uid, title), theirs in groupby(rows, key=lambda row: tuple(row[:3]))
    ]


def in_two_places(db: Connection, group_id: int, times: Iterable[tuple[date, datetime, datetime]]) -> set[int]:
    """Those of a roster who have a seat in another group that meets in these hours, by their numbers.

    Each time is a local day with its start and its end in UTC.
    """
    found: set[int] = set()
    one = timedelta(days=1)
    for day, starts_at, ends_at in times:
        values = {"group_id": group_id, "day": day, "eve": day - one, "morrow": day + one}
        found |= set(db.execute(_in_two, {**values, "starts_at": starts_at, "ends_at": ends_at}).scalars())
    return found
