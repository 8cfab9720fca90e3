"""The program in a terminal: it paints at once, and opens the book behind the first screen."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import SystemCommand
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.screen import Screen

from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.tui import messages
from facilitator.tui.book.leaving import LeavingDesk, expect_guard, was_before
from facilitator.tui.desk import IDLE_SECONDS
from facilitator.tui.kit.acts import ScreenAct, acts_here, bindings
from facilitator.tui.kit.cursor import cursor_of
from facilitator.tui.kit.stylesheet import LastingStylesheet
from facilitator.tui.kit.themes import DARK, THEMES, QuietText
from facilitator.tui.navigation import MODES, PLACES

if TYPE_CHECKING:  # SQLAlchemy is imported by a worker, after the first frame; the palette's 29 ms when it opens
    from textual.actions import ActionParseResult
    from textual.command import Provider
    from textual.dom import DOMNode

    from facilitator.storage.book import Book
    from facilitator.tui.history.other_windows import OtherWindows
    from facilitator.tui.kit.page import Page

Answer = TypeVar("Answer")

DOOR = "door"
HIDE_OR_LOCK = "In a running session hide the names at once; pressed again, and anywhere else, lock the book."


def _door() -> "Screen[Any]":
    from facilitator.tui.book.door import DoorScreen

    return DoorScreen()


def _provider(name: str) -> "Callable[[], type[Provider]]":
    return lambda: import_module("facilitator.tui.palette").__dict__[name]


class FacilitatorApp(LeavingDesk):
    """Fills the desk, knows every screen, and goes where a screen asks to go."""

    TITLE = "facilitator"
    CSS_PATH = "app.tcss"
    MODES: ClassVar[dict[str, str | Callable[[], "Screen[Any]"]]] = {DOOR: _door, **MODES}
    DEFAULT_MODE = DOOR
    COMMANDS = {_provider("ActsProvider"), _provider("GoToProvider")}  # noqa: RUF012 - an instance attribute to App
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        *(ScreenAct(f"go('{place.mode}')", place.key, place.title, place.help) for place in PLACES),
        ScreenAct("help_page", "f1,question_mark", "Help", "What can be done here, and with which key.", True, "?"),
        ScreenAct(
            "command_palette", "ctrl+p", "Find", "Find a command, group, person or session by name.", priority=True
        ),
        ScreenAct("hide_or_lock", "ctrl+l", "Hide, lock", HIDE_OR_LOCK, priority=True),
        ScreenAct("lock", "", "Lock", "Lock the book at once; the passphrase opens it again."),
        ScreenAct("take_back", "ctrl+z", "Take back", "Take your newest change back; it says first what that is."),
        ScreenAct("history", "ctrl+r", "History", "What was changed last and by whom, and the audit log."),
        ScreenAct("keys", "", "Keys", "What opens the book: change the passphrase, or make a new recovery code."),
        ScreenAct("backups", "", "Backups", "See the backups, make one, copy one to a stick, or restore one."),
        ScreenAct("slots", "", "Local slots", "Fill in numbers, places and words that only your program knows."),
        ScreenAct("next_look", "ctrl+t", "Look", "Change between dark, light and high contrast."),
        ScreenAct("quit", "ctrl+q", "Quit", "Close the program. Everything is saved already.", priority=True),
    )
    BINDINGS = bindings(ACTS)

    def __init__(
        self,
        home: Home,
        *,
        clock: Callable[[], datetime] | None = None,
        idle: float = IDLE_SECONDS,
        login: str | None = None,
    ) -> None:
        super().__init__(home, clock=clock, idle=idle, login=login)
        self._locked_meanwhile = False
        self._others: OtherWindows | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self.quiet = QuietText()
        self.stylesheet = LastingStylesheet(variables=self.get_css_variables())

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor stands after each frame: on what has the focus."""
        return cursor_of(self.screen)

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        """Textual's fields tell theirs when they are typed into; it is asked for with each frame all the same."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Quiet text is made to read before Textual dims it."""
        return [self.quiet, *super().get_line_filters()]

    def on_mount(self) -> None:
        """Start the clock."""
        self.heed_signals()
        self.tick()
        self.set_interval(1, self.tick)

    def tick(self) -> None:
        """The time comes from the clock each second and is never counted."""
        moment = self.clock()
        self.now = moment
        # naive: two aware moments in different zones are equal, and the clock on the wall would not change
        self.minute = self.local(moment).replace(second=0, microsecond=0, tzinfo=None)
        sign = self.presence.sign() if self._book is not None else None
        if sign is not None:
            self.nobody_here(sign)

    async def on_event(self, event: events.Event) -> None:
        """Any key or click shows that somebody is there."""
        if isinstance(event, events.Key | events.MouseDown | events.MouseScrollDown | events.MouseScrollUp):
            self.presence.touch()
        await super().on_event(event)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: "DOMNode | None" = None,
        namespaces: "Mapping[str, DOMNode] | None" = None,
    ) -> bool:
        """Do an act. What another window took away in the meantime ends the page that shows it, not the program."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except FacilitatorError as error:
            self._is_gone(error)
            return True

    def _handle_exception(self, error: Exception) -> None:
        """Where a dialog that is being made finds its record gone or changed, the dialog ends and not the program."""
        if isinstance(error, FacilitatorError) and self.screen_stack and (dialog := self.screen).is_modal:
            self.call_later(lambda: dialog.is_current and dialog.dismiss(None))
            self.call_later(self._is_gone, error)
        else:
            super()._handle_exception(error)

    def _is_gone(self, error: FacilitatorError) -> None:
        """Have the page in front read anew; where it stays, say what was not found, or what stood in the way."""
        shown = self.screen
        self.read_again()
        if self.screen is shown:
            from facilitator.tui.kit.message import Message

            self.push_screen(Message.of(error))

    def enter(self, book: "Book") -> None:
        """Go in with an open book."""
        from facilitator.services.book.open_book import book_info

        if self._locked_meanwhile:
            self._locked_meanwhile = False
            book.close()
            return
        self.name_book(book_info(book))
        self._book, self.first_look = book, None
        self.presence.enter(self.home.lock_word)
        self.tick()
        if self.current_mode == "today":
            # through its queue: it may not have made its rows yet
            self.screen_stack[0].call_later(self.read_again)
        self.switch_mode("today")
        from facilitator.tui.agency.who_works import settle_who  # with the services, behind the first frame

        settle_who(self, self._go_on)

    def _go_on(self) -> None:
        """Who works here is known: see what others do, and do what was asked for meanwhile."""
        from facilitator.tui.history.other_windows import OtherWindows  # with the services, behind the first frame

        self._others = self.attempt(lambda: OtherWindows(self, self.book))
        self.screen_stack[0].call_later(self.do_what_waits)
        self.call_after_refresh(self._back_up_behind)

    async def take_first_away(self) -> None:
        """Back to the door: the book that was looked at in passing does not open, or was locked."""
        if self.first_look is not None:
            self.first_look, self.hurried, self.waits = None, False, None
            await self._leave_places()

    def _back_up_behind(self) -> None:
        from facilitator.tui.backups.behind import back_up_behind  # with the services, behind the first frame

        if self.unlocked:
            back_up_behind(self)

    def _page(self) -> "Page | None":
        """The page in front, where it is one and no dialog or door."""
        from facilitator.tui.kit.page import Page

        return self.screen if isinstance(self.screen, Page) else None

    def read_again(self) -> None:
        """Have the page in front read its rows anew; where its record is gone, the one that it goes back to as well."""
        read = None
        while self.unlocked and (page := self._page()) not in (None, read):
            read = page
            page.read_again()

    def say(self, words: str) -> None:
        """On the line of the page in front, or in a corner of a screen without one."""
        page = self._page()
        if page is not None:
            page.say(words)
        else:
            self.notify(words)

    async def action_lock(self) -> None:
        """Lock: the key and everything on the screens is let go of; what was typed is kept in the book."""
        if self.first_look is not None:
            self._locked_meanwhile = True
            await self.take_first_away()
        if self.let_go():
            self.begin_afresh()
            await self._leave_places()

    async def action_let_go(self) -> None:
        """Lock in this process, which has still something to do."""
        if self.let_go():
            await self._leave_places()

    def let_go(self) -> bool:
        """Keep what was typed, and close the book; whether one was open."""
        if self._book is None:
            return False
        self.keep_typed()
        if self._others is not None:
            self._others.close()
            self._others = None
        book, self._book = self._book, None
        from facilitator.services.book.open_book import note_head

        self.attempt(lambda: note_head(self.home, book))
        book.close()
        self.pin = None
        self._clipboard = ""
        return True

    async def _leave_places(self) -> None:
        self.switch_mode(DOOR)
        left = [self.remove_mode(place.mode) for place in PLACES]  # all at once: somebody may unlock while they close
        for place in PLACES:
            self.add_mode(place.mode, place.open)
        for each in left:
            await each
        self.book_name = self.who = ""

    def attempt(self, act: Callable[[], Answer]) -> Answer | None:
        """What a service answers, or None after its error was shown."""
        from facilitator.tui.kit.message import Message

        try:
            return act()
        except FacilitatorError as error:
            self.push_screen(Message.of(error))
            return None

    def on_open_session(self, message: messages.OpenSession) -> None:
        """Open a session over what is in front."""
        from facilitator.tui.sessions.session import SessionScreen

        self.push_screen(SessionScreen(message.uid))

    def on_go_to_session(self, message: messages.GoToSession) -> None:
        """Open a session over Today."""
        from facilitator.tui.sessions.session import SessionScreen

        self.switch_mode("today")
        self.push_screen(SessionScreen(message.uid))

    def on_go_to_group(self, message: messages.GoToGroup) -> None:
        """Open a group over the others."""
        self._go_to_row("groups", message.uid)

    def on_go_to_person(self, message: messages.GoToPerson) -> None:
        """Show a person among the others."""
        self._go_to_row("people", message.uid)

    def _go_to_row(self, mode: str, uid: str) -> None:
        """Go to a place and to one row of it, once it has read its rows: it may have to be made first."""
        here = mode == self.current_mode
        self.switch_mode(mode)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        page = self._page()
        if page is not None:
            if here:
                page.read_again()
            page.call_later(page.go_to, uid)

    def action_go(self, mode: str) -> None:
        """Go to a place, out of dialogs that are no forms and up from the pages over it."""
        from facilitator.tui.kit.dialog import leave_all

        if (self.unlocked or self.first_look) and leave_all(self, pages=mode == self.current_mode):
            self.once_open(lambda: self.switch_mode(mode))

    def action_command_palette(self) -> None:
        """Find anything by name."""
        from facilitator.tui.palette import open_palette

        open_palette(self)

    def action_help_page(self) -> None:
        """Show what can be done here."""
        from facilitator.tui.kit.help import help_over

        if (page := help_over(self.screen, self.ACTS)) is not None:
            self.push_screen(page)

    def action_take_back(self) -> None:
        """Ask whether the newest change shall be taken back."""
        from facilitator.tui.history.take_back import ask_take_back

        if self.unlocked and not self.screen.is_modal:
            ask_take_back(self)

    def action_history(self) -> None:
        """Open the history."""
        self._open_history()

    def on_open_history(self, message: messages.OpenHistory) -> None:
        """Open the history of one record."""
        self._open_history(message.about, names=message.names)

    def _open_history(self, about: str = "", *, names: bool = False) -> None:
        from facilitator.tui.history.history import HistoryScreen

        if self.unlocked and not self.screen.is_modal and (about or not isinstance(self.screen, HistoryScreen)):
            self.push_screen(HistoryScreen(about, names=names))

    def action_keys(self) -> None:
        """See and change what opens the book."""
        from facilitator.tui.book.keys import Keys

        if self.unlocked and not self.screen.is_modal:
            self.push_screen(Keys(), lambda words: self.notify(words, timeout=15) if words else None)

    def action_backups(self) -> None:
        """See the backups."""
        from facilitator.tui.backups.backups import BackupsScreen

        if self.unlocked and not self.screen.is_modal and not isinstance(self.screen, BackupsScreen):
            self.push_screen(BackupsScreen())

    def action_slots(self) -> None:
        """Numbers, places and words of this program."""
        from facilitator.tui.agency.slots import SlotsScreen

        if self.unlocked and not self.screen.is_modal and not isinstance(self.screen, SlotsScreen):
            self.push_screen(SlotsScreen())

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

    def copy_to_clipboard(self, text: str) -> None:
        """Copy inside the program only: what a terminal puts on the system's clipboard, any other program may read."""
        self._clipboard = text


def run(home: Home, login: str | None = None) -> int:
    """Open the terminal UI; its exit code."""
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    expect_guard(FacilitatorApp)
    before = was_before()
    app = FacilitatorApp(home, login=login)
    app.afresh = sys.platform != "win32"
    if before is not None:
        app.begins_locked, app.window = True, before.get("window", "")
        app.theme = before.get("look", app.theme) if before.get("look") in app.available_themes else app.theme
    app.run()
    return app.return_code or 0
