"""The program in a terminal: it paints at once, and opens the book behind the first screen."""

import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import App, SystemCommand
from textual.reactive import var
from textual.screen import Screen

from facilitator.errors import FacilitatorError, without_values
from facilitator.places import Home
from facilitator.tui.acts import Act, acts_here, bindings
from facilitator.tui.places import MODES, PLACES
from facilitator.tui.stylesheet import LastingStylesheet
from facilitator.tui.themes import DARK, THEMES

if TYPE_CHECKING:  # SQLAlchemy is imported by a worker, after the first frame; the palette's 29 ms when it opens
    from textual.command import Provider

    from facilitator.storage.book import Book

Answer = TypeVar("Answer")

IDLE_SECONDS = 5 * 60
DOOR = "door"


def _door() -> "Screen[Any]":
    from facilitator.tui.screens.door import DoorScreen

    return DoorScreen()


def _go_to() -> "type[Provider]":
    from facilitator.tui.palette import GoToProvider

    return GoToProvider


class FacilitatorApp(App[int]):
    """The app holds the open book and the clock; screens ask services with both."""

    TITLE = "facilitator"
    CSS_PATH = "app.tcss"
    MODES: ClassVar[dict[str, str | Callable[[], "Screen[Any]"]]] = {DOOR: _door, **MODES}
    DEFAULT_MODE = DOOR
    COMMANDS = App.COMMANDS | {_go_to}
    ACTS: ClassVar[tuple[Act, ...]] = (
        *(Act(f"go('{place.mode}')", place.key, place.title, place.help) for place in PLACES),
        Act("help_page", "f1,question_mark", "Help", "What can be done here, and with which key.", True, "?"),
        Act("command_palette", "ctrl+p", "Find", "Find any command, group, session or person by name."),
        Act("lock", "ctrl+l", "Lock", "Lock the book at once; the passphrase opens it again.", priority=True),
        Act("next_look", "ctrl+t", "Look", "Change between dark, light and high contrast."),
        Act("quit", "ctrl+q", "Quit", "Close the program. Everything is saved already.", priority=True),
    )
    BINDINGS = bindings(ACTS)

    book_name: var[str] = var("")
    practice: var[bool] = var(False)
    minute: var[datetime | None] = var(None)
    now: var[datetime | None] = var(None)

    def __init__(self, home: Home, *, clock: Callable[[], datetime] | None = None, idle: float = IDLE_SECONDS) -> None:
        super().__init__()
        self.home = home
        self.clock = clock or (lambda: datetime.now(UTC).replace(microsecond=0))
        self.idle = idle
        self._book: Book | None = None
        self.wanted_group = ""
        self.wanted_person = ""
        self._touched = time.monotonic()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self.stylesheet = LastingStylesheet(variables=self.get_css_variables())

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

    def on_mount(self) -> None:
        """Start the clock."""
        self._tick()
        self.set_interval(1, self._tick)

    def _tick(self) -> None:
        """The time comes from the clock each second and is never counted."""
        moment = self.clock()
        self.now = moment
        # naive: two aware moments in different zones are equal, and the clock on the wall would not change
        self.minute = self.local(moment).replace(second=0, microsecond=0, tzinfo=None)
        if self._book is not None and time.monotonic() - self._touched > self.idle:
            self.idle_now()

    def local(self, moment: datetime) -> datetime:
        """A moment in the zone of the program, as its people would read it."""
        zone = getattr(self, "_zone", None)
        return moment.astimezone(zone) if zone else moment.astimezone()

    async def on_event(self, event: events.Event) -> None:
        """Any key or click shows that somebody is there."""
        if isinstance(event, events.Key | events.MouseDown | events.MouseScrollDown | events.MouseScrollUp):
            self._touched = time.monotonic()
        await super().on_event(event)

    def enter(self, book: "Book") -> None:
        """Go in with an open book."""
        from facilitator.services.open_book import book_info
        from facilitator.zones import zone

        info = book_info(book)
        self._book = book
        self._zone = zone(info.zone)
        self.book_name, self.practice = info.name, info.practice
        self._touched = time.monotonic()
        self._tick()
        self.switch_mode("today")

    async def action_lock(self) -> None:
        """Lock: the key and everything on the screens is let go of."""
        if self._book is None:
            return
        book, self._book = self._book, None
        from facilitator.services.open_book import note_head

        self.attempt(lambda: note_head(self.home, book))
        book.close()
        self.switch_mode(DOOR)
        for place in PLACES:
            await self.remove_mode(place.mode)
            self.add_mode(place.mode, place.open)
        self.book_name = ""

    def idle_now(self) -> None:
        """Nobody was here for a while: a running session hides its names and goes on, anything else locks."""
        self._touched = time.monotonic()
        hide = getattr(self.screen, "hide_names", None)
        if hide is not None and hide():
            return
        if self.practice:
            return
        self.run_worker(self.action_lock(), exclusive=True)

    def attempt(self, act: Callable[[], Answer]) -> Answer | None:
        """What a service answers, or None after its error was shown."""
        from facilitator.tui.dialogs.message import Message

        try:
            return act()
        except FacilitatorError as error:
            self.push_screen(Message.of(error))
            return None

    def go_to_group(self, uid: str) -> None:
        """Open the Groups place at a group."""
        self.wanted_group = uid
        self.show_place("groups")

    def go_to_session(self, uid: str) -> None:
        """Open a session."""
        from facilitator.tui.screens.session import SessionScreen

        self.switch_mode("today")
        self.push_screen(SessionScreen(uid))

    def go_to_person(self, uid: str) -> None:
        """Open the People place at a person."""
        self.wanted_person = uid
        self.show_place("people")

    def show_place(self, mode: str) -> None:
        """Go to a place, or read it anew where one is there already."""
        if mode == self.current_mode:
            while len(self.screen_stack) > 1:
                self.pop_screen()
            refresh = getattr(self.screen, "refresh_room", None)
            if refresh is not None:
                refresh()
        else:
            self.switch_mode(mode)

    def action_go(self, mode: str) -> None:
        """Go to a place."""
        if self.unlocked and len(self.screen_stack) and not self.screen.is_modal:
            self.switch_mode(mode)

    def action_help_page(self) -> None:
        """Show what can be done here."""
        from facilitator.tui.dialogs.help import Help

        if not self.screen.is_modal:
            self.push_screen(Help([act for act, _ in acts_here(self.screen)], self.ACTS))

    def action_next_look(self) -> None:
        """The next of the three looks."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    def get_system_commands(self, screen: "Screen[Any]") -> Iterable[SystemCommand]:
        """Every act of this screen and of the program, under the same words as in its help."""
        for act, doer in (*acts_here(screen), *((act, self) for act in self.ACTS)):
            if act.action == "command_palette":
                continue
            shown = f"{act.help} ({act.key_display})" if act.key else act.help
            yield SystemCommand(act.title, shown, partial(self.run_action, act.action, doer))

    def _fatal_error(self) -> None:
        """Replace Textual's traceback, which prints locals: names and keys among them."""
        self.bell()
        error = sys.exc_info()[1]
        if error is not None:
            self._exit_renderables.append(without_values(error))
        self._close_messages_no_wait()


def run(home: Home) -> int:
    """Open the terminal UI; its exit code."""
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    app = FacilitatorApp(home)
    app.run()
    return app.return_code or 0
