"""Change a person, and say when they are away."""

from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.domain.dates.plain_dates import parse_date
from facilitator.domain.views import Person
from facilitator.errors import ChangedMeanwhile, FacilitatorError
from facilitator.services.people.edit_person import EditedPerson, edit_person
from facilitator.services.people.keep_away import AwayDays, end_away, note_away
from facilitator.services.people.roster_words import away_words
from facilitator.services.people.see_people import SeenPerson, see_person
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Label, Static
from facilitator.tui.kit.said import said

_FIELDS = (("name", "Name"), ("alias", "Goes by"), ("phone", "Phone"), ("email", "Email"))


class EditPerson(Dialog[EditedPerson]):
    """Answers with the person as they were and as they are; an empty line takes something away."""

    KEEPS_DRAFT = False

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(f"Change {self.person.name}", classes="dialog-title")
            for name, words in _FIELDS:
                with Horizontal(classes="row"):
                    yield Label(words)
                    yield Input(getattr(self.person, name), id=name, compact=True)
            yield Static(id="problem", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Save", variant="primary", id="ok")
                yield Button("Not now", id="no")

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.save()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save, or not now."""
        if event.button.id == "ok":
            self.save()
        else:
            self.dismiss(None)

    def save(self) -> None:
        """Keep it, or say what is wrong and keep what was typed."""
        app = self.facilitator
        name, alias, phone, email = (self.query_one(f"#{each}", Input).value for each, _ in _FIELDS)
        values = {"name": name, "alias": alias, "phone": phone, "email": email}
        typed = {each: value for each, value in values.items() if value != getattr(self.person, each)}
        if not typed:
            self.dismiss(None)
            return
        try:
            self.dismiss(
                edit_person(
                    app.book,
                    self.person.uid,
                    name=typed.get("name"),
                    alias=typed.get("alias"),
                    phone=typed.get("phone"),
                    email=typed.get("email"),
                    now=app.clock(),
                    seen=self.person,
                )
            )
        except ChangedMeanwhile as error:
            self.show_theirs(error, typed)
        except FacilitatorError as error:
            self.query_one("#problem", Static).update(said(error))

    def show_theirs(self, error: ChangedMeanwhile, typed: dict[str, str]) -> None:
        """Say what another window changed; what nobody typed here becomes theirs, and whose the rest is stays open."""
        self.person = see_person(self.facilitator.book, self.person.uid, now=self.facilitator.clock()).person
        for each, _ in _FIELDS:
            if each not in typed:
                self.query_one(f"#{each}", Input).value = getattr(self.person, each)
        words = f"{error.title[:1].upper()}{error.title[1:]}. Save keeps yours, Not now leaves theirs."
        self.query_one("#problem", Static).update(words)


class AwayForm(Dialog[AwayDays]):
    """Asks from when to when somebody is away; why is not asked. Who is away already can be back."""

    KEEPS_DRAFT = False

    def __init__(self, seen: SeenPerson, *, names: bool) -> None:
        super().__init__()
        self.seen = seen
        self.names = names

    def compose(self) -> ComposeResult:
        who = self.seen.person.shown(names=self.names)
        with Vertical(classes="dialog"):
            yield Static(f"When is {who} away?", classes="dialog-title")
            for each in self.seen.away:
                yield Static(f"Now noted: {away_words(each)}")
            for name, words, hint in (
                ("first", "From", "the first day, such as tomorrow or 12 mar"),
                ("last", "To", "the last day; empty until they are back"),
            ):
                with Horizontal(classes="row"):
                    yield Label(words)
                    yield Input(placeholder=hint, id=name, compact=True)
            yield Static("Nobody expects them then. Why is not kept.", classes="dim")
            yield Static(id="problem", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Away", variant="primary", id="ok")
                if self.seen.away:
                    yield Button("Back today", id="back")
                yield Button("Not now", id="no")

    def on_input_submitted(self) -> None:
        """Enter keeps the days."""
        self.save()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Keep the days, take back what is to come, or not now."""
        if event.button.id == "no":
            self.dismiss(None)
        else:
            self.save(back=event.button.id == "back")

    def save(self, *, back: bool = False) -> None:
        """Keep it, or say what is wrong and keep what was typed."""
        app, uid = self.facilitator, self.seen.person.uid
        today = app.local(app.clock()).date()
        first, last = (self.query_one(f"#{name}", Input).value for name in ("first", "last"))
        try:
            if back:
                act = partial(end_away, app.book, uid, first=self.seen.away[0].first)
            else:
                ends = parse_date(last, today) if last.strip() else None
                act = partial(note_away, app.book, uid, first=parse_date(first, today), last=ends)
            self.dismiss(act(now=app.clock()))
        except FacilitatorError as error:
            self.query_one("#problem", Static).update(said(error))
