"""A list of rows to go through with the arrows; Enter or a click opens one."""

from collections.abc import Sequence
from typing import ClassVar

from textual.widgets.option_list import Option

from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.kit.plain import OptionList


class RowList(OptionList):
    """An option list that says what Enter does, and keeps its place when its rows are read anew."""

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("select", "enter", "Open", "Open what the cursor is on.", True, "Enter"),
    )
    BINDINGS = bindings(ACTS)

    def __init__(self, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)

    @property
    def current(self) -> str:
        """The id under the cursor; empty without one."""
        option = self.highlighted_option
        return option.id or "" if option else ""

    def go_to(self, row: str) -> None:
        """Put the cursor on the row named, where it is there."""
        self.highlighted = next((at for at, each in enumerate(self.options) if each.id == row), self.highlighted)

    def show(self, options: Sequence[Option], *, at: str = "") -> None:
        """Show these rows, with the cursor where it was, or on the row named."""
        wanted = at or self.current
        self.set_options(options)
        open_rows = [row for row, option in enumerate(options) if not option.disabled]
        named = [row for row in open_rows if options[row].id == wanted]
        self.highlighted = next(iter(named or open_rows), None)
