"""What opens the book, changed from the screen."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input

from facilitator.services.book.open_book import open_book
from facilitator.storage.keys import slots as keys
from facilitator.storage.keys.slots import Stretching
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.book.keys import Keys
from facilitator.tui.book.recovery_code import RecoveryCode
from tests.books import NOW, PASSPHRASE, RECOVERY_CODE, make_home
from tests.tui.locked import unlock
from tests.tui.screens import played, text_of, until

NEW = "a lantern in a slow boat"


@pytest.fixture(autouse=True)
def _least_stretching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "Stretching", lambda *given: Stretching(*(given or (19 * 1024, 2, 1))))


async def _shown(app: FacilitatorApp, pilot: Pilot[Any], secret: str) -> Keys:
    await unlock(app, pilot)
    app.action_keys()
    await until(pilot, lambda: isinstance(app.screen, Keys) and bool(app.screen.query("#secret")))
    app.screen.query_one("#secret", Input).value = secret
    assert isinstance(app.screen, Keys)
    return app.screen


def test_the_passphrase_is_changed_with_the_recovery_code(tmp_path: Path) -> None:
    """What does not fit is said, and all that was typed stays."""
    home = make_home(tmp_path)

    async def story() -> None:
        app = FacilitatorApp(home, clock=lambda: NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            dialog = await _shown(app, pilot, RECOVERY_CODE)
            dialog.query_one("#new", Input).value = NEW
            dialog.query_one("#again", Input).value = NEW + "s"
            app.screen.query_one("#change", Button).press()
            await until(pilot, lambda: "not the same" in text_of(app))
            dialog.query_one("#again", Input).value = NEW
            app.screen.query_one("#change", Button).press()
            await until(pilot, lambda: not isinstance(app.screen, Keys))
            assert NEW not in text_of(app)

    played(story())
    open_book(home, NEW).close()


@pytest.mark.slow
def test_a_new_recovery_code_is_typed_back_first(tmp_path: Path) -> None:
    """The old one opens the book no longer."""
    home = make_home(tmp_path)
    codes = []

    async def story() -> None:
        app = FacilitatorApp(home, clock=lambda: NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            await _shown(app, pilot, PASSPHRASE)
            app.screen.query_one("#new-code", Button).press()
            await until(pilot, lambda: isinstance(app.screen, RecoveryCode) and bool(app.screen.query("#typed")))
            assert isinstance(app.screen, RecoveryCode)
            codes.append(app.screen.code)
            app.screen.query_one("#typed", Input).value = codes[0]
            await pilot.press("enter")
            await until(pilot, lambda: not isinstance(app.screen, RecoveryCode))
            await until(pilot, lambda: not isinstance(app.screen, Keys))

    played(story())
    open_book(home, codes[0]).close()


@pytest.mark.slow
def test_a_wrong_secret_changes_nothing(tmp_path: Path) -> None:
    """Nor does a computer without a keyring that encrypts."""
    home = make_home(tmp_path)
    before = home.keys.read_bytes()

    async def story() -> None:
        app = FacilitatorApp(home, clock=lambda: NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            dialog = await _shown(app, pilot, "not this one at all")
            app.screen.query_one("#keyring", Button).press()
            await until(pilot, lambda: "does not open this book" in text_of(app))
            dialog.query_one("#secret", Input).value = PASSPHRASE
            app.screen.query_one("#keyring", Button).press()
            await until(pilot, lambda: "no keyring that encrypts" in text_of(app))

    played(story())
    assert home.keys.read_bytes().count(b'"kind"') == before.count(b'"kind"')
