"""People."""

from textual.app import ComposeResult
from textual.widgets import Static

from facilitator.tui.screens.room import Room


class PeopleScreen(Room):
    """People."""

    MODE = "people"

    def compose_room(self) -> ComposeResult:
        yield Static("", classes="empty")
