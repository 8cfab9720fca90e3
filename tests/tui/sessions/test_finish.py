"""Finishing a session: people without a mark are asked about, and nothing ends by a stray key."""

import pytest

from facilitator.services.sessions.read_roll import roll_of
from facilitator.tui.sessions.finish import Finish
from facilitator.words import SessionStatus
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played

S = "Steady@2027-03-04"


@pytest.mark.parametrize(
    ("button", "bo", "status"),
    [
        ("leave", None, SessionStatus.HELD),
        ("excused", "excused", SessionStatus.HELD),
        pytest.param("missed", "missed", SessionStatus.HELD, marks=pytest.mark.slow),
        pytest.param("no", None, SessionStatus.SCHEDULED, marks=pytest.mark.slow),
    ],
)
def test_what_becomes_of_those_without_a_mark(
    program: Program, button: str, bo: str | None, status: SessionStatus
) -> None:
    """Who has one keeps it."""
    program.people("Ana", "Bo", group=program.group("Steady"))
    program.mark(S, Ana="present")

    async def story() -> None:
        async with on_bench(program, Finish(roll_of(program.book, S))) as bench:
            assert "1 here, 0 let us know, 0 did not come." in bench.text
            assert "1 person who was expected has no mark yet. What fits them?" in bench.text
            await bench.click(f"#{button}")
            assert await bench.answer() is (button != "no")

    played(story())
    assert program.session(S).status is status
    assert program.roll(S) == {"Ana": (True, "present"), "Bo": (True, bo)}


def test_where_all_are_marked_it_only_asks_for_a_yes(program: Program) -> None:
    """Enter on the first button."""
    program.people("Ana", group=program.group("Steady"))
    program.mark(S, Ana="excused")

    async def story() -> None:
        async with on_bench(program, Finish(roll_of(program.book, S))) as bench:
            assert "0 here, 1 let us know, 0 did not come." in bench.text
            assert "no mark yet" not in bench.text
            await bench.press("enter")
            assert await bench.answer() is True

    played(story())
    assert program.session(S).status is SessionStatus.HELD
