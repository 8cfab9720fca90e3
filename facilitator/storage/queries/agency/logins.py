"""Logins: who works in this book."""

from datetime import date

from sqlalchemy import Connection, insert, or_, select

from facilitator.domain.views import Login
from facilitator.storage.db import new_id
from facilitator.storage.tables import facilitator, login
from facilitator.storage.uids import new_uid
from facilitator.words import LoginRole

_logins = (
    select(login.c.id, login.c.uid, login.c.login, login.c.role, facilitator.c.name, login.c.ended_on)
    .join_from(login, facilitator, facilitator.c.id == login.c.facilitator_id, isouter=True)
    .order_by(login.c.login)
)


def logins(db: Connection) -> list[Login]:
    """All logins by name, those that ended among them."""
    return [Login(*row) for row in db.execute(_logins)]


def active_logins(db: Connection, day: date) -> list[Login]:
    """The logins that may work on a day."""
    return [Login(*row) for row in db.execute(_logins.where(or_(login.c.ended_on.is_(None), login.c.ended_on > day)))]


def add_login(db: Connection, *, name: str, role: LoginRole, facilitator_id: int | None) -> tuple[int, str]:
    """A new login; id and uid."""
    uid = new_uid()
    done = db.execute(insert(login), {"uid": uid, "login": name, "role": role, "facilitator_id": facilitator_id})
    return new_id(done), uid
