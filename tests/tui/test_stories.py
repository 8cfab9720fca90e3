"""Screens as they were last looked at and found good."""

import asyncio
from pathlib import Path

import pytest

from tests.tui.stories import STORIES, WRITTEN, Story, tell

FAST = ("today", "session")
_STORIES = [
    pytest.param(story, id=story.name, marks=() if story.name in FAST else pytest.mark.slow) for story in STORIES
]


@pytest.mark.parametrize("story", _STORIES)
def test_screen_is_as_it_was(story: Story, tmp_path: Path) -> None:
    """A changed screen is looked at, then written anew with ``python -m tests.tui.stories``."""
    text, _ = asyncio.run(tell(story, tmp_path))
    assert text == (WRITTEN / f"{story.name}.txt").read_text("utf-8")
