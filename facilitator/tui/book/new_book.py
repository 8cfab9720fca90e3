"""Make a new book: name, zone, passphrase; then the recovery code on paper; then the book."""

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input
from textual.worker import get_current_worker

from facilitator.errors import BadInput, FacilitatorError
from facilitator.services.book.local_zone import local_zone
from facilitator.services.book.open_book import check_new_book, check_passphrase, create_book, new_recovery_code
from facilitator.storage.book import Book
from facilitator.tui.book.recovery_code import RecoveryCode
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Label, Static
from facilitator.tui.kit.said import said

_FIELDS = (
    ("name", "Your program", "such as Harbor Street Recovery", False),
    ("zone", "Its time zone", "such as America/New_York", False),
    ("passphrase", "A passphrase", "four or five words that you will remember", True),
    ("again", "The same again", "", True),
)


class NewBook(Dialog[Book]):
    """Answers with the new book, open.

    The code is on paper before there is a book: one that is killed in between leaves no book whose code nobody has.
    """

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.making = False

    def compose(self) -> ComposeResult:
        zone = local_zone()
        with Vertical(classes="dialog"):
            yield Static("A new book", classes="dialog-title")
            yield Static(
                "It keeps your people and sessions on this computer, locked with a passphrase. "
                "Nobody can reset the passphrase: a recovery code on paper comes next.\n"
            )
            for name, words, hint, secret in _FIELDS:
                with Horizontal(classes="row"):
                    yield Label(words)
                    value = zone if name == "zone" else ""
                    yield Input(value, placeholder=hint, password=secret, id=name, compact=True)
            yield Static(id="problem", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Next", variant="primary", id="ok")
                yield Button("Not now", id="no")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next line; from the last one it goes on."""
        names = [name for name, *_ in _FIELDS]
        at = names.index(event.input.id or "")
        if at + 1 < len(names):
            self.query_one(f"#{names[at + 1]}").focus()
        else:
            self.go_on()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on, or not now."""
        if event.button.id == "ok":
            self.go_on()
        else:
            self.action_close()

    def action_close(self) -> None:
        """Close without a book, unless it is just being made."""
        if not self.making:
            self.dismiss(None)

    def typed(self, name: str) -> str:
        """What stands in a line."""
        return self.query_one(f"#{name}", Input).value

    def go_on(self) -> None:
        """See that a book can be made of this; then have the recovery code noted."""
        if self.making:
            return
        self.say("")
        here = "zone" if self.typed("name").strip() else "name"
        try:
            check_new_book(self.facilitator.home, name=self.typed("name"), zone=self.typed("zone"))
            here = "passphrase"
            check_passphrase(self.typed("passphrase"))
            if self.typed("passphrase") != self.typed("again"):
                raise BadInput("the two passphrases are not the same", "Type both anew.")
        except FacilitatorError as error:
            self.refuse(error)
            self.query_one(f"#{here}").focus()
            return
        if self.code:  # noted already, and the disk was full
            self.noted(True)
            return
        code = new_recovery_code()
        self.app.push_screen(RecoveryCode(code), lambda done: self.noted(done, code))

    def noted(self, done: bool | None, code: str = "") -> None:
        """The code is on paper: make the book."""
        if not done:
            self.say("There is no book yet. The next recovery code will be another one.")
            return
        self.code = self.code or code
        self.making = True
        self.say("Making the book ...")
        self.make(self.typed("name"), self.typed("zone"), self.typed("passphrase"), self.code)

    @work(thread=True, exclusive=True)
    def make(self, name: str, zone: str, passphrase: str, code: str) -> None:
        """In a thread: the passphrase and the code are stretched for a second."""
        app, worker = self.facilitator, get_current_worker()
        try:
            made = create_book(
                app.home, name=name, zone=zone, passphrase=passphrase, recovery_code=code, now=app.clock()
            )
        except FacilitatorError as error:
            self.tell_back(self.refuse, error)
            return
        if worker.is_cancelled:
            made.book.close()
            return
        self.tell_back(self.dismiss, made.book)

    def refuse(self, error: FacilitatorError) -> None:
        """What keeps the book from being made; all that was typed stays."""
        self.making = False
        self.say(said(error))

    def say(self, text: str) -> None:
        """One line about how it stands."""
        self.query_one("#problem", Static).update(text)
