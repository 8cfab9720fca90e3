"""The door: it paints at once, and loads the rest behind the passphrase."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Center, Horizontal, Middle, Vertical
from textual.screen import Screen
from textual.widgets import Button, Footer, Input, Static

from facilitator.errors import FacilitatorError
from facilitator.tui.acts import Act, bindings

if TYPE_CHECKING:
    from facilitator.storage.book import Book
    from facilitator.tui.app import FacilitatorApp


class DoorScreen(Screen[None]):
    """Unlocks the book of the home; without a book, offers a new one or a practice book."""

    ACTS: ClassVar[tuple[Act, ...]] = (
        Act("app.help_page", "f1", "Help", "What can be done here, and with which key.", True, "F1"),
        Act("app.next_look", "ctrl+t", "Look", "Change between dark, light and high contrast.", True),
        Act("app.quit", "ctrl+q", "Quit", "Close the program.", True),
    )
    BINDINGS = bindings(ACTS)

    @property
    def facilitator(self) -> "FacilitatorApp":
        """The app, by its own type."""
        return cast("FacilitatorApp", self.app)

    def compose(self) -> ComposeResult:
        home = self.facilitator.home
        with Middle(), Center(), Vertical(id="door"):
            yield Static("facilitator", classes="dialog-title")
            if home.book.exists():
                practice = home.practice_passphrase.exists()
                yield Static("Opening the practice book ..." if practice else "The book is locked.", id="door-says")
                secret = Input(password=True, placeholder="passphrase, then Enter", id="passphrase")
                secret.display = not practice
                yield secret
            else:
                yield Static("There is no book here yet.", id="door-says")
                with Horizontal(classes="buttons"):
                    yield Button("Look around with invented people", id="practice", variant="primary")
                    yield Button("Make a new book", id="new")
                yield Static("Practice needs nothing from you and can be thrown away.", classes="dim")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The first frame is out: load the services, and open a practice book at once."""
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """Load what unlocking needs; a practice book opens itself."""
        practice = self.facilitator.home.practice_passphrase.exists()
        self.open_book(None if practice else "")

    def on_screen_resume(self) -> None:
        """Locked again: ask anew."""
        for secret in self.query("#passphrase").results(Input):
            secret.value = ""
            secret.display = True
            secret.focus()
            self.say("The book is locked.")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try the passphrase."""
        if event.value:
            self.say("Opening ...")
            event.input.disabled = True
            self.open_book(event.value)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """No book yet: practise, or make one."""
        if event.button.id == "practice":
            self.say("Making a practice book ...")
            self.practise()
        else:
            from facilitator.tui.dialogs.new_book import NewBook

            self.app.push_screen(NewBook(), self.enter)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def open_book(self, secret: str | None) -> None:
        """In a thread: imports take 300 ms and a passphrase half a second. An empty secret only loads."""
        from facilitator.services.open_book import needs_secret, open_book

        home = self.facilitator.home
        if not home.book.exists():
            return
        try:
            if secret == "" and needs_secret(home):
                return
            book = open_book(home, secret or None)
        except FacilitatorError as error:
            self.app.call_from_thread(self.refuse, error)
        else:
            self.app.call_from_thread(self.enter, book)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def practise(self) -> None:
        """In a thread: make the practice book, then open it."""
        from facilitator.places import practice_home
        from facilitator.services.make_practice import make_practice_if_none
        from facilitator.services.open_book import open_book

        home = practice_home()
        try:
            make_practice_if_none(home, now=self.facilitator.clock())
            book = open_book(home, None)
        except FacilitatorError as error:
            self.app.call_from_thread(self.refuse, error)
        else:
            self.facilitator.home = home
            self.app.call_from_thread(self.enter, book)

    def refuse(self, error: FacilitatorError) -> None:
        """Say what was wrong, and let the passphrase be typed again."""
        self.say(f"{error.title}. {error.hint}")
        for secret in self.query("#passphrase").results(Input):
            secret.disabled = False
            secret.display = True
            secret.value = ""
            secret.focus()

    def enter(self, book: "Book | None") -> None:
        """Go in."""
        if book is None:
            return
        for secret in self.query("#passphrase").results(Input):
            secret.value = ""
            secret.disabled = False
        self.facilitator.enter(book)

    def say(self, text: str) -> None:
        """One line about how it stands."""
        self.query_one("#door-says", Static).update(text)
