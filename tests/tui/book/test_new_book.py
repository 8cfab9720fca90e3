"""The door: a first run, a new book with its code on paper, and a locked one."""

from pathlib import Path

import pytest
from textual.widgets import Input

from facilitator.home import Home
from facilitator.services.book.open_book import book_info, open_book
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.book.new_book import NewBook
from facilitator.tui.book.recovery_code import RecoveryCode
from tests.books import NOW, PASSPHRASE
from tests.tui.screens import SMALL, played, text_of, until


@pytest.mark.slow
def test_a_new_book_needs_its_code_typed_back(tmp_path: Path) -> None:
    """Nothing is made before the code is on paper; going back keeps what was typed; then the book opens both ways."""
    home = Home(tmp_path / "home")
    codes: list[str] = []

    async def make() -> None:
        app = FacilitatorApp(home, clock=lambda: NOW)
        async with app.run_test(size=SMALL) as pilot:
            await until(pilot, lambda: "There is no book here yet." in text_of(app))
            await pilot.click("#new")
            await until(pilot, lambda: isinstance(app.screen, NewBook))
            await pilot.pause()
            app.screen.query_one("#zone", Input).value = "Narnia"
            await pilot.press(*"Harbor", "enter", "enter", *"short", "enter", "enter")
            await pilot.pause()
            assert "Unknown time zone 'Narnia'." in text_of(app)
            app.screen.query_one("#zone", Input).value = "US/Eastern"
            await pilot.click("#ok")
            await pilot.pause()
            assert "The passphrase needs at least 8 characters." in text_of(app)
            app.screen.query_one("#passphrase", Input).value = PASSPHRASE
            await pilot.press("enter", "enter")
            await pilot.pause()
            await until(pilot, lambda: "The two passphrases are not the same." in text_of(app))
            app.screen.query_one("#again", Input).value = PASSPHRASE
            app.screen.query_one("#again").focus()
            for _ in range(2):
                await pilot.press("enter")
                await until(pilot, lambda: isinstance(app.screen, RecoveryCode))
                await pilot.pause()
                codes.append(app.screen.code)  # type: ignore[attr-defined]
                assert codes[-1] in text_of(app)
                await pilot.press(*"ABCD", "enter")
                await pilot.pause()
                assert "That is not the same." in text_of(app)
                if len(codes) == 1:
                    await pilot.press("escape")
                    await until(pilot, lambda: "There is no book yet." in text_of(app))
                    assert "Harbor" in text_of(app)
                    assert not home.folder.exists()
            app.screen.query_one("#typed", Input).value = codes[-1].lower().replace("-", " ")
            await pilot.press("enter")
            await until(pilot, lambda: app.unlocked, tries=2000)
            await pilot.pause()
            assert "Press a to schedule a group" in text_of(app)
            await pilot.press("ctrl+l")
            await until(pilot, lambda: "The book is locked." in text_of(app))
            assert not app.unlocked

    played(make())
    with open_book(home, codes[-1]) as book:
        assert (book_info(book).name, book_info(book).zone) == ("Harbor", "America/New_York")
    assert PASSPHRASE not in codes
