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


def test_where_nobody_came_it_can_be_noted_as_one_that_did_not_meet(program: Program) -> None:
    """Ready words are one click away; whoever let us know stays so."""
    program.people("Ana", "Bo", group=program.group("Steady"))
    program.mark(S, Ana="excused")

    async def story() -> None:
        async with on_bench(program, Finish(roll_of(program.book, S))) as bench:
            await bench.click("#did-not-meet")
            await bench.click("#no")
            assert "Finish this session?" in bench.text
            await bench.click("#did-not-meet")
            assert "Did not meet on Thu 4 Mar 2027, 6:30 pm?" in bench.text
            await bench.press("tab", "enter", "enter")
            assert await bench.answer() is True

    played(story())
    session = program.session(S)
    assert (session.status, session.reason) == (SessionStatus.DID_NOT_MEET, "nobody came")
    assert program.roll(S) == {"Ana": (False, "excused")}


def test_where_somebody_came_it_met(program: Program) -> None:
    """It is not offered then."""
    program.people("Ana", group=program.group("Steady"))
    program.mark(S, Ana="present")

    async def story() -> None:
        async with on_bench(program, Finish(roll_of(program.book, S))) as bench:
            assert "Did not meet" not in bench.text
            await bench.press("escape")

    played(story())


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


def test_what_another_window_changed_is_shown_before_anything_ends(program: Program) -> None:
    """The counts are others than were seen: the dialog shows them, and asks once more."""
    program.people("Ana", "Bo", group=program.group("Steady"))
    program.mark(S, Ana="present")

    async def story() -> None:
        async with on_bench(program, Finish(roll_of(program.book, S))) as bench:
            program.mark(S, Bo="late")
            await bench.click("#missed")
            await bench.shows("Marks were changed meanwhile", "2 here, 0 let us know")
            assert program.session(S).status is SessionStatus.SCHEDULED
            await bench.click("#finish")
            assert await bench.answer() is True

    played(story())
    assert program.roll(S) == {"Ana": (True, "present"), "Bo": (True, "late")}
