"""Record that somebody looked at protected records: who, at what, how many people, and whether by name.

One row a look. The same look again, by the same actor in the same window, is not repeated for ten minutes: a screen
that is opened anew all evening would bury what matters. A line of the command line is a window of its own. A book
that cannot be written is read all the same, and that is said once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.errors import FacilitatorError
from facilitator.storage.book import Book

AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Look:
    """A look: ``action`` is one of ``read.person``, ``read.roll``, ``read.roster`` and ``read.people``."""

    action: str
    object_uid: str = ""
    names: bool = True


class Readings:
    """The looks of one window at one book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._looks: dict[Look, datetime] = {}
        self._told = False

    def due(self, look: Look, *, now: datetime) -> bool:
        """Whether this look is to be recorded; if so, it counts as recorded from here on."""
        last = self._looks.get(look)
        if last is not None and abs(now - last) < AGAIN:
            return False
        self._looks[look] = now
        return True

    def record(self, look: Look, *, now: datetime, people: int | None = None) -> str:
        """Write the row of a look; what to tell where it cannot be written, the first time only."""
        said: dict[str, object] = {"names": look.names} | ({} if people is None else {"people": people})
        try:
            with self.book.write(now=now) as change:
                change.record(look.action, look.object_uid, reason="", **said)
        except FacilitatorError as error:
            self._looks.pop(look, None)  # the next look may be written
            told, self._told = self._told, True
            return "" if told else f"That this was read could not be written down: {error.title}."
        return ""
