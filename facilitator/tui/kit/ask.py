"""One question with one line to answer it."""

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form_rules import enter_does
from facilitator.tui.kit.plain import Button, Static


class Ask(Dialog[str]):
    """Answers with what was typed; an empty line is no answer."""

    def __init__(
        self, title: str, hint: str = "", *, value: str = "", kind: Literal["text", "integer", "number"] = "text"
    ) -> None:
        super().__init__()
        self.shown_title = title
        self.hint = hint
        self.value = value
        self.kind = kind

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.shown_title, classes="dialog-title")
            yield Static(self.hint)
            yield Input(self.value, type=self.kind)
            with Horizontal(classes="buttons"):
                yield Button(enter_does("OK"), variant="primary", id="ok")
                yield Button("Not now", id="no")

    def on_input_submitted(self) -> None:
        """Enter is OK."""
        self.answer()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """OK, or not now."""
        if event.button.id == "ok":
            self.answer()
        else:
            self.dismiss(None)

    def answer(self) -> None:
        """Answer with what was typed."""
        typed = self.query_one(Input)
        if typed.value.strip() and typed.is_valid:
            self.dismiss(typed.value.strip())
