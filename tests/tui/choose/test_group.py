"""Choosing one group."""

from datetime import date

from facilitator.services.scheduling.edit_sessions import end_group
from facilitator.tui.choose.group import ChooseGroup, ChosenGroup
from facilitator.tui.kit.parts.row_list import RowList
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played


def _offered(screen: object) -> list[str]:
    return [str(row.prompt) for row in screen.query_one(RowList).options]  # type: ignore[attr-defined]


def test_only_groups_that_go_on_and_keep_a_roster_are_offered(program: Program) -> None:
    """None in particular is the first choice where that is one; titles are shown as they are."""
    odd = program.group("[b]Steady[/b]")
    program.group("Walk in", enrolment="drop-in")
    end_group(program.book, program.group("Autumn"), on=date(2027, 3, 2), now=program.now)

    async def story() -> None:
        async with on_bench(program, ChooseGroup("Which?", none="all groups", rosters=True)) as bench:
            assert _offered(bench.app.screen) == ["all groups", "[b]Steady[/b]"]
            await bench.press("down", "enter")
            assert await bench.answer() == ChosenGroup(odd, "[b]Steady[/b]")

    played(story())


def test_none_in_particular_is_an_answer(program: Program) -> None:
    """It has no uid; a drop-in group is offered where no roster is needed."""
    program.group("Walk in", enrolment="drop-in")

    async def story() -> None:
        async with on_bench(program, ChooseGroup("Which?", none="all groups")) as bench:
            assert _offered(bench.app.screen) == ["all groups", "Walk in"]
            await bench.press("enter")
            assert await bench.answer() == ChosenGroup("", "all groups")

    played(story())


def test_without_a_group_it_says_what_to_do(program: Program) -> None:
    """Nothing can be chosen, and "Not now" is no answer."""

    async def story() -> None:
        async with on_bench(program, ChooseGroup("Which?")) as bench:
            assert "There is no such group yet. Schedule one first" in bench.text
            await bench.press("enter")
            assert bench.answers == []
            await bench.click("#no")
            assert await bench.answer() is None

    played(story())
