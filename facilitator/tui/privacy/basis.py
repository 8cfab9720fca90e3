"""Why names may stand in a file, where the book is protected: in plain words, and to whom it goes."""

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input
from textual.widgets.option_list import Option

from facilitator.domain.privacy.disclosure import Basis
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Label, OptionList, Static
from facilitator.words import DisclosureBasis

_GROUNDS = (
    (DisclosureBasis.WITHIN_PROGRAM, "For our own work: it stays within the program"),
    (DisclosureBasis.CONSENT, "Everybody named in it consented in writing"),
    (DisclosureBasis.AUDIT, "For an audit or evaluation"),
    (DisclosureBasis.SERVICE_ORGANIZATION, "For a service organization that signed its agreement"),
    (DisclosureBasis.COURT_ORDER, "A court order, with its subpoena"),
)


class AskBasis(Dialog[Basis]):
    """Answers with the ground, and with whom it goes to where it leaves the program."""

    AUTO_FOCUS = "#grounds"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog compact-form"):
            yield Static("Why may their names stand in it?", classes="dialog-title")
            yield Static(
                "What is told to others is written down, so that each person can be told what left, and why.\n"
            )
            yield OptionList(
                *(Option(Text(words), id=kind.value) for kind, words in _GROUNDS), id="grounds", compact=True
            )
            with Horizontal(classes="row"):
                yield Label("To whom")
                yield Input(placeholder="not needed for our own work", id="recipient", compact=True)
            with Horizontal(classes="row"):
                yield Label("What for")
                yield Input(placeholder="a consent says that itself", id="purpose", compact=True)
            yield Static(id="problem", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("With names", variant="primary", id="ok", compact=True)
                yield Button("With codes", id="no", compact=True)

    def on_mount(self) -> None:
        """The first ground under the cursor."""
        super().on_mount()
        self.query_one(OptionList).highlighted = 0

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    @on(Button.Pressed, "#ok")
    def answer(self) -> None:
        """Answer, once all is said that this ground needs."""
        basis = self.basis
        if basis.lacks:
            self.query_one("#problem", Static).update(f"Please say {basis.lacks}.")
            self.query_one("#purpose" if basis.recipient else "#recipient", Input).focus()
            return
        self.dismiss(basis)

    @property
    def basis(self) -> Basis:
        """What is chosen and typed."""
        kind = _GROUNDS[self.query_one(OptionList).highlighted or 0][0]
        recipient, purpose = (self.query_one(f"#{name}", Input).value.strip() for name in ("recipient", "purpose"))
        if kind is DisclosureBasis.WITHIN_PROGRAM:
            return Basis(kind)
        return Basis(kind, recipient, purpose)

    @on(Button.Pressed, "#no")
    def with_codes(self) -> None:
        """No names then."""
        self.dismiss(None)
