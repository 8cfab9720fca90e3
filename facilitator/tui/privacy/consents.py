"""What one person consented to in writing: in force or why not, add one, take one back, and what was told."""

from functools import partial

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets.option_list import Option

from facilitator.domain.dates.plain_dates import parse_date
from facilitator.domain.privacy.consent import say_end
from facilitator.domain.views import Person
from facilitator.errors import FacilitatorError
from facilitator.services.privacy import keep_consents
from facilitator.services.privacy.keep_consents import SeenConsent
from facilitator.tui.kit.ask import Ask
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, OptionList, Static
from facilitator.tui.kit.said import said
from facilitator.tui.privacy.accounting import AccountingPage
from facilitator.tui.privacy.consent_form import ConsentForm

_NONE = "No consent yet. Without one, nothing is told outside of the program, but for an emergency."
_REVOKE = "How did they say so? Such as: by letter, or in person to the coordinator."


class Consents(Dialog[None]):
    """Stays open while its consents are added to and ended."""

    KEEPS_DRAFT = False

    def __init__(self, person: Person, *, names: bool) -> None:
        super().__init__()
        self.person = person
        self.names = names
        self.seen: dict[str, SeenConsent] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog", id="consents"):
            yield Static(f"Consents of {self.person.shown(names=self.names)}", classes="dialog-title")
            yield OptionList(id="consent-list")
            yield Static(id="problem")
            with Horizontal(classes="buttons"):
                yield Button("Add", id="add", variant="primary", compact=True)
                yield Button("Taken back", id="revoke", compact=True)
                yield Button("Its event came", id="event", compact=True)
                yield Button("What was told", id="told", compact=True)
                yield Button("Close", id="close", compact=True)

    def on_mount(self) -> None:
        """Read them."""
        self.read()

    def read(self, said_before: str = "") -> None:
        """Show the consents as they stand."""
        app = self.facilitator
        found = app.attempt(lambda: keep_consents.list_consents(app.book, self.person.uid, now=app.clock()))
        self.seen = {each.consent.uid: each for each in found or ()}
        shown = self.query_one(OptionList)
        at = shown.highlighted or 0
        rows = [Option(consent_line(each), id=uid) for uid, each in self.seen.items()]
        shown.set_options(rows or [Option(Text(_NONE), disabled=True)])
        shown.highlighted = min(at, len(rows) - 1) if rows else None
        self.say(said_before)

    def say(self, text: str) -> None:
        """One line about what was just done, or what keeps it from being done."""
        self.query_one("#problem", Static).update(text)

    @property
    def chosen(self) -> SeenConsent | None:
        """The consent under the cursor."""
        option = self.query_one(OptionList).highlighted_option
        return self.seen.get(option.id or "") if option else None

    @on(Button.Pressed, "#add")
    def add(self) -> None:
        """Ask for all that a consent says."""
        self.app.push_screen(ConsentForm(self.person, names=self.names), self.added)

    def added(self, uid: str | None) -> None:
        """Show the new one."""
        if uid:
            self.read("Kept.")

    @on(Button.Pressed, "#revoke")
    def revoke(self) -> None:
        """Ask how they said so."""
        seen = self.chosen
        if seen is None:
            self.say("There is no consent to take back.")
            return
        title = f"They take back: {seen.consent.terms.recipient}, {seen.consent.terms.purpose}"
        self.app.push_screen(Ask(title, _REVOKE), partial(self.revoked, seen.consent.uid))

    def revoked(self, uid: str, how: str | None) -> None:
        """From now on nothing is told on it."""
        app = self.facilitator
        if how and app.attempt(lambda: keep_consents.revoke_consent(app.book, uid, how=how, now=app.clock())):
            self.read("Taken back. What was told before stays in the ledger.")

    @on(Button.Pressed, "#event")
    def event(self) -> None:
        """Ask for the day."""
        seen = self.chosen
        if seen is None or not seen.consent.terms.expires_event:
            self.say("This consent does not end with an event." if seen else "There is no consent yet.")
            return
        title = f"On which day did this come: {seen.consent.terms.expires_event}?"
        self.app.push_screen(Ask(title, "Such as: today, or 3 nov.", value="today"), partial(self.came, seen))

    def came(self, seen: SeenConsent, day: str | None) -> None:
        """It ended on that day."""
        if not day:
            return
        app = self.facilitator
        try:
            on_day = parse_date(day, app.local(app.clock()).date(), back=True)
            keep_consents.note_event(app.book, seen.consent.uid, on_day, now=app.clock())
        except FacilitatorError as error:
            self.say(said(error))
        else:
            self.read("Noted.")

    @on(Button.Pressed, "#told")
    def told(self) -> None:
        """All that was told in the last six years."""
        self.app.push_screen(AccountingPage(self.person, names=self.names))

    @on(Button.Pressed, "#close")
    def done(self) -> None:
        """Seen."""
        self.dismiss(None)


def consent_line(seen: SeenConsent) -> Text:
    """A consent in two lines: to whom and what for; what it covers, until when, and how it stands today."""
    terms = seen.consent.terms
    line = Text(f"{terms.recipient}: {terms.purpose}\n", style="" if not seen.why_not else "dim")
    today = f"not in force: {seen.why_not}" if seen.why_not else f"in force, {say_end(terms)}"
    return line.append(f"  {', '.join(terms.covers)}; {today}", style="dim")
