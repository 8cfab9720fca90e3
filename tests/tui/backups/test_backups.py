"""Backups behind the screens and on their own: made by itself, told when old, copied, looked over, restored."""

import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input

from facilitator.home import Home
from facilitator.services.backups.back_up import back_up
from facilitator.services.backups.back_up_daily import back_up_today
from facilitator.services.book.open_book import open_book
from facilitator.services.people.keep_people import add_person, list_people
from facilitator.storage.backups import copies
from facilitator.storage.backups.names import backups_in
from facilitator.tui.app import DOOR, FacilitatorApp
from facilitator.tui.backups.backups import BackupsScreen
from facilitator.tui.backups.restore_backup import RestoreBackup
from facilitator.tui.people.import_roster import ImportRoster
from tests.books import NOW, PASSPHRASE, make_home
from tests.conftest import Program
from tests.tui.screens import SMALL, WIDE, opened, played, text_of, until

pytestmark = pytest.mark.slow


DAY = timedelta(days=1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A book with a passphrase: practice books make no backup by itself."""
    return make_home(tmp_path)


def names(home: Home) -> list[str]:
    """The backups in the folder for them."""
    return [each.path.name for each in backups_in(home.backups)]


def unasked(home: Home) -> None:
    """Let none be made by itself."""
    home.settings.write_text("[backups]\nautomatic = false\n")


@asynccontextmanager
async def unlocked(
    home: Home, now: datetime = NOW, size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[FacilitatorApp, Pilot[Any]]]:
    """The program on a book, its passphrase typed."""
    app = FacilitatorApp(home, clock=lambda: now)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.focused is not None and app.focused.id == "passphrase")
        app.screen.query_one("#passphrase", Input).value = PASSPHRASE
        await pilot.press("enter")
        await until(pilot, lambda: app.unlocked and app.current_mode == "today")
        await pilot.pause()
        yield app, pilot


def test_the_first_screen_of_a_day_is_followed_by_a_backup(home: Home) -> None:
    """Once, behind it."""

    async def story() -> None:
        async with unlocked(home) as (app, pilot):
            await until(pilot, lambda: names(home) == ["facilitator-20270301-181500-daily.backup"])
            await app.action_lock()
            app.enter(open_book(home, PASSPHRASE))
            await pilot.pause(0.3)
            assert len(names(home)) == 1

    played(story())


def test_a_practice_book_is_left_alone(program: Program) -> None:
    """Nobody in it is real, and it says nothing of backups."""

    async def story() -> None:
        async with opened(program.home, program.now + 30 * DAY) as (app, pilot):
            await pilot.pause(0.2)
            assert not program.home.backups.exists()
            assert "backup" not in text_of(app)

    played(story())


def test_what_goes_wrong_is_told_and_stops_nothing(home: Home) -> None:
    """A folder that cannot be made, as with a full disk."""
    home.backups.write_text("a file in its place")

    async def story() -> None:
        async with unlocked(home) as (app, pilot):
            await until(pilot, lambda: "No backup was made by itself" in text_of(app))
            assert app.current_mode == "today"

    played(story())


def test_a_lock_gives_the_backup_up_and_closes_the_book(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is let go of though a thread was at work; the next opening makes the backup."""
    at_work, locked = threading.Event(), threading.Event()
    copy_pages = copies._copy_pages

    def slowly(raw: Any, target: Any, progress: Any) -> None:
        at_work.set()
        assert locked.wait(10)
        copy_pages(raw, target, progress)

    monkeypatch.setattr(copies, "_copy_pages", slowly)

    async def story() -> None:
        async with unlocked(home) as (app, pilot):
            await until(pilot, at_work.is_set)
            book = app.book
            await app.action_lock()
            locked.set()
            await until(pilot, lambda: not app.at_backups.locked())
            assert names(home) == []
            assert list(home.backups.iterdir()) == []
            assert book._engine.pool.status().startswith("Pool size: 2  Connections in pool: 0")

    played(story())


def test_an_old_backup_is_a_line_on_today_until_b_makes_one(home: Home) -> None:
    """With the key that makes it go."""
    unasked(home)
    with open_book(home, PASSPHRASE) as book:
        back_up(home, book, now=NOW)

    async def story() -> None:
        async with unlocked(home, NOW + 9 * DAY) as (app, pilot):
            line = "The last verified backup is 9 days old. Press b to make one."
            await until(pilot, lambda: line in text_of(app))
            await pilot.press("b")
            await until(pilot, lambda: "days old" not in text_of(app))
            assert len(names(home)) == 2
            await until(pilot, lambda: "Made and verified" in text_of(app))

    played(story())


def test_backups_are_listed_made_copied_and_looked_over(home: Home, tmp_path: Path) -> None:
    """By keys alone, on a small screen."""
    stick = tmp_path / "stick"
    stick.mkdir()
    home.settings.write_text(f"[backups]\nautomatic = false\ncopy_to = {json.dumps(str(stick))}\n")

    async def story() -> None:
        async with unlocked(home) as (app, pilot):
            await app.run_action("backups")
            await until(pilot, lambda: "No backups yet. Press m to make one." in text_of(app))
            await pilot.press("v", "c", "r")
            assert isinstance(app.screen, BackupsScreen)
            await pilot.press("m")
            await until(pilot, lambda: "Mon 01 Mar 2027 13:15  by hand" in text_of(app))
            assert [each.path.name for each in backups_in(stick)] == names(home)
            (copy,) = stick.iterdir()
            copy.unlink()
            await pilot.press("c")
            await until(pilot, lambda: bool(app.screen.query(Input)))
            assert app.screen.query_one(Input).value == str(stick)
            await pilot.press("enter")
            await until(pilot, lambda: "Copied, and read again there:" in text_of(app))
            assert copy.exists()
            await pilot.press("v")
            await until(pilot, lambda: "Every page was read: it is whole." in text_of(app))
            (path,) = home.backups.iterdir()
            path.write_bytes(path.read_bytes()[:-2000] + bytes(2000))
            await pilot.press("v")
            await until(pilot, lambda: "It is damaged" in text_of(app))
            await pilot.press("escape")
            assert not isinstance(app.screen, BackupsScreen)

    played(story())


def test_a_restore_shows_what_it_changes_asks_what_opens_it_and_ends_at_the_door(home: Home) -> None:
    """A wrong passphrase closes nothing; afterwards the book is as it was, and the one before is kept."""
    unasked(home)
    with open_book(home, PASSPHRASE) as book:
        back_up(home, book, now=NOW)
        add_person(book, name="Zanzibar Quill", now=NOW)

    async def story() -> None:
        async with unlocked(home, NOW + DAY, WIDE) as (app, pilot):
            await app.run_action("backups")
            await until(pilot, lambda: "by hand" in text_of(app))
            await pilot.press("enter")
            await until(pilot, lambda: "lost from the book: 1 person" in text_of(app))
            assert "Zanzibar" not in text_of(app)
            await pilot.press("enter")
            assert "Type first what opens this backup." in text_of(app)
            app.screen.query_one("#secret", Input).value = "not that one"
            await pilot.press("enter")
            await until(pilot, lambda: "That does not open this backup" in text_of(app))
            assert app.unlocked
            app.screen.query_one("#secret", Input).value = PASSPHRASE
            await pilot.press("enter")
            await until(pilot, lambda: "The book is as it was on Mon 01 Mar 2027 13:15" in text_of(app))
            assert not app.unlocked
            assert app.current_mode == DOOR
            await pilot.press("enter")
            await until(pilot, lambda: bool(app.screen.query("#passphrase")))

    played(story())
    assert names(home)[-1].endswith("-before-restore.backup")
    with open_book(home, PASSPHRASE) as book:
        assert list_people(book) == []


def test_not_now_changes_nothing(home: Home) -> None:
    """Esc and the button."""
    unasked(home)
    with open_book(home, PASSPHRASE) as book:
        back_up(home, book, now=NOW)

    async def story() -> None:
        async with unlocked(home) as (app, pilot):
            await app.run_action("backups")
            await until(pilot, lambda: "by hand" in text_of(app))
            for leave in ("escape", "#no"):
                await pilot.press("r")
                await until(pilot, lambda: isinstance(app.screen, RestoreBackup))
                await until(pilot, lambda: not app.screen.query_one("#yes", Button).disabled)
                await (pilot.press(leave) if leave == "escape" else pilot.click(leave))
                await until(pilot, lambda: isinstance(app.screen, BackupsScreen))
            assert app.unlocked

    played(story())
    assert len(names(home)) == 1


def test_a_roster_is_imported_after_a_backup(home: Home, tmp_path: Path) -> None:
    """Many records are written at once."""
    roster = tmp_path / "r.csv"
    roster.write_text("name\nAna\n")
    with open_book(home, PASSPHRASE) as book:
        back_up_today(home, book, now=NOW)
        add_person(book, name="Zed", now=NOW)

    async def story() -> None:
        async with unlocked(home) as (app, pilot):
            app.push_screen(ImportRoster())
            await until(pilot, lambda: bool(app.screen.query("#path")))
            app.screen.query_one("#path", Input).value = str(roster)
            app.screen.query_one("#path").focus()
            await pilot.press("enter")
            await until(pilot, lambda: not app.screen.query_one("#import", Button).disabled)
            await pilot.press("enter")
            await until(pilot, lambda: not isinstance(app.screen, ImportRoster))

    played(story())
    stem = "facilitator-20270301-181500"
    assert names(home) == [f"{stem}-before-import.backup", f"{stem}-daily.backup"]
