"""Today and Publish say quietly that something is blank, and how one fills it in; else they say nothing."""

import pytest

from facilitator.services.agency.keep_slots import set_slot
from facilitator.tui.agency.slots import SlotsScreen
from facilitator.tui.agency.slots_line import SlotsLine
from facilitator.tui.kit.page import Page
from facilitator.tui.publishing.publish import PublishScreen
from facilitator.tui.sessions.today import TodayScreen
from facilitator.words import SlotName
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until


@pytest.mark.parametrize(
    ("page", "how"), [(TodayScreen, "Ctrl+P, then: local slots"), (PublishScreen, "Press l to fill in.")]
)
def test_what_is_blank_is_one_line_until_it_is_filled_in(program: Program, page: type[Page], how: str) -> None:
    """Counted, without the names of all that is blank."""

    async def story() -> None:
        async with on_bench(program, page()) as bench:
            await bench.shows(f"6 local slots are blank. {how}")
            for name in SlotName:
                set_slot(program.book, name, "988", now=program.now)
            bench.app.read_again()
            await until(bench.pilot, lambda: not bench.screen.query_one(SlotsLine).display)
            assert "blank" not in bench.text

    played(story())


def test_l_on_publish_opens_them(program: Program) -> None:
    """And Esc comes back."""

    async def story() -> None:
        async with on_bench(program, PublishScreen()) as bench:
            await bench.press("l")
            await until(bench.pilot, lambda: isinstance(bench.app.screen, SlotsScreen))
            await bench.press("escape")
            await until(bench.pilot, lambda: bench.app.screen is bench.screen)

    played(story())
