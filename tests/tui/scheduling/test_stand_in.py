"""Choosing a stand-in: the free come first, what others have is said, and nothing is written before it is seen."""

from textual.widgets import Select

from facilitator.services.agency import keep_staff
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.scheduling.stand_in import StandIn
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until

S = "Steady@2027-03-04"


def _fill(program: Program, *leaders: str) -> None:
    for name in ("Sam Ortega", "Jo Ray", "Lee Novak", "Kim Abe"):
        keep_staff.add_facilitator(program.book, name=name, now=program.now)
    program.group("Steady", facilitators=leaders)
    program.group("Choir", "2027-03-04 18:00", repeat="once", facilitators=("Kim Abe",))


def test_whoever_is_free_comes_first_and_enter_keeps_it(program: Program) -> None:
    """Before and after are seen while the cursor moves."""
    _fill(program, "Sam Ortega")

    async def story() -> None:
        async with on_bench(program, StandIn(program.session(S))) as bench:
            rows = [str(each.prompt) for each in bench.app.screen.query_one(RowList).options]
            assert [each.split("   ")[0] for each in rows] == ["Jo Ray", "Lee Novak", "Kim Abe"]
            assert "free then" in rows[0]
            assert "Kim Abe is busy with Choir (6:00 pm)" in rows[2]
            await bench.press("down")
            await bench.shows("Sam Ortega", "Lee Novak (stand-in for Sam Ortega)")
            await bench.press("enter")
            assert (await bench.answer()).words.endswith("Lee Novak stands in for Sam Ortega.")

    played(story())
    assert program.session(S).facilitators == ("Lee Novak",)


def test_whose_place_is_chosen_and_a_clash_is_kept_with_a_word_of_its_own(program: Program) -> None:
    """Enter alone keeps no clash."""
    _fill(program, "Sam Ortega", "Jo Ray")

    async def story() -> None:
        async with on_bench(program, StandIn(program.session(S))) as bench:
            bench.app.screen.query_one(Select).value = "Jo Ray"
            await bench.press("down")
            await until(bench.pilot, lambda: bench.app.screen.query_one("#force").display)
            await bench.press("enter")
            assert program.session(S).facilitators == ("Sam Ortega", "Jo Ray")
            await bench.press("enter")
            assert (await bench.answer()).words.endswith("Kim Abe stands in for Jo Ray.")

    played(story())
    assert program.session(S).facilitators == ("Sam Ortega", "Kim Abe")


def test_nobody_else_is_said(program: Program) -> None:
    """And Esc leaves it as it is."""
    program.group("Steady")

    async def story() -> None:
        async with on_bench(program, StandIn(program.session(S))) as bench:
            assert "There is nobody else." in bench.text
            await bench.press("enter", "escape")
            assert await bench.answer() is None

    played(story())
