"""Rows to tick."""

from facilitator.tui.kit.parts.tick_list import TickList
from tests.tui.kit.bare import bare
from tests.tui.screens import played, text_of


def test_space_ticks_and_what_was_ticked_stays() -> None:
    """A bracket with an x; the first one ticked is the first; rows that go take their ticks with them."""
    ticks = TickList([("dana", "Dana"), ("jo", "Jo"), ("kai", "Kai")], id="ticks")

    async def story() -> None:
        async with bare(ticks) as (app, pilot):
            ticks.focus()
            await pilot.press("down", "space", "up", "space")
            assert ticks.ticked == ("jo", "dana")
            await pilot.pause()
            assert "[x] Jo" in text_of(app)
            assert "[ ] Kai" in text_of(app)
            ticks.offer([("dana", "Dana"), ("kai", "Kai")])
            assert ticks.ticked == ("dana",)
            await pilot.press("space")
            assert ticks.ticked == ()

    played(story())
