"""The Publish room: what waits is seen before it leaves; feeds are made, changed and ended there."""

from datetime import timedelta

import pytest
from textual.widgets import Button

from facilitator.services.publishing.keep_feeds import FeedWish, add_feed, list_feeds, see_feed
from facilitator.services.publishing.publish import publish
from facilitator.services.scheduling import edit_sessions
from facilitator.tui.kit.message import Message, Question
from facilitator.tui.kit.parts.table import Table
from facilitator.tui.publishing.export import ExportScreen
from facilitator.tui.publishing.feed_card import FeedCard
from facilitator.tui.publishing.feed_form import FeedForm
from facilitator.tui.publishing.feed_secret import FeedSecret
from facilitator.tui.publishing.publications import PublicationsScreen
from facilitator.tui.publishing.publish import PublishScreen
from facilitator.words import FeedKind, TitleStyle
from tests.conftest import Program
from tests.tui.bench import Bench, on_bench
from tests.tui.screens import SMALL, WIDE, played, until


@pytest.fixture
def feed(program: Program) -> str:
    """Four Thursdays that are public, with people, in a feed that nobody published."""
    program.group(public=True)
    program.people("Ana Pell", group="Steady")
    return add_feed(program.book, FeedWish(name="All", style=TitleStyle.TITLE), now=program.now).seen.feed.uid


def told(program: Program) -> bytes:
    """What stands in its file."""
    return (program.home.published / "all.ics").read_bytes()


async def front(bench: Bench, kind: type) -> None:
    """Go on as soon as such a screen is in front."""
    await until(bench.pilot, lambda: isinstance(bench.app.screen, kind))


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_what_waits_is_seen_as_dates_and_words_and_leaves_only_after_a_yes(
    program: Program, feed: str, size: tuple[int, int]
) -> None:
    """First all of it is new; then a move and a cancelling wait; Enter alone sends nothing."""

    async def story() -> None:
        async with on_bench(program, PublishScreen(), size) as bench:
            await bench.shows("4 changes wait", "+ added", "Thu 4 Mar 2027, 6:30 pm", "not yet")
            await bench.press("p")
            await front(bench, Question)
            await bench.shows("Publish 4 added?", "All: 4 added", "local slots are blank")
            await bench.press("enter")
            await bench.shows("4 changes wait")
            assert not program.home.published.exists()
            await bench.press("p")
            await front(bench, Question)
            await bench.click("#yes")
            await bench.shows("Published: 4 added.", "nothing waits", "Its readers see what the book says.")
            assert told(program).count(b"BEGIN:VEVENT") == 4
            edit_sessions.cancel(program.book, "Steady@2027-03-11", reason="snow", now=program.now)
            bench.screen.read_again()  # type: ignore[attr-defined]
            await bench.shows("1 change waits", "~ changed", "Thu 11 Mar 2027, 6:30 pm", "canceled")
            assert "snow" not in bench.text
            assert "Ana" not in bench.text

    played(story())


def test_a_change_is_read_whole_and_a_feed_with_all_that_it_shows(program: Program, feed: str) -> None:
    """Enter on either; on a wide screen what it shows stands beside it."""

    async def story() -> None:
        async with on_bench(program, PublishScreen(), WIDE) as bench:
            await bench.shows("4 changes wait", "It shows", "the language")
            await bench.press("enter")
            await front(bench, FeedCard)
            await bench.press("enter")
            await bench.press("tab", "enter")
            await front(bench, Message)
            await bench.shows("Thu 4 Mar 2027, 6:30 pm, Steady")

    played(story())


def test_files_that_were_touched_are_written_anew_without_a_question(program: Program, feed: str) -> None:
    """Nothing is new to tell: p does it at once."""
    publish(program.book, program.home, now=program.now)
    data = told(program)
    (program.home.published / "all.ics").write_bytes(b"touched")

    async def story() -> None:
        async with on_bench(program, PublishScreen(), now=program.now + timedelta(minutes=5)) as bench:
            await bench.shows("nothing waits")
            await bench.press("p")
            await bench.shows("Nothing is new")

    played(story())
    assert told(program) == data


def test_without_a_feed_the_room_says_what_one_is_and_its_keys_find_none(program: Program) -> None:
    """Each key says so; a makes one, v and x go elsewhere."""
    program.group(public=True)

    async def story() -> None:
        async with on_bench(program, PublishScreen()) as bench:
            await bench.shows("No feeds yet", "subscribe to, in Google")
            for key in ("e", "t", "D"):
                await bench.press(key)
                await bench.shows("There is no feed here. a makes one.")
            await bench.press("p")
            await bench.shows("There is no feed to publish")
            for key, kind in (("a", FeedForm), ("v", PublicationsScreen), ("x", ExportScreen)):
                await bench.press(key)
                await front(bench, kind)
                await bench.press("escape")
                await front(bench, PublishScreen)

    played(story())


def test_a_feed_is_changed_and_ended_from_its_row(program: Program, feed: str) -> None:
    """Ending asks first, and Enter alone leaves it."""

    async def story() -> None:
        async with on_bench(program, PublishScreen()) as bench:
            await bench.shows("4 changes wait")
            await bench.press("e")
            await front(bench, FeedForm)
            bench.app.screen.query_one("#ask-style").value = TitleStyle.NEUTRAL  # type: ignore[attr-defined]
            await bench.shows("Thursday group")
            await bench.click("#ok")
            await bench.shows("What it shows is changed")
            assert see_feed(program.book, "All", now=program.now).feed.terms.style is TitleStyle.NEUTRAL
            for keys, left in ((("enter",), 1), (("shift+tab", "enter"), 0)):
                await bench.press("D")
                await front(bench, Question)
                await bench.press(*keys)
                await until(bench.pilot, lambda left=left: len(list_feeds(program.book, now=program.now)) == left)
            await bench.shows("All has ended.")

    played(story())


def test_another_secret_is_shown_once_and_a_public_feed_has_none(program: Program, feed: str) -> None:
    """The old one ends with the yes."""
    add_feed(program.book, FeedWish(FeedKind.TEAM), now=program.now)

    async def story() -> None:
        async with on_bench(program, PublishScreen()) as bench:
            await bench.shows("8 changes wait", "Team")
            await bench.press("t")
            await bench.shows("All is public: it has no secret address.")
            bench.screen.query_one("#feeds", Table).cursor = 1
            await bench.press("t")
            await front(bench, Question)
            bench.app.screen.query_one("#yes", Button).press()
            await front(bench, FeedSecret)
            token = bench.app.screen.token  # type: ignore[attr-defined]
            await bench.shows(token)
            await bench.press("enter")
            await front(bench, PublishScreen)
            await bench.shows("Feeds")
            assert token not in bench.text

    played(story())
    assert program.acts()[-1] == "feed.token"


def test_brackets_are_shown_as_they_were_typed(program: Program) -> None:
    """In the list, the frames, beside it and in the question; as they are in the list of groups of a file."""
    program.group("Grief [/] together", public=True)
    add_feed(program.book, FeedWish(name="All [b]", style=TitleStyle.TITLE), now=program.now)

    async def story() -> None:
        async with on_bench(program, PublishScreen(), WIDE) as bench:
            await bench.shows("What waits in All [b]", "▌All [b]", "for everybody", "Grief [/] together")
            await bench.press("p")
            await bench.shows("All [b]: 4 added")
            await bench.press("escape", "x")
            await bench.shows("Save the schedule as a calendar file", "Grief [/] together")

    played(story())
