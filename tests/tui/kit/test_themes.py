"""The three looks: whatever is written reads, in any of them and without colours."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.color_triplet import ColorTriplet
from textual.app import App
from textual.color import Color
from textual.theme import Theme
from textual.widgets import Button

from facilitator.home import Home
from facilitator.tui import app as program
from facilitator.tui.kit.themes import THEMES
from tests.tui.screens import opened, played
from tests.tui.stories import EVENING, practice

STYLES = Path(program.__file__).with_name("app.tcss").read_text("utf-8")
READS, HEADING, LINE = 4.5, 7.0, 3.0
"""WCAG 2.2: text 1.4.3 (AA), headings as for text of 1.4.6 (AAA), what is not text 1.4.11."""


def luminance(colour: ColorTriplet) -> float:
    """The relative luminance of WCAG."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """How well one reads on the other, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def shown(theme: Theme, name: str, behind: Color | None = None) -> Color:
    """A variable of the styles as a colour, blended into what is behind it."""
    value = theme.to_color_system().generate()[name]
    auto = re.fullmatch(r"auto (\d+)%", value)
    blended = auto is not None and behind is not None
    colour = behind.get_contrast_text(int(auto[1]) / 100) if blended else Color.parse(value)
    return colour if behind is None else behind + colour


def pairs(theme: Theme, fronts: set[str]) -> Iterator[tuple[str, str, float]]:
    """Each of these colours on every background that the styles use."""
    for back in sorted(set(re.findall(r"background: \$([a-z-]+);", STYLES)) - {"primary"}):
        behind = shown(theme, back)
        for front in sorted(fronts):
            yield front, back, contrast(shown(theme, front, behind).rich_color.get_truecolor(), _triplet(behind))


def _triplet(colour: Color) -> ColorTriplet:
    return ColorTriplet(*colour.rgb)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_pair_of_the_styles_reads(theme: Theme) -> None:
    """Text colours on all backgrounds; headings and titles better; the frame of the focus as a line."""
    fronts = set(re.findall(r"[ -]color: \$([a-z-]+);", STYLES)) - {"background"}
    assert {"foreground", "primary", "accent", "text-muted", "error"} <= fronts
    assert [each for each in pairs(theme, fronts) if each[2] < READS] == []
    headings = [
        each for each in pairs(theme, {"primary", "accent", "foreground"}) if each[1] in ("background", "surface")
    ]
    assert [each for each in headings if each[2] < HEADING] == []
    cursor = contrast(_triplet(shown(theme, "background")), _triplet(shown(theme, "primary")))
    assert cursor >= READS, "the row of the cursor"
    behind = shown(theme, "background")
    calm = behind.blend(shown(theme, "foreground"), 0.4)
    assert contrast(_triplet(calm), _triplet(behind)) >= 2, "the calm frame is there"
    assert contrast(_triplet(shown(theme, "accent")), _triplet(behind)) >= LINE


def hard_to_read(app: App[Any]) -> list[tuple[str, float]]:
    """Words on the screen in front that do not read; those of acts that cannot be done now are left out."""
    within = app.screen.query(".dialog")
    regions = [each.region for each in within] or [app.screen.region]
    off = [button.region for button in app.screen.query(Button) if button.disabled]
    found = []
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            style, begin = segment.style, x
            x += segment.cell_length
            if not any(letter.isalnum() for letter in segment.text) or style is None:
                continue
            if not any(region.contains(begin, y) for region in regions) or any(each.contains(begin, y) for each in off):
                continue
            if style.color is None or style.bgcolor is None:
                continue
            front, back = style.color.triplet, style.bgcolor.triplet
            if front is not None and back is not None and contrast(front, back) < READS:
                found.append((segment.text.strip(), round(contrast(front, back), 2)))
    return found


LOOKS = (
    pytest.param("daylight", False, id="daylight"),
    pytest.param("evening", False, id="evening", marks=pytest.mark.slow),
    pytest.param("high contrast", False, id="high contrast", marks=pytest.mark.slow),
    pytest.param("evening", True, id="no colours", marks=pytest.mark.slow),
)


@pytest.mark.parametrize(("look", "no_color"), LOOKS)
def test_every_word_on_the_screen_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look: str, *, no_color: bool
) -> None:
    """Rooms and dialogs as they are drawn, with what Textual adds: rows, hints in fields, buttons, the footer."""
    home = Home(tmp_path / "home")
    shutil.copytree(practice(), home.folder)
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")

    async def story() -> None:
        async with opened(home, EVENING, (140, 40)) as (app, pilot):
            app.theme = look
            for keys in (("down", "up"), ("3",), ("enter", "m"), ("escape", "escape", "a"), ("escape", "4", "enter")):
                await pilot.press(*keys)
                await pilot.pause(0.1)
                assert hard_to_read(app) == [], keys

    played(story())
