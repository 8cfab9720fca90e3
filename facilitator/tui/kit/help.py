"""What can be done here: every act of the screen and of the program, with its key."""

from collections.abc import Sequence

from rich.table import Table
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.dialog import Dialog


class Help(Dialog[None]):
    """A page of keys and sentences."""

    def __init__(self, here: Sequence[ScreenAct], everywhere: Sequence[ScreenAct]) -> None:
        super().__init__()
        self.here = here
        self.everywhere = everywhere

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static("What can be done here (Esc closes)", classes="dialog-title")
            with VerticalScroll():
                yield Static(_table(self.here))
                yield Static("\nEverywhere", classes="dialog-title")
                yield Static(_table(self.everywhere))
                yield Static(
                    "\nArrow keys move, Tab goes to the next part of the screen, Enter opens, Esc goes back. "
                    "Everything can be clicked as well."
                )


def _table(acts: Sequence[ScreenAct]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(no_wrap=True)
    table.add_column()
    for act in acts:
        table.add_row(act.key_display if act.key else "", act.title, act.help)
    return table
