"""Curricula: own files over the bundled ones, lessons to read, and what is wrong with a broken file."""

from facilitator.places import bundled
from facilitator.tui.screens.curricula import CurriculumScreen
from facilitator.tui.widgets.row_list import RowList
from tests.conftest import Program
from tests.tui.screens import WIDE, opened, played, text_of, until

BROKEN = "---\nkey: mended-soon\ntitle: Mended soon\n---\n# Mended soon\n"


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
            shelves = [shown.index(words) for words in ("Your own", "Our steady steps", "Frames", "need mending")]
            assert shelves == sorted(shelves)
            assert "Eight steady steps" not in shown
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, CurriculumScreen))
            await pilot.press("enter")
            await until(pilot, lambda: "Welcome" in text_of(app) and "Close" in text_of(app))
            await pilot.press("escape", "escape")
            app.screen.query_one("#rows", RowList).action_last()
            await pilot.pause()
            assert "12 problems" in text_of(app)
            await pilot.press("a")
            await pilot.pause()
            assert "This file needs mending first." in text_of(app)
            await pilot.press("enter", "enter")
            await until(pilot, lambda: "Line 1 of mended-soon.md" in text_of(app))

    played(look())
