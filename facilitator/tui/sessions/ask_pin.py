"""Choosing a PIN for the session that runs."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Static
from facilitator.tui.pin import LEAST_DIGITS, SessionPin, is_pin


class AskPin(Dialog[SessionPin]):
    """Answers with a PIN that dies with its session."""

    KEEPS_DRAFT = False

    def __init__(self, session: str) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("A PIN for this session", classes="dialog-title")
            yield Static(
                "After five minutes without a key the names go, and clock and agenda stay. These digits bring them "
                "back. They end with the session, or after three wrong tries; then the passphrase does it."
            )
            yield Input(password=True, type="integer", placeholder=f"{LEAST_DIGITS} digits or more", id="pin")
            yield Static(id="problem", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Use it", variant="primary", id="ok")
                yield Button("Not now", id="no")

    def on_input_submitted(self) -> None:
        """Enter uses it."""
        self.use()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Use it, or not now."""
        if event.button.id == "ok":
            self.use()
        else:
            self.dismiss(None)

    def use(self) -> None:
        """Go on with digits only."""
        digits = self.query_one("#pin", Input).value
        if is_pin(digits):
            self.dismiss(SessionPin(self.session, digits))
        else:
            self.query_one("#problem", Static).update(f"Use digits only, at least {LEAST_DIGITS} of them.")
