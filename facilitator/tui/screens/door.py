"""The door: it paints at once, and loads the rest behind the passphrase."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Center, Horizontal, Middle, Vertical
from textual.screen import Screen
from textual.widgets import Button, Footer, Input, Static

from facilitator.errors import FacilitatorError
from facilitator.tui.acts import Act, bindings
from facilitator.tui.said import said

if TYPE_CHECKING:
    from facilitator.storage.book import Book
    from facilitator.tui.app import FacilitatorApp

_FIRST = (
    "There is no book here yet. A book keeps your people and sessions, locked, on this computer.\n\n"
    "Practice needs nothing from you: its people are invented, and it can be thrown away."
)


PATIENCE_SECONDS = 0.25
"""How long a write waits for another window: a screen that stands still says nothing."""


class DoorScreen(Screen[None]):
    """Unlocks the book of the home; without a book, offers a new one or a practice book."""

    ACTS: ClassVar[tuple[Act, ...]] = (
        Act("app.help_page", "f1,question_mark", "Help", "What can be done here, and with which key.", True, "F1"),
        Act("app.next_look", "ctrl+t", "Look", "Change between dark, light and high contrast.", True),
        Act("app.quit", "ctrl+q", "Quit", "Close the program.", True, priority=True),
    )
    BINDINGS = bindings(ACTS)

    def __init__(self) -> None:
        super().__init__()
        self.begun = False
        self.busy = False

    @property
    def facilitator(self) -> "FacilitatorApp":
        """The app, by its own type."""
        return cast("FacilitatorApp", self.app)

    def compose(self) -> ComposeResult:
        with Middle(), Center(), Vertical(id="door"):
            yield Static("facilitator", classes="dialog-title")
            yield Static(id="door-says", markup=False)
            yield Input(password=True, placeholder="passphrase or recovery code, then Enter", id="passphrase")
            with Horizontal(classes="buttons", id="door-choices"):
                yield Button("Look around with invented people", id="practice", variant="primary")
                yield Button("Make a new book", id="new")
            with Horizontal(classes="buttons", id="door-open"):
                yield Button("Open it again", id="open", variant="primary")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The first frame is out before anything is loaded."""
        self.show_door()
        # from the app's own queue: while the app starts it paints nothing, and "after a refresh" would be at once
        self.app.call_later(self.call_after_refresh, self.begin)

    def begin(self) -> None:
        """Load what unlocking needs; a practice book opens itself."""
        self.begun = True
        home = self.facilitator.home
        if not home.book.exists():
            return
        if home.practice_passphrase.exists():
            self.busy = True
            self.say("Opening the practice book ...")
            self.query_one("#door-open").display = False
            self.open_book(None)
        else:
            self.open_book("")

    def on_screen_resume(self) -> None:
        """Locked again, or a question was answered: ask anew."""
        if self.begun and not self.busy:
            self.show_door()

    def show_door(self) -> None:
        """What this home has: no book yet, a practice book, or one that a passphrase opens."""
        home = self.facilitator.home
        there, practice = home.book.exists(), home.practice_passphrase.exists()
        secret = self.query_one("#passphrase", Input)
        secret.display, secret.disabled = there and not practice, False
        self.query_one("#door-choices").display = not there
        self.query_one("#door-open").display = there and practice
        if not there:
            self.say(_FIRST)
            self.query_one("#practice").focus()
        elif practice:
            self.say("The practice book is closed.")
            self.query_one("#open").focus()
        else:
            self.say("The book is locked.")
            secret.value = ""
            secret.focus()

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
            self.say("Opening the practice book ...")
            if event.button.id == "open":
                self.open_book(None)
            else:
                self.practise()

    def make_book(self) -> None:
        """Ask for what a new book needs."""
        from facilitator.tui.dialogs.new_book import NewBook  # it loads the services: 300 ms

        self.app.push_screen(NewBook(), self.enter)

    @work(thread=True, exclusive=True)
    def open_book(self, secret: str | None) -> None:
        """In a thread: imports take 300 ms and a passphrase half a second. An empty secret only loads."""
        from facilitator.services.open_book import needs_secret, open_book

        home = self.facilitator.home
        try:
            if secret == "" and needs_secret(home):
                return
            book = open_book(home, secret or None, patience=PATIENCE_SECONDS)
        except FacilitatorError as error:
            self.app.call_from_thread(self.refuse, error)
        else:
            self.app.call_from_thread(self.enter, book)

    @work(thread=True, exclusive=True)
    def practise(self) -> None:
        """In a thread: make the practice book where there is none, then open it."""
        from facilitator.places import practice_home
        from facilitator.services.make_practice import make_practice
        from facilitator.services.open_book import open_book

        home = practice_home()
        try:
            if not home.book.exists():
                make_practice(home, now=self.facilitator.clock())
            book = open_book(home, None, patience=PATIENCE_SECONDS)
        except FacilitatorError as error:
            self.app.call_from_thread(self.refuse, error)
        else:
            self.facilitator.home = home
            self.app.call_from_thread(self.enter, book)

    def refuse(self, error: FacilitatorError) -> None:
        """Say what was wrong, and let it be tried again."""
        self.busy = False
        self.show_door()
        self.say(said(error))

    def enter(self, book: "Book | None") -> None:
        """Go in."""
        self.busy = False
        if book is not None:
            self.query_one("#passphrase", Input).value = ""
            self.facilitator.enter(book)

    def say(self, text: str) -> None:
        """How it stands."""
        self.query_one("#door-says", Static).update(text)
