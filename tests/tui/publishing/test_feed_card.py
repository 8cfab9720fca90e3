"""All that a feed shows, where the list has no room for it."""

from facilitator.services.publishing.keep_feeds import FeedWish, add_feed
from facilitator.tui.publishing.feed_card import FeedCard
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played


def test_it_is_read_and_closed(program: Program) -> None:
    """Its fields, its file and its next sessions."""
    program.group(public=True)
    seen = add_feed(program.book, FeedWish(name="All"), now=program.now).seen

    async def story() -> None:
        async with on_bench(program, FeedCard(seen)) as bench:
            await bench.shows("for everybody, 4 sessions", "all.ics", "access and the way there", "Thursday group")
            await bench.press("enter")
            assert await bench.answer() is True

    played(story())
