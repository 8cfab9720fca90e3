"""Moving one session: what is meant is said back, and a clash is kept only with a word of its own."""

from datetime import datetime

from facilitator.services.agency.keep_sites import add_room, add_site
from facilitator.tui.kit.parts.moment_input import MomentInput
from facilitator.tui.scheduling.move_session import MoveSession
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until

S = "Steady@2027-03-04"


def test_a_clash_is_said_and_may_be_kept(program: Program) -> None:
    """Words that are no time are told as they are typed; nothing is written before it is clean or said to be kept."""
    add_site(program.book, name="Harbor House", address="", now=program.now)
    add_room(program.book, site="Harbor House", name="Blue room", capacity=12, now=program.now)
    program.group("Steady", room="Blue room")
    program.group("Choir", "2027-03-05 18:00", repeat="once", room="Blue room")
    before = program.session(S)

    async def story() -> None:
        async with on_bench(program, MoveSession(before)) as bench:
            line, anyway = bench.app.screen.query_one(MomentInput), bench.app.screen.query_one("#force")
            line.value = "thu 99"
            await bench.shows("Not a date and time")
            assert not anyway.display
            line.value = "fri 6:30 pm"
            await bench.shows("Thu 4 Mar 2027, 6:30 pm", "Fri 5 Mar 2027, 6:30 pm")
            await until(bench.pilot, lambda: anyway.display)  # the clash is told while it is typed
            await bench.press("enter")
            await bench.shows("Blue room is taken then by Choir. Nothing was changed.")
            assert program.session(S) == before
            assert anyway.display
            await bench.click("#force")
            assert (await bench.answer()).start_local == datetime(2027, 3, 5, 18, 30)

    played(story())
    assert program.session(before.uid).start_local == datetime(2027, 3, 5, 18, 30)
