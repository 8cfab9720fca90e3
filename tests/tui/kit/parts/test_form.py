"""A form on a screen: where it goes when something is wrong."""

from textual.widgets import Input

from facilitator.tui.kit.parts.form import Form
from facilitator.tui.kit.parts.form_field import FormField
from tests.tui.kit.bare import bare
from tests.tui.screens import played, text_of


def test_the_first_wrong_field_has_the_focus_until_it_is_right() -> None:
    """Both errors are told when somebody saves; each goes with the letter that puts it right, and none comes before."""
    name, minutes = (Input(id=part, compact=True) for part in ("name", "minutes"))

    def check() -> dict[str, str]:
        problems = {"minutes": "" if minutes.value.isdecimal() else "How many minutes?"}
        return {"name": "" if name.value else "It needs a name.", **problems}

    form = Form(FormField("name", "Name", name), FormField("minutes", "Minutes", minutes), check=check)

    async def story() -> None:
        async with bare(form) as (app, pilot):
            minutes.focus()
            await pilot.press("x")
            assert "How many" not in text_of(app)
            assert form.refuses()
            await pilot.pause()
            assert name.has_focus
            assert "It needs a name." in text_of(app)
            assert "How many minutes?" in text_of(app)
            await pilot.press("a")
            await pilot.pause()
            assert "It needs a name." not in text_of(app)
            assert "How many minutes?" in text_of(app)
            minutes.value = "60"
            await pilot.pause()
            assert "How many minutes?" not in text_of(app)
            assert not form.refuses()

    played(story())
