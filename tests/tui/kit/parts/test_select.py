"""Rows to choose one of: their words are shown as they are."""

from facilitator.tui.kit.parts.select import Select
from tests.tui.kit.bare import bare
from tests.tui.screens import played, settled, text_of

ROWS = [("Lee [/] Dorn", "lee"), ("WRAP [online]", "wrap"), ("[@click=app.quit]Kim[/]", "kim")]


def test_rows_and_what_is_chosen_are_shown_as_they_are() -> None:
    """The line itself, the rows behind it, and rows that are offered later."""
    select = Select(ROWS, id="who", value="wrap")
    seen: list[str] = []

    async def story() -> None:
        async with bare(select) as (app, pilot):
            await settled(app, pilot)
            seen.append(text_of(app))
            select.action_show_overlay()
            await settled(app, pilot)
            seen.append(text_of(app))
            select.set_options([("Grief [/] together", "grief")])
            await settled(app, pilot)
            seen.append(text_of(app))

    played(story())
    assert "WRAP [online]" in seen[0]
    assert all(words in seen[1] for words, _ in ROWS)
    assert "Grief [/] together" in seen[2]


def test_without_a_value_it_asks() -> None:
    """What stands there says what nothing means."""
    select = Select(ROWS, id="who", prompt="nobody yet")

    async def story() -> None:
        async with bare(select) as (app, pilot):
            await settled(app, pilot)
            assert "nobody yet" in text_of(app)
            assert select.selection is None

    played(story())
