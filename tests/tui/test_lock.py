"""Locking: by key, and when nobody was there for a while. A running session hides its names and goes on."""

from datetime import timedelta
from pathlib import Path

import pytest

from facilitator.services.book.lock_windows import lock_windows
from facilitator.services.book.open_book import open_book
from facilitator.services.people.keep_people import add_person
from facilitator.tui.app import DOOR, FacilitatorApp
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.presence import Sign
from facilitator.tui.sessions.veil import Veil
from tests.books import NOW, PASSPHRASE, make_home
from tests.tui.locked import home_with_session, running, unlock
from tests.tui.screens import played, text_of, until
from tests.tui.sessions.test_session import EVENING


def test_idle_locks_and_the_passphrase_opens_again(tmp_path: Path) -> None:
    """Nobody was there: the book is closed, its screens are gone, and the door asks."""
    home = make_home(tmp_path)
    with open_book(home, PASSPHRASE) as book:
        add_person(book, name="Zanzibar Quill", now=NOW)

    async def story() -> None:
        app = FacilitatorApp(home, clock=lambda: NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            await unlock(app, pilot)
            await pilot.press("4")
            await until(pilot, lambda: "Zanzibar" in text_of(app))
            app.presence.idle_seconds = -1
            app.tick()
            await until(pilot, lambda: not app.unlocked and app.current_mode == DOOR)
            await pilot.pause()
            assert "Zanzibar" not in text_of(app)
            assert not any("people" in mode for mode in app._screen_stacks)
            app.presence.idle_seconds = 3600
            await unlock(app, pilot)

    played(story())


@pytest.mark.slow
def test_a_word_from_elsewhere_locks_even_a_running_session(tmp_path: Path) -> None:
    """``facilitator lock`` means it; a session long past its end keeps nothing open either."""
    home = home_with_session(tmp_path)

    async def story() -> None:
        moment = [EVENING]
        app = FacilitatorApp(home, clock=lambda: moment[0])
        async with app.run_test(size=(80, 24)) as pilot:
            await running(app, pilot)
            lock_windows(home)
            app.tick()
            await until(pilot, lambda: not app.unlocked and app.current_mode == DOOR)
            await unlock(app, pilot)
            moment[0] = EVENING + timedelta(minutes=60 + 14)
            app.nobody_here(Sign.IDLE)
            await until(pilot, lambda: isinstance(app.screen, Veil))
            moment[0] = EVENING + timedelta(minutes=60 + 31)
            app.nobody_here(Sign.IDLE)
            await until(pilot, lambda: not app.unlocked and app.current_mode == DOOR)

    played(story())


@pytest.mark.slow
def test_what_was_typed_when_the_book_locked_comes_back_once(tmp_path: Path) -> None:
    """It waits inside the encrypted book, for the one who typed it."""
    home = make_home(tmp_path)

    async def story() -> None:
        app = FacilitatorApp(home, clock=lambda: NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            await unlock(app, pilot)
            for returned in (False, True, False):
                await pilot.press("4", "a")
                await until(pilot, lambda: isinstance(app.screen, Dialog))
                await pilot.pause()
                await until(pilot, lambda: app.screen._began is not None)
                assert ("Zanzibar" in text_of(app)) is returned
                if not returned and not home.lock_word.exists():
                    await pilot.press(*"Zanzibar")
                    lock_windows(home)
                    app.tick()
                    await until(pilot, lambda: not app.unlocked and app.current_mode == DOOR)
                    await unlock(app, pilot)
                else:
                    await pilot.press("escape")
                    await until(pilot, lambda: not isinstance(app.screen, Dialog))
            assert b"Zanzibar" not in home.book.read_bytes()

    played(story())
