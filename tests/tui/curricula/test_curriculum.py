"""One curriculum on its page: its lessons, what is to mend, and what is worth a thought."""

import pytest
from textual.widgets import Input

from facilitator.home import bundled
from facilitator.services.curricula.frames import pages_of
from facilitator.services.curricula.library import read_file
from facilitator.tui.curricula.curricula import CurriculumScreen
from facilitator.tui.curricula.lesson import ReadLesson
from facilitator.tui.curricula.pages import WritePages
from facilitator.tui.kit.message import Message
from facilitator.tui.kit.parts.row_list import RowList
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import WIDE, opened, played, text_of, until


@pytest.mark.slow
def test_pages_of_a_manual_are_written_where_the_lesson_is_read(program: Program) -> None:
    """In a frame's lesson p asks for the pages of each item, and shows them in their places."""

    async def story() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("5")
            await pilot.pause()
            rows = app.screen.query_one(RowList)
            rows.highlighted = next(at for at, each in enumerate(rows.options) if "wrap-frame" in str(each.id))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, CurriculumScreen))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, ReadLesson))
            await pilot.press("p")
            await until(pilot, lambda: isinstance(app.screen, WritePages))
            app.screen.query_one("#item-3", Input).value = "pp. 12-18"
            await pilot.click("#save")
            await until(pilot, lambda: isinstance(app.screen, ReadLesson) and "pp. 12-18" in text_of(app))

    played(story())
    assert list(pages_of(program.book, "wrap-frame").values()) == [{3: "pp. 12-18"}]


@pytest.mark.slow
def test_words_that_are_worth_a_thought_are_shown_with_the_lessons(program: Program) -> None:
    """A file with warnings alone is used as any other; opening it shows them."""
    program.home.curricula.mkdir()
    ours = (bundled("curricula") / "eight-steady-steps.md").read_text("utf-8")
    (program.home.curricula / "a.md").write_text(f"{ours}\nFor an addict.\n", "utf-8")

    async def story() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("5")
            await pilot.pause()
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, CurriculumScreen))
            assert "Worth a thought" in text_of(app)
            app.screen.query_one("#rows", RowList).action_last()
            await pilot.press("enter")
            await until(pilot, lambda: "A person is more than what they use." in text_of(app))

    played(story())


@pytest.mark.slow
def test_what_is_to_mend_stands_before_the_lessons(program: Program) -> None:
    """The pane follows the cursor; Enter tells a problem whole, or reads a lesson; a mended file is read anew."""
    program.home.curricula.mkdir()
    path = program.home.curricula / "steps.md"
    good = (bundled("curricula") / "eight-steady-steps.md").read_text("utf-8")
    path.write_text(good.replace("minutes: 60", "minutes: many", 1), "utf-8")

    async def story() -> None:
        page = CurriculumScreen(read_file(path, own=True))
        async with on_bench(program, page, WIDE) as bench:
            await bench.shows("To mend in")
            (problem, *_) = page.at_hand.problems
            assert problem.message[:30] in bench.text
            assert page.lesson_at() is None
            await bench.press("enter")
            await until(bench.pilot, lambda: isinstance(bench.app.screen, Message))
            assert f"Line {problem.line} of steps.md" in bench.text
            path.write_text(good, "utf-8")
            await bench.press("enter")
            await until(bench.pilot, lambda: page.is_current and not page.at_hand.problems)
            await bench.shows("Lessons", "Rest that fits")
            page.query_one("#rows", RowList).action_first()
            await bench.press("down")
            assert page.lesson_at() == 2
            await bench.press("enter")
            await until(bench.pilot, lambda: isinstance(bench.app.screen, ReadLesson))
            await bench.shows("Rest that fits")

    played(story())
