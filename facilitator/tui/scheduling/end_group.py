"""End a group: from which day, and what stays."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from facilitator.domain.dates.plain_dates import parse_date, say_date
from facilitator.domain.views import Group
from facilitator.errors import FacilitatorError
from facilitator.services.scheduling.edit_sessions import end_group
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form_field import FormField
from facilitator.tui.kit.said import said


class EndGroup(Dialog[str]):
    """Answers with a sentence about what was done."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.group = group

    def compose(self) -> ComposeResult:
        today = self.facilitator.local(self.facilitator.clock()).date()
        with Vertical(classes="dialog"):
            yield Static(f"End {self.group.title}?", classes="dialog-title", markup=False)
            yield Static(
                "Sessions after its last day are cancelled. All that was held stays in the book, with attendance and "
                "roster, and counts in reports. An ended group cannot be opened again: schedule a new one then."
            )
            yield FormField("day", "Last day", Input(say_date(today), id="ask-day", compact=True))
            with Horizontal(classes="buttons"):
                yield Button("Not now", id="no", variant="primary")
                yield Button("End the group", id="yes")

    @on(Button.Pressed, "#yes")
    def end(self) -> None:
        """End it."""
        app = self.facilitator
        today = app.local(app.clock()).date()
        try:
            day = parse_date(self.query_one(Input).value, today)
            _, cancelled = end_group(app.book, self.group.uid, on=day, now=app.clock())
        except FacilitatorError as error:
            self.query_one(FormField).tell(said(error))
            return
        sessions = "1 later session was" if cancelled == 1 else f"{cancelled} later sessions were"
        self.dismiss(f"{self.group.title} ends on {say_date(day)}; {sessions} cancelled.")

    def on_input_submitted(self) -> None:
        """Enter goes on to the buttons: ending is never one key."""
        self.query_one("#no", Button).focus()

    @on(Button.Pressed, "#no")
    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
