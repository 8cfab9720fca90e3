"""A line to type a few letters into; what is below narrows with each."""

from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message
from textual.widgets import Input

from facilitator.tui.kit.acts import ScreenAct, bindings


class SearchLine(Input):
    """Enter or the down arrow goes to what was found, Esc clears the line first."""

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("leave", "down,enter", "To the list", "Go to the rows that were found.", True, "Enter"),
        ScreenAct("clear_and_leave", "escape", "Clear", "Clear the line and show everything.", True, "Esc"),
    )
    BINDINGS = bindings(ACTS)

    @dataclass
    class Left(Message):
        """Somebody is done with typing."""

    def __init__(self, placeholder: str, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(placeholder=placeholder, id=id, compact=True)

    def action_leave(self) -> None:
        """Done."""
        self.post_message(self.Left())

    def action_clear_and_leave(self) -> None:
        """Done, and nothing is looked for any more."""
        self.value = ""
        self.post_message(self.Left())
