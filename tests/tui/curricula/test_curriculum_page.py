"""What the list of curricula and the page of one share: a group to schedule, and handouts on paper."""

from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from facilitator.services.curricula.library import find_curriculum, read_file
from facilitator.services.papers.print_curriculum import print_handouts, print_lesson
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.curricula.curricula import CurriculaScreen, CurriculumScreen
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.scheduling.schedule_group import ScheduleGroup
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import WIDE, opened, played, text_of, until
from tests.tui.test_papers import save

STEPS = "eight-steady-steps"


async def go_to(app: FacilitatorApp, pilot: Pilot[int], key: str) -> None:
    """Put the cursor on a curriculum."""
    await until(pilot, lambda: isinstance(app.screen, CurriculaScreen))
    screen = cast("CurriculaScreen", app.screen)
    screen.query_one("#rows", RowList).action_first()
    while (chosen := screen.chosen()) is None or chosen.curriculum is None or chosen.curriculum.key != key:
        await pilot.press("down")


@pytest.mark.slow
def test_lessons_and_handouts_go_on_paper_from_the_curricula(program: Program, tmp_path: Path) -> None:
    """All handouts from the list, one lesson's from its row; where there are none it is said."""
    every, plan, one = (tmp_path / f"{name}.pdf" for name in ("every", "plan", "one"))

    async def go() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("5")
            await until(pilot, lambda: "Eight steady steps" in text_of(app))
            await go_to(app, pilot, STEPS)
            await save(app, pilot, "h", every)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, CurriculumScreen) and "Rest that fits" in text_of(app))
            await pilot.press("down")
            await save(app, pilot, "o", plan)
            await save(app, pilot, "h", one)
            await pilot.press("escape")
            await go_to(app, pilot, "wrap-frame")
            await pilot.press("h")
            await until(pilot, lambda: "Frame for a WRAP group has no handouts." in text_of(app))

    played(go())
    assert every.read_bytes() == print_handouts(program.home, STEPS)[0]
    assert plan.read_bytes() == print_lesson(program.home, STEPS, "2")
    assert one.read_bytes() == print_handouts(program.home, STEPS, lesson="2")[0]


@pytest.mark.slow
def test_a_group_is_scheduled_with_the_curriculum_of_the_page(program: Program) -> None:
    """The form has it chosen already; where the group is then, the page says."""

    async def story() -> None:
        page = CurriculumScreen(find_curriculum(program.home, STEPS))
        async with on_bench(program, page) as bench:
            await bench.press("a")
            await until(bench.pilot, lambda: isinstance(bench.app.screen, ScheduleGroup))
            form = cast("ScheduleGroup", bench.app.screen)
            await until(bench.pilot, lambda: form.form.controls["curriculum"].value == STEPS)
            await bench.app.workers.wait_for_complete()
            form.dismiss(None)
            await until(bench.pilot, lambda: page.is_current)
            page.scheduled(object())
            await bench.shows("The group is scheduled.")

    played(story())


def test_a_file_that_needs_mending_is_good_for_nothing_else(program: Program) -> None:
    """No form, no paper; it says where to look."""
    program.home.curricula.mkdir()
    path = program.home.curricula / "tea.md"
    path.write_text("---\nkey: tea\n---\n", "utf-8")

    async def story() -> None:
        page = CurriculumScreen(read_file(path, own=True))
        async with on_bench(program, page) as bench:
            for key in ("a", "h"):
                page.say("")
                await bench.press(key)
                assert "This file needs mending first. Enter shows where." in bench.text
                assert bench.app.screen is page

    played(story())
