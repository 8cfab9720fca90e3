"""A line to look for something."""

from textual.containers import Vertical

from facilitator.tui.kit.parts.search_line import SearchLine
from tests.tui.kit.bare import bare
from tests.tui.screens import played


class Place(Vertical):
    """Counts how often somebody was done with typing."""

    left = 0

    def on_search_line_left(self) -> None:
        """Count it."""
        self.left += 1


def test_escape_clears_and_leaves_enter_leaves() -> None:
    """Enter and the down arrow keep the letters, Esc takes them away; all three are done with typing."""
    line = SearchLine("find", id="search")
    place = Place(line)

    async def story() -> None:
        async with bare(place) as (_, pilot):
            line.focus()
            for count, (key, value) in enumerate((("enter", "an"), ("down", "an"), ("escape", "")), 1):
                line.value = ""
                await pilot.press("a", "n", key)
                await pilot.pause()
                assert (line.value, place.left) == (value, count)

    played(story())
