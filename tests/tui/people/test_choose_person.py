"""Finding a person by a few letters, or adding somebody of that name."""

import pytest
from textual.widgets import OptionList

from facilitator.services.people.keep_people import list_people
from facilitator.tui.people.choose_person import ChoosePerson
from tests.conftest import Program
from tests.tui.bench import Bench, on_bench
from tests.tui.screens import played


def _listed(bench: Bench) -> list[str]:
    options = bench.app.screen.query_one(OptionList).options
    return [getattr(each.prompt, "plain", str(each.prompt)) for each in options]


def test_enter_takes_the_first_one_found(program: Program) -> None:
    """Accents do not matter; who is left out is not offered."""
    ana, bo, amelie = program.people("Ana", "Bo", "Amélie")

    async def story() -> None:
        async with on_bench(program, ChoosePerson("Who?", leave_out={ana.uid})) as bench:
            assert sorted(_listed(bench)) == ["Amélie", "Bo"]
            bench.line().value = "amel"
            await bench.pilot.pause()
            assert _listed(bench) == ["Amélie"]
            await bench.press("enter")
            assert (await bench.answer()).uid == amelie.uid

    played(story())
    assert bo in list_people(program.book)


@pytest.mark.parametrize("way", ["enter", pytest.param("#add", marks=pytest.mark.slow)])
def test_a_name_that_nobody_has_is_added(program: Program, way: str) -> None:
    """Where names are hidden, none stands there before somebody looks for one."""
    program.people("Ana")

    async def story() -> None:
        async with on_bench(program, ChoosePerson("Who?", leave_out=set(), wait=True)) as bench:
            assert _listed(bench) == []
            bench.line().value = "Lu"
            await bench.pilot.pause()
            await (bench.press("enter") if way == "enter" else bench.click(way))
            assert (await bench.answer()).name == "Lu"

    played(story())
    assert sorted(each.name for each in list_people(program.book)) == ["Ana", "Lu"]


def test_a_name_that_somebody_has_who_is_left_out_is_asked_about(program: Program) -> None:
    """Somebody who is on the roll already is not added a second time by a slip."""
    (ana,) = program.people("Ana")

    async def story() -> None:
        async with on_bench(program, ChoosePerson("Who?", leave_out={ana.uid})) as bench:
            bench.line().value = "Ana"
            await bench.pilot.pause()
            await bench.press("enter")
            assert f"Ana {ana.code}" in bench.text
            assert len(list_people(program.book)) == 1
            await bench.click("#yes")
            assert (await bench.answer()).name == "Ana"

    played(story())
    assert len(list_people(program.book)) == 2
