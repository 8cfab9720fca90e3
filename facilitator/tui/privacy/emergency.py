"""Write up at once what was told to medical people in an emergency (42 CFR 2.51)."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.domain.dates.plain_dates import parse_moment, say_moment
from facilitator.domain.dates.wall_time import to_utc
from facilitator.domain.views import Person
from facilitator.errors import FacilitatorError
from facilitator.services.book.open_book import book_info
from facilitator.services.privacy.keep_disclosures import NEEDED, Emergency, write_emergency
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Label, Static
from facilitator.tui.kit.said import said
from facilitator.zones import zone

_FIELDS = (
    ("medical_person", "Told to", "the name of the medical person"),
    ("affiliation", "Of", "where they belong: City Hospital, an ambulance"),
    ("nature", "What happened", "a few words on the emergency"),
    ("what", "What was told", ""),
    ("made_by", "Told by", "who of you told it"),
)


class EmergencyForm(Dialog[str]):
    """Answers with a line to show, once it is written up; what is missing is said, and what was typed stays."""

    def __init__(self, person: Person, *, names: bool) -> None:
        super().__init__()
        self.person = person
        self.uid = person.uid
        self.names = names

    def compose(self) -> ComposeResult:
        app = self.facilitator
        now = say_moment(app.local(app.clock()))
        given = {"what": NEEDED, "made_by": app.book.actor}
        with Vertical(classes="dialog compact-form"):
            who = self.person.shown(names=self.names)
            yield Static(f"An emergency: what was told about {who}", classes="dialog-title")
            yield Static("Help comes first. Once it is there, write this up at once; a few words are enough.\n")
            for name, words, hint in _FIELDS:
                with Horizontal(classes="row"):
                    yield Label(words)
                    yield Input(given.get(name, ""), placeholder=hint, id=name, compact=True)
            with Horizontal(classes="row"):
                yield Label("When")
                yield Input(now, placeholder="today 6:40 pm", id="at", compact=True)
            yield Static(id="problem", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Write it up", variant="primary", id="ok", compact=True)
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
    def write(self) -> None:
        """Write it up, or say what is missing."""
        app = self.facilitator
        typed = {name: self.query_one(f"#{name}", Input).value for name, _, _ in _FIELDS}
        try:
            wall = parse_moment(
                self.query_one("#at", Input).value, app.local(app.clock()).replace(tzinfo=None), back=True
            )
            at = to_utc(wall, zone(book_info(app.book).zone))
            write_emergency(app.book, self.person.uid, Emergency(**typed), at=at, now=app.clock())
        except FacilitatorError as error:
            self.query_one("#problem", Static).update(said(error))
        else:
            self.dismiss("Written up. It stands in the ledger of what was told.")
