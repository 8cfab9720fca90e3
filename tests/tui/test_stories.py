"""Screens as they were last looked at and found good."""

import asyncio
from pathlib import Path

import pytest

from tests.tui.stories import STORIES, WRITTEN, Story, tell


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_screen_is_as_it_was(story: Story, tmp_path: Path) -> None:
    """A changed screen is looked at, then written anew with ``python -m tests.tui.stories``."""
    text, _ = asyncio.run(tell(story, tmp_path))
    assert text == (WRITTEN / f"{story.name}.txt").read_text("utf-8")
