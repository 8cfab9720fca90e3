"""Keep a consent that somebody signed, with all that it must say."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.domain.dates.plain_dates import parse_date
from facilitator.domain.privacy.consent import ConsentTerms
from facilitator.domain.views import Person
from facilitator.errors import FacilitatorError
from facilitator.services.privacy.keep_consents import add_consent
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.tick_list import TickList
from facilitator.tui.kit.plain import Button, Label, Static
from facilitator.tui.kit.said import said
from facilitator.words import RecordPart

_FIELDS = (
    ("recipient", "To whom", "City Clinic, Dr. Rivera"),
    ("purpose", "What for", "planning care together"),
    ("what", "What may be told", "as the paper says it"),
    ("signed", "Signed on", "today, or 3 nov"),
    ("signature", "The signature", "where it is: paper, cabinet B"),
    ("expires", "Until the day", "its last day; or the next line"),
    ("event", "Until this comes", "such as: the group ends"),
)
_PARTS = (
    (RecordPart.NAME, "Their name"),
    (RecordPart.CONTACT, "Phone and email"),
    (RecordPart.ENROLMENT, "Which groups they are in"),
    (RecordPart.ATTENDANCE, "When they came"),
    (RecordPart.COVERAGE, "Topics and skills they met"),
)
_TOLD, _CARE = "told", "care"
_MARKS = (
    (_TOLD, "They were told that they can take it back, and how"),
    (_CARE, "For treatment, payment and operations: it needs no end"),
)


class ConsentForm(Dialog[str]):
    """Answers with the uid of the consent; what is missing is said, and what was typed stays."""

    def __init__(self, person: Person, *, names: bool) -> None:
        super().__init__()
        self.person = person
        self.uid = person.uid
        self.names = names

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog compact-form"):
            who = self.person.shown(names=self.names)
            yield Static(f"What {who} consented to", classes="dialog-title")
            for name, words, hint in _FIELDS:
                with Horizontal(classes="row"):
                    yield Label(words)
                    yield Input(placeholder=hint, id=name, compact=True)
            yield Static("It covers", classes="dim")
            yield TickList([(part.value, words) for part, words in _PARTS], id="covers")
            yield TickList(_MARKS, id="marks")
            yield Static(id="problem", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Keep it", variant="primary", id="ok", compact=True)
                yield Button("Not now", id="no", compact=True)

    @on(Input.Submitted)
    def go_on(self) -> None:
        """Enter goes to the next line."""
        self.focus_next()

    @on(Button.Pressed, "#no")
    def not_now(self) -> None:
        """Leave it."""
        self.dismiss(None)

    @on(Button.Pressed, "#ok")
    def keep(self) -> None:
        """Keep it, or say what is missing."""
        app = self.facilitator
        try:
            uid = add_consent(app.book, self.person.uid, self.terms(), now=app.clock())
        except FacilitatorError as error:
            self.query_one("#problem", Static).update(said(error))
        else:
            self.dismiss(uid)

    def terms(self) -> ConsentTerms:
        """What was typed.

        Raises:
            BadInput: for words that name no day.
        """
        typed = {name: self.query_one(f"#{name}", Input).value for name, _, _ in _FIELDS}
        today = self.facilitator.local(self.facilitator.clock()).date()
        covers, marks = (self.query_one(f"#{name}", TickList).ticked for name in ("covers", "marks"))
        return ConsentTerms(
            discloser="",
            what=typed["what"],
            covers=tuple(RecordPart(each) for each in covers),
            recipient=typed["recipient"],
            purpose=typed["purpose"],
            signed_on=parse_date(typed["signed"].strip() or "today", today, back=True),
            signature=typed["signature"],
            told_of_revoking=_TOLD in marks,
            for_care=_CARE in marks,
            expires_on=parse_date(typed["expires"], today) if typed["expires"].strip() else None,
            expires_event=typed["event"],
        )
