"""Move one session to another day or time."""

from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.sessions.seen_since import MEETS, since_seen
from facilitator.domain.views import Session
from facilitator.errors import ChangedMeanwhile, FacilitatorError, Refused
from facilitator.services.people.two_places import two_places
from facilitator.services.scheduling import edit_sessions
from facilitator.services.sessions.run_session import see_session
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.change_preview import BeforeAfter, ChangePreview
from facilitator.tui.kit.parts.form import Form
from facilitator.tui.kit.parts.form_field import FormField
from facilitator.tui.kit.parts.form_rules import enter_does
from facilitator.tui.kit.parts.moment_input import MomentInput, Nudges
from facilitator.tui.kit.plain import Button, Static
from facilitator.tui.kit.said import said
from facilitator.tui.scheduling.as_seen import CHANGED, ThreeWays, Way
from facilitator.tui.scheduling.plan_preview import clash_words


class MoveSession(Dialog[Session]):
    """Answers with the session as it was moved."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        time = MomentInput(self.session.start_local, id="ask-time")
        hint = "Up and down go a day; or type it: next thu 7p"
        with Vertical(classes="dialog"):
            yield Static(f"Move {self.session.title}", classes="dialog-title")
            yield Static("Only this session moves.")
            yield Form(FormField("time", "To", time, Nudges(time), help_words=hint), check=self.problems)
            yield ChangePreview(id="moved-to")
            with Horizontal(classes="buttons"):
                yield Button(enter_does("Move it"), variant="primary", id="yes")
                yield Button("Move it in spite of that", id="force")
                yield Button("Not now", id="no")

    def on_mount(self) -> None:
        """Nothing stands in the way yet."""
        self.query_one(MomentInput).focus()

    def problems(self) -> dict[str, str]:
        """What is wrong with the time that was typed."""
        try:
            self.query_one(MomentInput).read()
        except FacilitatorError as error:
            return {"time": said(error)}
        return {}

    @on(Input.Changed)
    def show(self) -> None:
        """Show what is meant, before and after, and what is in its way."""
        app, shown, force = self.facilitator, self.query_one(ChangePreview), self.query_one("#force", Button)
        force.display = False
        try:
            to = self.query_one(MomentInput).read()
            if to == self.session.start_local:
                shown.ask(f"It meets on {say_moment(to)}.")
                return
            moved, clashes = edit_sessions.move(app.book, self.session.uid, to, now=app.clock(), preview=True)
            people = two_places(app.book, moved)
        except FacilitatorError as error:
            shown.ask(said(error))
            return
        in_the_way = [clash_words(each) for each in clashes if each.refuses]
        to_look_at = [clash_words(each) for each in clashes if not each.refuses]
        shown.show([self.change()], clashes=in_the_way, notes=[*to_look_at, *people])
        force.display = bool(in_the_way)

    def change(self) -> BeforeAfter:
        """The move that is meant."""
        to = self.query_one(MomentInput).read()
        return BeforeAfter("Meets", say_moment(self.session.start_local), say_moment(to))

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
        form = self.query_one(Form)
        if form.refuses():
            return
        app, to, seen = self.facilitator, self.query_one(MomentInput).read(), self.session.version
        try:
            moved, _ = edit_sessions.move(app.book, self.session.uid, to, now=app.clock(), force=force, seen=seen)
        except ChangedMeanwhile:
            self.choose(to, force=force)
        except Refused as error:
            clash = f"{error.title}. Nothing was changed."
            self.query_one(ChangePreview).show([self.change()], clashes=[clash])
            self.query_one("#force", Button).display = not force and to != self.session.start_local
        except FacilitatorError as error:
            form.refuse({"time": said(error)})
        else:
            self.dismiss(moved)

    def choose(self, to: datetime, *, force: bool) -> None:
        """Show what another window changed; whatever is chosen, the form is about the session as it is now."""
        saw, self.session = self.session, see_session(self.facilitator.book, self.session.uid).session

        def answered(way: Way | None) -> None:
            if way is Way.MINE:
                self.attempt(force=force)
            elif way is Way.FORM:
                self.show()
            else:
                self.dismiss(None)

        fields = since_seen(saw, self.session, {MEETS: say_moment(to)})
        self.app.push_screen(ThreeWays(CHANGED, fields), answered)

    @on(Button.Pressed, "#no")
    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
