"""Clicks on what stands on a screen, for whoever uses no keyboard."""

from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot

from tests.tui.screens import text_of


async def click_on(pilot: Pilot[Any], app: App[Any], text: str) -> None:
    """Click where that text stands."""
    for row, line in enumerate(text_of(app).splitlines()):
        if text in line:
            column = cell_len(line[: line.index(text)]) + 1
            # named by its widget: a bare offset would be told as a click on the screen itself
            widget, region = app.get_widget_at(column, row)
            await pilot.click(widget, offset=(column - region.x, row - region.y))
            await pilot.pause()
            return
    raise AssertionError(f"{text!r} is not on the screen:\n{text_of(app)}")
