"""Publish."""

from textual.app import ComposeResult
from textual.widgets import Static

from facilitator.tui.screens.room import Room


class PublishScreen(Room):
    """Publish."""

    MODE = "publish"

    def compose_room(self) -> ComposeResult:
        yield Static("", classes="empty")
