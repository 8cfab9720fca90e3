"""What was published, and taking the newest of a feed back."""

from datetime import timedelta

from facilitator.services.publishing.keep_feeds import FeedWish, add_feed
from facilitator.services.publishing.publish import publish
from facilitator.services.scheduling import edit_sessions
from facilitator.tui.kit.message import Message, Question
from facilitator.tui.publishing.publications import PublicationsScreen
from facilitator.words import TitleStyle
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until


def test_the_newest_is_taken_back_after_its_words_were_seen_and_no_older_one(program: Program) -> None:
    """What was told before is told again; the very first one has nothing before it."""
    program.group(public=True)
    add_feed(program.book, FeedWish(name="All", style=TitleStyle.TITLE), now=program.now)
    publish(program.book, program.home, now=program.now)
    edit_sessions.cancel(program.book, "Steady@2027-03-11", reason="snow", now=program.now)
    program.now += timedelta(minutes=5)
    publish(program.book, program.home, now=program.now)
    file = program.home.published / "all.ics"
    assert file.read_bytes().count(b"CANCELLED") == 1

    async def story() -> None:
        async with on_bench(program, PublicationsScreen(), now=program.now + timedelta(minutes=5)) as bench:
            await bench.shows("Mon 01 Mar 2027", "All")
            await bench.press("down", "u")
            await bench.shows("Only the newest of a feed is taken back")
            await bench.press("up", "enter")
            await until(bench.pilot, lambda: isinstance(bench.app.screen, Question))
            await bench.shows("Thu 11 Mar 2027, 6:30 pm, Steady: held after all", "The book stays as it is")
            await bench.press("shift+tab", "enter")
            await bench.shows("All says again what it said before: 1 changed.")
            assert file.read_bytes().count(b"CANCELLED") == 0

    played(story())


def test_where_nothing_went_out_before_it_is_said(program: Program) -> None:
    """The first of a feed, and an empty history."""

    async def story() -> None:
        async with on_bench(program, PublicationsScreen()) as bench:
            await bench.shows("Nothing was published yet.")
            await bench.press("u")
            await bench.shows("There is nothing to take back.")
            program.group(public=True)
            add_feed(program.book, FeedWish(name="All"), now=program.now)
            publish(program.book, program.home, now=program.now)
            bench.screen.read_again()  # type: ignore[attr-defined]
            await bench.press("u")
            await until(bench.pilot, lambda: isinstance(bench.app.screen, Message))
            await bench.shows("nothing went out for All before that")

    played(story())
