"""What can be done here: every act of the screen and of the program, with its key."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input

from facilitator.tui.kit.acts import ScreenAct, acts_here
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form_field import FormField
from facilitator.tui.kit.plain import Button, Label, Static

_OVER_DIALOGS = ("lock", "quit")


class Help(Dialog[None]):
    """A page of keys and sentences; ``asked`` is what a dialog asks for, and what it offers to press."""

    def __init__(
        self, here: Sequence[ScreenAct], everywhere: Sequence[ScreenAct], asked: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__()
        self.here = here
        self.everywhere = everywhere
        self.asked = asked

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static("What can be done here (Esc closes)", classes="dialog-title")
            with VerticalScroll():
                yield Static(_table(self.here))
                if self.asked:
                    yield Static("\nIn this dialog", classes="dialog-title")
                    yield Static(_pairs(self.asked))
                yield Static("\nEverywhere", classes="dialog-title")
                yield Static(_table(self.everywhere))
                yield Static(
                    "\nArrow keys move, Tab goes to the next part of the screen, Enter opens, Esc goes back. "
                    "Everything can be clicked as well."
                )


def help_over(screen: Screen[Any], everywhere: Sequence[ScreenAct]) -> Help | None:
    """What can be done on a screen as it stands; nothing where it is help itself, or hides the names."""
    here = [act for act, _ in acts_here(screen)]
    if isinstance(screen, Help) or (screen.is_modal and not isinstance(screen, Dialog)):
        return None
    if not isinstance(screen, Dialog):
        return Help(here, everywhere)
    told = {act.action for act in here}
    for kind in type(screen).__mro__:
        for each in kind.__dict__.get("BINDINGS", ()) if issubclass(kind, Dialog) else ():
            if isinstance(each, Binding) and each.show and each.action not in told:
                told.add(each.action)
                here.append(ScreenAct(each.action, each.key, each.description, "", shown_key=each.key_display))
    return Help(here, [each for each in everywhere if each.action in _OVER_DIALOGS], _asked(screen))


def _asked(dialog: Screen[Any]) -> list[tuple[str, str]]:
    """What stands beside each line of a dialog, what helps there, and the words on its buttons."""
    found: list[tuple[str, str]] = []
    label = ""
    for each in dialog.query("Label, Input, Select, TickList, Button"):
        if isinstance(each, Label):
            label = str(each.content)
            continue
        field = next((parent for parent in each.ancestors if isinstance(parent, FormField)), None)
        helps = ""
        if field is not None:
            label, helps = field.label, field.help_words
        if isinstance(each, Button):
            found.append((f"[ {each.label} ]", str(each.tooltip or "")))
        elif label or isinstance(each, Input):
            found.append((label, helps or (each.placeholder if isinstance(each, Input) else "")))
        label = ""
    return [pair for pair in found if any(pair)]


def _pairs(asked: Sequence[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    for name, helps in asked:
        table.add_row(Text(name), Text(helps))
    return table


def _table(acts: Sequence[ScreenAct]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(no_wrap=True)
    table.add_column()
    for act in acts:
        table.add_row(Text(act.key_display if act.key else ""), Text(act.title), Text(act.help))
    return table
