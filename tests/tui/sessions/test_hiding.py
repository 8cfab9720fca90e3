"""One key hides the names of a running session, whatever is open over it; pressed again, and elsewhere, it locks."""

from pathlib import Path

import pytest
from textual.widgets import Input

from facilitator.tui.app import DOOR, FacilitatorApp
from facilitator.tui.people.choose_person import ChoosePerson
from facilitator.tui.pin import SessionPin
from facilitator.tui.sessions.session import SessionScreen
from facilitator.tui.sessions.veil import Veil
from tests.books import PASSPHRASE
from tests.conftest import Program
from tests.tui.locked import home_with_session, running, unlock
from tests.tui.screens import opened, played, text_of, until
from tests.tui.sessions.test_session import EVENING


def test_names_go_at_once_and_the_passphrase_brings_them_back(tmp_path: Path) -> None:
    """Clock and agenda stay; no key but that shows anybody."""
    home = home_with_session(tmp_path)

    async def story() -> None:
        app = FacilitatorApp(home, clock=lambda: EVENING)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await running(app, pilot)
            app.notify("Zanzibar Quill is on the roster.")
            await pilot.press("ctrl+l")
            assert isinstance(app.screen, Veil)
            await pilot.pause()
            assert "Zanzibar" not in text_of(app)
            assert "until the planned end" in text_of(app)
            assert "Names are hidden. h brings them back; Ctrl+L locks the book." in text_of(app)
            for key in ("escape", "4", "p", "u", "w", "slash", "ctrl+p", "z", "ctrl+z", "ctrl+r", "f"):
                await pilot.press(key)
                await pilot.pause()
                assert "Zanzibar" not in text_of(app), key
            assert isinstance(app.screen, Veil)
            await pilot.press("h")
            await until(pilot, lambda: bool(app.screen.query("#veil-secret")))
            app.screen.query_one("#veil-secret", Input).value = PASSPHRASE
            await pilot.press("enter")
            await until(pilot, lambda: "Zanzibar" in text_of(app))
            assert isinstance(app.screen, SessionScreen)

    played(story())


@pytest.mark.slow
def test_over_a_dialog_which_keeps_what_is_typed(program: Program) -> None:
    """Members see the screen while somebody is looked for; a PIN is asked for in a practice book too."""
    program.people("Zanzibar Quill")
    uid = program.group("Steady")
    program.people("Ana", group=uid)

    async def story() -> None:
        async with opened(program.home, EVENING) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: "Not started" in text_of(app))
            await pilot.press("n", "w", "z")
            await until(pilot, lambda: "Zanzibar" in text_of(app))
            app.pin = SessionPin(program.session(f"{uid}@2027-03-04").uid, "2468")
            await pilot.press("ctrl+l")
            await pilot.pause()
            assert isinstance(app.screen, Veil)
            assert "Zanzibar" not in text_of(app)
            await pilot.press("h")
            await until(pilot, lambda: bool(app.screen.query("#veil-secret")))
            await pilot.press(*"2468", "enter")
            await until(pilot, lambda: isinstance(app.screen, ChoosePerson))
            assert app.screen.query_one(Input).value == "z"

    played(story())


@pytest.mark.slow
def test_pressed_again_and_where_no_session_runs_it_locks(tmp_path: Path) -> None:
    """The door asks for the passphrase; before the session is started, as well."""
    home = home_with_session(tmp_path)

    async def story() -> None:
        app = FacilitatorApp(home, clock=lambda: EVENING)
        async with app.run_test(size=(80, 24)) as pilot:
            await unlock(app, pilot)
            await pilot.press("ctrl+l")
            await until(pilot, lambda: not app.unlocked and app.current_mode == DOOR)
            await running(app, pilot)
            await pilot.press("ctrl+l", "ctrl+l")
            await until(pilot, lambda: not app.unlocked and app.current_mode == DOOR)
            await pilot.pause()
            assert "Zanzibar" not in text_of(app)

    played(story())
