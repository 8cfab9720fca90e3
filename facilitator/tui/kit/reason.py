"""Why something is not held, in words that members may hear."""

from collections.abc import Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input
from textual.widgets.option_list import Option

from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form_rules import enter_does
from facilitator.tui.kit.plain import Button, OptionList, Static

READY = ("the weather", "the building is closed", "a facilitator is unwell", "a holiday", "too few could come")


class Reason(Dialog[str]):
    """Answers with the reason: one's own words, or ready ones that were chosen."""

    def __init__(self, title: str, hint: str, *, yes: str, ready: Sequence[str] = READY) -> None:
        super().__init__()
        self.shown_title = title
        self.hint = hint
        self.yes = yes
        self.ready = ready

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.shown_title, classes="dialog-title")
            yield Static(self.hint)
            yield Input(placeholder="why? no names, please", id="reason", max_length=80)
            yield OptionList(*(Option(Text(each), id=each) for each in self.ready), id="ready", compact=True)
            yield Static(classes="problem")
            with Horizontal(classes="buttons"):
                yield Button(enter_does(self.yes), variant="primary", id="yes")
                yield Button("Not now", id="no")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take ready words; they can be changed before anything happens."""
        typed = self.query_one(Input)
        typed.value = event.option_id or ""
        self.query_one("#yes", Button).focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def answer(self) -> None:
        """Answer, once there is a reason."""
        reason = self.query_one(Input).value.strip()
        if reason:
            self.dismiss(reason)
        else:
            self.query_one(".problem", Static).update("Give a reason in a few words, or choose one.")

    @on(Button.Pressed, "#no")
    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
