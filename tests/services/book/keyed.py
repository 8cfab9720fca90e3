"""What opens a book, and what was done in it."""

from facilitator.errors import WrongKey
from facilitator.home import Home
from facilitator.services.book.open_book import book_info, open_book


def opens(home: Home, secret: str) -> bool:
    """Whether this secret opens the book of :func:`tests.books.make_home`, however often others were tried."""
    home.tries.unlink(missing_ok=True)
    try:
        with open_book(home, secret) as book:
            return book_info(book).name == "Harbor Street"
    except WrongKey:
        return False


def acts(home: Home, secret: str) -> list[str]:
    """The actions of its audit chain, in order."""
    with open_book(home, secret) as book, book.raw() as raw:
        return [action for (action,) in raw.execute("SELECT action FROM audit ORDER BY seq")]
