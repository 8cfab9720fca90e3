"""The secret of a private feed."""

from facilitator.tui.publishing.feed_secret import FeedSecret
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played


def test_it_is_shown_whole_and_kept_nowhere(program: Program) -> None:
    """It is on one line, so that it can be copied, and in no draft."""

    async def story() -> None:
        dialog = FeedSecret("Team", "0123456789abcdef" * 2)
        async with on_bench(program, dialog) as bench:
            await bench.shows("0123456789abcdef" * 2, "shown this once")
            assert dialog.unsaved() == {}
            await bench.press("enter")
            assert await bench.answer() is True

    played(story())
