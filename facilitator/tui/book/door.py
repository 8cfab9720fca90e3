"""The door: it paints at once, and loads the rest behind the passphrase."""

from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Center, Horizontal, Middle, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from facilitator.errors import FacilitatorError
from facilitator.tui.desk import AtDesk
from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.kit.plain import Button, Static, link
from facilitator.tui.kit.said import said

if TYPE_CHECKING:
    from facilitator.services.sessions.first_look import FirstLook
    from facilitator.storage.book import Book

_FIRST = (
    "There is no book here yet. A book keeps your people and sessions, locked, on this computer.\n\n"
    "Practice needs nothing from you: its people are invented, and it can be thrown away."
)


PATIENCE_SECONDS = 0.25
"""How long a write waits for another window: a screen that stands still says nothing."""

PAINTED_SECONDS = 1.0
"""A terminal that paints nothing does not keep the book shut."""

_OPENING = "Opening the practice book ..."
_SAYS = {"passphrase": "The book is locked.", "door-choices": _FIRST, "door-open": "The practice book is closed."}


class DoorScreen(AtDesk, Screen[None]):
    """Unlocks the book of the home; without a book, offers a new one or a practice book."""

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct(
            "app.help_page", "f1,question_mark", "Help", "What can be done here, and with which key.", True, "F1"
        ),
        ScreenAct("app.next_look", "ctrl+t", "Look", "Change between dark, light and high contrast.", True),
        ScreenAct("app.quit", "ctrl+q", "Quit", "Close the program.", True, priority=True),
    )
    BINDINGS = bindings(ACTS)

    def __init__(self) -> None:
        super().__init__()
        self.begun = False
        self.busy = False
        self.seen: FirstLook | None = None

    def compose(self) -> ComposeResult:
        way = self.way()
        opens = way == "door-open" and not self.facilitator.begins_locked
        if opens and not self.begun:
            self.seen = self.look()
            if self.seen is not None:  # Today is the first frame; the door is made when somebody comes back to it
                return
        with Middle(), Center(), Vertical(id="door"):
            yield Static("facilitator", classes="dialog-title")
            yield Static(_OPENING if opens else _SAYS[way], id="door-says")
            if way == "door-choices":  # a practice book opens itself, and a field to type in can wait a frame
                yield _made(way)
        # a Footer looks the same and takes 18 ms of the first frame
        links = (link(act.key_display, act.title, act.action) for act in self.ACTS)
        yield Static(Content("  ").join(links), id="door-keys")

    def way(self) -> str:
        """How one gets in: the id of what is needed for it."""
        home = self.facilitator.home
        if not home.book.exists():
            return "door-choices"
        return "door-open" if home.practice_passphrase.exists() else "passphrase"

    def look(self) -> "FirstLook | None":
        """Look at a practice book before the first frame, behind one line that is there at once."""
        self.facilitator.write_line(_OPENING)
        from facilitator.services.sessions.first_look import first_look  # 30 ms, for nobody else

        return first_look(self.facilitator.home, self.facilitator.clock())

    def on_mount(self) -> None:
        """The first frame is out before anything is loaded."""
        if self.seen is not None:
            self.begun = self.busy = True
            painted = Event()
            seen, self.seen = self.seen, None
            self.facilitator.show_first(seen, painted.set)
            self.open_book(None, painted)
            return
        # from the app's own queue: while the app starts it paints nothing, and "after a refresh" would be at once
        self.app.call_later(self.call_after_refresh, self.begin)

    async def begin(self) -> None:
        """Load what unlocking needs; a practice book opens itself."""
        self.begun = True
        way = self.way()
        if way == "door-open" and not self.facilitator.begins_locked:
            self.busy = True
            self.open_book(None)
        elif way != "door-choices":
            await self.show_door()
            self.open_book("")

    async def on_screen_resume(self) -> None:
        """Locked again, or a question was answered: ask anew."""
        if self.begun and self.facilitator.first_look is None:
            await self.make_door()
            if not self.busy:
                await self.show_door()

    async def make_door(self) -> None:
        """Make the door where Today was shown in its place."""
        if not self.query("#door"):
            await self.recompose()

    async def show_door(self) -> None:
        """What this home has: no book yet, a practice book, or one that a passphrase opens."""
        await self.make_door()
        way = self.way()
        self.say(_SAYS[way])
        for each in _SAYS:
            self.query(f"#{each}").set(display=each == way)
        shown = self.query(f"#{way}")
        part = shown.first() if shown else _made(way)
        if not shown:  # only what is shown is made: the first frame would wait for what nobody sees
            await self.query_one("#door").mount(part)
        if isinstance(part, Input):
            part.value, part.disabled = "", False
        self.set_focus(part if part.can_focus else part.query(Button).first())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try the passphrase."""
        if event.value:
            self.busy = True
            self.say("Opening ...")
            event.input.disabled = True
            self.open_book(event.value)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Practise, make a book, or open the practice book again."""
        if event.button.id == "new":
            self.make_book()
        elif not self.busy:
            self.busy = True
            self.say(_OPENING)
            if event.button.id == "open":
                self.open_book(None)
            else:
                self.practise()

    def make_book(self) -> None:
        """Ask for what a new book needs."""
        from facilitator.tui.book.new_book import NewBook  # it loads the services: 300 ms

        self.app.push_screen(NewBook(), self.enter)

    @work(thread=True, exclusive=True)
    def open_book(self, secret: str | None, painted: Event | None = None) -> None:
        """In a thread: imports take 300 ms and a passphrase half a second. An empty secret only loads.

        A practice book is looked at in passing first, and opened behind what that showed.
        """
        if secret is None:
            painted = painted or self.look_first()
        if painted is not None:
            painted.wait(PAINTED_SECONDS)  # imports would be in the way of painting
        from facilitator.services.book.open_book import open_book
        from facilitator.services.book.unlock import needs_secret
        from facilitator.services.scheduling.keep_up import keep_up

        home = self.facilitator.home
        try:
            if secret == "" and (needs_secret(home) or self.facilitator.begins_locked):
                return
            book = open_book(home, secret or None, window=self.window(), patience=PATIENCE_SECONDS)
        except FacilitatorError as error:
            self.app.call_from_thread(self.refuse, error)
        else:
            self.app.call_from_thread(self.enter, book, keep_up(book, now=self.facilitator.clock()))

    def window(self) -> str:
        """What stands for this window: one and the same for as long as the program runs."""
        from facilitator.storage.uids import new_window

        desk = self.facilitator
        desk.window = desk.window or new_window()
        return desk.window

    def look_first(self) -> Event | None:
        """Show Today before the imports that opening takes; what tells when it is painted."""
        from facilitator.services.sessions.first_look import first_look

        seen = first_look(self.facilitator.home, self.facilitator.clock())
        if seen is None:
            return None
        painted = Event()
        self.app.call_from_thread(self.facilitator.show_first, seen, painted.set)
        return painted

    @work(thread=True, exclusive=True)
    def practise(self) -> None:
        """In a thread: make the practice book where there is none, then open it."""
        from facilitator.home import practice_home
        from facilitator.services.book.open_book import open_book
        from facilitator.services.practice.make_practice import make_practice
        from facilitator.services.scheduling.keep_up import keep_up

        home = practice_home()
        try:
            if not home.book.exists():
                make_practice(home, now=self.facilitator.clock())
            book = open_book(home, None, window=self.window(), patience=PATIENCE_SECONDS)
        except FacilitatorError as error:
            self.app.call_from_thread(self.refuse, error)
        else:
            self.facilitator.home = home
            self.app.call_from_thread(self.enter, book, keep_up(book, now=self.facilitator.clock()))

    def refuse(self, error: FacilitatorError) -> None:
        """Say what was wrong, and let it be tried again."""
        self.busy = False
        self.call_later(self.ask_again, said(error))

    async def ask_again(self, why: str) -> None:
        """Show what is needed once more, and why."""
        await self.facilitator.take_first_away()
        await self.show_door()
        self.call_later(self.say, why)  # coming back to the door says how it stands, and this comes after

    def enter(self, book: "Book | None", notes: tuple[str, ...] = ()) -> None:
        """Go in, with what is to be told about the book."""
        self.busy = False
        if book is not None:
            for secret in self.query("#passphrase").results(Input):
                secret.value = ""
            self.facilitator.enter(book)
            if not self.facilitator.unlocked:  # it was locked while it was being opened
                self.call_later(self.show_door)
            for note in notes:
                self.app.notify(note, timeout=30)

    def say(self, text: str) -> None:
        """How it stands."""
        self.query_one("#door-says", Static).update(text)


def _made(way: str) -> Widget:
    """What is needed for a way in, newly made."""
    if way == "passphrase":
        return Input(password=True, placeholder="passphrase or recovery code, then Enter", id=way)
    if way == "door-open":
        return Horizontal(Button("Open it again", id="open", variant="primary"), classes="buttons", id=way)
    return Horizontal(
        Button("Look around with invented people", id="practice", variant="primary"),
        Button("Make a new book", id="new"),
        classes="buttons",
        id=way,
    )
