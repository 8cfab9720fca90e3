"""Groups and their series."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, insert, or_, select, update

from facilitator.domain.views import Group, Series
from facilitator.storage.db import new_id
from facilitator.storage.queries.uid_prefix import uid_begins
from facilitator.storage.tables import (
    curriculum,
    facilitator,
    group,
    group_facilitator,
    room,
    series,
    series_facilitator,
    session,
    site,
)
from facilitator.words import GroupStatus, SessionStatus

_groups: Select[Any] = (
    select(
        group.c.id,
        group.c.uid,
        group.c.title,
        group.c.program,
        group.c.curriculum_id,
        curriculum.c.key,
        curriculum.c.title.label("curriculum_title"),
        group.c.enrolment,
        group.c.attendance,
        group.c.mode,
        room.c.name.label("room"),
        site.c.name.label("site"),
        group.c.capacity,
        group.c.public,
        group.c.status,
        group.c.ended_on,
        group.c.language,
        group.c.access,
        group.c.description,
        group.c.link,
    )
    .select_from(group)
    .outerjoin(curriculum)
    .outerjoin(room, room.c.id == group.c.room_id)
    .outerjoin(site, site.c.id == room.c.site_id)
    .order_by(group.c.title, group.c.id)
)
_called = _groups.where(
    or_(
        func.lower(group.c.title) == func.lower(bindparam("text")),
        uid_begins(group.c.uid),
    )
)
_leaders = (
    select(group_facilitator.c.group_id, facilitator.c.name)
    .join_from(group_facilitator, facilitator)
    .order_by(group_facilitator.c.group_id, group_facilitator.c.position)
)
_language_of = select(group.c.language).where(group.c.id == bindparam("group_id"))
_series_of = (
    select(series.c.id, series.c.uid, series.c.zone, series.c.start_local, series.c.minutes, series.c.rule)
    .where(series.c.group_id == bindparam("group_id"))
    .order_by(series.c.id)
)
_sessions_of = select(session.c.local_date).join(series).where(series.c.group_id == bindparam("group_id"))
_meets = session.c.status.in_([SessionStatus.SCHEDULED, SessionStatus.RUNNING])
_over_since = (
    select(func.max(session.c.local_date))
    .join_from(session, series)
    .where(
        series.c.group_id == bindparam("group_id"),
        session.c.local_date >= bindparam("day"),
        or_(session.c.status == SessionStatus.HELD, and_(_meets, session.c.ends_at <= bindparam("now"))),
    )
)
_first_to_come = _sessions_of.where(_meets, session.c.ends_at > bindparam("now")).order_by(session.c.starts_at).limit(1)

_next_of_series = (
    select(session.c.start_local)
    .where(
        session.c.series_id == series.c.id,
        session.c.local_date >= bindparam("day"),
        session.c.ends_at > bindparam("now"),
        session.c.status.in_([SessionStatus.SCHEDULED, SessionStatus.RUNNING]),
    )
    .order_by(session.c.local_date, session.c.start_local)
    .limit(1)
    .scalar_subquery()
)
_next_starts = select(series.c.group_id, _next_of_series)


def groups(db: Connection) -> list[Group]:
    """All groups by title, with who leads them."""
    return _with_leaders(db, [Group(*row) for row in db.execute(_groups)])


def groups_called(db: Connection, text: str, prefix: str) -> list[Group]:
    """Groups with that title, or whose uid begins so."""
    return _with_leaders(db, [Group(*row) for row in db.execute(_called, {"text": text, "prefix": prefix})])


def _with_leaders(db: Connection, found: list[Group]) -> list[Group]:
    if not found:
        return found
    statement = _leaders if len(found) > 50 else _leaders.where(group_facilitator.c.group_id.in_([g.id for g in found]))
    names: dict[int, list[str]] = defaultdict(list)
    for row in db.execute(statement):
        names[row.group_id].append(row.name)
    return [replace(each, facilitators=tuple(names[each.id])) for each in found]


def add_group(db: Connection, values: dict[str, object], facilitator_ids: Sequence[int]) -> int:
    """A new group with those who lead it, the first in front; its id."""
    group_id = new_id(db.execute(insert(group), values))
    if facilitator_ids:
        db.execute(
            insert(group_facilitator),
            [
                {"group_id": group_id, "facilitator_id": each, "position": position}
                for position, each in enumerate(facilitator_ids)
            ],
        )
    return group_id


def add_series(db: Connection, values: dict[str, object], facilitator_ids: Sequence[int] = ()) -> int:
    """A new series of a group with those who lead it, the first in front; its id."""
    series_id = new_id(db.execute(insert(series), values))
    if facilitator_ids:
        db.execute(
            insert(series_facilitator),
            [
                {"series_id": series_id, "facilitator_id": each, "position": position}
                for position, each in enumerate(facilitator_ids)
            ],
        )
    return series_id


def series_of(db: Connection, group_id: int) -> list[Series]:
    """The series of a group, oldest first."""
    return [Series(*row) for row in db.execute(_series_of, {"group_id": group_id})]


def language_of(db: Connection, group_id: int) -> str:
    """The language that a group is said to meet in; empty where nobody said, and of a group that was taken back."""
    return db.execute(_language_of, {"group_id": group_id}).scalar_one_or_none() or ""


def last_over(db: Connection, group_id: int, day: date, now: datetime) -> date | None:
    """The last local day, of this one and those after it, with a session that is over, or that was closed before."""
    return db.execute(_over_since, {"group_id": group_id, "day": day, "now": now}).scalar()


def day_to_come(db: Connection, group_id: int, now: datetime) -> date | None:
    """The local day of a group's first session that is not over; None without one."""
    return db.execute(_first_to_come, {"group_id": group_id, "now": now}).scalar()


def next_starts(db: Connection, *, day: date, now: datetime) -> dict[int, datetime]:
    """Wall time of the next session of each group that has one, by group id, from sessions on that day or later.

    One probe a series on the index of its days: the sessions of years to come are never walked.
    """
    found: dict[int, datetime] = {}
    for group_id, start in db.execute(_next_starts, {"day": day, "now": now}):
        if start is not None:
            found[group_id] = min(start, found.get(group_id, start))
    return found


def change_group(db: Connection, group_id: int, **values: object) -> None:
    """Change what a group is."""
    db.execute(update(group).where(group.c.id == group_id), values)


def set_leaders(db: Connection, group_id: int, facilitator_ids: Sequence[int]) -> None:
    """Who leads a group from now on, the first in front."""
    db.execute(delete(group_facilitator).where(group_facilitator.c.group_id == group_id))
    if facilitator_ids:
        db.execute(
            insert(group_facilitator),
            [
                {"group_id": group_id, "facilitator_id": each, "position": position}
                for position, each in enumerate(facilitator_ids)
            ],
        )


def end_group(db: Connection, group_id: int, day: date) -> None:
    """Mark a group as ended on a day."""
    db.execute(update(group).where(group.c.id == group_id), {"status": GroupStatus.ENDED, "ended_on": day})
