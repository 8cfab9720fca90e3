"""Acts that the footer has no room for."""

from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.parts.act_line import ActLine
from tests.tui.kit.bare import bare
from tests.tui.screens import played, text_of, until

ACTS = (
    ScreenAct("enrol", "e", "Enrol", "In the footer.", True),
    ScreenAct("bell", "b", "Ring", "Ring."),
    ScreenAct("minutes", "", "Minutes", "Without a key."),
    ScreenAct("lesson", "g", "Lesson", "Choose."),
    ScreenAct("history", "v", "History", "Read."),
)


def test_only_whole_acts_are_shown() -> None:
    """As many as there is room for; what stands in the footer, or has no key, is not here."""

    async def story() -> None:
        async with bare(ActLine(ACTS), size=(36, 3)) as (app, pilot):
            assert text_of(app).splitlines()[0].split("  ") == [" b Ring", "g Lesson", "v History"]
            await pilot.resize_terminal(24, 3)
            await until(pilot, lambda: "History" not in text_of(app))
            assert "g Lesson" in text_of(app)

    played(story())
