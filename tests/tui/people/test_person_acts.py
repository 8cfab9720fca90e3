"""From the card of a person: two who are one."""

import pytest

from facilitator.services.people.keep_people import list_people
from facilitator.tui.people.people import PeopleScreen
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played


@pytest.mark.slow
def test_two_who_are_one_person(program: Program) -> None:
    program.group()
    program.people("Ana", "Bo", group="Steady")

    async def story() -> None:
        async with on_bench(program, PeopleScreen()) as bench:
            await bench.press("enter")
            await bench.shows("Same as")
            await bench.press("s")
            await bench.shows("Who is the same person as Ana?")
            await bench.press("b", "o", "enter")
            await bench.shows("Bo becomes Ana", "It can be undone.")
            await bench.click("#yes")
            await bench.shows("is Ana now.")

    played(story())
    assert [each.name for each in list_people(program.book)] == ["Ana"]
