"""Backups behind the screens: made by themselves, told when they fail, given up when the book locks."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from textual.screen import Screen

from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.storage.backups import copies
from facilitator.tui.backups.behind import back_up_behind, back_up_now, with_book
from tests.books import PASSPHRASE
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.locked import names, unlocked
from tests.tui.screens import opened, played, text_of, until

DAY = timedelta(days=1)


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_practice_book_is_left_alone(program: Program) -> None:
    """Nobody in it is real, and it says nothing of backups."""

    async def story() -> None:
        async with opened(program.home, program.now + 30 * DAY) as (app, pilot):
            await pilot.pause(0.2)
            assert not program.home.backups.exists()
            assert "backup" not in text_of(app)

    played(story())


@pytest.mark.slow
def test_what_goes_wrong_is_told_and_stops_nothing(home: Home) -> None:
    """A folder that cannot be made, as with a full disk."""
    home.backups.write_text("a file in its place")

    async def story() -> None:
        async with unlocked(home) as (app, pilot):
            await until(pilot, lambda: "No backup was made by itself" in text_of(app))
            assert app.current_mode == "today"

    played(story())


@pytest.mark.slow
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


def test_one_for_the_day_and_one_for_whoever_asks(home: Home) -> None:
    """The day's is made once; one that is asked for says where it is; what goes wrong is told to who asked."""
    with open_book(home, PASSPHRASE) as book:
        told: list[str] = []

        async def story() -> None:
            async with on_bench(Program(home, book), Screen()) as bench:
                for _ in range(2):
                    back_up_behind(bench.app)
                    await bench.app.workers.wait_for_complete()
                assert names(home) == ["facilitator-20270301-181500-daily.backup"]
                back_up_now(bench.app, told.append)
                await until(bench.pilot, lambda: len(told) == 2)
                assert told[0] == "Making a backup ..."
                assert told[1].startswith("Made and verified: ")
                assert len(names(home)) == 2

        played(story())


def test_what_was_begun_before_a_lock_is_given_up(program: Program) -> None:
    """Its next step ends it, nobody is told, and the book is closed again."""
    begun, locked = threading.Event(), threading.Event()
    told: list[object] = []

    def act(_book: object, progress: Any) -> str:
        begun.set()
        assert locked.wait(10)
        progress(1, 2)
        return "done"

    async def story() -> None:
        async with on_bench(program, Screen()) as bench:
            with_book(bench.app, act, told.append, told.append)
            await until(bench.pilot, begun.is_set)
            bench.app._book = None
            locked.set()
            await bench.app.workers.wait_for_complete()
            assert program.book._engine.pool.status().startswith("Pool size: 2  Connections in pool: 0")

    played(story())
    assert told == []
