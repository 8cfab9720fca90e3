"""The desk that every screen works at: the open book, the clock, the home, and what the program does for a screen.

Screens, dialogs and widgets know the desk and never the program that fills it (``app.py``, which knows all of them).
"""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App
from textual.filter import LineFilter
from textual.message_pump import MessagePump
from textual.reactive import var

from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.tui.presence import WindowWatch

if TYPE_CHECKING:  # SQLAlchemy is imported by a worker, after the first frame
    from textual.color import Color
    from textual.notifications import SeverityLevel

    from facilitator.services.privacy.note_reading import Readings
    from facilitator.services.sessions.first_look import FirstLook
    from facilitator.storage.book import Book
    from facilitator.tui.pin import SessionPin

Answer = TypeVar("Answer")

IDLE_SECONDS = 5 * 60


class Seen(LineFilter):
    """Of each line on its way to the terminal what can be seen: no control, no order of letters turned round.

    An older book, or a file from elsewhere, may hold such signs.
    """

    def apply(self, segments: list[Segment], background: "Color") -> list[Segment]:
        """Leave out what nobody sees; a place that it took stays one."""
        if all(text.isprintable() for text, _, _ in segments):
            return segments
        return [Segment(_seen(text), style, control) for text, style, control in segments]


def _seen(text: str) -> str:
    from facilitator.domain.spelling import is_unseen, joins  # for the few texts that have any

    return "".join(
        " " * cell_len(sign) if is_unseen(sign) and not joins(text, at) else sign for at, sign in enumerate(text)
    )


SEEN = Seen()


class Desk(App[int]):
    """What a screen works at. Where one asks to go is a message (``messages.py``).

    What needs to know the screens is named here and done by the program (``app.py``).
    """

    book_name: var[str] = var("")
    who: var[str] = var("")
    """Who works here, as the masthead says it; empty in a book without logins."""
    practice: var[bool] = var(False)
    minute: var[datetime | None] = var(None)
    now: var[datetime | None] = var(None)
    hurried: var[bool] = var(False)
    """Whether the first rows are on their way to the screen: what can wait for the next frame does."""

    def __init__(
        self,
        home: Home,
        *,
        clock: Callable[[], datetime] | None = None,
        idle: float = IDLE_SECONDS,
        login: str | None = None,
    ) -> None:
        super().__init__()
        self.login = login
        """Who is said to work here before anybody was asked; after a lock somebody else may sit there."""
        self.usual_login = os.environ.get("FACILITATOR_LOGIN")
        self.window = ""
        """What stands for this window in undo, as soon as a book is opened in it."""
        self.begins_locked = False
        """Whether it was locked just now: then nothing opens by itself."""
        self.home = home
        self.clock = clock or (lambda: datetime.now(UTC).replace(microsecond=0))
        self.presence = WindowWatch(idle, home.lock_word)
        self.pin: SessionPin | None = None
        self.readings: Readings | None = None
        self.at_backups = Lock()
        self.first_look: FirstLook | None = None
        """What is shown while the book is still being opened behind it."""
        self.waits: Callable[[], object] | None = None
        """What was asked for meanwhile and needs the book; the newest of it."""
        self._book: Book | None = None
        self._zone: tzinfo | None = None

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something in a corner; its words are never parsed, whoever asks."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through on its way to the terminal."""
        return [*super().get_line_filters(), SEEN]

    @property
    def unlocked(self) -> bool:
        """Whether a book is open."""
        return self._book is not None

    @property
    def book(self) -> "Book":
        """The open book; screens that need it are shown only while it is open."""
        if self._book is None:
            raise FacilitatorError("the book is locked", "Open it with its passphrase.")
        return self._book

    def once_open(self, act: Callable[[], object]) -> None:
        """Do what needs the book: now, or when the book behind a first look is open; at a locked door, never."""
        if self.unlocked:
            act()
        elif self.first_look is not None:
            self.waits = act

    def do_what_waits(self) -> None:
        """The book is open now."""
        act, self.waits = self.waits, None
        if act is not None:
            act()

    def local(self, moment: datetime) -> datetime:
        """A moment in the zone of the program, as its people would read it."""
        return moment.astimezone(self._zone)

    def pin_of(self, session: str) -> "SessionPin | None":
        """The PIN of a session, while it lives."""
        return self.pin if self.pin is not None and self.pin.session == session and self.pin.alive else None

    def enter(self, book: "Book") -> None:
        """Go in with an open book."""
        raise NotImplementedError

    def tick(self) -> None:
        """Take the time from the clock."""
        raise NotImplementedError

    def show_first(self, seen: "FirstLook", painted: Callable[[], object]) -> None:
        """Show Today as it was read in passing, and tell when it is on the screen."""
        raise NotImplementedError

    def write_line(self, words: str) -> None:
        """Write one line on the empty terminal, before anything is made that could be painted there."""
        raise NotImplementedError

    async def take_first_away(self) -> None:
        """Back to the door: the book that was looked at in passing does not open, or was locked."""
        raise NotImplementedError

    async def action_lock(self) -> None:
        """Lock: the key and everything on the screens is let go of; what was typed is kept in the book."""
        raise NotImplementedError

    async def action_let_go(self) -> None:
        """Lock in this process, which has still something to do; :meth:`begin_afresh` comes after that."""
        raise NotImplementedError

    def begin_afresh(self) -> None:
        """Start the program again at the locked door, so that nothing is left of it in memory."""
        raise NotImplementedError

    def attempt(self, act: Callable[[], Answer]) -> Answer | None:
        """What a service answers, or None after its error was shown."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Have the page in front read its rows anew; one whose record is gone goes back first."""
        raise NotImplementedError

    def say(self, words: str) -> None:
        """Say what was just done on the line of the page in front, or in a corner of a screen without one."""
        raise NotImplementedError


class AtDesk(MessagePump):
    """A screen or widget that works at the desk: its app, by the type that it may know."""

    @property
    def facilitator(self) -> Desk:
        """The desk."""
        return cast("Desk", self.app)
