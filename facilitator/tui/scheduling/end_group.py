"""End a group: from which day, and what stays."""

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.domain.dates.plain_dates import parse_date, say_date, say_moment
from facilitator.domain.views import Group
from facilitator.errors import FacilitatorError
from facilitator.services.scheduling.edit_sessions import end_group, preview_end
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.change_preview import BeforeAfter, ChangePreview
from facilitator.tui.kit.parts.form import Form
from facilitator.tui.kit.parts.form_field import FormField
from facilitator.tui.kit.plain import Button, Static
from facilitator.tui.kit.said import said


class EndGroup(Dialog[str]):
    """Answers with a sentence about what was done."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.group = group

    def compose(self) -> ComposeResult:
        today = self.facilitator.local(self.facilitator.clock()).date()
        with Vertical(classes="dialog"):
            yield Static(f"End {self.group.title}?", classes="dialog-title")
            yield Static(
                "Sessions after its last day are cancelled. All that was held stays in the book, with attendance and "
                "roster, and counts in reports. An ended group cannot be opened again: schedule a new one then."
            )
            day = Input(say_date(today), id="ask-day", compact=True)
            yield Form(FormField("day", "Last day", day), check=self.problems)
            yield ChangePreview(id="cancelled")
            with Horizontal(classes="buttons"):
                yield Button("Not now", id="no", variant="primary")
                yield Button("End the group", id="yes")

    def on_mount(self) -> None:
        """Begin at the day."""
        self.query_one(Input).focus()

    def last_day(self) -> date:
        """The day that was typed.

        Raises:
            BadInput: for words that name no day.
        """
        app = self.facilitator
        return parse_date(self.query_one(Input).value, app.local(app.clock()).date())

    def problems(self) -> dict[str, str]:
        """What is wrong with the day."""
        try:
            self.last_day()
        except FacilitatorError as error:
            return {"day": said(error)}
        return {}

    @on(Input.Changed)
    def show(self) -> None:
        """Which sessions would be cancelled."""
        app, shown = self.facilitator, self.query_one(ChangePreview)
        if wrong := self.problems().get("day", ""):
            shown.ask(wrong)
            return
        _, later = preview_end(app.book, self.group.uid, on=self.last_day(), now=app.clock())
        if later:
            shown.show([BeforeAfter(say_moment(each.start_local), "to come", "cancelled") for each in later])
        else:
            shown.ask("No session is cancelled: none comes after that day.")

    @on(Button.Pressed, "#yes")
    def end(self) -> None:
        """End it."""
        app, form = self.facilitator, self.query_one(Form)
        if form.refuses():
            return
        day = self.last_day()
        try:
            _, cancelled = end_group(app.book, self.group.uid, on=day, now=app.clock())
        except FacilitatorError as error:
            form.refuse({"day": said(error)})
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
