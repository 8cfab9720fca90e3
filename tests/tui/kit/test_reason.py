"""Why something is called off."""

from typing import Any

from facilitator.tui.kit.reason import Reason
from tests.tui.kit.bare import bare
from tests.tui.mouse import click_on
from tests.tui.screens import played, text_of


def test_ready_words_can_be_taken_and_no_reason_is_no_answer() -> None:
    """Enter on an empty line asks for a reason; a click on ready words fills it in and answers nothing yet."""
    answers: list[Any] = []

    async def story() -> None:
        async with bare(size=(80, 24)) as (app, pilot):
            await app.push_screen(Reason("Cancel it?", "It stays.", yes="Cancel this session"), answers.append)
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            assert "Give a reason in a few words" in text_of(app)
            await click_on(pilot, app, "a holiday")
            assert answers == []
            await pilot.press("enter")

    played(story())
    assert answers == ["a holiday"]
