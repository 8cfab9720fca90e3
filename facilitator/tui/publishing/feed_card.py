"""All that a feed shows, to be read."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from facilitator.services.publishing.keep_feeds import FeedSeen
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form_rules import enter_does
from facilitator.tui.kit.plain import Button, Static
from facilitator.tui.publishing.feed_lines import feed_side


class FeedCard(Dialog[bool]):
    """What the list has no room for."""

    AUTO_FOCUS = "#ok"

    def __init__(self, feed: FeedSeen) -> None:
        super().__init__()
        self.feed = feed

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            with VerticalScroll():
                yield Static(feed_side(self.feed))
            with Horizontal(classes="buttons"):
                yield Button(enter_does("OK"), variant="primary", id="ok", compact=True)

    def on_button_pressed(self) -> None:
        """Seen."""
        self.dismiss(True)
