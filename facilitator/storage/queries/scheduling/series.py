"""Series with the pattern that makes their sessions, and the writing of a planned edit."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, bindparam, delete, exists, insert, or_, select, update

from facilitator.domain.dates.recurrence import parse_rule
from facilitator.domain.dates.rule import Rule
from facilitator.domain.scheduling.meetings import Meeting, Pattern
from facilitator.domain.scheduling.series.edit_plan import SessionChange
from facilitator.storage.db import new_id
from facilitator.storage.tables import (
    agenda_progress,
    attendance,
    closure_kept,
    group,
    headcount,
    mark_event,
    room,
    series,
    series_facilitator,
    session,
    session_facilitator,
)
from facilitator.storage.uids import new_uid
from facilitator.words import EnrolmentKind, GroupStatus, LeadPart
from facilitator.zones import zone

Titles = Callable[[Meeting], str]
"""The title of the lesson that a session has; empty for none."""


class StoredSeries(NamedTuple):
    """A series as it is stored; whether its lessons cycle is for its curriculum to say."""

    id: int
    uid: str
    group_id: int
    group_title: str
    curriculum_id: int | None
    enrolment: EnrolmentKind
    pattern: Pattern


_series: Select[Any] = (
    select(
        series.c.id,
        series.c.uid,
        series.c.group_id,
        group.c.title,
        group.c.curriculum_id,
        group.c.enrolment,
        series.c.zone,
        series.c.start_local,
        series.c.minutes,
        series.c.rule,
        series.c.gap,
        series.c.on_closure,
        series.c.lessons,
        series.c.room_id,
        series.c.stored_until,
    )
    .join_from(series, group)
    .order_by(series.c.id)
)
_of_group = _series.where(series.c.group_id == bindparam("group_id"))
_of_session = _series.where(
    series.c.id == select(session.c.series_id).where(session.c.id == bindparam("session_id")).scalar_subquery()
)
_short = _series.where(series.c.stored_until < bindparam("day"), group.c.status == GroupStatus.ACTIVE).limit(
    bindparam("most")
)
_leaders = (
    select(series_facilitator.c.facilitator_id)
    .where(series_facilitator.c.series_id == bindparam("series_id"))
    .order_by(series_facilitator.c.position)
)

_marked = or_(
    exists().where(attendance.c.session_id == session.c.id, attendance.c.status.is_not(None)),
    exists().where(headcount.c.session_id == session.c.id),
)
_kept = exists().where(closure_kept.c.session_id == session.c.id)
_awaited = or_(
    _kept,
    exists().where(attendance.c.session_id == session.c.id),
    exists().where(mark_event.c.session_id == session.c.id),
    exists().where(agenda_progress.c.session_id == session.c.id),
)
_meetings: Select[Any] = (
    select(
        session.c.id,
        session.c.uid,
        session.c.original_local,
        session.c.planned_local,
        session.c.start_local,
        session.c.starts_at,
        session.c.minutes,
        session.c.status,
        session.c.reason,
        session.c.title,
        session.c.lesson,
        session.c.last_lesson,
        session.c.part,
        session.c.parts,
        session.c.lesson_by_hand,
        session.c.room_id,
        session.c.mode,
        _marked.label("marked"),
        _awaited.label("awaited"),
        session.c.leaders_by_hand,
        _kept.label("kept"),
    )
    .select_from(session)
    .order_by(session.c.original_local)
)
_meetings_of = _meetings.where(session.c.series_id == bindparam("series_id"))
_one_meeting = _meetings.where(session.c.id == bindparam("session_id"))
_leaders_of_one = (
    select(session_facilitator.c.facilitator_id)
    .where(session_facilitator.c.session_id == bindparam("session_id"), session_facilitator.c.cancelled.is_(False))
    .order_by(session_facilitator.c.position, session_facilitator.c.facilitator_id)
)
_meeting_leaders = (
    select(session_facilitator.c.session_id, session_facilitator.c.facilitator_id)
    .join_from(session_facilitator, session)
    .where(session.c.series_id == bindparam("series_id"), session_facilitator.c.cancelled.is_(False))
    .order_by(session_facilitator.c.session_id, session_facilitator.c.position, session_facilitator.c.facilitator_id)
)


def series_of_group(db: Connection, group_id: int) -> list[StoredSeries]:
    """The series of a group, oldest first."""
    return [_read(db, row) for row in db.execute(_of_group, {"group_id": group_id}).all()]


def series_of_session(db: Connection, session_id: int) -> StoredSeries:
    """The series of a session."""
    return _read(db, db.execute(_of_session, {"session_id": session_id}).one())


def series_stored_until(db: Connection, day: date, most: int) -> list[StoredSeries]:
    """Series without an end whose sessions are stored to a day before this one, a number of them at most."""
    return [_read(db, row) for row in db.execute(_short, {"day": day, "most": most}).all()]


def meetings_of(db: Connection, series_id: int) -> list[Meeting]:
    """All sessions of a series in order of original time."""
    leaders: dict[int, list[int]] = defaultdict(list)
    for session_id, facilitator_id in db.execute(_meeting_leaders, {"series_id": series_id}):
        leaders[session_id].append(facilitator_id)
    found = db.execute(_meetings_of, {"series_id": series_id})
    return [replace(Meeting(*row), leader_ids=tuple(leaders.get(row.id, ()))) for row in found]


def meeting_with_id(db: Connection, session_id: int) -> Meeting:
    """One session as edits see it."""
    leaders = db.execute(_leaders_of_one, {"session_id": session_id}).scalars()
    return replace(Meeting(*db.execute(_one_meeting, {"session_id": session_id}).one()), leader_ids=tuple(leaders))


def site_of_room(db: Connection, room_id: int) -> int:
    """The site that a room belongs to."""
    site_id: int = db.execute(select(room.c.site_id).where(room.c.id == room_id)).scalar_one()
    return site_id


def end_series(db: Connection, series_id: int, rule: Rule) -> None:
    """Let a series end by a rule; no more sessions are stored for it."""
    db.execute(update(series).where(series.c.id == series_id), {"rule": rule.value(), "stored_until": None})


def store_until(db: Connection, series_id: int, day: date) -> None:
    """Note how far the sessions of a series without an end are stored."""
    db.execute(update(series).where(series.c.id == series_id), {"stored_until": day})


def set_pattern(db: Connection, series_id: int, pattern: Pattern) -> None:
    """Let a series go on by another pattern."""
    db.execute(update(series).where(series.c.id == series_id), _values(pattern))
    db.execute(delete(series_facilitator).where(series_facilitator.c.series_id == series_id))
    _lead(db, series_id, pattern.leader_ids)


def split_series(db: Connection, old: StoredSeries, pattern: Pattern, *, now: datetime) -> int:
    """The series in which a series goes on; its id."""
    row = {"uid": new_uid(), "group_id": old.group_id, "split_from_id": old.id, "created_at": now}
    series_id = new_id(db.execute(insert(series), {**row, **_values(pattern)}))
    _lead(db, series_id, pattern.leader_ids)
    return series_id


def add_meetings(db: Connection, series_id: int, meetings: Iterable[Meeting], titles: Titles, *, now: datetime) -> None:
    """Make sessions of a series, each led by its own facilitators; their uids are new."""
    for each in meetings:
        row = {**_schedule(each), "uid": new_uid(), "series_id": series_id, "created_at": now, "updated_at": now}
        done = db.execute(insert(session), {**row, "lesson_title": titles(each)})
        _link(db, [(new_id(done), each)])


_placeholder = update(session).where(session.c.id == bindparam("session_id"))
_rewrite = update(session).where(session.c.id == bindparam("session_id"))
_raise = update(session).where(session.c.id == bindparam("session_id")).values(sequence=session.c.sequence + 1)
_relesson = update(session).where(session.c.id == bindparam("session_id"))
_retime = update(session_facilitator).where(session_facilitator.c.session_id == bindparam("of_session"))
_unlink = delete(session_facilitator).where(session_facilitator.c.session_id == bindparam("of_session"))


def rewrite(db: Connection, series_id: int, changes: Sequence[SessionChange], titles: Titles, *, now: datetime) -> None:
    """Write sessions as an edit left them, in this series; the sequence of each that shows a change goes up."""
    if not changes:
        return
    set_aside(db, [each.before.id for each in changes])
    rows = [{"session_id": each.before.id, "series_id": series_id, **_schedule(each.after)} for each in changes]
    db.execute(_rewrite, rows)
    shown = [{"session_id": each.before.id, "updated_at": now} for each in changes if each.visible]
    if shown:
        db.execute(_raise, shown)
    relessoned = [
        {"session_id": each.before.id, "lesson_title": titles(each.after)}
        for each in changes
        if _taught(each.before) != _taught(each.after)
    ]
    if relessoned:
        db.execute(_relesson, relessoned)
    retimed = [
        {"of_session": each.before.id, "starts_at": each.after.starts_at, "ends_at": each.after.ends_at}
        for each in changes
        if each.before.leader_ids == each.after.leader_ids and _times(each.before) != _times(each.after)
    ]
    if retimed:  # what each of them does there stays
        db.execute(_retime, retimed)
    relinked = [each for each in changes if each.before.leader_ids != each.after.leader_ids]
    if relinked:
        db.execute(_unlink, [{"of_session": each.before.id} for each in relinked])
        _link(db, [(each.before.id, each.after) for each in relinked])


_NOWHERE = datetime(1, 1, 1)  # noqa: DTZ001 - a wall time that no series has


def set_aside(db: Connection, session_ids: Iterable[int]) -> None:
    """Take sessions off their places for a moment: places are unique, and one goes where another was."""
    rows = [{"session_id": each, "original_local": _NOWHERE + timedelta(seconds=each)} for each in session_ids]
    if rows:
        db.execute(_placeholder, rows)


def raise_sequence(db: Connection, session_ids: Sequence[int], *, now: datetime) -> None:
    """Let calendar apps see that something about sessions has changed."""
    if session_ids:
        db.execute(_raise, [{"session_id": each, "updated_at": now} for each in session_ids])


_delete = delete(session).where(session.c.id == bindparam("session_id"))


def delete_sessions(db: Connection, session_ids: Iterable[int]) -> None:
    """Take away sessions that nothing hangs on."""
    ids = list(session_ids)
    if ids:
        db.execute(_unlink, [{"of_session": each} for each in ids])
        db.execute(_delete, [{"session_id": each} for each in ids])


def _read(db: Connection, row: Row[Any]) -> StoredSeries:
    pattern = Pattern(
        row.zone,
        row.start_local,
        row.minutes,
        parse_rule(row.rule, start=row.start_local, zone=zone(row.zone), stored=True),
        gap=row.gap,
        on_closure=row.on_closure,
        lessons=row.lessons,
        room_id=row.room_id,
        leader_ids=tuple(db.execute(_leaders, {"series_id": row.id}).scalars()),
        stored_until=row.stored_until,
    )
    return StoredSeries(row.id, row.uid, row.group_id, row.title, row.curriculum_id, row.enrolment, pattern)


def _values(pattern: Pattern) -> dict[str, object]:
    return {
        "zone": pattern.zone,
        "start_local": pattern.start_local,
        "minutes": pattern.minutes,
        "rule": pattern.rule.value(),
        "gap": pattern.gap,
        "on_closure": pattern.on_closure,
        "lessons": pattern.lessons,
        "room_id": pattern.room_id,
        "stored_until": pattern.stored_until,
    }


def _lead(db: Connection, series_id: int, leader_ids: Sequence[int]) -> None:
    rows = [
        {"series_id": series_id, "facilitator_id": each, "position": position}
        for position, each in enumerate(leader_ids)
    ]
    if rows:
        db.execute(insert(series_facilitator), rows)


def _schedule(each: Meeting) -> dict[str, object]:
    return {
        "original_local": each.original_local,
        "planned_local": each.planned_local,
        "start_local": each.start_local,
        "local_date": each.start_local.date(),
        "starts_at": each.starts_at,
        "ends_at": each.ends_at,
        "minutes": each.minutes,
        "status": each.status,
        "reason": each.reason,
        "title": each.title,
        "lesson": each.lesson,
        "last_lesson": each.last_lesson,
        "part": each.part,
        "parts": each.parts,
        "lesson_by_hand": each.by_hand,
        "room_id": each.room_id,
        "mode": each.mode,
    }


def _taught(each: Meeting) -> tuple[object, ...]:
    return each.lesson, each.last_lesson, each.part, each.parts


def _times(each: Meeting) -> tuple[datetime, datetime]:
    return each.starts_at, each.ends_at


def _link(db: Connection, led: Iterable[tuple[int, Meeting]]) -> None:
    rows = [
        {
            "session_id": session_id,
            "facilitator_id": leader,
            "position": position,
            "part": LeadPart.at(position),
            "starts_at": each.starts_at,
            "ends_at": each.ends_at,
        }
        for session_id, each in led
        for position, leader in enumerate(each.leader_ids)
    ]
    if rows:
        db.execute(insert(session_facilitator), rows)
