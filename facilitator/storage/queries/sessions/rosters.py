"""Who is on a roster on a day, and who of them is expected: the conditions of every statement that asks."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from facilitator.storage.tables import enrolment, person, person_away


def on_roster(group_id: Any, day: Any) -> ColumnElement[bool]:
    """An enrolment gives a seat in that group on that day; who waits has none. Both are columns or parameters."""
    return and_(
        enrolment.c.group_id == group_id,
        enrolment.c.waitlisted.is_(False),
        enrolment.c.starts_on <= day,
        or_(enrolment.c.ends_on.is_(None), enrolment.c.ends_on >= day),
    )


def not_away(day: Any) -> ColumnElement[bool]:
    """Whoever is enrolled is not known to be away on that day."""
    away = exists().where(
        person_away.c.person_id == enrolment.c.person_id,
        person_away.c.first <= day,
        or_(person_away.c.last.is_(None), person_away.c.last >= day),
    )
    return ~away.correlate_except(person_away)


def became_another(column: Any) -> ColumnElement[bool]:
    """A column points to somebody who became another person, whose marks are theirs now."""
    one = person.alias("became_another")
    return exists().where(one.c.id == column, one.c.merged_into_id.is_not(None)).correlate_except(one)
