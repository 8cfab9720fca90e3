"""Keep the logins: who works in this book."""

import re
from datetime import datetime
from typing import Final

from facilitator.domain.views import Login
from facilitator.errors import BadInput
from facilitator.services.find import find_facilitator
from facilitator.storage.book import Book
from facilitator.storage.queries.agency import logins
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.words import LoginRole

_NAME: Final = re.compile(r"[\w.@-]{1,64}")


def list_logins(book: Book) -> list[Login]:
    """All logins by name, those that ended among them."""
    with book.read() as db:
        return logins.logins(db)


def add_login(
    book: Book, *, name: str, role: LoginRole = LoginRole.FACILITATOR, facilitator: str = "", now: datetime
) -> str:
    """Add a login, of a facilitator where one is named; its uid.

    Raises:
        BadInput: for a name that is taken, or is more than one word.
    """
    if not _NAME.fullmatch(name):
        raise BadInput("a login is one word of up to 64 letters, digits, dots, dashes and @", "Such as: dana.r")
    with book.write(now=now) as change:
        if name.casefold() in {each.login.casefold() for each in logins.logins(change.db)}:
            raise BadInput("that login is in the book already", "See: facilitator login list")
        whose = find_facilitator(change.db, facilitator).id if facilitator else None
        step = Step("login.add", summary=f"{name}: added as a login")
        with journal(change, step):
            login_id, uid = logins.add_login(change.db, name=name, role=role, facilitator_id=whose)
            step.object_uid, step.rows = uid, {"login": [login_id]}
            change.record("login.add", uid, role=role.value)
    return uid
