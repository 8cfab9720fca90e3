"""Reports."""

from textual.app import ComposeResult
from textual.widgets import Static

from facilitator.tui.screens.room import Room


class ReportsScreen(Room):
    """Reports."""

    MODE = "reports"

    def compose_room(self) -> ComposeResult:
        yield Static("", classes="empty")
