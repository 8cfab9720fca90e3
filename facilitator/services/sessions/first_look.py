"""Today before the book is open: the first screen of a book that opens itself need not wait for what opening takes."""

from dataclasses import dataclass
from datetime import datetime

from facilitator.domain.book.book_info import BookInfo
from facilitator.domain.sessions.today import Today, sort_today
from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.services.book.unlock import unlock
from facilitator.storage.first_screen import read_first_rows


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Whose book it is, and Today as the book would show it."""

    info: BookInfo
    today: Today


def first_look(home: Home, now: datetime) -> FirstLook | None:
    """Today of a practice book, read in passing: the key is let go of again, and nothing is written.

    None where there is anything to say or to do first: opening the book says it, or does it.
    """
    try:
        key, file = unlock(home, None)
        rows = read_first_rows(home.book, key, now) if file.practice else None
    except (FacilitatorError, OSError):
        return None
    if rows is None:
        return None
    return FirstLook(rows.info, sort_today(rows.sessions, rows.day, now, waiting=rows.waiting))
