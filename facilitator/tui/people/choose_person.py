"""Find a person by a few letters, or add somebody new."""

from functools import partial

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from facilitator.domain.views import Person
from facilitator.errors import FacilitatorError
from facilitator.services.people.keep_people import LikeSomebody, add_person, list_people
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.message import Message
from facilitator.tui.people.person import ask_if_new
from facilitator.tui.people.person_lines import bare, searched
from facilitator.tui.privacy.looks import looked

MOST = 50


class ChoosePerson(Dialog[Person]):
    """Type a few letters; Enter takes the first, or adds a person of that name."""

    def __init__(self, title: str, *, leave_out: set[str], wait: bool = False) -> None:
        super().__init__()
        self.shown_title = title
        self.leave_out = leave_out
        self.wait = wait
        self.people: dict[str, Person] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(self.shown_title, classes="dialog-title", markup=False)
            yield Input(placeholder="a few letters of the name")
            yield OptionList(markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Add somebody new of this name", id="add")
                yield Button("Not now", id="no")

    def on_mount(self) -> None:
        """Read the people once."""
        found = list_people(self.facilitator.book)
        self.people = {each.uid: each for each in found if each.uid not in self.leave_out}
        looked(self.facilitator, "read.people", people=len(found))
        self.show("")

    def show(self, typed: str) -> None:
        """Those whose name or alias has these letters."""
        wanted = bare(typed)
        # where names are hidden, none stands here before somebody looks for one
        hits = (
            [each for each in self.people.values() if wanted in searched(each)][:MOST]
            if wanted or not self.wait
            else []
        )
        shown = self.query_one(OptionList)
        shown.set_options([Option(_line(each), id=each.uid) for each in hits])
        shown.highlighted = 0 if hits else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look again."""
        self.show(event.value)

    def on_input_submitted(self) -> None:
        """Enter takes the first."""
        shown = self.query_one(OptionList)
        if shown.highlighted_option and shown.highlighted_option.id:
            self.dismiss(self.people[shown.highlighted_option.id])
        else:
            self.add()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take this one."""
        if event.option_id:
            self.dismiss(self.people[event.option_id])

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Add, or not now."""
        if event.button.id == "add":
            self.add()
        else:
            self.dismiss(None)

    def add(self) -> None:
        """Add a person of the name that was typed; where somebody has it already, it asks first."""
        name = self.query_one(Input).value
        app = self.facilitator
        adding = partial(add_person, app.book, name=name, now=app.clock())
        try:
            self.dismiss(adding())
        except LikeSomebody as error:
            ask_if_new(self, error, lambda: self.dismiss(adding(new=True)), names=not self.wait)
        except FacilitatorError as error:
            self.app.push_screen(Message.of(error))


def _line(each: Person) -> Text:
    return Text(f"{each.name}  ({each.alias})" if each.alias else each.name, no_wrap=True, overflow="ellipsis")
