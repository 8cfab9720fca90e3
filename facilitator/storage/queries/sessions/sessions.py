"""Sessions: lists, one by its uid, and the changes of one row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, insert, select, update

from facilitator.domain.sessions.agenda import ItemProgress
from facilitator.domain.views import Session
from facilitator.storage.queries.sessions.counted import with_counts
from facilitator.storage.queries.sessions.rosters import not_away, on_roster
from facilitator.storage.queries.sessions.unfinished import still_to_be_closed
from facilitator.storage.queries.uid_prefix import uid_begins
from facilitator.storage.tables import (
    agenda_progress,
    attendance,
    enrolment,
    facilitator,
    group,
    headcount,
    room,
    series,
    session,
    session_facilitator,
    site,
)
from facilitator.words import AttendanceStatus, EnrolmentKind, LeadPart, SessionStatus

_sessions: Select[Any] = (
    select(
        session.c.id,
        session.c.uid,
        series.c.group_id,
        group.c.uid.label("group_uid"),
        group.c.title.label("group_title"),
        case((session.c.title != "", session.c.title), else_=group.c.title).label("title"),
        group.c.attendance,
        group.c.enrolment,
        func.coalesce(session.c.curriculum_id, group.c.curriculum_id).label("curriculum_id"),
        series.c.zone,
        session.c.original_local,
        session.c.start_local,
        session.c.starts_at,
        session.c.ends_at,
        session.c.minutes,
        session.c.status,
        session.c.lesson,
        session.c.lesson_title,
        session.c.room_id,
        room.c.name.label("room"),
        site.c.name.label("site"),
        session.c.reason,
        session.c.sequence,
        session.c.created_at,
        session.c.updated_at,
        session.c.started_at,
        session.c.ended_at,
        case((session.c.mode.is_not(None), session.c.mode), else_=group.c.mode).label("mode"),
        session.c.last_lesson,
        session.c.part,
        session.c.parts,
        series.c.lessons,
        session.c.version,
    )
    .select_from(session)
    .join(series)
    .join(group)
    .outerjoin(room, room.c.id == session.c.room_id)
    .outerjoin(site, site.c.id == room.c.site_id)
    .order_by(session.c.starts_at, session.c.id)
)
_in_days = session.c.local_date.between(bindparam("first"), bindparam("last"))
_of_group = series.c.group_id == bindparam("group_id")
_one = session.c.id == bindparam("session_id")
_called = select(session.c.id).where(uid_begins(session.c.uid))

_whose_place = facilitator.alias("whose_place")
_leaders = (
    select(session_facilitator.c.session_id, facilitator.c.name, _whose_place.c.name.label("instead_of"))
    .select_from(session_facilitator)
    .join(session)
    .join(series)
    .join(facilitator, facilitator.c.id == session_facilitator.c.facilitator_id)
    .outerjoin(_whose_place, _whose_place.c.id == session_facilitator.c.for_facilitator_id)
    .where(session_facilitator.c.cancelled.is_(False))
    .order_by(session_facilitator.c.session_id, session_facilitator.c.position, facilitator.c.id)
)
_attended = attendance.c.status.in_([status for status in AttendanceStatus if status.attended])
_tallies = (
    select(
        attendance.c.session_id,
        # the sum of a Boolean column is read as a Boolean
        func.sum(case((attendance.c.expected, 1), else_=0)).label("expected"),
        func.sum(case((_attended, 1), else_=0)).label("present"),
        func.count(attendance.c.status).label("marked"),
        func.sum(case((and_(attendance.c.expected, attendance.c.status.is_(None)), 1), else_=0)).label("to_mark"),
    )
    .select_from(attendance)
    .join(session)
    .join(series)
    .group_by(attendance.c.session_id)
)
_headcounts = select(headcount.c.session_id, headcount.c.people).select_from(headcount).join(session).join(series)
_to_come = (
    select(
        session.c.id, func.count().label("enrolled"), (func.count() - func.count(attendance.c.status)).label("to_mark")
    )
    .select_from(session)
    .join(series)
    .join(group)
    .join(enrolment, on_roster(series.c.group_id, session.c.local_date))
    .outerjoin(
        attendance, and_(attendance.c.session_id == session.c.id, attendance.c.person_id == enrolment.c.person_id)
    )
    .where(group.c.enrolment == EnrolmentKind.CLOSED, still_to_be_closed, not_away(session.c.local_date))
    .group_by(session.c.local_date, session.c.id)  # by the days that are read, not by all ids
)


class Slice:
    """The five statements of a list of sessions under one condition, built once."""

    def __init__(self, *conditions: ColumnElement[bool]) -> None:
        self.sessions = _sessions.where(*conditions)
        extras: tuple[Select[Any], ...] = (_leaders, _tallies, _headcounts, _to_come)
        self.extras = tuple(each.where(*conditions) for each in extras)

    def read(self, db: Connection, values: dict[str, object]) -> list[Session]:
        """The sessions, with leaders and counts."""
        found = db.execute(self.sessions, values).all()
        if not found:
            return []
        leaders, tallies, headcounts, to_come = (db.execute(each, values).all() for each in self.extras)
        return with_counts(found, leaders, tallies, headcounts, to_come)


_by_days = Slice(_in_days)
_by_group_and_days = Slice(_in_days, _of_group)
_by_id = Slice(_one)
_by_ids = Slice(session.c.id.in_(bindparam("ids", expanding=True)))
_AT_ONCE = 500
_FARTHEST_EAST = timedelta(hours=14)
_on_each_day = (
    select(session.c.local_date, func.count())
    .where(_in_days)
    .group_by(session.c.local_date)
    .order_by(session.c.local_date)
)
_led_by = (
    select(session.c.id)
    .join(session_facilitator, session_facilitator.c.session_id == session.c.id)
    .where(session_facilitator.c.facilitator_id == bindparam("leader"), _in_days)
)
_standing = select(
    session.c.status,
    session.c.start_local,
    session.c.starts_at,
    session.c.ends_at,
    session.c.minutes,
    session.c.started_at,
    session.c.ended_at,
).where(session.c.id == bindparam("session_id"))
_first_of_day = (
    # joined afterwards, for those that are shown alone
    select(session.c.id)
    .where(session.c.local_date == bindparam("day"))
    .order_by(session.c.starts_at, session.c.id)
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
)


def sessions_between(db: Connection, first: date, last: date, group_id: int | None = None) -> list[Session]:
    """Sessions on the local days from first to last, both included, in order."""
    if group_id is None:
        return _by_days.read(db, {"first": first, "last": last})
    return _by_group_and_days.read(db, {"first": first, "last": last, "group_id": group_id})


def sessions_in_turn(db: Connection, first: date, last: date, group_id: int | None = None) -> Iterator[Session]:
    """The same as :func:`sessions_between`, some days at a time, so that eighty thousand need no more room."""
    held: list[Session] = []
    for begin, end in _some_days(db, first, last):
        # what begins on a later day in another zone may come before what was read already
        earliest = datetime.combine(begin, time(), UTC) - _FARTHEST_EAST
        yield from (each for each in held if each.starts_at < earliest)
        held = [each for each in held if each.starts_at >= earliest]
        held += sessions_between(db, begin, end, group_id)
        held.sort(key=lambda each: (each.starts_at, each.id))
    yield from held


def _some_days(db: Connection, first: date, last: date) -> Iterator[tuple[date, date]]:
    """Spans of days with some hundred sessions each, those of all groups counted."""
    begin, number = first, 0
    for day, count in db.execute(_on_each_day, {"first": first, "last": last}).all():
        if number and number + count > _AT_ONCE:
            yield begin, day - timedelta(days=1)
            begin, number = day, 0
        number += count
    yield begin, last


def led_by(db: Connection, facilitator_id: int, first: date, last: date) -> set[int]:
    """The ids of the sessions that somebody leads on the local days from first to last, both included."""
    return set(db.execute(_led_by, {"leader": facilitator_id, "first": first, "last": last}).scalars())


def sessions_of_day(db: Connection, day: date, *, limit: int, skip: int = 0) -> list[Session]:
    """The first sessions of a local day, in order, after those to ``skip``; counts are read for these alone."""
    ids = db.execute(_first_of_day, {"day": day, "limit": limit, "skip": skip}).scalars().all()
    return sessions_with_ids(db, ids)


_NOT_HELD = (SessionStatus.CANCELLED, SessionStatus.DID_NOT_MEET)
_first = (
    select(session.c.id)
    .join(series)
    .where(series.c.group_id == bindparam("group_id"), session.c.status.not_in(_NOT_HELD))
    .order_by(session.c.starts_at, session.c.id)
    .limit(1)
)


def first_of_group(db: Connection, group_id: int) -> int | None:
    """The first session of a group that was not cancelled, and met."""
    found: int | None = db.execute(_first, {"group_id": group_id}).scalar()
    return found


def session_with_id(db: Connection, session_id: int) -> Session:
    """One session."""
    return _by_id.read(db, {"session_id": session_id})[0]


def sessions_with_ids(db: Connection, ids: Sequence[int]) -> list[Session]:
    """Those sessions, in order of time."""
    parts = (ids[begin : begin + _AT_ONCE] for begin in range(0, len(ids), _AT_ONCE))
    found = [each for part in parts for each in _by_ids.read(db, {"ids": part})]
    return sorted(found, key=lambda each: (each.starts_at, each.id))


def as_it_stands(db: Connection, known: Session) -> Session:
    """A session that was read before, with its status and times as they are now: one row, and no joins (0.1 ms)."""
    row = db.execute(_standing, {"session_id": known.id}).one()
    return replace(
        known,
        status=row.status,
        start_local=row.start_local,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        minutes=row.minutes,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def sessions_called(db: Connection, prefix: str) -> list[Session]:
    """Sessions whose uid begins so."""
    return sessions_with_ids(db, db.execute(_called, {"prefix": prefix}).scalars().all())


_add = insert(session)
_add_leaders = insert(session_facilitator)
_ids = select(session.c.id, session.c.starts_at, session.c.ends_at).where(session.c.series_id == bindparam("series_id"))


def add_sessions(db: Connection, series_id: int, rows: Sequence[dict[str, object]], leaders: Iterable[int]) -> None:
    """Add the sessions of a new series, each led by the same facilitators."""
    db.execute(_add, list(rows))
    made = db.execute(_ids, {"series_id": series_id}).all()
    links = [
        {
            "session_id": row.id,
            "facilitator_id": leader,
            "position": position,
            "part": LeadPart.at(position),
            "starts_at": row.starts_at,
            "ends_at": row.ends_at,
        }
        for row in made
        for position, leader in enumerate(leaders)
    ]
    if links:
        db.execute(_add_leaders, links)


_change = update(session).where(session.c.id == bindparam("session_id"))
_change_leaders = update(session_facilitator).where(session_facilitator.c.session_id == bindparam("of_session"))


def change_schedule(db: Connection, session: Session, *, now: datetime, **values: object) -> None:
    """Change what the schedule says of a session: its sequence goes up, so that calendar apps see it."""
    stamped = {**values, "session_id": session.id, "sequence": session.sequence + 1, "updated_at": now}
    db.execute(_change, stamped)
    if "starts_at" in values:
        times = {"of_session": session.id, "starts_at": values["starts_at"], "ends_at": values["ends_at"]}
        db.execute(_change_leaders, times)


def change_run(db: Connection, session_id: int, **values: object) -> None:
    """Change what happens in a session (started, ended, held): nothing that is published changes."""
    db.execute(_change, {"session_id": session_id, **values})


_progress = (
    select(
        agenda_progress.c.title,
        agenda_progress.c.minutes,
        agenda_progress.c.least_minutes,
        agenda_progress.c.started_at,
        agenda_progress.c.ended_at,
    )
    .where(agenda_progress.c.session_id == bindparam("session_id"))
    .order_by(agenda_progress.c.position)
)
_set_item = update(agenda_progress).where(
    agenda_progress.c.session_id == bindparam("of_session"), agenda_progress.c.position == bindparam("at_position")
)


def agenda_of(db: Connection, session_id: int) -> list[ItemProgress]:
    """The agenda of a started session, in order; empty before its start."""
    return [ItemProgress(*row) for row in db.execute(_progress, {"session_id": session_id})]


def lay_agenda(db: Connection, session_id: int, items: Sequence[ItemProgress]) -> None:
    """Keep the agenda with which a session starts."""
    rows = [
        {
            "session_id": session_id,
            "position": position,
            "title": item.title,
            "minutes": item.minutes,
            "least_minutes": item.least_minutes,
            "started_at": item.started_at,
            "ended_at": item.ended_at,
        }
        for position, item in enumerate(items)
    ]
    if rows:
        db.execute(insert(agenda_progress), rows)


def set_item(db: Connection, session_id: int, position: int, **values: object) -> None:
    """Keep when an agenda item really started or ended: its session is another than somebody saw."""
    db.execute(_set_item, {"of_session": session_id, "at_position": position, **values})
    count_up(db, [session_id])


_count_up = (
    update(session).where(session.c.id.in_(bindparam("ids", expanding=True))).values(version=session.c.version + 1)
)


def count_up(db: Connection, ids: Sequence[int]) -> None:
    """Let what somebody saw of sessions no longer be what is there: something changed that is in no row of theirs."""
    db.execute(_count_up, {"ids": list(ids)})
