"""What a period still lacks: sessions that nobody closed, people without a mark, headcounts that nobody took."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, exists, func, or_, select

from facilitator.domain.reporting.still_open import StillOpen
from facilitator.storage.queries.sessions.rosters import not_away, on_roster
from facilitator.storage.queries.sessions.unfinished import over_and_open
from facilitator.storage.tables import attendance, enrolment, group, headcount, series, session
from facilitator.words import AttendanceKind, EnrolmentKind, SessionStatus

_person = bindparam("person_id", type_=session.c.id.type)
_meant = and_(
    session.c.local_date.between(bindparam("first"), bindparam("last")),
    or_(bindparam("group_id", type_=session.c.id.type).is_(None), series.c.group_id == bindparam("group_id")),
    or_(
        _person.is_(None),
        exists().where(attendance.c.session_id == session.c.id, attendance.c.person_id == _person).correlate(session),
        exists()
        .where(enrolment.c.person_id == _person, on_roster(series.c.group_id, session.c.local_date))
        .correlate(series, session),
    ),
)
_held = session.c.status == SessionStatus.HELD
_heads = group.c.attendance == AttendanceKind.HEADCOUNT
_which = (session.c.id, session.c.local_date, session.c.starts_at, session.c.uid)
_sessions = (
    select(*_which, _held.label("closed"), and_(_heads, headcount.c.session_id.is_(None)).label("uncounted"))
    .select_from(session)
    .join(series)
    .join(group)
    .outerjoin(headcount)
    .where(_meant, or_(over_and_open, and_(_held, _heads, headcount.c.session_id.is_(None))))
)
_waits = and_(
    attendance.c.expected.is_(True),
    attendance.c.status.is_(None),
    or_(_person.is_(None), attendance.c.person_id == _person),
)
# in a sum and not among the conditions: there it looks so rare that every mark of the book is read (8 times slower)
_waiting = func.sum(case((_waits, 1), else_=0))
# a closed session has stored whom it expected; an open group expects those who said: count me in
_of_rows = (
    select(*_which, _waiting)
    .select_from(session)
    .join(series)
    .join(group)
    .join(attendance)
    .where(
        _meant,
        ~_heads,
        or_(_held, and_(over_and_open, group.c.enrolment != EnrolmentKind.CLOSED)),
    )
    .group_by(session.c.local_date, session.c.id)  # by the day first: by its number alone all sessions would be read
    .having(_waiting > 0)
)
# until it is closed, a closed group expects whoever has a seat on its day and is not away
_of_rosters = (
    select(*_which, func.count(enrolment.c.person_id.distinct()))
    .select_from(session)
    .join(series)
    .join(group)
    .join(enrolment, on_roster(series.c.group_id, session.c.local_date))
    .outerjoin(
        attendance, and_(attendance.c.session_id == session.c.id, attendance.c.person_id == enrolment.c.person_id)
    )
    .where(
        _meant,
        ~_heads,
        over_and_open,
        group.c.enrolment == EnrolmentKind.CLOSED,
        attendance.c.status.is_(None),
        not_away(session.c.local_date),
        or_(_person.is_(None), enrolment.c.person_id == _person),
    )
    .group_by(session.c.id)
)
_unmarked: tuple[Select[Any], ...] = (_of_rows, _of_rosters)


def still_open(
    db: Connection, first: date, last: date, *, now: datetime, group_id: int | None = None, person_id: int | None = None
) -> StillOpen:
    """What the sessions of a period lack at ``now``, those of one group where one is named.

    Of one person: what concerns them, in sessions that they have a row in or a seat.
    """
    values = {"first": first, "last": last, "now": now, "group_id": group_id, "person_id": person_id}
    sessions = db.execute(_sessions, values).all()
    to_mark = [row for each in _unmarked for row in db.execute(each, values)]
    # session after session: by day, and by the hour where two are of one day
    lacking = sorted({(row[1], row[2], row[3]) for row in (*sessions, *to_mark)})
    return StillOpen(
        sessions=sum(not row.closed for row in sessions),
        people=sum(row[4] for row in to_mark),
        headcounts=sum(bool(row.uncounted) for row in sessions),
        first=lacking[0][0] if lacking else None,
        first_session=lacking[0][2] if lacking else "",
    )
