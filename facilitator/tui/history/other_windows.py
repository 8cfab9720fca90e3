"""What is changed in other windows is seen here within a second, and said.

Half a second apart the book is asked whether it moved: that costs 0.02 ms. Only where it did, what others did is read.
"""

from typing import TYPE_CHECKING

from facilitator.errors import FacilitatorError
from facilitator.services.history.see_others import others_did, up_to_now
from facilitator.tui.kit.page import Page

if TYPE_CHECKING:
    from facilitator.storage.book import Book
    from facilitator.tui.desk import Desk

LOOK_SECONDS = 0.5


class OtherWindows:
    """Looks from the moment a book is open until it locks; a locked window has no connection, and no key."""

    def __init__(self, desk: "Desk", book: "Book") -> None:
        self._desk, self._book = desk, book
        self._after = up_to_now(book)
        self._watch = book.watch()
        self._told = ""
        self._timer = desk.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """See whether others changed something; the page in front shows it, once no dialog stands before it."""
        if self._book.writing:  # what a thread is writing is known to be ours when it is done
            return
        try:
            if self._watch.moved():
                done = others_did(self._book, self._after)
                self._after, self._told = done.up_to, done.words or self._told
        except FacilitatorError:  # the disk, or another window that writes for long: asked again next time
            return
        page = self._desk.screen
        if self._told and isinstance(page, Page) and page.was_shown and not page.gone:
            words, self._told = self._told, ""
            self._desk.read_again()
            if page.is_current:
                page.tell_of_others(words)

    def close(self) -> None:
        """Look no longer."""
        self._timer.stop()
        self._watch.close()
