"""Walks to a screen with a frozen clock: what the snapshot tests compare, and what the README's pictures show.

After a change that is meant, write them anew: ``python -m tests.tui.stories``.
"""

import asyncio
import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from facilitator.home import Home
from facilitator.services.practice.make_practice import make_practice
from tests.tui.screens import SMALL, WIDE, opened, settled, text_of

TESTS = Path(__file__).resolve().parent
WRITTEN = TESTS / "written"
PICTURES = TESTS.parent.parent / "docs" / "screenshots"
EVENING = datetime(2027, 3, 5, 23, 20, tzinfo=UTC)
"""Ten minutes before half past six in New York, on a Friday."""


@dataclass(frozen=True, slots=True)
class Story:
    """Keys pressed from Today on, and the size of the screen; ``picture`` where the README shows it."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    picture: bool = False


STORIES = (
    Story("today", SMALL, (), picture=True),
    Story("today-wide", WIDE, ()),
    Story("session", SMALL, ("enter", "n", "n", "p", "p", "l", "x", "p"), picture=True),
    Story("session-wide", WIDE, ("enter", "n", "n", "p", "p", "l", "x", "p"), picture=True),
    Story("words-to-say", SMALL, ("enter", "n", "n", "t")),
    Story("finish", SMALL, ("enter", "n", "p", "f")),
    Story("groups", SMALL, ("3",), picture=True),
    Story("group-wide", WIDE, ("3", "down", "enter", "down"), picture=True),
    Story("help", SMALL, ("question_mark",)),
)


@cache
def practice() -> Path:
    """The home of a practice book, made once; a story works on a copy."""
    folder = Path(tempfile.mkdtemp(prefix="facilitator-stories-")) / "home"
    make_practice(Home(folder), now=EVENING - timedelta(hours=1), seed=7)
    return folder


async def tell(story: Story, folder: Path) -> tuple[str, str]:
    """Walk there in a copy of the practice book; the screen as text and as a picture.

    Where a dialog comes while the footer below it is made anew, Textual never paints that footer: it is told again.
    """
    for attempt in range(5):
        text, picture = await _told(story, folder / str(attempt))
        if text.splitlines()[-1].strip():
            break
    return text, picture


async def _told(story: Story, folder: Path) -> tuple[str, str]:
    import shutil

    home = Home(folder / "home")
    shutil.copytree(practice(), home.folder)
    async with opened(home, EVENING, story.size) as (app, pilot):
        for key in story.keys:
            await pilot.press(key)
            await settled(app, pilot)
        picture = app.export_screenshot(title="facilitator")
        return text_of(app) + "\n", re.sub(r"@font-face \{.*?\}", "", picture, flags=re.S)


def write() -> None:
    """Write every screen anew, and the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for story in STORIES:
        with tempfile.TemporaryDirectory() as folder:
            text, picture = asyncio.run(tell(story, Path(folder)))
        (WRITTEN / f"{story.name}.txt").write_text(text, "utf-8")
        if story.picture:
            (PICTURES / f"{story.name}.svg").write_text(picture, "utf-8")


if __name__ == "__main__":
    write()
