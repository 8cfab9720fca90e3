from textual.app import ComposeResult
from textual.widgets import Footer

from facilitator.home import Home
from facilitator.tui.desk import Desk
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.page_footer import PageFooter
from tests.tui.screens import played, until


class OnePage(Page):
    ACTS = (ScreenAct("app.quit", "q", "Quit", "Close it.", True),)


class Hurried(Desk):
    """A desk at which the first rows are on their way."""

    def compose(self) -> ComposeResult:
        yield from ()

    def on_mount(self) -> None:
        self.hurried = True
        self.push_screen(OnePage())


def test_the_keys_and_the_tabs_come_when_nobody_waits_for_rows_any_more(tmp_path) -> None:
    """Until then their lines are kept free, and nothing moves when they come."""

    async def story() -> None:
        app = Hurried(Home(tmp_path))
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: isinstance(app.screen, OnePage))
            await pilot.pause(0.1)
            footer, places = app.screen.query_one(PageFooter), app.screen.query_one("#places")
            room = app.screen.query_one("#room").region
            assert (len(footer.children), len(places.children)) == (0, 0)
            app.hurried = False
            await until(pilot, lambda: len(footer.children) > 0 and len(places.children) == 7)
            assert isinstance(footer, Footer)
            assert app.screen.query_one("#room").region == room

    played(story())
