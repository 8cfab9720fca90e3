"""The schedule for those who publish it: no statement here reads a table that has people in it."""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Integer, Select, and_, bindparam, case, cast, exists, or_, select, type_coerce

from facilitator.domain.publishing.public_page import DatedSession, GroupFacts
from facilitator.domain.publishing.selection import DayWindow, Selection
from facilitator.domain.publishing.telling import Offer, ToldMeeting, ToldPlace
from facilitator.storage.tables import facilitator, group, room, series, session, session_facilitator, site
from facilitator.words import SessionStatus

_AT_ONCE = 500
_called_off = or_(
    session.c.status == SessionStatus.CANCELLED,
    # noted before its time came: others could know
    and_(session.c.status == SessionStatus.DID_NOT_MEET, session.c.ended_at < session.c.starts_at),
)
_leads = exists().where(
    session_facilitator.c.session_id == session.c.id,
    session_facilitator.c.facilitator_id == bindparam("leader"),
    session_facilitator.c.cancelled.is_(False),
)
_narrowed = [
    or_(cast(bindparam(name, type_=column.type), column.type).is_(None), column == bindparam(name))
    for name, column in {
        "site": room.c.site_id,
        "room": session.c.room_id,
        "program": group.c.program,
        "language": group.c.language,
        "public": group.c.public,
    }.items()
]
_meetings: Select[Any] = (
    select(
        session.c.uid,
        series.c.group_id,
        session.c.sequence,
        type_coerce(session.c.created_at, Integer),
        type_coerce(session.c.updated_at, Integer),
        type_coerce(session.c.starts_at, Integer),
        type_coerce(session.c.ends_at, Integer),
        series.c.zone,
        session.c.local_date,
        case((_called_off, 1), else_=0),
        session.c.title,
        session.c.lesson_title,
        session.c.room_id,
        session.c.mode,
    )
    .select_from(session)
    .join(series)
    .join(group)
    .outerjoin(room, room.c.id == session.c.room_id)
    .where(*_narrowed, or_(bindparam("leader", type_=Integer).is_(None), _leads))
    .order_by(session.c.starts_at, session.c.uid)
)
_in_days = session.c.local_date.between(bindparam("first"), bindparam("last"))
_of_groups = series.c.group_id.in_(bindparam("groups", expanding=True))
_these = session.c.uid.in_(bindparam("uids", expanding=True))
_of_days, _of_days_and_groups = _meetings.where(_in_days), _meetings.where(_in_days, _of_groups)
_of_uids, _of_uids_and_groups = _meetings.where(_these), _meetings.where(_these, _of_groups)
_dated = [
    each.with_only_columns(
        session.c.uid, series.c.group_id, series.c.zone, session.c.original_local, session.c.lesson_title,
        session.c.room_id, series.c.rule,
    )
    for each in (_of_days, _of_days_and_groups)
]  # fmt: skip
_facts = select(group.c.id, group.c.uid, group.c.program, group.c.curriculum_id, group.c.checked_on, group.c.enrolment)
_offers = select(
    group.c.id, group.c.title, group.c.mode, group.c.language, group.c.access, group.c.description, group.c.link
)
_places = select(
    room.c.id, room.c.name, site.c.name, site.c.address, site.c.access, site.c.bus, site.c.latitude,
    site.c.longitude, room.c.features,
).join_from(room, site)  # fmt: skip
_named_leaders = (
    select(session.c.uid, facilitator.c.name)
    .select_from(session_facilitator)
    .join(session, session.c.id == session_facilitator.c.session_id)
    .join(facilitator, facilitator.c.id == session_facilitator.c.facilitator_id)
    .where(facilitator.c.public_name.is_(True), session_facilitator.c.cancelled.is_(False), _in_days)
    .order_by(session.c.uid, session_facilitator.c.position, facilitator.c.id)
)


def meetings(db: Connection, wanted: Selection, span: DayWindow) -> list[ToldMeeting]:
    """The sessions of these days, by their start."""
    statement = _of_days if wanted.groups is None else _of_days_and_groups
    return [ToldMeeting(*row) for row in db.execute(statement, _values(wanted) | span._asdict())]


def meetings_with_uids(db: Connection, wanted: Selection, uids: Collection[str]) -> list[ToldMeeting]:
    """Those of these sessions that are selected, whatever their day."""
    statement = _of_uids if wanted.groups is None else _of_uids_and_groups
    listed = sorted(uids)
    parts = (listed[begin : begin + _AT_ONCE] for begin in range(0, len(listed), _AT_ONCE))
    return [ToldMeeting(*row) for part in parts for row in db.execute(statement, _values(wanted) | {"uids": part})]


def dated_sessions(db: Connection, wanted: Selection, span: DayWindow) -> list[DatedSession]:
    """The same sessions with the wall times that they were meant for, by their start."""
    statement = _dated[wanted.groups is not None]
    return [DatedSession(*row) for row in db.execute(statement, _values(wanted) | span._asdict())]


def group_facts(db: Connection) -> dict[int, GroupFacts]:
    """What a page says of each group beside its offer, by its number."""
    return {row[0]: GroupFacts(*row[1:]) for row in db.execute(_facts)}


def _values(wanted: Selection) -> dict[str, Any]:
    narrowing = {each: getattr(wanted, each) for each in ("site", "room", "program", "language", "leader")}
    groups = {} if wanted.groups is None else {"groups": list(wanted.groups)}
    return narrowing | groups | {"public": True if wanted.public else None}


def offers(db: Connection) -> dict[int, Offer]:
    """What may be told of each group, by its number."""
    return {row[0]: Offer(*row[1:]) for row in db.execute(_offers)}


def places(db: Connection) -> dict[int, ToldPlace]:
    """What may be told of each room and its site, by the room's number."""
    return {row[0]: _place(*row[1:]) for row in db.execute(_places)}


def _place(
    name: str, where: str, address: str, access: str, bus: str, north: float | None, east: float | None,
    notes: tuple[str, ...],
) -> ToldPlace:  # fmt: skip
    point = None if north is None or east is None else (north, east)
    return ToldPlace(name, where, " ".join(address.split()), access, bus, point, notes)


def named_leaders(db: Connection, first: date, last: date) -> dict[str, tuple[str, ...]]:
    """Who leads each session of these days, by its uid: those alone who said that their names may be public."""
    found: Iterable[Any] = db.execute(_named_leaders, {"first": first, "last": last})
    return {uid: tuple(row.name for row in rows) for uid, rows in groupby(found, key=lambda row: row.uid)}
