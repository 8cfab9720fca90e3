"""A frame with its title in its border; the one that has the focus is heavy."""

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from facilitator.tui.kit.parts.table import Table


class Panel(Vertical):
    """A part of a room. What it says in its lower border is whether the list in it goes on."""

    def __init__(self, title: str, *parts: Widget, id: str | None = None, classes: str = "") -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(*parts, id=id, classes=classes)
        self.retitle(title)

    def retitle(self, title: str) -> None:
        """Another title; nothing in it is taken for markup."""
        self.border_title = Content(title)

    def on_table_rest(self, event: Table.Rest) -> None:
        """Say whether the list goes on."""
        event.stop()
        self.border_subtitle = Content(event.words)
