"""Add a person, or see one."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, Label, Static

from facilitator.domain.views import Person
from facilitator.errors import FacilitatorError
from facilitator.services.people.keep_people import add_person
from facilitator.services.people.see_people import SeenPerson
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.said import said
from facilitator.tui.people.person_lines import person_side

_FIELDS = (
    ("name", "Name", "a first name and an initial are enough"),
    ("alias", "Goes by", "what the group calls them"),
    ("phone", "Phone", "only if they gave it"),
    ("email", "Email", "only if they gave it"),
)


class AddPerson(Dialog[Person]):
    """Answers with the person who was added."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Add a person", classes="dialog-title")
            for name, words, hint in _FIELDS:
                with Horizontal(classes="row"):
                    yield Label(words)
                    yield Input(placeholder=hint, id=name, compact=True)
            yield Static(id="problem", classes="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Add", variant="primary", id="ok")
                yield Button("Not now", id="no")

    def on_input_submitted(self) -> None:
        """Enter adds; only the name is needed."""
        self.add()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Add, or not now."""
        if event.button.id == "ok":
            self.add()
        else:
            self.dismiss(None)

    def add(self) -> None:
        """Add the person, or say what is wrong and keep what was typed."""
        app = self.facilitator
        typed = {name: self.query_one(f"#{name}", Input).value for name, _, _ in _FIELDS}
        try:
            added = add_person(app.book, **typed, now=app.clock())
        except FacilitatorError as error:
            self.query_one("#problem", Static).update(problem_words(error))
            return
        self.dismiss(added)


class PersonCard(Dialog[bool]):
    """Who this is and which rosters they are on; answers True where they shall go on another."""

    AUTO_FOCUS = "#enrol"

    def __init__(self, seen: SeenPerson, *, names: bool) -> None:
        super().__init__()
        self.seen = seen
        self.names = names

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            with VerticalScroll(id="card"):
                yield Static(person_side(self.seen, names=self.names))
            with Horizontal(classes="buttons"):
                yield Button("Put on a roster", variant="primary", id="enrol")
                yield Button("Close", id="close")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """On another roster, or seen."""
        self.dismiss(event.button.id == "enrol")


def problem_words(error: FacilitatorError) -> str:
    """What is wrong with a person, the option of the command line named as the line of the form."""
    return said(FacilitatorError(error.title, error.hint.replace("Add --alias", "Fill in Goes by")))
