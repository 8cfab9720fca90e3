"""Lock every open window of a book, from anywhere on this computer."""

import secrets

from facilitator.errors import BookError
from facilitator.home import Home, write_whole


def lock_windows(home: Home) -> None:
    """Ask every running window of this home to lock; each does so within a second or two. No key is needed for it.

    Raises:
        BookError: where there is no book in this home.
        BadInput: where the word cannot be written.
    """
    if not home.book.exists():
        raise BookError(f"there is no book in {home.folder}", "Name its folder with --home.")
    write_whole(home.lock_word, secrets.token_hex(8).encode())
