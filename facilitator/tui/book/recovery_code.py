"""The recovery code: shown once, and typed back from paper."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.services.book.open_book import same_code
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Static


class RecoveryCode(Dialog[bool]):
    """Answers True when the code was typed back right."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Write this recovery code on paper", classes="dialog-title")
            yield Static(self.code, id="code")
            yield Static(
                "It opens the book if the passphrase is ever forgotten; nothing else does. It is shown this once. "
                "Keep the paper away from this computer: whoever has both can read everything."
            )
            yield Static("\nNow type it back, from the paper:")
            yield Input(id="typed")
            yield Static(id="problem", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("It is on paper", variant="primary", id="ok")
                yield Button("Back", id="no")

    def on_input_submitted(self) -> None:
        """Enter compares."""
        self.compare()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Compare, or go back."""
        if event.button.id == "ok":
            self.compare()
        else:
            self.dismiss(None)

    def compare(self) -> None:
        """Go on only with the same code."""
        typed = self.query_one("#typed", Input)
        if same_code(typed.value, self.code):
            self.dismiss(True)
            return
        self.query_one("#problem", Static).update("That is not the same. Look again, letter by letter.")
        typed.focus()
