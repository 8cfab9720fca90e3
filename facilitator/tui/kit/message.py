"""Something went wrong, or needs a yes: what, and what to do next."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from facilitator.errors import FacilitatorError
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form_rules import enter_does
from facilitator.tui.kit.plain import Button, Static


class Message(Dialog[bool]):
    """A title, a hint, and OK; Enter or Esc closes. Nothing has the focus, so a small screen shows the title first."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "close", "OK")]

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__()
        self.shown_title = title
        self.hint = hint

    @classmethod
    def of(cls, error: FacilitatorError) -> "Message":
        """The message of an error."""
        return cls(error.title, error.spoken_hint)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.shown_title, classes="dialog-title")
            yield Static(self.hint)
            with Horizontal(classes="buttons"):
                yield Button(enter_does("OK"), variant="primary", id="ok", compact=True)

    def on_button_pressed(self) -> None:
        """Seen."""
        self.dismiss(True)


class Question(Dialog[bool]):
    """A yes or no, with the words of what yes does on its button; Enter alone changes nothing."""

    AUTO_FOCUS = "#no"

    def __init__(self, title: str, hint: str, *, yes: str, no: str = "Not now") -> None:
        super().__init__()
        self.shown_title = title
        self.hint = hint
        self.yes = yes
        self.no = no

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.shown_title, classes="dialog-title")
            yield Static(self.hint)
            with Horizontal(classes="buttons"):
                yield Button(self.yes, variant="primary", id="yes", compact=True)
                yield Button(self.no, id="no", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Yes, or no."""
        self.dismiss(event.button.id == "yes")
