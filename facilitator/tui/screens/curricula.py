"""Curricula."""

from textual.app import ComposeResult
from textual.widgets import Static

from facilitator.tui.screens.room import Room


class CurriculaScreen(Room):
    """Curricula."""

    MODE = "curricula"

    def compose_room(self) -> ComposeResult:
        yield Static("", classes="empty")
