"""Move one session to another day or time."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.views import Session
from facilitator.errors import FacilitatorError, Refused
from facilitator.services.scheduling import edit_sessions
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form_field import FormField
from facilitator.tui.kit.parts.moment_input import MomentInput, Nudges
from facilitator.tui.kit.said import said


class MoveSession(Dialog[Session]):
    """Answers with the session as it was moved."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        time = MomentInput(self.session.start_local, id="ask-time")
        with Vertical(classes="dialog"):
            yield Static(f"Move {self.session.title}", classes="dialog-title", markup=False)
            yield Static(f"It meets on {say_moment(self.session.start_local)}. Only this session moves.", markup=False)
            yield Static("Up and down go a day; or type it: next thu 7p", classes="dim")
            yield FormField("time", "To", time, Nudges(time))
            yield Static(id="moved-to", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Move it", variant="primary", id="yes")
                yield Button("Move it in spite of that", id="force")
                yield Button("Not now", id="no")

    def on_mount(self) -> None:
        """Nothing stands in the way yet."""
        self.query_one(MomentInput).focus()

    @on(Input.Changed)
    def show(self) -> None:
        """Say back what is meant."""
        field, shown = self.query_one(FormField), self.query_one("#moved-to", Static)
        self.query_one("#force", Button).display = False
        field.tell("")
        try:
            shown.update(f"Then it meets on {say_moment(self.query_one(MomentInput).read())}.")
        except FacilitatorError as error:
            shown.update(said(error))

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def move(self) -> None:
        """Move it, unless something is in the way."""
        self.attempt(force=False)

    @on(Button.Pressed, "#force")
    def move_anyway(self) -> None:
        """Move it in spite of a clash; the book keeps that it was so."""
        self.attempt(force=True)

    def attempt(self, *, force: bool) -> None:
        """One try; what is in the way is said here, and nothing was changed then."""
        app, field = self.facilitator, self.query_one(FormField)
        try:
            to = self.query_one(MomentInput).read()
            moved, _ = edit_sessions.move(app.book, self.session.uid, to, now=app.clock(), force=force)
        except Refused as error:
            field.tell(f"{error.title}. Nothing was changed.")
            self.query_one("#force", Button).display = not force and to != self.session.start_local
        except FacilitatorError as error:
            field.tell(said(error))
        else:
            self.dismiss(moved)

    @on(Button.Pressed, "#no")
    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
