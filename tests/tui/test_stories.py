"""Screens as they were last looked at and found good."""

import asyncio
from pathlib import Path

import pytest
from textual import _wait

from tests.tui.stories import STORIES, WRITTEN, Story, tell


@pytest.fixture(autouse=True)
def _own_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual's own: pictures are taken with them, and a footer that is made anew has its time."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 1 / 50)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 1 / 50 / 20)


FAST = ("today", "session")
_STORIES = [
    pytest.param(story, id=story.name, marks=() if story.name in FAST else pytest.mark.slow) for story in STORIES
]


@pytest.mark.parametrize("story", _STORIES)
def test_screen_is_as_it_was(story: Story, tmp_path: Path) -> None:
    """A changed screen is looked at, then written anew with ``python -m tests.tui.stories``."""
    text, _ = asyncio.run(tell(story, tmp_path))
    assert text == (WRITTEN / f"{story.name}.txt").read_text("utf-8")
