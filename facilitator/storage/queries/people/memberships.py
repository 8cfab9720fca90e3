"""The rosters that a person is on."""

from datetime import date

from sqlalchemy import Connection, bindparam, or_, select

from facilitator.domain.people.membership import Membership
from facilitator.storage.tables import enrolment, group
from facilitator.words import GroupStatus

_of_person = (
    select(group.c.uid, group.c.title, enrolment.c.starts_on, enrolment.c.ends_on, enrolment.c.waitlisted)
    .join_from(enrolment, group)
    .where(
        enrolment.c.person_id == bindparam("person_id"),
        group.c.status == GroupStatus.ACTIVE,
        or_(enrolment.c.ends_on.is_(None), enrolment.c.ends_on >= bindparam("day")),
    )
    .order_by(enrolment.c.waitlisted, group.c.title, enrolment.c.id)
)


def memberships(db: Connection, person_id: int, day: date) -> list[Membership]:
    """The rosters of active groups that a person is on that day or will be, the waitlists last."""
    return [Membership(*row) for row in db.execute(_of_person, {"person_id": person_id, "day": day})]
