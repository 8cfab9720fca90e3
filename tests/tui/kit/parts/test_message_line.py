"""What the line at the bottom of a room says."""

import asyncio

from textual.app import App, ComposeResult

from facilitator.tui.kit.parts.message_line import MessageLine, told


def test_what_was_done_comes_with_its_key() -> None:
    """The key that takes it back, where there is one."""
    assert told("Ana is on the roster.", take_back="u") == "Ana is on the roster.   u takes it back"
    assert told("Taken back.") == "Taken back."


def test_not_saved_is_said_in_words_until_something_is_saved() -> None:
    """Its class makes it stand out, and goes with the next word."""

    class One(App[None]):
        def compose(self) -> ComposeResult:
            yield MessageLine()

    async def story() -> None:
        app = One()
        async with app.run_test(size=(60, 3)):
            line = app.query_one(MessageLine)
            line.not_saved("the disk is full")
            assert str(line.visual) == "NOT saved: the disk is full"
            assert line.has_class("-not-saved")
            line.say("Saved: [Ana], present.", take_back="u")
            assert str(line.visual) == "Saved: [Ana], present.   u takes it back"
            assert not line.has_class("-not-saved")

    asyncio.run(story())
