"""The least that Textual paints: an app with one line."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """One line."""

    def compose(self) -> ComposeResult:
        yield Static("The first frame.")


BareApp().run()
