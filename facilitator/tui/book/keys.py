"""What opens the book: change the passphrase, make a new recovery code, let the keyring open it."""

from collections.abc import Callable
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.errors import BadInput, FacilitatorError
from facilitator.services.agency.work_as import signed_by
from facilitator.services.book import keep_keys
from facilitator.services.book.open_book import check_passphrase, new_recovery_code
from facilitator.tui.book.recovery_code import RecoveryCode
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Label, Static
from facilitator.tui.kit.said import said

_FIELDS = (
    ("secret", "Opens it now", "the passphrase, or the recovery code"),
    ("new", "New passphrase", "only to change it"),
    ("again", "The same again", ""),
)


class Keys(Dialog[str]):
    """Answers with a line about what was changed. Every change asks for what opens the book now."""

    KEEPS_DRAFT = False

    def __init__(self) -> None:
        super().__init__()
        self.busy = False
        self.keyring = False

    def compose(self) -> ComposeResult:
        seen = keep_keys.see_keys(self.facilitator.home)
        self.keyring = seen.keyring
        with Vertical(classes="dialog", id="keys"):
            yield Static("What opens the book", classes="dialog-title")
            if seen.practice:
                yield Static("A practice book opens itself. Its people are invented, so it protects nobody.\n")
            else:
                yield from self.ways()
            with Horizontal(classes="buttons"):
                yield Button("Close", id="no", compact=True)

    def ways(self) -> ComposeResult:
        """The lines to type in, and what can be done with them."""
        yield Static(
            "A new passphrase or code does not reach into backups: those open with what opened them then. If somebody "
            "may know the old one, make a new key as well: facilitator key renew\n"
        )
        for name, words, hint in _FIELDS:
            with Horizontal(classes="row"):
                yield Label(words)
                yield Input(placeholder=hint, password=True, id=name, compact=True)
        yield Static(id="problem", classes="problem")
        with Horizontal(classes="buttons"):
            yield Button("Change passphrase", id="change", variant="primary", compact=True)
            yield Button("New recovery code", id="new-code", compact=True)
            yield Button("Without keyring" if self.keyring else "Use keyring", id="keyring", compact=True)

    def typed(self, name: str) -> str:
        """What stands in a line."""
        return self.query_one(f"#{name}", Input).value

    @on(Button.Pressed, "#no")
    def not_now(self) -> None:
        """Close it."""
        self.action_close()

    def action_close(self) -> None:
        """Close it, unless something is just being changed."""
        if not self.busy:
            self.dismiss(None)

    @on(Button.Pressed, "#change")
    @on(Input.Submitted, "#again")
    def change(self) -> None:
        """Change the passphrase."""
        new, problem = self.typed("new"), ""
        try:
            check_passphrase(new)
        except BadInput as error:
            problem = said(error)
        if not problem and new != self.typed("again"):
            problem = "The two new passphrases are not the same. Type both anew."
        if problem:
            self.say(problem)
            self.query_one("#new").focus()
            return
        act = self.act(keep_keys.change_passphrase, new)
        self.begin(act, "The new passphrase opens the book from now on.")

    @on(Button.Pressed, "#new-code")
    def new_code(self) -> None:
        """Have a new recovery code noted, then keep it."""
        if not self.typed("secret"):
            self.say("Type first what opens the book now.")
            self.query_one("#secret").focus()
            return
        code = new_recovery_code()

        def noted(done: bool | None) -> None:
            if done:
                act = self.act(keep_keys.keep_recovery_code, code)
                self.begin(act, "The new recovery code opens the book from now on. Throw the old one away.")

        self.app.push_screen(RecoveryCode(code), noted)

    @on(Button.Pressed, "#keyring")
    def turn_keyring(self) -> None:
        """Let the keyring open the book, or no longer."""
        act = keep_keys.leave_keyring if self.keyring else keep_keys.use_keyring
        words = (
            "The keyring opens the book no longer."
            if self.keyring
            else "The keyring opens the book when the program starts. After a lock the passphrase is asked for."
        )
        self.begin(self.act(act), words)

    def act(self, service: Callable[..., None], *given: str) -> Callable[[], None]:
        """A change of keys by whoever works here, with what opens the book now."""
        app = self.facilitator
        sign = signed_by(app.book.actor)
        return partial(service, app.home, self.typed("secret"), *given, now=app.clock(), sign=sign)

    def begin(self, act: Callable[[], None], words: str) -> None:
        """Do it in a thread: stretching takes half a second for each secret."""
        if not self.busy:
            self.busy = True
            self.say("One moment ...")
            self.do(act, words)

    @work(thread=True, exclusive=True)
    def do(self, act: Callable[[], None], words: str) -> None:
        """Do it, and answer."""
        try:
            act()
        except FacilitatorError as error:
            self.tell_back(self.refuse, error)
        else:
            self.tell_back(self.dismiss, words)

    def refuse(self, error: FacilitatorError) -> None:
        """What stood in the way; all that was typed stays."""
        self.busy = False
        self.say(said(error))

    def say(self, text: str) -> None:
        """One line about how it stands."""
        self.query_one("#problem", Static).update(text)
