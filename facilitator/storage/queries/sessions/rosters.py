"""Who is on a roster on a day: the one condition of every statement that asks."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from facilitator.storage.tables import enrolment


def on_roster(group_id: Any, day: Any) -> ColumnElement[bool]:
    """An enrolment gives a seat in that group on that day; who waits has none. Both are columns or parameters."""
    return and_(
        enrolment.c.group_id == group_id,
        enrolment.c.waitlisted.is_(False),
        enrolment.c.starts_on <= day,
        or_(enrolment.c.ends_on.is_(None), enrolment.c.ends_on >= day),
    )
