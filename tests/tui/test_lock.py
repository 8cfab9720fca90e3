"""Locking: by key, and when nobody was there for a while. A running session hides its names and goes on."""

from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from facilitator.services.keep_people import add_person
from facilitator.services.open_book import open_book
from facilitator.tui.app import DOOR, FacilitatorApp
from facilitator.tui.screens.session import SessionScreen
from tests.books import NOW, PASSPHRASE, make_home
from tests.conftest import Program
from tests.tui.screens import opened, played, text_of, until
from tests.tui.test_session import EVENING


async def _unlock(app: FacilitatorApp, pilot: Pilot[Any]) -> None:
    await until(pilot, lambda: bool(app.screen.query(Input)))
    app.screen.query_one(Input).value = PASSPHRASE
    await pilot.press("enter")
    await until(pilot, lambda: app.unlocked and app.current_mode == "today")


def test_idle_locks_and_the_passphrase_opens_again(tmp_path: Path) -> None:
    """Nobody was there: the book is closed, its screens are gone, and the door asks."""
    home = make_home(tmp_path)
    with open_book(home, PASSPHRASE) as book:
        add_person(book, name="Zanzibar Quill", now=NOW)

    async def story() -> None:
        app = FacilitatorApp(home, clock=lambda: NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            await _unlock(app, pilot)
            await pilot.press("4")
            await until(pilot, lambda: "Zanzibar" in text_of(app))
            app.idle = -1
            app._tick()
            await until(pilot, lambda: not app.unlocked and app.current_mode == DOOR)
            await pilot.pause()
            assert "Zanzibar" not in text_of(app)
            assert not any("people" in mode for mode in app._screen_stacks)
            app.idle = 3600
            await _unlock(app, pilot)

    played(story())


def test_a_running_session_hides_its_names_and_goes_on(program: Program) -> None:
    """The clock and the agenda stay in sight of the group; who is there does not."""
    uid = program.group("Steady", curriculum="eight-steady-steps", repeat="every thursday")
    program.people("Zanzibar Quill", group=uid)

    async def story() -> None:
        async with opened(program.home, EVENING) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            await pilot.press("n")
            await until(pilot, lambda: "Zanzibar" in text_of(app) and "min left" in text_of(app))
            app.idle = -1
            app._tick()
            await until(pilot, lambda: "Zanzibar" not in text_of(app))
            assert app.unlocked
            assert "min left" in text_of(app)

    played(story())
