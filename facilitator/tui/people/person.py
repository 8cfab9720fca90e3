"""Add a person, or see one."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from facilitator.domain.people.same_person import phone_tail
from facilitator.domain.views import Person
from facilitator.errors import FacilitatorError
from facilitator.services.people.keep_people import LikeSomebody, add_person
from facilitator.services.people.see_people import SeenPerson
from facilitator.tui.desk import AtDesk
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.message import Question
from facilitator.tui.kit.plain import Button, Label, Static
from facilitator.tui.kit.said import said
from facilitator.tui.people.person_lines import person_side

_FIELDS = (
    ("name", "Name", "a first name and an initial are enough"),
    ("alias", "Goes by", "what the group calls them"),
    ("phone", "Phone", "only if they gave it"),
    ("email", "Email", "only if they gave it"),
)

MOST_LIKE: Final = 6


class AddPerson(Dialog[Person]):
    """Answers with the person who was added. Where somebody has that name already, it asks first."""

    def __init__(self, *, names: bool = True) -> None:
        super().__init__()
        self.names = names

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Add a person", classes="dialog-title")
            for name, words, hint in _FIELDS:
                with Horizontal(classes="row"):
                    yield Label(words)
                    yield Input(placeholder=hint, id=name, compact=True)
            yield Static(id="problem", classes="problem")
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
        name, alias, phone, email = (self.query_one(f"#{each}", Input).value for each, _, _ in _FIELDS)
        app = self.facilitator
        adding = partial(add_person, app.book, name=name, alias=alias, phone=phone, email=email, now=app.clock())
        try:
            self.dismiss(adding())
        except LikeSomebody as error:
            ask_if_new(self, error, lambda: self.dismiss(adding(new=True)), names=self.names)
        except FacilitatorError as error:
            self.query_one("#problem", Static).update(said(error))


class PersonCard(Dialog[str]):
    """Who this is and which rosters they are on; answers with what shall be done: enrol, edit, away, same."""

    AUTO_FOCUS = "#enrol"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "answer('edit')", "Change"),
        Binding("w", "answer('away')", "Away"),
        Binding("s", "answer('same')", "Same person as"),
    ]

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
            with Horizontal(classes="buttons"):
                yield Button("e Change", id="edit", compact=True)
                yield Button("w Away", id="away", compact=True)
                yield Button("s Same as ...", id="same", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """What shall be done, or seen."""
        self.dismiss(event.button.id if event.button.id != "close" else None)

    def action_answer(self, what: str) -> None:
        """The same by a key."""
        self.dismiss(what)


def ask_if_new(screen: AtDesk, error: LikeSomebody, add: Callable[[], object], *, names: bool) -> None:
    """Ask whether a person is somebody else than whoever has that name or alias; only a yes adds them."""
    like = "\n".join(like_line(each, names=names) for each in error.like[:MOST_LIKE])
    more = f"\nand {len(error.like) - MOST_LIKE} more" if len(error.like) > MOST_LIKE else ""

    def answered(yes: bool | None) -> None:
        if yes:
            add()

    title = "Somebody of that name or alias is in the book"
    screen.app.push_screen(Question(title, like + more, yes="Add somebody else"), answered)


def like_line(each: Person, *, names: bool) -> str:
    """Somebody with what may tell them from another of their name; the code alone where names are hidden."""
    parts = (each.name, each.alias and f"({each.alias})", each.code, phone_tail(each.phone)) if names else (each.code,)
    return "  ".join(part for part in parts if part)
