"""A frame with its title in its border."""

from textual.widgets import Static

from facilitator.tui.kit.parts.panel import Panel
from tests.tui.kit.bare import bare
from tests.tui.screens import played, text_of


def test_a_title_is_shown_as_it_is() -> None:
    """Brackets in the title of a group are no markup, and a title that is too long is cut."""
    panel = Panel("A [red]tea[/] room", Static("Blue room"))

    async def story() -> None:
        async with bare(panel, size=(30, 4)) as (app, pilot):
            assert text_of(app).splitlines()[0] == "╭─ A [red]tea[/] room ───────╮"
            panel.retitle("Sessions · every Thursday, from Thu 4 Mar")
            await pilot.pause()
            assert text_of(app).splitlines()[0] == "╭─ Sessions · every Thursd… ─╮"

    played(story())
