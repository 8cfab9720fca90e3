"""What every dialog shares: leaving it, and what was typed when the book locked."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from facilitator.tui.kit.dialog import Dialog
from tests.books import NOW
from tests.conftest import Program
from tests.tui.kit.bare import bare
from tests.tui.screens import opened, played, until


class Two(Dialog[str]):
    """Two lines, one of them secret."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Input("daily", id="rule")
            yield Input(id="secret", password=True)


def test_escape_or_a_click_beside_it_answers_nothing() -> None:
    """A click in it does not close it."""
    answers: list[Any] = []

    async def story() -> None:
        async with bare(size=(80, 24)) as (app, pilot):
            await app.push_screen(Two(), answers.append)
            await pilot.pause()
            await pilot.click("#rule")
            assert answers == []
            await pilot.press("escape")
            await app.push_screen(Two(), answers.append)
            await pilot.pause()
            await pilot.click(offset=(1, 1))
            assert answers == [None, None]

    played(story())


def test_what_was_typed_when_the_book_locked_comes_back(program: Program) -> None:
    """Only what was changed, never a secret; once it is back, it is kept no longer."""

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            await app.push_screen(form := Two())
            await until(pilot, lambda: form._began is not None)  # what stood there first is known a frame later
            form.query_one("#rule", Input).value = "every thursday"
            form.query_one("#secret", Input).value = "cedar"
            assert form.unsaved() == {"rule": "every thursday"}
            from facilitator.services.book.keep_drafts import keep_drafts, take_draft

            keep_drafts(app.book, {form.draft_name: form.unsaved()}, now=NOW)
            await app.push_screen(again := Two())
            await until(pilot, lambda: again.query_one("#rule", Input).value == "every thursday")
            assert take_draft(app.book, again.draft_name, now=NOW) == {}

    played(story())
