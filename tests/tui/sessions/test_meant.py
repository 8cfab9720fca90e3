"""What a page asks first: before the session's day once, and after its close each time."""

from datetime import timedelta

import pytest

from facilitator.services.history.see_history import history_of
from facilitator.tui.kit.message import Question
from facilitator.tui.kit.reason import Reason
from facilitator.tui.sessions.finish import Finish
from facilitator.tui.sessions.meant import CORRECTIONS
from facilitator.tui.sessions.session import SessionScreen
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until
from tests.tui.sessions.test_session import EVENING

S = "Steady@2027-03-04"


@pytest.fixture
def steady(program: Program) -> str:
    """A group of three; the uid of its first session."""
    program.people("Ana", "Bo", "Cy", group=program.group("Steady"))
    return program.session(S).uid


def test_a_mark_before_its_day_asks_once(program: Program, steady: str) -> None:
    """Enter changes nothing; a yes holds as long as the page is open. That somebody lets us know asks nothing."""

    async def story() -> None:
        async with on_bench(program, SessionScreen(steady)) as bench:
            await bench.press("k")
            assert program.roll(S)["Ana"] == (True, "excused")
            await bench.press("p")
            await bench.shows("This session is planned for Thu 4 Mar 2027.", "That day is still to come.")
            await bench.press("enter")
            assert program.roll(S)["Bo"] == (True, None)
            await bench.press("p")
            await bench.click("#yes")
            await until(bench.pilot, lambda: program.roll(S)["Bo"] == (True, "present"))
            await bench.press("m")
            assert program.roll(S)["Cy"] == (True, "missed")

    played(story())


@pytest.mark.parametrize("key", ["f", "c", "w"])
def test_so_do_an_end_a_headcount_and_a_walk_in(program: Program, steady: str, key: str) -> None:
    """Before anything else is asked."""

    async def story() -> None:
        async with on_bench(program, SessionScreen(steady)) as bench:
            await bench.press(key)
            assert isinstance(bench.app.screen, Question)
            await bench.click("#yes")
            await bench.shows({"f": "Finish this session?", "c": "How many are here?", "w": "Who walked in?"}[key])
            await bench.press("escape")

    played(story())


def test_today_before_its_start_nothing_is_asked(program: Program, steady: str) -> None:
    """People come early."""

    async def story() -> None:
        async with on_bench(program, SessionScreen(steady), now=EVENING - timedelta(hours=8)) as bench:
            await bench.press("p")
            assert program.roll(S)["Ana"] == (True, "present")
            await bench.press("f")
            assert isinstance(bench.app.screen, Finish)
            await bench.press("escape")

    played(story())


def test_a_correction_takes_a_reason(program: Program, steady: str) -> None:
    """Esc leaves the mark as it is; whom the close left is marked at once."""
    program.now = EVENING
    program.mark(S, Ana="present", Bo="missed")
    program.end(S, "leave")

    async def story() -> None:
        async with on_bench(program, SessionScreen(steady), now=EVENING) as bench:
            await bench.press("m")
            assert isinstance(bench.app.screen, Reason)
            await bench.press("escape")
            assert program.roll(S)["Ana"] == (True, "present")
            await bench.press("m")
            await bench.press("tab", "enter", "enter")
            await until(bench.pilot, lambda: program.roll(S)["Ana"] == (True, "missed"))
            await bench.shows("Saved: Ana, missed.")
            await bench.press("down", "p")
            assert program.roll(S)["Cy"] == (True, "present")

    played(story())
    rows = history_of(program.book, S, names=False).rows
    assert CORRECTIONS[0] in {each.reason for each in rows}
