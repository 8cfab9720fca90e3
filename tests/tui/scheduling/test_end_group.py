"""Ending a group: it says what stays, and is never one key."""

from datetime import date

from facilitator.services.scheduling.see_groups import see_group
from facilitator.tui.scheduling.end_group import EndGroup
from facilitator.words import GroupStatus
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played


def test_it_ends_with_the_day_that_was_typed(program: Program) -> None:
    """A day that cannot be read is said at its field; Enter goes to "Not now", and ends nothing."""
    uid = program.group("Steady")

    async def story() -> None:
        async with on_bench(program, EndGroup(see_group(program.book, uid, now=program.now).group)) as bench:
            assert "All that was held stays in the book" in bench.text
            line = bench.line()
            assert line.value == "Mon 1 Mar 2027"
            line.value = "the day after"
            await bench.click("#yes")
            assert "Not a date" in bench.text
            line.value = "11 mar"
            line.focus()
            await bench.press("enter")
            assert bench.app.focused is bench.app.screen.query_one("#no")
            assert see_group(program.book, uid, now=program.now).group.status is GroupStatus.ACTIVE
            await bench.press("tab", "enter")
            assert await bench.answer() == "Steady ends on Thu 11 Mar 2027; 2 later sessions were cancelled."

    played(story())
    assert see_group(program.book, uid, now=program.now).group.ended_on == date(2027, 3, 11)
