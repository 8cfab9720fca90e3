"""Curricula: own files over the bundled ones, lessons to read, and what is wrong with a broken file."""

from pathlib import Path

import pytest
from textual.widgets import Input

from facilitator.home import bundled
from facilitator.tui.curricula.curricula import CurriculumScreen
from facilitator.tui.curricula.lesson import ReadLesson
from facilitator.tui.kit.ask import Ask
from facilitator.tui.kit.parts.row_list import RowList
from tests.conftest import Program
from tests.tui.screens import WIDE, opened, played, text_of, until

BROKEN = "---\nkey: mended-soon\ntitle: Mended soon\n---\n# Mended soon\n"


@pytest.mark.slow
def test_reading_a_lesson_and_mending_a_file(program: Program) -> None:
    """Each shelf has its heading; Enter reads a lesson, or says all that is wrong in a line."""
    program.home.curricula.mkdir()
    (program.home.curricula / "mended-soon.md").write_text(BROKEN, "utf-8")
    ours = (bundled("curricula") / "eight-steady-steps.md").read_text("utf-8")
    (program.home.curricula / "eight-steady-steps.md").write_text(
        ours.replace("Eight steady steps", "Our steady steps"), "utf-8"
    )

    async def look() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("5")
            await pilot.pause()
            shown = text_of(app)
            shelves = [shown.index(words) for words in ("Files that need mending", "Our steady steps", "Frames")]
            assert shelves == sorted(shelves)
            assert "Eight steady steps" not in shown
            rows = app.screen.query_one("#rows", RowList)
            rows.highlighted = next(at for at, each in enumerate(rows.options) if "steady-steps" in str(each.id))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, CurriculumScreen))
            await pilot.press("enter")
            await until(pilot, lambda: "Welcome" in text_of(app) and "Close" in text_of(app))
            await pilot.press("escape", "escape")
            app.screen.query_one("#rows", RowList).action_first()
            await pilot.pause()
            assert "12 problems" in text_of(app)
            await pilot.press("a")
            await pilot.pause()
            assert "This file needs mending first." in text_of(app)
            await pilot.press("enter", "enter")
            await until(pilot, lambda: "Line 1 of mended-soon.md" in text_of(app))

    played(look())


@pytest.mark.slow
def test_a_draft_from_a_file(program: Program, tmp_path: Path) -> None:
    """A key asks for an outline; the draft stands among your own, and what to look at is said."""
    outline = tmp_path / "tea.txt"
    outline.write_text("Tea for all\n1. Cup\n- Pour (10)\n- Drink\n", "utf-8")

    async def story() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("5")
            await pilot.pause()
            for said in ("a draft in", "is there already"):
                await pilot.press("d")
                await until(pilot, lambda: isinstance(app.screen, Ask))
                app.screen.query_one(Input).value = str(outline)
                await pilot.press("enter")
                await until(pilot, lambda said=said: said in text_of(app))
                await pilot.press("escape")
                await until(pilot, lambda: not app.screen.is_modal)
            shown = text_of(app)
            assert shown.index("Your own") < shown.index("Tea for all") < shown.index("Ready to use")

    played(story())


@pytest.mark.slow
def test_a_lesson_is_found_by_its_words(program: Program) -> None:
    """Titles come first; Enter goes to the list, and Enter there reads the lesson."""

    async def look() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("5")
            await until(pilot, lambda: "Eight steady steps" in text_of(app))
            await pilot.press("slash", *"that fits")
            await until(pilot, lambda: "2. Rest that fits" in text_of(app))
            assert "Frame for" not in text_of(app)
            await pilot.press("enter", "enter")
            await until(pilot, lambda: isinstance(app.screen, ReadLesson) and "Rest that fits" in text_of(app))
            await pilot.press("escape", "slash", *" zxqv")
            await until(pilot, lambda: "Nothing was found" in text_of(app))
            await pilot.press("escape")
            await until(pilot, lambda: "Eight steady steps" in text_of(app))

    played(look())
