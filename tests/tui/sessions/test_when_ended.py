"""A session that was forgotten is asked when it ended; one that ends in time is not."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.services.sessions import run_session
from facilitator.services.sessions.read_roll import roll_of
from facilitator.tui.sessions.finish import Finish
from facilitator.tui.sessions.when_ended import WhenEnded, ask_when_ended
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until

S = "Steady@2027-03-04"
OPENS = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
LATER = OPENS + timedelta(hours=4)


@pytest.fixture
def forgotten(program: Program) -> Program:
    """A session of an hour that runs since half past six, four hours later."""
    program.people("Ana", group=program.group("Steady"))
    run_session.start(program.book, S, now=OPENS)
    program.mark(S, Ana="present")
    program.now = LATER
    return program


@pytest.mark.parametrize(("button", "minutes"), [("planned", 60), ("now", 240)])
def test_as_planned_or_now(forgotten: Program, button: str, minutes: int) -> None:
    """One key each."""

    async def story() -> None:
        async with on_bench(forgotten, WhenEnded(forgotten.session(S), LATER)) as bench:
            assert "It was to end on Thu 4 Mar 2027, 7:30 pm" in bench.text
            await bench.click(f"#{button}")
            assert await bench.answer() == OPENS + timedelta(minutes=minutes)

    played(story())


def test_at_another_time(forgotten: Program) -> None:
    """What cannot be is said, and the line stays."""

    async def story() -> None:
        async with on_bench(forgotten, WhenEnded(forgotten.session(S), LATER)) as bench:
            bench.line().value = "6 pm"
            bench.line().focus()
            await bench.press("enter")
            await bench.shows("18:00 did not come between its start and now")
            bench.line().value = "7:45 pm"
            await bench.press("enter")
            assert await bench.answer() == OPENS + timedelta(minutes=75)

    played(story())


@pytest.mark.parametrize(("button", "hour"), [("yes", 5), ("no", 6)])
def test_an_hour_that_came_twice_is_a_choice(program: Program, button: str, hour: int) -> None:
    """On the night when the clocks go back."""
    program.now = datetime(2026, 10, 30, tzinfo=UTC)
    night = f"{program.group('Night', start='2026-11-01 00:30', repeat='once')}@2026-11-01"
    run_session.start(program.book, night, now=datetime(2026, 11, 1, 4, 30, tzinfo=UTC))
    later = datetime(2026, 11, 1, 9, tzinfo=UTC)

    async def story() -> None:
        async with on_bench(program, WhenEnded(program.session(night), later), now=later) as bench:
            bench.line().value = "1:30 am"
            bench.line().focus()
            await bench.press("enter")
            await bench.shows("01:30 comes twice", "The first (EDT)", "The second (EST)")
            await bench.click(f"#{button}")
            assert await bench.answer() == datetime(2026, 11, 1, hour, 30, tzinfo=UTC)

    played(story())


def test_finishing_takes_the_answer(forgotten: Program) -> None:
    """No hours are made up."""

    async def story() -> None:
        ended = OPENS + timedelta(minutes=28)
        async with on_bench(forgotten, Finish(roll_of(forgotten.book, S), ended)) as bench:
            await bench.press("enter")
            assert await bench.answer() is True

    played(story())
    (ana,) = roll_of(forgotten.book, S).marks
    assert (ana.minutes, ana.counted_minutes) == (28, 28)


def test_it_is_asked_only_where_it_is_late(forgotten: Program) -> None:
    """And Esc finishes nothing."""
    told: list[datetime | None] = []

    async def story() -> None:
        session = forgotten.session(S)
        async with on_bench(forgotten, Finish(roll_of(forgotten.book, S))) as bench:
            ask_when_ended(bench.app, session, told.append)
            await until(bench.pilot, lambda: isinstance(bench.app.screen, WhenEnded))
            await bench.press("escape")
            await until(bench.pilot, lambda: isinstance(bench.app.screen, Finish))
        async with on_bench(forgotten, Finish(roll_of(forgotten.book, S)), now=OPENS + timedelta(minutes=90)) as bench:
            ask_when_ended(bench.app, session, told.append)

    played(story())
    assert told == [None]
