"""What takes long with the feeds, in a thread."""

from threading import Event
from unittest import mock

from facilitator.errors import Refused
from facilitator.tui.kit.message import Message
from facilitator.tui.publishing.behind import Progress, behind
from facilitator.tui.publishing.publications import PublicationsScreen
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until


def test_it_says_how_far_it_is_and_then_what_it_found(program: Program) -> None:
    """Both in the screen's own thread; an error is a message."""
    told: list[object] = []

    def count(progress: Progress) -> str:
        progress(0.5)
        return "found"

    def refuse(_progress: Progress) -> str:
        raise Refused("it cannot be", "Do something else.")

    async def story() -> None:
        page = PublicationsScreen()
        async with on_bench(program, page) as bench:
            behind(page, "one", count, told.append, told.append)
            await until(bench.pilot, lambda: told == [0.5, "found"])
            behind(page, "one", refuse, told.append, told.append)
            await until(bench.pilot, lambda: isinstance(bench.app.screen, Message))
            assert told == [0.5, "found"]

    played(story())


def test_when_the_book_locks_it_is_given_up_and_the_book_stays_shut(program: Program) -> None:
    """The next word about its progress ends it; nothing is told on a screen that is gone."""
    begun, locked, over = Event(), Event(), Event()
    told: list[object] = []

    def long(progress: Progress) -> str:
        begun.set()
        locked.wait(10)
        try:
            progress(0.5)
        finally:
            over.set()
        return "never"

    async def story() -> None:
        page = PublicationsScreen()
        shutting = mock.patch.object(type(program.book), "close")
        async with on_bench(program, page) as bench:
            shut = shutting.start()
            behind(page, "one", long, told.append, told.append)
            await until(bench.pilot, begun.is_set)
            bench.app._book = None
            locked.set()
            await until(bench.pilot, over.is_set)
            await until(bench.pilot, lambda: shut.called)
            assert told == []
            bench.app._book = program.book
            shutting.stop()

    played(story())
