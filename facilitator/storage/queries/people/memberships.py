"""The rosters that a person is on, and the people that a group knows."""

from datetime import date

from sqlalchemy import Connection, bindparam, or_, select, union

from facilitator.domain.people.membership import Membership
from facilitator.storage.tables import attendance, enrolment, group, person, series, session
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

_of_group = union(
    select(person.c.uid)
    .join_from(enrolment, person)
    .join(group, group.c.id == enrolment.c.group_id)
    .where(group.c.uid == bindparam("group_uid")),
    select(person.c.uid)
    .join_from(attendance, person)
    .join(session, session.c.id == attendance.c.session_id)
    .join(series, series.c.id == session.c.series_id)
    .join(group, group.c.id == series.c.group_id)
    .where(group.c.uid == bindparam("group_uid"), attendance.c.status.is_not(None)),
)


def people_of_group(db: Connection, group_uid: str) -> frozenset[str]:
    """The uids of whoever was ever on a group's roster, or was marked at one of its sessions."""
    return frozenset(db.execute(_of_group, {"group_uid": group_uid}).scalars())


def memberships(db: Connection, person_id: int, day: date) -> list[Membership]:
    """The rosters of active groups that a person is on that day or will be, the waitlists last."""
    return [Membership(*row) for row in db.execute(_of_person, {"person_id": person_id, "day": day})]
