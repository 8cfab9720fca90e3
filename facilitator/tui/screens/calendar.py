"""Calendar."""

from textual.app import ComposeResult
from textual.widgets import Static

from facilitator.tui.screens.room import Room


class CalendarScreen(Room):
    """Calendar."""

    MODE = "calendar"

    def compose_room(self) -> ComposeResult:
        yield Static("", classes="empty")
