"""A feed is seen as its readers will see it while it is made."""

from pathlib import Path

from textual.widgets import Button, Input

from facilitator.services.publishing.keep_feeds import FeedWish, add_feed, list_feeds, see_feed
from facilitator.tui.kit.parts.select import Select
from facilitator.tui.kit.parts.tick_list import TickList
from facilitator.tui.publishing.feed_form import FeedForm
from facilitator.tui.publishing.feed_secret import FeedSecret
from facilitator.words import FeedKind, TitleStyle
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until


def test_a_public_feed_is_made_with_what_was_ticked_for_its_readers(program: Program, tmp_path: Path) -> None:
    """The preview follows each answer; a folder that is none is said at its line, and nothing is made."""
    program.group(public=True, access="step-free")

    async def story() -> None:
        async with on_bench(program, FeedForm()) as bench:
            await bench.shows("4 sessions", "Thursday group", "Access: step-free")
            bench.app.screen.query_one("#ask-style", Select).value = TitleStyle.TITLE
            await bench.shows("6:30 pm, Steady")
            bench.app.screen.query_one(TickList).turn("access")
            await until(bench.pilot, lambda: "Access: step-free" not in bench.text)
            bench.line("#ask-name").value = "All groups"
            bench.line("#ask-folder").value = str(tmp_path / "none")
            await bench.shows("There is no folder")
            await bench.click("#ok")
            assert isinstance(bench.app.focused, Input)
            assert list_feeds(program.book, now=program.now) == []
            bench.line("#ask-folder").value = str(tmp_path)
            await bench.click("#ok")
            assert await bench.answer()

    played(story())
    seen = see_feed(program.book, "All groups", now=program.now)
    assert (seen.feed.terms.style, seen.targets) == (TitleStyle.TITLE, (str(tmp_path),))
    assert [each.value for each in seen.feed.terms.listed] == ["place", "address", "language"]


def test_another_kind_has_its_own_fields_and_a_private_one_shows_its_secret_once(program: Program) -> None:
    """What only those who work here may see is offered to them alone."""
    program.group(public=True)

    async def story() -> None:
        form = FeedForm()
        async with on_bench(program, form) as bench:
            assert "room-notes" not in form.query_one(TickList).rows
            at = next(at for at, each in enumerate(form.choices) if each.kind is FeedKind.TEAM)
            form.query_one("#ask-what", Select).value = at
            await until(bench.pilot, lambda: "room-notes" in form.query_one(TickList).rows)
            assert form.query_one("#ask-style", Select).value is TitleStyle.NEUTRAL_TOPIC
            form.query_one("#ok", Button).press()
            await until(bench.pilot, lambda: isinstance(bench.app.screen, FeedSecret))
            await bench.shows(bench.app.screen.token)  # type: ignore[attr-defined]
            await bench.press("enter")
            assert await bench.answer()

    played(story())
    assert [each.feed.name for each in list_feeds(program.book, now=program.now)] == ["Team"]


def test_of_a_feed_that_is_there_only_what_it_shows_changes(program: Program) -> None:
    """No name and no folder: whoever subscribed has its address. Saving what it shows already is refused."""
    program.group(public=True)
    add_feed(program.book, FeedWish(name="All"), now=program.now)

    async def story() -> None:
        seen = see_feed(program.book, "All", now=program.now)
        async with on_bench(program, FeedForm(seen)) as bench:
            assert not bench.app.screen.query("#ask-name, #ask-what, #ask-folder")
            await bench.click("#ok")
            await bench.shows("shows that already")
            bench.app.screen.query_one(TickList).turn("join")
            await bench.click("#ok")
            assert await bench.answer() == seen.feed.uid

    played(story())
    assert "join" in [each.value for each in see_feed(program.book, "All", now=program.now).feed.terms.listed]
