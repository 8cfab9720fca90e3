"""Choose who stands in for one session: who is free then comes first, and what others have is said."""

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets.option_list import Option

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.views import Session
from facilitator.errors import FacilitatorError
from facilitator.services.scheduling.substitute import Substituted, in_the_way, see_candidates, substitute
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.change_preview import BeforeAfter, ChangePreview
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.parts.select import Select
from facilitator.tui.kit.plain import Button, OptionList, Static
from facilitator.tui.kit.said import said
from facilitator.tui.scheduling.plan_preview import clash_words


class StandIn(Dialog[Substituted]):
    """Answers with what became of the session. The row under the cursor is seen first; Enter keeps it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        _, active, _ = see_candidates(self.facilitator.book, self.session.uid)
        with Vertical(classes="dialog -tall"):
            yield Static(f"Who stands in on {say_moment(self.session.start_local)}?", classes="dialog-title")
            if len(active) > 1:
                names = [(f"in the place of {each.name}", each.name) for each in active]
                yield Select(names, value=names[0][1], id="instead-of")
            yield RowList(id="candidates")
            yield ChangePreview(id="stands-in")
            with Horizontal(classes="buttons"):
                yield Button("In spite of that", id="force")
                yield Button("Not now", id="no")

    def on_mount(self) -> None:
        """Everybody who does not lead it, the free first."""
        _, _, others = see_candidates(self.facilitator.book, self.session.uid)
        rows = []
        for each in others:
            row = Text(each.facilitator.name)
            row.append(f"   {'; '.join(each.words) if each.words else 'free then'}", style="dim")
            rows.append(Option(row, id=each.facilitator.uid))
        empty = Option(Text("There is nobody else. Add them first: facilitator staff add NAME"), disabled=True)
        self.query_one("#force", Button).display = False
        self.query_one(RowList).show(rows or [empty])
        self.query_one(RowList).focus()

    @property
    def instead_of(self) -> str | None:
        """Whose place it is; None where one alone leads, or nobody."""
        chosen = self.query("#instead-of").results(Select)
        return next((str(each.value) for each in chosen), None)

    @on(OptionList.OptionHighlighted)
    @on(Select.Changed)
    def show(self) -> None:
        """Who would lead, before and after, and what is in the way."""
        uid, shown, force = self.query_one(RowList).current, self.query_one(ChangePreview), self.query_one("#force")
        force.display = False
        if not uid:
            return
        app = self.facilitator
        try:
            seen = substitute(
                app.book, self.session.uid, uid, instead_of=self.instead_of, now=app.clock(), preview=True
            )
        except FacilitatorError as error:
            shown.ask(said(error))
            return
        kept = in_the_way(seen.clashes)
        change = BeforeAfter("Led by", ", ".join(seen.before.led_by), ", ".join(seen.after.led_by))
        shown.show(
            [change],
            clashes=[clash_words(each) for each in kept],
            notes=[clash_words(each) for each in seen.clashes if each not in kept],
        )
        force.display = bool(kept)

    @on(OptionList.OptionSelected)
    def choose(self) -> None:
        """This one, unless they have something else then."""
        if self.query_one("#force").display:
            self.query_one("#force").focus()
        else:
            self.keep(force=False)

    @on(Button.Pressed, "#force")
    def choose_anyway(self) -> None:
        """This one, whatever they have; the book keeps that it was so."""
        self.keep(force=True)

    def keep(self, *, force: bool) -> None:
        """Write it; what cannot be is said here."""
        app, uid = self.facilitator, self.query_one(RowList).current
        if not uid:
            return
        try:
            done = substitute(app.book, self.session.uid, uid, instead_of=self.instead_of, now=app.clock(), force=force)
        except FacilitatorError as error:
            self.query_one(ChangePreview).ask(said(error))
        else:
            self.dismiss(done)

    @on(Button.Pressed, "#no")
    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
