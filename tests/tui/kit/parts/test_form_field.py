"""A line of a form, and the line under it."""

from textual.widgets import Input

from facilitator.tui.kit.parts.form_field import FormField
from tests.tui.kit.bare import bare
from tests.tui.screens import played, text_of


def test_help_comes_with_the_focus_and_gives_way() -> None:
    """Help, then what was understood, then what is wrong, right under the field and in its column."""
    field = FormField("day", "Day", Input(id="day", compact=True), help_words="such as: next thu")
    other = FormField("room", "Room", Input(id="room", compact=True))

    async def story() -> None:
        async with bare(field, other) as (app, pilot):
            field.control.focus()
            await pilot.pause()
            lines = text_of(app).splitlines()
            assert lines[0].startswith("Day")
            assert lines[1] == " " * 12 + "such as: next thu"
            other.control.focus()
            await pilot.pause()
            assert "such as" not in text_of(app)
            assert text_of(app).splitlines()[1].startswith("Room")
            field.understand("Thu 4 Mar 2027")
            await pilot.pause()
            assert text_of(app).splitlines()[1].strip() == "Thu 4 Mar 2027"
            field.tell("No such day.")
            await pilot.pause()
            assert text_of(app).splitlines()[1].strip() == "No such day."

    played(story())
