"""Counts for reports, over held sessions of a period.

Unduplicated people by join and DISTINCT: 40 times faster than EXISTS.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, distinct, func, or_, select

from facilitator.domain.people.name_order import name_order
from facilitator.domain.reporting.measures import Counts
from facilitator.domain.views import Person
from facilitator.storage.queries.sessions.sittings import counted_minutes
from facilitator.storage.queries.sessions.unfinished import over_and_open
from facilitator.storage.tables import attendance, group, headcount, person, series, session
from facilitator.words import AttendanceKind, AttendanceStatus, SessionStatus

_attended = attendance.c.status.in_([each for each in AttendanceStatus if each.attended])
_expected = attendance.c.expected.is_(True)
# what a book counted that is older than the rule for minutes
_by_the_earlier_rule = and_(_attended, attendance.c.counted_minutes.is_(None))
# as domain/sessions/attendance.py says it of one mark
_not_known = or_(
    and_(attendance.c.status == AttendanceStatus.LATE, attendance.c.arrived_at.is_(None)),
    and_(attendance.c.status == AttendanceStatus.LEFT_EARLY, attendance.c.left_at.is_(None)),
)
_no_mark = attendance.c.status.is_(None)
_in_period = and_(
    session.c.local_date.between(bindparam("first"), bindparam("last")),
    or_(bindparam("group_id", type_=session.c.id.type).is_(None), series.c.group_id == bindparam("group_id")),
)
_held = session.c.status == SessionStatus.HELD


def _sum_where(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)


_meetings = (
    select(
        group.c.id.label("group_id"),
        group.c.uid,
        group.c.title,
        group.c.attendance,
        _sum_where(_held).label("held"),
        _sum_where(session.c.status.in_([SessionStatus.CANCELLED, SessionStatus.DID_NOT_MEET])).label("cancelled"),
        _sum_where(over_and_open).label("unclosed"),
        func.coalesce(group.c.capacity, 0).label("capacity"),
    )
    .select_from(session)
    .join(series)
    .join(group)
    .where(_in_period)
    .group_by(group.c.id)
    .order_by(group.c.title, group.c.id)
)
_marks = (
    select(
        func.count(distinct(case((_attended, attendance.c.person_id)))).label("served"),
        _sum_where(_attended).label("attended"),
        _sum_where(_expected).label("expected"),
        _sum_where(_expected, _attended).label("attended_expected"),
        _sum_where(_expected, attendance.c.status == AttendanceStatus.EXCUSED).label("excused_expected"),
        _sum_where(_expected, attendance.c.status == AttendanceStatus.MISSED).label("missed_expected"),
        _sum_where(~_expected, _attended).label("walk_ins"),
        _sum_where(_expected, _no_mark).label("unmarked"),
        func.coalesce(func.sum(counted_minutes), 0).label("minutes"),
        _sum_where(_not_known).label("times_not_known"),
    )
    .select_from(session)
    .join(series)
    .join(attendance)
    .where(_in_period, _held)
)
_person = bindparam("person_id", type_=session.c.id.type)
_earlier = (
    select(func.count())
    .select_from(session)
    .join(series)
    .join(attendance)
    .where(_in_period, _held, _by_the_earlier_rule, or_(_person.is_(None), attendance.c.person_id == _person))
)
_marks_by_group = _marks.add_columns(series.c.group_id).group_by(series.c.group_id)
_heads_by_group = (
    select(series.c.group_id, func.sum(headcount.c.people), func.count())
    .select_from(session)
    .join(series)
    .join(headcount)
    .where(_in_period, _held)
    .group_by(series.c.group_id)
)
_by_person = (
    select(
        person.c.id,
        person.c.uid,
        person.c.code,
        person.c.name,
        person.c.alias,
        person.c.phone,
        person.c.email,
        _sum_where(_expected).label("expected"),
        _sum_where(_attended).label("attended"),
        _sum_where(attendance.c.status == AttendanceStatus.EXCUSED).label("excused"),
        _sum_where(_expected, attendance.c.status == AttendanceStatus.MISSED).label("missed"),
        _sum_where(~_expected, _attended).label("walk_ins"),
        _sum_where(_expected, _no_mark).label("unmarked"),
        func.coalesce(func.sum(counted_minutes), 0).label("minutes"),
        _sum_where(_not_known).label("times_not_known"),
    )
    .select_from(session)
    .join(series)
    .join(attendance)
    .join(person)
    .where(_in_period, _held, or_(_expected, attendance.c.status.is_not(None)))
    .group_by(person.c.id)
)


def counts_by_group(
    db: Connection, first: date, last: date, group_id: int | None, *, now: datetime
) -> list[tuple[str, str, Counts]]:
    """Uid, title and counts of each group that was to meet in the period, by title; what is over is so at ``now``."""
    period = {"first": first, "last": last, "group_id": group_id}
    marks = {row.group_id: row for row in db.execute(_marks_by_group, period)}
    heads = {row[0]: (row[1], row[2]) for row in db.execute(_heads_by_group, period)}
    found: list[tuple[str, str, Counts]] = []
    for row in db.execute(_meetings, {**period, "now": now}):
        people, counted = heads.get(row.group_id, (0, 0))
        keeps_heads = row.attendance is AttendanceKind.HEADCOUNT
        uncounted = row.held - counted if keeps_heads else 0
        counts = Counts(
            held=row.held,
            cancelled=row.cancelled,
            unclosed=row.unclosed,
            headcount=people,
            counted=counted,
            uncounted=uncounted + (row.unclosed if keeps_heads else 0),
            seats=row.capacity * (row.held - uncounted),
        )
        if row.group_id in marks:
            counts = _with_marks(counts, marks[row.group_id])
        if counts.seats:
            counts = replace(counts, seated=counts.headcount if keeps_heads else counts.attended)
        found.append((row.uid, row.title, counts))
    return found


def counts_together(db: Connection, first: date, last: date, group_id: int | None, groups: list[Counts]) -> Counts:
    """The counts of all groups together: sums, and each person once."""
    period = {"first": first, "last": last, "group_id": group_id}
    summed = {name: sum(getattr(each, name) for each in groups) for name in _OF_MEETINGS}
    return _with_marks(Counts(**summed), db.execute(_marks, period).one())


def counts_by_person(
    db: Connection, first: date, last: date, group_id: int | None
) -> list[tuple[Person, dict[str, int]]]:
    """Everybody who was expected at a held session of the period or has a mark in one, and their counts."""
    found = db.execute(_by_person, {"first": first, "last": last, "group_id": group_id})
    counted = [
        (
            Person(*row[:7]),
            {
                "sessions_expected": row.expected,
                "sessions_attended": row.attended,
                "walk_ins": row.walk_ins,
                "sessions_excused": row.excused,
                "sessions_missed": row.missed,
                "unmarked": row.unmarked,
                "minutes": row.minutes,
                "times_not_known": row.times_not_known,
            },
        )
        for row in found
    ]
    return sorted(counted, key=lambda each: name_order(each[0]))


_OF_MARKS = (
    "served",
    "attended",
    "expected",
    "attended_expected",
    "excused_expected",
    "missed_expected",
    "walk_ins",
    "unmarked",
    "minutes",
    "times_not_known",
)
_OF_MEETINGS = ("held", "cancelled", "unclosed", "headcount", "counted", "uncounted", "seats", "seated")


def marks_of_earlier_rule(
    db: Connection, first: date, last: date, group_id: int | None, person_id: int | None = None
) -> int:
    """How many marks of the period have minutes that the rule for minutes did not settle: a recount does it."""
    values = {"first": first, "last": last, "group_id": group_id, "person_id": person_id}
    return int(db.execute(_earlier, values).scalar_one())


def _with_marks(counts: Counts, row: object) -> Counts:
    return replace(counts, **{name: getattr(row, name) for name in _OF_MARKS})
