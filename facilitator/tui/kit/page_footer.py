"""The keys at the bottom of a page, which come a frame after the first rows."""

from textual.screen import Screen
from textual.widgets import Footer

from facilitator.tui.desk import AtDesk


class PageFooter(AtDesk, Footer):
    """Keeps its line, and fills it once nobody waits for rows any more: its keys take 15 ms of a first frame."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)

    def on_mount(self) -> None:
        """Follow the app."""
        self.watch(self.app, "hurried", lambda: self.bindings_changed(self.screen), init=False)

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show the keys that there are now."""
        if not self.facilitator.hurried:
            super().bindings_changed(screen)
