"""A book with a passphrase: opened at the door, with its backups in sight."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.storage.backups.names import backups_in
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.sessions.session import SessionScreen
from tests.books import NOW, PASSPHRASE, make_home
from tests.conftest import Program
from tests.tui.screens import SMALL, text_of, until


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


async def running(app: FacilitatorApp, pilot: Pilot[Any]) -> None:
    """A session of a locked book that runs, with its names in sight."""
    await unlock(app, pilot)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, SessionScreen))
    await pilot.press("n")
    await until(pilot, lambda: "Zanzibar" in text_of(app))


def home_with_session(folder: Path) -> Home:
    """A book with a passphrase and one person at a session of this evening."""
    home = make_home(folder)
    with open_book(home, PASSPHRASE) as book:
        program = Program(home, book)
        program.people("Zanzibar Quill", group=program.group("Steady", minutes=60))
    return home


def names(home: Home) -> list[str]:
    """The backups in the folder for them."""
    return [each.path.name for each in backups_in(home.backups)]


def unasked(home: Home) -> None:
    """Let no backup be made by itself."""
    home.settings.write_text("[backups]\nautomatic = false\n")
