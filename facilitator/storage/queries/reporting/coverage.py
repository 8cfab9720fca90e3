"""What held sessions with a lesson covered, and who was there."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, func, or_, select

from facilitator.domain.reporting.coverage import Presence
from facilitator.domain.sessions.agenda import ItemProgress
from facilitator.storage.queries.sessions.sittings import counted_minutes
from facilitator.storage.tables import agenda_progress, attendance, group, series, session
from facilitator.words import AttendanceStatus, SessionStatus


class HeldSession(NamedTuple):
    """A held session that had a lesson; ``curriculum_id`` is the edition it was held with."""

    id: int
    curriculum_id: int
    lesson: int
    last_lesson: int | None
    part: int | None
    parts: int | None
    starts_at: datetime
    ends_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


_integer = session.c.id.type
_meant = and_(
    session.c.local_date.between(bindparam("first"), bindparam("last")),
    session.c.status == SessionStatus.HELD,
    session.c.lesson.is_not(None),
    or_(bindparam("group_id", type_=_integer).is_(None), series.c.group_id == bindparam("group_id")),
)
_theirs = or_(bindparam("person_id", type_=_integer).is_(None), attendance.c.person_id == bindparam("person_id"))
_edition = func.coalesce(session.c.curriculum_id, group.c.curriculum_id)
_sessions: Select[Any] = (
    select(
        session.c.id,
        _edition,
        session.c.lesson,
        session.c.last_lesson,
        session.c.part,
        session.c.parts,
        session.c.starts_at,
        session.c.ends_at,
        session.c.started_at,
        session.c.ended_at,
    )
    .select_from(session)
    .join(series)
    .join(group)
    .where(_meant, _edition.is_not(None))
    .order_by(session.c.starts_at, session.c.id)
)
_present = (
    select(attendance.c.session_id, attendance.c.person_id, counted_minutes)
    .select_from(attendance)
    .join(session)
    .join(series)
    .where(_meant, attendance.c.status.in_([each for each in AttendanceStatus if each.attended]), _theirs)
)
_ran = (
    select(
        agenda_progress.c.session_id,
        agenda_progress.c.title,
        agenda_progress.c.minutes,
        agenda_progress.c.least_minutes,
        agenda_progress.c.started_at,
        agenda_progress.c.ended_at,
    )
    .select_from(agenda_progress)
    .join(session)
    .join(series)
    .where(_meant)
    .order_by(agenda_progress.c.session_id, agenda_progress.c.position)
)


def held_sessions(db: Connection, first: date, last: date, group_id: int | None) -> list[HeldSession]:
    """The held sessions of a period that had a lesson, in order."""
    values = {"first": first, "last": last, "group_id": group_id}
    return [HeldSession(*row) for row in db.execute(_sessions, values)]


def presences(
    db: Connection, first: date, last: date, group_id: int | None, person_id: int | None
) -> dict[int, list[Presence]]:
    """Who was at each of these sessions; one person alone where one is named."""
    values = {"first": first, "last": last, "group_id": group_id, "person_id": person_id}
    found: defaultdict[int, list[Presence]] = defaultdict(list)
    for session_id, who, minutes in db.execute(_present, values):
        found[session_id].append(Presence(who, minutes))
    return dict(found)


def agendas_run(db: Connection, first: date, last: date, group_id: int | None) -> dict[int, list[ItemProgress]]:
    """The agendas of these sessions as they were run."""
    found: defaultdict[int, list[ItemProgress]] = defaultdict(list)
    for row in db.execute(_ran, {"first": first, "last": last, "group_id": group_id}):
        found[row[0]].append(ItemProgress(*row[1:]))
    return dict(found)
