"""A line of acts that the footer has no room for: each with its key, each to be clicked."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.plain import Static

GAP = 2
"""Columns behind an act."""


class ActTab(Static):
    """One act; a click does it on the screen that shows it."""

    def __init__(self, act: ScreenAct) -> None:
        super().__init__(f"{act.key_display} {act.title}")
        self.act = act
        self.label_width = len(act.key_display) + 1 + len(act.title)
        self.tooltip = Content(act.help)

    async def on_click(self) -> None:
        """Do it."""
        await self.app.run_action(self.act.action, self.screen)


class ActLine(Horizontal):
    """The acts of a room that do not stand in the footer, as many as the screen has room for; ``?`` tells them all."""

    def __init__(self, acts: Iterable[ScreenAct]) -> None:
        super().__init__()
        self.acts = tuple(act for act in acts if act.key and not act.footer)

    def compose(self) -> ComposeResult:
        for act in self.acts:
            yield ActTab(act)

    def on_resize(self) -> None:
        """Show whole acts only, in what the heading leaves: half of a word tells nobody what a key does."""
        room = self.size.width
        for tab in self.query(ActTab):
            room -= tab.label_width + GAP
            tab.display = room >= 0
