"""A screen as the text that somebody would read, and the program opened for a test."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Footer

from facilitator.home import Home
from facilitator.tui.app import FacilitatorApp

SMALL = (80, 24)
WIDE = (140, 40)


def text_of(app: App[Any]) -> str:
    """The visible screen, a line a row."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


@asynccontextmanager
async def opened(
    home: Home, now: datetime, size: tuple[int, int] = SMALL, *, notices: bool = False, **more: Any
) -> AsyncIterator[tuple[FacilitatorApp, Pilot[int]]]:
    """The program on a practice home with a clock that stands still, gone in as far as Today; ``notices`` in sight."""
    app = FacilitatorApp(home, clock=lambda: now, **more)
    async with app.run_test(size=size, notifications=notices) as pilot:
        await until(pilot, lambda: app.unlocked and app.current_mode == "today")
        await pilot.pause()
        yield app, pilot


async def settled(app: App[Any], pilot: Pilot[Any]) -> None:
    """Go on when the screen has stood still for a while, its footer too, which comes last."""
    still, last = 0, ""
    for _ in range(200):
        await pilot.pause(0.02)
        shown = text_of(app)
        still, last = (still + 1, last) if shown == last else (0, shown)
        footers = [footer for screen in app.screen_stack for footer in screen.query(Footer)]
        if still >= 5 and all(footer.children for footer in footers):
            return
    raise AssertionError("the screen never stands still")


async def until(pilot: Pilot[Any], done: Callable[[], bool], tries: int = 400) -> None:
    """Go on as soon as something is so."""
    for _ in range(tries):
        if done():
            return
        await pilot.pause(0.01)
    raise AssertionError(f"it did not come to that; the screen says\n{text_of(pilot.app)}")


def played(story: Awaitable[None]) -> None:
    """Play a story to its end."""

    async def play() -> None:
        await story

    asyncio.run(play())
