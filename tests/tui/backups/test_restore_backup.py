"""Restoring: what it would change is seen first, what opens it is asked for, and it ends at the door."""

from datetime import timedelta

import pytest
from textual.widgets import Button, Input

from facilitator.home import Home
from facilitator.services.backups.back_up import back_up
from facilitator.services.book.open_book import open_book
from facilitator.services.people.keep_people import add_person, list_people
from facilitator.tui.app import DOOR
from facilitator.tui.backups.backups import BackupsScreen
from facilitator.tui.backups.restore_backup import RestoreBackup, Wanted
from tests.books import NOW, PASSPHRASE
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.locked import names, unasked, unlocked
from tests.tui.screens import WIDE, played, text_of, until

DAY = timedelta(days=1)


@pytest.mark.slow
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


@pytest.mark.slow
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


def test_a_practice_book_needs_no_secret(program: Program) -> None:
    """The button waits until somebody has seen what would be lost; the focus is on leaving it."""
    made = back_up(program.home, program.book, now=program.now)
    program.people("Zanzibar Quill")

    async def story() -> None:
        async with on_bench(program, RestoreBackup(made.path), WIDE) as bench:
            await bench.shows("lost from the book: 1 person")
            assert "Zanzibar" not in bench.text
            assert bench.app.focused is bench.app.screen.query_one("#no")
            assert not bench.line("#secret").display
            await bench.click("#yes")
            assert await bench.answer() == Wanted(None)

    played(story())


def test_what_opens_it_is_tried_before_it_is_an_answer(home: Home) -> None:
    """Nothing typed, or the wrong thing, is said; the book stays as it is."""
    with open_book(home, PASSPHRASE) as book:
        made = back_up(home, book, now=NOW)

        async def story() -> None:
            async with on_bench(Program(home, book), RestoreBackup(made.path), WIDE) as bench:
                await until(bench.pilot, lambda: not bench.app.screen.query_one("#yes", Button).disabled)
                await bench.press("enter")
                assert "Type first what opens this backup." in bench.text
                bench.line("#secret").value = "not that one"
                await bench.press("enter")
                await bench.shows("That does not open this backup")
                bench.line("#secret").value = PASSPHRASE
                await bench.press("enter")
                assert await bench.answer() == Wanted(PASSPHRASE)

        played(story())
