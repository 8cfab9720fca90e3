"""What errors leave out: a word in the wrong place may be somebody's name, and errors get logged and pasted.

While a book is open it is known who is in it, and nobody of them is named. Before that, a word that was typed is
repeated only where it does not look like a name, or in a terminal: there whoever typed it sees it anyway.
"""

import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from facilitator.errors import FacilitatorError, NotFound

if TYPE_CHECKING:
    from facilitator.storage.book import Book

_ESCAPE = re.compile(r"\\(?:[abfnrtv]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")
_QUOTED = re.compile(r"(argument |value for )?(?<!\w)(['\"])(.+?)\2(?!\w)")
_PLAIN = re.compile(r"(?:[a-z0-9 :,;._/+@&()\u2013-]|(?<=[0-9])[TZ])*")


def name_nobody(error: FacilitatorError, book: "Book") -> None:
    """Take out of an error each quoted text in which a word is that of a person in the book."""
    from facilitator.domain.spelling import fold
    from facilitator.services.people.keep_people import list_people

    words: set[str] = set()
    with suppress(FacilitatorError):  # a book that cannot be read is what the error tells
        for each in list_people(book):
            words.update(*(fold(part).split() for part in (each.name, each.alias, each.phone, each.email)))
        error.names_nobody = True

    def named(text: str) -> bool:
        said = fold(_typed(text))
        return not words.isdisjoint({*re.split(r"[\s@,;]+", said), *said.split(), *re.findall(r"[\w'-]+", said)})

    error.title, error.hint = _left_out(error.title, named), _left_out(error.hint, named)


def tell_near(error: FacilitatorError, book: "Book", *, now: datetime) -> None:
    """Say on one's own terminal whom a name that nobody has is like; a log or a pipe is not told."""
    if not isinstance(error, NotFound) or not error.near or not (sys.stdout.isatty() and sys.stderr.isatty()):
        return
    from facilitator.services.privacy.note_reading import Look, Readings

    Readings(book).record(Look("read.people"), now=now, people=len(error.near))
    found = " or ".join(f"{name} ({code})" for code, name in error.near)
    error.hint = f"Did you mean {found}? {error.hint}"


def without_typed(text: str, typed: Sequence[str]) -> str:
    """What an error says without the quoted words that were typed, but those in small plain letters.

    Options, paths and recurrence rules are told as they are.
    """
    said = [each.partition("=")[2] if each.startswith("--") else each for each in typed]
    said = [each.casefold() for each in said if each[:1] != "-" and "=" not in each]
    said = [each for each in said if os.sep not in each.strip().strip(os.sep)]  # a path has two parts

    def typed_so(text: str) -> bool:
        if _PLAIN.fullmatch(text) or not text.strip():
            return False
        return any(_typed(text).casefold() in each for each in said)

    return _left_out(text, typed_so)


def _typed(text: str) -> str:
    """A quoted text as it was typed: what nobody sees in it is told as an escape."""
    return _ESCAPE.sub(lambda found: found[0].encode("ascii").decode("unicode_escape"), text)


def _left_out(text: str, hidden: Callable[[str], bool]) -> str:
    # click calls an argument by its name, in quotes too
    return _QUOTED.sub(lambda found: "…" if not found[1] and hidden(found[3]) else found[0], text)
