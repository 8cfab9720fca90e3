"""One question with one line to answer it."""

from typing import Any

from textual.widgets import Input

from facilitator.tui.kit.ask import Ask
from tests.tui.kit.bare import bare
from tests.tui.mouse import click_on
from tests.tui.screens import played, text_of


def test_an_empty_line_or_a_word_for_a_number_is_no_answer() -> None:
    """Enter is OK, and its button says so; Esc and Not now answer nothing."""
    answers: list[Any] = []

    async def story() -> None:
        async with bare(size=(80, 24)) as (app, pilot):
            await app.push_screen(Ask("How many are here?", "A number.", kind="integer"), answers.append)
            await pilot.pause()
            assert "OK (Enter)" in text_of(app)
            await pilot.press("enter")
            assert answers == []
            await pilot.press("1", "2", "enter")
            assert answers == ["12"]
            await app.push_screen(Ask("Which day?", value="today"), answers.append)
            await pilot.pause()
            assert app.screen.query_one(Input).value == "today"
            await click_on(pilot, app, "Not now")
            assert answers == ["12", None]

    played(story())
