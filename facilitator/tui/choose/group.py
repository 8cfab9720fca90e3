"""Choose one group from a list."""

from dataclasses import dataclass

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets.option_list import Option

from facilitator.domain.views import Group
from facilitator.services.scheduling.see_groups import list_groups
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.plain import Button, OptionList, Static
from facilitator.words import EnrolmentKind, GroupStatus

_NONE = "no-group"


@dataclass(frozen=True, slots=True)
class ChosenGroup:
    """A group; an empty uid is the choice of none in particular."""

    uid: str
    title: str


class ChooseGroup(Dialog[ChosenGroup]):
    """Active groups by title; ``none`` offers a first row without a group, ``rosters`` leaves drop-in groups out."""

    def __init__(self, title: str, *, none: str = "", rosters: bool = False) -> None:
        super().__init__()
        self.shown_title = title
        self.none = none
        self.rosters = rosters
        self.choices: dict[str, ChosenGroup] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(self.shown_title, classes="dialog-title")
            yield RowList(id="groups")
            with Horizontal(classes="buttons"):
                yield Button("Not now", id="no")

    def on_mount(self) -> None:
        """Read the groups once."""
        found = [each for each in list_groups(self.facilitator.book) if self._offers(each)]
        self.choices = {each.uid: ChosenGroup(each.uid, each.title) for each in found}
        if self.none:
            self.choices = {_NONE: ChosenGroup("", self.none), **self.choices}
        rows = [Option(Text(choice.title), id=key) for key, choice in self.choices.items()]
        empty = Option(Text("There is no such group yet. Schedule one first: 1, then a."), disabled=True)
        self.query_one(RowList).show(rows or [empty])

    def _offers(self, each: Group) -> bool:
        keeps_roster = each.enrolment is not EnrolmentKind.DROP_IN
        return each.status is GroupStatus.ACTIVE and (keeps_roster or not self.rosters)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """This one."""
        if event.option_id:
            self.dismiss(self.choices[event.option_id])

    def on_button_pressed(self) -> None:
        """Not now."""
        self.dismiss(None)
