"""The secret address of a private feed, shown once."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Static


class FeedSecret(Dialog[bool]):
    """Closes by its button alone: nobody sees it a second time."""

    AUTO_FOCUS = "#ok"

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self.shown_name = name
        self.token = token

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(f"The secret of {self.shown_name}", classes="dialog-title")
            yield Static(self.token, id="code")
            yield Static(
                "It is shown this once, and the book does not keep it. Whoever has it can read this feed: give it to "
                "those alone for whom it is. If it is lost or told, make another one (t)."
            )
            with Horizontal(classes="buttons"):
                yield Button("I have it", variant="primary", id="ok", compact=True)

    def on_button_pressed(self) -> None:
        """It was written down."""
        self.dismiss(True)
