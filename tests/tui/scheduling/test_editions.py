"""A newer edition is looked for behind a page, and taken only after a yes."""

import pytest

from facilitator.tui.kit.page import Page
from facilitator.tui.scheduling.edition import NewerEdition
from facilitator.tui.scheduling.editions import look_for_edition, show_edition
from tests.conftest import Program
from tests.services.curricula.test_take_edition import taught, write
from tests.tui.bench import on_bench
from tests.tui.screens import played, until


@pytest.mark.slow
def test_it_is_told_and_taken_after_a_yes(program: Program) -> None:
    """A group that has the edition at hand hears nothing; "Not now" changes nothing."""
    write(program.home, "Street", "Park", "River", "Hill")
    uid = program.group("Walkers", curriculum="walk", repeat="every thursday")
    said: list[str] = []

    async def story() -> None:
        page = Page()
        async with on_bench(program, page) as bench:
            look_for_edition(page, uid, said.append)
            await bench.app.workers.wait_for_complete()
            assert said == []
            write(program.home, "Park", "Street", "River", "Hill", version="1.1.0")
            look_for_edition(page, uid, said.append)
            await until(bench.pilot, lambda: bool(said))
            assert said.pop() == "A newer edition of its curriculum is at hand. n shows what it changes."
            for button, then in (("#no", ["Street", "Park"]), ("#ok", ["Park", "Street"])):
                show_edition(page, uid, said.append)
                await until(bench.pilot, lambda: isinstance(bench.app.screen, NewerEdition))
                await bench.pilot.pause()
                await bench.click(button)
                await until(bench.pilot, lambda: bench.app.screen is page)
                assert [title for _, title, _ in taught(program)][:2] == then
            assert said == ["The newer edition is taken. u takes it back."]

    played(story())
