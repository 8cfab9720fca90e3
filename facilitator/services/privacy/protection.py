"""Whether 42 CFR Part 2 protects the records of a program: so, unless somebody says otherwise and why."""

from datetime import datetime

from facilitator.domain.book.book_info import BookInfo
from facilitator.domain.spelling import tidy
from facilitator.errors import BadInput, Refused
from facilitator.storage.book import Book
from facilitator.storage.queries.book.book_row import book_info, set_protected


def set_protection(book: Book, *, protected: bool, reason: str = "", now: datetime) -> BookInfo:
    """Protect the book, or say that Part 2 does not protect it, with the reason; how it stands then.

    Raises:
        Refused: where it stands so already.
        BadInput: where nothing says why it is not protected.
    """
    why = tidy(reason)
    if not protected and not why:
        raise BadInput(
            "why are its records not protected?",
            "Say who decided and on what ground, such as: --reason 'mutual aid only, counsel agreed on 1 March'.",
        )
    with book.write(now=now) as change:
        if book_info(change.db).protected is protected:
            raise Refused(f"this book is {'protected' if protected else 'not protected'} already", "Nothing changed.")
        set_protected(change.db, protected=protected)
        info = book_info(change.db)
        change.record("book.protect" if protected else "book.unprotect", info.uid, reason=why)
    return info
