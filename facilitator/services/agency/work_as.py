"""Who it is that works now: a login of the book, or the computer's user where it has none."""

from collections.abc import Sequence
from datetime import date

from facilitator.domain.views import Login
from facilitator.errors import NotFound
from facilitator.storage.book import Book, Signer
from facilitator.storage.queries.agency import logins


def active_logins(book: Book, today: date) -> list[Login]:
    """Those who may work in the book today, by name."""
    with book.read() as db:
        return logins.active_logins(db, today)


def work_as(book: Book, name: str | None, *, today: date, usual: str | None = None) -> Login | None:
    """Let what is done in this book from here on be somebody's: in history, in the audit chain, in what undo takes.

    ``name`` is who they said they are, ``usual`` what the surroundings say, which a book without logins passes over.
    Where nobody said anything the only login is meant, and of several none: None, it stays the computer's user.

    Raises:
        NotFound: for a login that is not in the book, or ended.
    """
    active = active_logins(book, today)
    wanted = name or (usual if active else None)
    login = _named(active, wanted) if wanted else active[0] if len(active) == 1 else None
    if login is not None:
        book.actor = login.login
    return login


def signed_by(actor: str) -> Signer:
    """What lets the rows of a book be those of somebody who is known already."""

    def sign(book: Book) -> None:
        book.actor = actor

    return sign


def _named(active: Sequence[Login], wanted: str) -> Login:
    for each in active:
        if each.login.casefold() == wanted.casefold():
            return each
    known = ", ".join(each.login for each in active)
    hint = f"Use one of: {known}." if known else "Add one with: facilitator login add LOGIN"
    raise NotFound("nobody works in this book under that login", hint)
