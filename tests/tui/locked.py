"""A book with a passphrase: opened at the door, with its backups in sight."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from facilitator.home import Home
from facilitator.storage.backups.names import backups_in
from facilitator.tui.app import FacilitatorApp
from tests.books import NOW, PASSPHRASE
from tests.tui.screens import SMALL, until


async def unlock(app: FacilitatorApp, pilot: Pilot[Any]) -> None:
    """Type the passphrase at the door, and go in as far as Today."""
    # with its focus the field is ready: the door empties it before
    await until(pilot, lambda: app.screen.focused is not None and app.screen.focused.id == "passphrase")
    app.screen.query_one("#passphrase", Input).value = PASSPHRASE
    await pilot.press("enter")
    await until(pilot, lambda: app.unlocked and app.current_mode == "today")


@asynccontextmanager
async def unlocked(
    home: Home, now: datetime = NOW, size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[FacilitatorApp, Pilot[Any]]]:
    """The program on a book, its passphrase typed."""
    app = FacilitatorApp(home, clock=lambda: now)
    async with app.run_test(size=size, notifications=True) as pilot:
        await unlock(app, pilot)
        await pilot.pause()
        yield app, pilot


def names(home: Home) -> list[str]:
    """The backups in the folder for them."""
    return [each.path.name for each in backups_in(home.backups)]


def unasked(home: Home) -> None:
    """Let no backup be made by itself."""
    home.settings.write_text("[backups]\nautomatic = false\n")
