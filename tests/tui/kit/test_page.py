"""What every page shares."""

from textual.app import ComposeResult

from facilitator.errors import NotFound
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.message_line import MessageLine
from tests.books import NOW
from tests.conftest import Program
from tests.tui.screens import opened, played, text_of


class Record(Page):
    """A page of a record that may be gone."""

    gone = False

    def compose_room(self) -> ComposeResult:
        """Its line."""
        yield MessageLine()

    def read_page(self) -> None:
        """Read it."""
        self.query_one(MessageLine)
        if self.gone:
            raise NotFound("it is gone")


def test_it_says_on_its_line_and_goes_back_when_its_record_is_gone(program: Program) -> None:
    """What was done stands on the line; a record that is gone takes its page away."""

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            below = app.screen
            await app.push_screen(page := Record())
            await pilot.pause()
            page.say("Saved: [Ana].")
            await pilot.pause()
            assert "Saved: [Ana]." in text_of(app)
            page.gone = True
            page.read_again()
            await pilot.pause()
            assert app.screen is below

    played(story())


def test_before_a_page_has_its_parts_nothing_reads_it(program: Program) -> None:
    """A thread that is done, or another window, asks for the page in front: the one that was just opened."""

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            app.push_screen(page := Record())
            assert app.screen is page
            app.read_again()
            await pilot.pause()
            assert page.was_shown

    played(story())
