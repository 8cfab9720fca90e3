"""Somebody, and everybody who became them: whose rows are read where rows stay as they were written."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select

from facilitator.storage.tables import person

_member = person.alias("member")


def of_family(column: Any) -> ColumnElement[bool]:
    """A column points to the person of the parameter ``person_id``, or to somebody who became them."""
    theirs = or_(_member.c.id == bindparam("person_id"), _member.c.merged_into_id == bindparam("person_id"))
    found: ColumnElement[bool] = column.in_(select(_member.c.id).where(theirs))
    return found
