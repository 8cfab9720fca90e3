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
    """Accents do not matter; who is left out is not offered, and nobody before a letter is typed."""
    ana, bo, amelie = program.people("Ana", "Bo", "Amélie")

    async def story() -> None:
        async with on_bench(program, ChoosePerson("Who?", leave_out={ana.uid})) as bench:
            assert _listed(bench) == []
            await bench.press("enter")
            assert bench.answers == []
            bench.line().value = "amel"
            await bench.pilot.pause()
            assert _listed(bench) == ["Amélie"]
            await bench.press("enter")
            assert (await bench.answer()).uid == amelie.uid

    played(story())
    assert bo in list_people(program.book)


def test_enter_never_takes_a_weak_match(program: Program) -> None:
    """Letters from within a name: the arrow goes there, and then Enter takes it. The group's people come first."""
    uid = program.group("Steady")
    program.people("Ana Castro", "Rosa I.", "Zoë Romero", group=uid)
    program.people("Roman K.")

    async def story() -> None:
        async with on_bench(program, ChoosePerson("Who?", leave_out=set(), group=uid)) as bench:
            bench.line().value = "ro"
            await bench.pilot.pause()
            names = ["Rosa I.", "Zoë Romero", "Roman K.", "Ana Castro"]
            here = "   of this group"
            assert _listed(bench) == [f"{names[0]}{here}", f"{names[1]}{here}", names[2], f"{names[3]}{here}"]
            bench.line().value = "tro"
            await bench.pilot.pause()
            assert "No name begins so." in bench.text
            await bench.press("enter")
            assert bench.answers == []
            await bench.press("down", "enter")
            assert (await bench.answer()).name == "Ana Castro"

    played(story())
    assert len(list_people(program.book)) == 4


def test_among_the_people_of_a_list_nobody_is_added(program: Program) -> None:
    """Only they are found."""
    ana, bo = program.people("Ana", "Bo")

    async def story() -> None:
        async with on_bench(program, ChoosePerson("Who?", leave_out=set(), among=(bo,))) as bench:
            bench.line().value = "Ana"
            await bench.pilot.pause()
            await bench.press("enter", "ctrl+n")
            assert bench.answers == []
            bench.line().value = "b"
            await bench.pilot.pause()
            await bench.press("enter")
            assert (await bench.answer()).uid == bo.uid

    played(story())
    assert ana in list_people(program.book)


@pytest.mark.parametrize("way", ["enter", "ctrl+n", pytest.param("#add", marks=pytest.mark.slow)])
def test_a_name_that_nobody_has_is_added(program: Program, way: str) -> None:
    """By one key, also where somebody has the letters."""
    program.people("Ana")

    async def story() -> None:
        async with on_bench(program, ChoosePerson("Who?", leave_out=set())) as bench:
            bench.line().value = "Lu"
            await bench.pilot.pause()
            await (bench.click(way) if way == "#add" else bench.press(way))
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
