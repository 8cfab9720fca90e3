"""A desk with nothing on it but the widgets of a test: no book, no rooms, 0.1 s."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

from facilitator.home import Home
from facilitator.tui import app as program
from facilitator.tui.desk import Desk
from tests.books import NOW


class BareDesk(Desk):
    """Shows some widgets in the styles of the program."""

    CSS_PATH = Path(program.__file__).with_name("app.tcss")

    def __init__(self, *widgets: Widget) -> None:
        super().__init__(Home(Path("nowhere")), clock=lambda: NOW)
        self.widgets = widgets

    def compose(self) -> ComposeResult:
        yield from self.widgets


@asynccontextmanager
async def bare(*widgets: Widget, size: tuple[int, int] = (60, 12)) -> AsyncIterator[tuple[BareDesk, Pilot[int]]]:
    """The desk, running."""
    app = BareDesk(*widgets)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot
