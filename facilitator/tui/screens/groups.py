"""Groups."""

from textual.app import ComposeResult
from textual.widgets import Static

from facilitator.tui.screens.room import Room


class GroupsScreen(Room):
    """Groups."""

    MODE = "groups"

    def compose_room(self) -> ComposeResult:
        yield Static("", classes="empty")
