"""A dialog or page that is closed while something is still on its way to it."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.message import Message
from textual.widgets import Static
from textual.worker import WorkerFailed

from facilitator.tui.kit.dialog import Dialog
from tests.tui.kit.bare import bare
from tests.tui.screens import played


class Asked(Dialog[str]):
    """A dialog that is told something, and looks for a part of its own."""

    KEEPS_DRAFT = False

    @dataclass
    class Told(Message):
        """Something for it."""

        part: str

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("Shall it?", id="words")

    def on_asked_told(self, event: Told) -> None:
        """Look for the part."""
        self.hear(event.part)

    def hear(self, part: str) -> None:
        """Note what was heard, where the part is there."""
        self.query_one(f"#{part}")
        self.heard.append(part)


def test_a_message_to_a_screen_that_is_gone_ends_nothing() -> None:
    """Its parts are not there any more; while it is open, a part that is missing is a mistake."""

    async def story() -> None:
        async with bare() as (app, pilot):
            await app.push_screen(asked := Asked())
            await pilot.pause()
            assert not asked.gone
            await asked._dispatch_message(Asked.Told("words"))
            with pytest.raises(NoMatches):
                await asked._dispatch_message(Asked.Told("nothing"))
            asked.dismiss(None)
            assert asked.gone
            await asked._dispatch_message(Asked.Told("nothing"))
            assert asked.heard == ["words"]

    played(story())


@pytest.mark.parametrize("gone", [True, False])
def test_what_goes_on_beside_a_screen_that_is_gone_ends_nothing(gone: bool) -> None:
    """It comes back to no parts; while the screen is open, a part that is missing is a mistake."""

    async def story() -> None:
        async with bare() as (app, pilot):
            await app.push_screen(asked := Asked())
            await pilot.pause()
            answered = asyncio.Event()

            async def beside() -> None:
                await answered.wait()
                asked.hear("nothing")

            worker = asked.run_worker(beside, exit_on_error=False)
            await pilot.pause()
            if gone:
                asked.dismiss(None)
                await pilot.pause()
                assert asked.gone
                worker = asked.run_worker(beside, exit_on_error=False)  # closing has ended the one before
            answered.set()
            if gone:
                assert await worker.wait() is None
            else:
                with pytest.raises(WorkerFailed, match="nothing"):
                    await worker.wait()
            assert not asked.heard

    played(story())


def test_a_program_that_ends_makes_no_parts_any_more() -> None:
    """A page that is opened with the last key, or behind it, ends with the program and is no mistake."""

    async def story() -> None:
        async with bare() as (app, pilot):
            await app.push_screen(asked := Asked())
            await pilot.pause()
            app.exit()
            await asked._dispatch_message(Asked.Told("nothing"))
            assert asked.heard == []

    played(story())


def test_what_a_thread_found_out_is_told_to_a_screen_that_is_still_there() -> None:
    """And to no other."""

    async def story() -> None:
        async with bare() as (app, pilot):
            answers: list[Any] = []
            await app.push_screen(asked := Asked(), answers.append)
            await pilot.pause()
            await asyncio.to_thread(asked.tell_back, asked.hear, "words")
            await asyncio.to_thread(asked.tell_back, asked.dismiss, "yes")
            await asyncio.to_thread(asked.tell_back, asked.dismiss, "again")
            await pilot.pause()
            assert (asked.heard, answers) == (["words"], ["yes"])

    played(story())
