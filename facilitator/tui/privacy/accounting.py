"""What was told about one person outside of the program in the last six years."""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from facilitator.domain.dates.plain_dates import say_date, say_moment
from facilitator.domain.privacy.disclosure import Disclosure, basis_in_words
from facilitator.domain.views import Person
from facilitator.services.privacy.keep_disclosures import Accounting, accounting
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Static


class AccountingPage(Dialog[None]):
    """A page to read with the person; that it was looked at is audited."""

    def __init__(self, person: Person, *, names: bool) -> None:
        super().__init__()
        self.person = person
        self.names = names

    def compose(self) -> ComposeResult:
        app = self.facilitator
        made = app.attempt(lambda: accounting(app.book, self.person.uid, now=app.clock()))
        with Vertical(classes="dialog -tall"):
            yield Static(f"What was told about {self.person.shown(names=self.names)}", classes="dialog-title")
            with VerticalScroll():
                yield Static(self.words(made) if made else Text(""))
            with Horizontal(classes="buttons"):
                yield Button("Close", variant="primary", id="close", compact=True)

    def words(self, made: Accounting) -> Text:
        """The rows, a paragraph each."""
        span = f"From {say_date(made.first)} to {say_date(made.last)}."
        if not made.rows:
            return Text(f"{span} Nothing was told outside of the program.")
        return Text("\n\n".join([span, *(self.row(each) for each in made.rows)]))

    def row(self, each: Disclosure) -> str:
        """When, to whom, what, what for, and on which ground."""
        why = f"{basis_in_words(each.basis)}: {each.emergency or each.purpose}"
        return (
            f"{say_moment(self.facilitator.local(each.at))}\n"
            f"  to {each.recipient}, by {each.made_by}\n  {each.description}\n  {why}"
        )

    def on_button_pressed(self) -> None:
        """Seen."""
        self.dismiss(None)
