"""One dialog, or one page, over an empty screen: without the door, Today and their first readings."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from facilitator.services.book.open_book import book_info
from facilitator.tui import app as program_file
from facilitator.tui.app import FacilitatorApp
from facilitator.zones import zone
from tests.conftest import Program
from tests.tui.screens import SMALL, text_of, until


class _Bench(FacilitatorApp):
    """The program, gone in without a place."""

    CSS_PATH = Path(program_file.__file__).with_name(FacilitatorApp.CSS_PATH)
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {**FacilitatorApp.MODES, "bench": Screen}
    DEFAULT_MODE = "bench"


@dataclass(frozen=True, slots=True)
class Bench:
    """A screen at work, and what it answered: nothing yet, or one answer."""

    app: FacilitatorApp
    pilot: Pilot[int]
    screen: Screen[Any]
    answers: list[Any]

    @property
    def text(self) -> str:
        """All words that are to be seen, without the frames and the ends of lines."""
        return " ".join(text_of(self.app).replace("│", " ").split())

    def line(self, selector: str = "Input") -> Input:
        """A line to type in, of the screen in front."""
        return self.app.screen.query_one(selector, Input)

    async def press(self, *keys: str) -> None:
        """Press keys, and let the screen come to rest."""
        # a button that is just being pressed hears no second press
        await until(self.pilot, lambda: not self.app.screen.query("Button.-active"))
        await self.pilot.press(*keys)

    async def click(self, selector: str) -> None:
        """Click on something, and let the screen come to rest."""
        await until(self.pilot, lambda: bool(self.app.screen.query(selector)) and not self.app.screen.query(".-active"))
        await self.pilot.click(selector)
        await self.pilot.pause()

    async def shows(self, *words: str) -> None:
        """Go on as soon as all of these words are to be seen."""
        await until(self.pilot, lambda: all(each in self.text for each in words))

    async def answer(self) -> Any:
        """Go on as soon as it has answered; the answer."""
        await until(self.pilot, lambda: bool(self.answers))
        return self.answers[0]


@asynccontextmanager
async def on_bench(
    program: Program, screen: Screen[Any], size: tuple[int, int] = SMALL, *, now: datetime | None = None
) -> AsyncIterator[Bench]:
    """That screen over an empty one, at the open book of ``program``; its clock stands still."""
    moment = now or program.now
    app = _Bench(program.home, clock=lambda: moment)
    async with app.run_test(size=size, notifications=True) as pilot:
        info = book_info(program.book)
        app._book, app._zone = program.book, zone(info.zone)
        app.book_name, app.practice = info.name, info.practice
        app.tick()
        answers: list[Any] = []
        await app.push_screen(screen, answers.append)
        await pilot.pause()
        yield Bench(app, pilot, screen, answers)
