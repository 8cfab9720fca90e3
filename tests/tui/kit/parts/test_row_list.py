"""A list of rows that keeps its place."""

from textual.widgets.option_list import Option

from facilitator.tui.kit.parts.row_list import RowList
from tests.tui.kit.bare import bare
from tests.tui.screens import played


def _options(*names: str) -> list[Option]:
    return [Option("Today", disabled=True), *(Option(name, id=name) for name in names)]


def test_rows_that_are_read_anew_keep_the_cursor() -> None:
    """On the first row that opens, then where it was, then where it is sent; a heading is never chosen."""
    shown = RowList(id="rows")

    async def story() -> None:
        async with bare(shown) as (_, pilot):
            shown.focus()
            shown.show(_options("Ana", "Bo", "Zoë"))
            assert shown.current == "Ana"
            await pilot.press("down")
            shown.show(_options("Aki", "Ana", "Bo", "Zoë"))
            assert shown.current == "Bo"
            shown.show(_options("Ana", "Zoë"), at="Zoë")
            assert shown.current == "Zoë"
            shown.go_to("Ana")
            assert shown.current == "Ana"
            shown.show([Option("Nobody yet", disabled=True)])
            assert shown.current == ""

    played(story())
