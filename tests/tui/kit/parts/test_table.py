"""A table on a screen: its cursor, its borders, its clicks."""

from textual.geometry import Offset

from facilitator.tui.kit.parts.panel import Panel
from facilitator.tui.kit.parts.table import Row, Table, Weight
from facilitator.tui.kit.parts.table_layout import Column
from tests.tui.kit.bare import bare
from tests.tui.mouse import click_on
from tests.tui.screens import played, text_of

COLUMNS = (Column("Time"), Column("Title", least=6, fills=True), Column("Expected", right=True))


def rows(number: int) -> list[Row]:
    """So many sessions, an hour apart."""
    return [Row(f"s{at}", (f"{at:>2}:00", f"Session {at}", str(at * 7))) for at in range(number)]


class Heard(Panel):
    """A panel that keeps what its table says."""

    opened: str = ""

    def on_table_opened(self, event: Table.Opened) -> None:
        """Keep it."""
        self.opened = event.key


def test_a_walk_through_a_table() -> None:
    """Arrows, pages and clicks move the cursor, which stays in sight; the border counts; rows read anew keep it."""
    table = Table(COLUMNS, id="list", empty="Nothing here. Press a to add one.")
    panel = Heard("Sessions", table)

    async def story() -> None:
        async with bare(panel, size=(40, 10)) as (app, pilot):
            assert "Nothing here. Press a to add one." in text_of(app)
            table.show(rows(20), at="s2")
            table.focus()
            await pilot.pause()
            lines = text_of(app).splitlines()
            assert lines[1] == "┃ Time   Title                Expected ┃"
            assert lines[4] == "┃▌ 2:00  Session 2                  14▐┃"
            assert "13 more below" in lines[-1]
            assert table.cursor_screen_offset == Offset(1, 4)
            await pilot.press("end", "enter")
            await pilot.pause()
            assert panel.opened == "s19"
            assert "▌19:00" in text_of(app)
            assert "the last of 20" in text_of(app)
            await pilot.press("pageup", "up")
            assert table.current == "s11"
            await click_on(pilot, app, "13:00")
            assert (table.current, panel.opened) == ("s13", "s19")
            await click_on(pilot, app, "13:00")
            assert panel.opened == "s13"
            table.change(Row("s13", ("13:00", "Canceled", ""), Weight.PAST))
            await pilot.pause()
            assert "▌13:00  Canceled " in text_of(app)
            table.show(rows(15))
            assert table.current == "s13"
            table.show(rows(3))
            assert table.current == "s2"
            await pilot.pause()
            assert "all 3 shown" in text_of(app)

    played(story())


def test_the_cursor_is_seen_without_the_focus() -> None:
    """Its row has the marks of the cursor in two tables, one of which has the focus, and its frame is heavy."""
    first, second = (Table(COLUMNS, id=name) for name in ("first", "second"))

    async def story() -> None:
        async with bare(Panel("One", first), Panel("Two", second), size=(40, 12)) as (app, pilot):
            first.show(rows(2))
            second.show(rows(2), at="s1")
            second.focus()
            await pilot.pause()
            lines = text_of(app).splitlines()
            assert lines[0].startswith("╭─ One ─")
            assert lines[2].startswith("│▌ 0:00")
            assert lines[6].startswith("┏━ Two ━")
            assert lines[9].startswith("┃▌ 1:00")

    played(story())


def test_one_click_opens_where_a_list_says_so() -> None:
    """In a list of places to go to."""
    panel = Heard("Groups", Table(COLUMNS, id="list", one_click=True))

    async def story() -> None:
        async with bare(panel, size=(40, 10)) as (app, pilot):
            panel.query_one(Table).show(rows(4))
            await pilot.pause()
            await click_on(pilot, app, "2:00")
            assert panel.opened == "s2"

    played(story())
