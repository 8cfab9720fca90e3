"""Something went wrong, or needs a yes."""

from typing import Any

from facilitator.errors import Refused
from facilitator.tui.kit.message import Message, Question
from tests.tui.kit.bare import bare
from tests.tui.mouse import click_on
from tests.tui.screens import played, text_of


def test_an_error_is_closed_by_enter() -> None:
    """Title and hint; a screen reader's cursor stands on the title while nothing has the focus."""

    async def story() -> None:
        async with bare(size=(80, 24)) as (app, pilot):
            await app.push_screen(Message.of(Refused("the room [is] taken", "Choose another.")))
            await pilot.pause()
            shown = text_of(app)
            assert "the room [is] taken" in shown
            assert "Choose another." in shown
            await pilot.press("enter")
            assert not isinstance(app.screen, Message)

    played(story())


def test_enter_alone_never_says_yes() -> None:
    """The cautious answer has the focus; yes takes a step, or a click."""
    answers: list[Any] = []

    async def story() -> None:
        async with bare(size=(80, 24)) as (app, pilot):
            for steps in (("enter",), ("escape",), ("shift+tab", "enter")):
                await app.push_screen(Question("Take Bo off?", "From today.", yes="Take off"), answers.append)
                await pilot.pause()
                await pilot.press(*steps)
            await app.push_screen(Question("Take Bo off?", "From today.", yes="Take off"), answers.append)
            await pilot.pause()
            await click_on(pilot, app, "Take off")

    played(story())
    assert answers == [False, None, True, True]
