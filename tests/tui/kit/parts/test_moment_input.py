"""A day and a time in plain words."""

from datetime import datetime

import pytest

from facilitator.errors import BadInput
from facilitator.tui.kit.parts.moment_input import MomentInput, Nudges
from tests.tui.kit.bare import bare
from tests.tui.mouse import click_on
from tests.tui.screens import played


def test_words_arrows_and_clicks_name_a_time() -> None:
    """Typed, moved by a day, moved by half an hour; what is no time stays as it was typed."""

    async def story() -> None:
        async with bare(size=(70, 6)) as (app, pilot):
            field = MomentInput(datetime(2027, 3, 4, 18, 30), id="time")
            await app.mount(field, Nudges(field))
            field.focus()
            await pilot.press("up")
            assert field.read() == datetime(2027, 3, 5, 18, 30)
            await click_on(pilot, app, "[ + 30 min ]")
            assert field.read() == datetime(2027, 3, 5, 19, 0)
            field.value = "2027-04-01 9:15"
            await pilot.press("down")
            assert field.read() == datetime(2027, 3, 31, 9, 15)
            field.value = "soon"
            await pilot.press("up")
            assert field.value == "soon"
            with pytest.raises(BadInput):
                field.read()

    played(story())
