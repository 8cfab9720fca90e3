"""Find a person by a few letters, or add somebody new."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input
from textual.widgets.option_list import Option

from facilitator.domain.people.name_search import NameSearch
from facilitator.domain.views import Person
from facilitator.errors import FacilitatorError
from facilitator.services.people.keep_people import LikeSomebody, add_person, list_people
from facilitator.services.people.see_people import known_in_group
from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.message import Message
from facilitator.tui.kit.plain import Button, OptionList, Static
from facilitator.tui.people.person import ask_if_new
from facilitator.tui.privacy.looks import looked

MOST = 50
NEW_PERSON = "New person, name or alias"


class ChoosePerson(Dialog[Person]):
    """Type a few letters; Enter takes the first whose name begins so, one key adds somebody of that name.

    Members may see the screen: nobody stands there before a letter is typed. ``group`` is the uid of the group whose
    people come first; ``among`` are the only people looked through, and nobody is added then.
    """

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("go(1)", "down", "Next", "Go down among those who were found.", shown_key="↓"),
        ScreenAct("go(-1)", "up", "Before", "Go up among those who were found.", shown_key="↑"),
        ScreenAct("add", "ctrl+n", NEW_PERSON, "Add somebody new of the name or alias that is typed."),
    )
    BINDINGS = bindings(ACTS)

    def __init__(
        self,
        title: str,
        *,
        leave_out: set[str],
        names: bool = True,
        group: str = "",
        among: Sequence[Person] | None = None,
    ) -> None:
        super().__init__()
        self.shown_title = title
        self.leave_out = leave_out
        self.names = names
        self.group = group
        self.among = among
        self.people: dict[str, Person] = {}
        self.here: frozenset[str] = frozenset()
        self.search = NameSearch[Person](())

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(self.shown_title, classes="dialog-title")
            yield Input(placeholder="the first letters of a first or last name")
            yield OptionList()
            yield Static(id="found")
            with Horizontal(classes="buttons"):
                if self.among is None:
                    yield Button(f"{NEW_PERSON}  Ctrl+N", id="add", compact=True)
                yield Button("Not now", id="no", compact=True)

    def on_mount(self) -> None:
        """Read the people once."""
        book = self.facilitator.book
        found = list_people(book) if self.among is None else self.among
        self.people = {each.uid: each for each in found if each.uid not in self.leave_out}
        self.search = NameSearch(self.people.values())
        self.here = known_in_group(book, self.group) if self.group else frozenset()
        if self.among is None:
            looked(self.facilitator, "read.people", people=len(found))
        self.show("")

    def show(self, typed: str) -> None:
        """Those whom the letters mean; the cursor is on the first where its name begins so, and on nobody else."""
        hits = self.search.find(typed, self.here)[:MOST]
        shown = self.query_one(OptionList)
        shown.set_options([Option(self._line(each), id=each.uid) for _, each in hits])
        shown.highlighted = 0 if hits and hits[0][0].strong else None
        self.tell(typed)

    def tell(self, typed: str = "") -> None:
        """What Enter does."""
        shown = self.query_one(OptionList)
        if shown.highlighted is not None:
            words = "Enter takes the one under the cursor."
        elif shown.option_count:
            words = "No name begins so. ↓ goes to those who have the letters within."
        elif typed.strip():
            words = "Nobody is called so." if self.among is not None else "Nobody is called so. Enter adds them."
        else:
            words = "Nobody is shown before a letter is typed."
        self.query_one("#found", Static).update(words)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look again."""
        self.show(event.value)

    def action_go(self, way: int) -> None:
        """Go down or up while the line keeps the focus."""
        shown = self.query_one(OptionList)
        if shown.option_count:
            at = -1 if shown.highlighted is None else shown.highlighted
            shown.highlighted = min(max(at + way, 0), shown.option_count - 1)
            self.tell()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the one under the cursor, and never a weak match by itself."""
        shown = self.query_one(OptionList)
        if shown.highlighted_option and shown.highlighted_option.id:
            self.dismiss(self.people[shown.highlighted_option.id])
        elif not shown.option_count and event.value.strip():
            self.action_add()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take this one."""
        if event.option_id:
            self.dismiss(self.people[event.option_id])

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Add, or not now."""
        if event.button.id == "add":
            self.action_add()
        else:
            self.dismiss(None)

    def action_add(self) -> None:
        """Add a person of the name that was typed; where somebody has it already, it asks first."""
        if self.among is not None:
            return
        name = self.query_one(Input).value
        app = self.facilitator
        adding = partial(add_person, app.book, name=name, now=app.clock())
        try:
            self.dismiss(adding())
        except LikeSomebody as error:
            ask_if_new(self, error, lambda: self.dismiss(adding(new=True)), names=self.names)
        except FacilitatorError as error:
            self.app.push_screen(Message.of(error))

    def _line(self, each: Person) -> Text:
        line = Text(f"{each.name}  ({each.alias})" if each.alias else each.name, no_wrap=True, overflow="ellipsis")
        if each.uid in self.here:
            line.append("   of this group", style="dim")
        return line
