"""Late without a moment to note: one key says how late, or that nobody knows."""

from datetime import timedelta

import pytest

from facilitator.services.sessions import run_session
from facilitator.services.sessions.read_roll import roll_of
from facilitator.tui.sessions.when_there import WhenThere
from facilitator.words import AttendanceStatus
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import SMALL, opened, played, text_of, until

S = "Steady@2027-03-01"


@pytest.mark.parametrize(("key", "minutes"), [("5", 5), ("1", 10), ("q", 15), ("h", 30), ("n", 0), ("escape", None)])
def test_one_key_answers(program: Program, key: str, minutes: int | None) -> None:
    """And Esc makes no mark."""

    async def story() -> None:
        async with on_bench(program, WhenThere("Ana", AttendanceStatus.LATE, 60)) as bench:
            assert "Ana: How late did they come?" in bench.text
            await bench.press(key)
            assert await bench.answer() == minutes

    played(story())


def test_a_short_session_offers_no_more_than_it_lasted(program: Program) -> None:
    """By mouse, too."""

    async def story() -> None:
        async with on_bench(program, WhenThere("Ana", AttendanceStatus.LEFT_EARLY, 15)) as bench:
            assert "How early did they leave?" in bench.text
            assert "quarter" not in bench.text
            await bench.press("h")
            await bench.click("#m10")
            assert await bench.answer() == 10

    played(story())


@pytest.mark.slow
def test_it_is_asked_where_late_does_not_mean_now(program: Program) -> None:
    """While the session runs the moment is noted; from paper it is asked."""
    group = program.group("Steady", start="2027-03-01 13:00", repeat="once")
    program.people("Ana", "Bo", group=group)

    async def from_paper() -> None:
        async with opened(program.home, program.now, SMALL) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: "Ana" in text_of(app))
            await pilot.press("l")
            await until(pilot, lambda: "How late did they come?" in text_of(app))
            await pilot.press("1")
            await until(pilot, lambda: "Saved: Ana, late" in text_of(app))

    played(from_paper())
    (ana, _bo) = roll_of(program.book, S).marks
    assert ana.minutes == 50
    run_session.start(program.book, S, now=program.now - timedelta(minutes=5))

    async def running() -> None:
        async with opened(program.home, program.now, SMALL) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: "Ana" in text_of(app))
            await pilot.press("down", "l")
            await until(pilot, lambda: "Saved: Bo, late" in text_of(app))

    played(running())
    assert roll_of(program.book, S).marks[1].arrived_at == program.now
