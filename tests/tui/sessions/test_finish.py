"""Finishing a session: people without a mark are named and asked about, and nothing ends by a stray key."""

import pytest
from textual.widgets import OptionList

from facilitator.services.sessions.read_roll import roll_of
from facilitator.tui.sessions.finish import Finish
from facilitator.words import SessionStatus
from tests.conftest import Program
from tests.tui.bench import Bench, on_bench
from tests.tui.screens import played

S = "Steady@2027-03-04"


async def _choose(bench: Bench, way: str) -> None:
    """Go down to a row with the arrows, and take it."""
    for _ in range(20):
        shown = bench.app.screen.query_one("#finish-list", OptionList)
        if shown.highlighted_option is not None and shown.highlighted_option.id == way:
            break
        await bench.press("down")
    await bench.press("enter")


@pytest.mark.parametrize(
    ("way", "bo", "status"),
    [
        ("leave", None, SessionStatus.HELD),
        ("excused", "excused", SessionStatus.HELD),
        pytest.param("missed", "missed", SessionStatus.HELD, marks=pytest.mark.slow),
        pytest.param("no", None, SessionStatus.SCHEDULED, marks=pytest.mark.slow),
    ],
)
def test_what_becomes_of_all_without_a_mark(program: Program, way: str, bo: str | None, status: SessionStatus) -> None:
    """Who has one keeps it; arrows choose."""
    program.people("Ana", "Bo", group=program.group("Steady"))
    program.mark(S, Ana="present")

    async def story() -> None:
        async with on_bench(program, Finish(roll_of(program.book, S))) as bench:
            assert "1 here, 0 let us know, 0 missed." in bench.text
            assert "1 person has no mark yet. What fits them?" in bench.text
            assert "· To mark Bo" in bench.text
            await _choose(bench, way)
            assert await bench.answer() is (way != "no")

    played(story())
    assert program.session(S).status is status
    assert program.roll(S) == {"Ana": (True, "present"), "Bo": (True, bo)}


def test_each_is_answered_for_by_name(program: Program) -> None:
    """One key a person, saved at once, and on to the next; the others are answered for together."""
    program.people("Ana", "Bo", "Cy", "Di", "Eli", group=program.group("Steady"))

    async def story() -> None:
        async with on_bench(program, Finish(roll_of(program.book, S))) as bench:
            await bench.press("p", "k", "full_stop")
            assert program.roll(S)["Ana"] == (True, "present")
            assert program.roll(S)["Bo"] == (True, "excused")
            assert "P Present Ana" in bench.text
            assert "· Leave Cy" in bench.text
            assert "2 people have no mark yet." in bench.text
            assert "The others: missed, and finish" in bench.text
            await bench.press("enter")
            assert "p, k, m or . answers for this person" in bench.text
            await bench.press("m")
            await _choose(bench, "missed")
            assert await bench.answer() is True

    played(story())
    roll = {"Ana": "present", "Bo": "excused", "Cy": "missed", "Di": "missed", "Eli": "missed"}
    assert {name: mark for name, (_, mark) in program.roll(S).items()} == roll


def test_once_all_are_answered_for_enter_finishes(program: Program) -> None:
    """Whom somebody left stays to mark; by the mouse as well, and by code where names are hidden."""
    ana, bo = program.people("Ana", "Bo", group=program.group("Steady"))

    async def story() -> None:
        async with on_bench(program, Finish(roll_of(program.book, S), names=False)) as bench:
            assert "Ana" not in bench.text
            assert ana.code in bench.text
            assert bo.code in bench.text
            await bench.press("down", "up")
            await bench.click("AnswerKey")
            await bench.press("full_stop")
            await bench.shows("Finish Not yet")
            await bench.press("enter")
            assert await bench.answer() is True

    played(story())
    assert sorted(mark or "" for _, mark in program.roll(S).values()) == ["", "present"]


def test_where_nobody_came_it_can_be_noted_as_one_that_did_not_meet(program: Program) -> None:
    """Ready words are one click away; whoever let us know stays so."""
    program.people("Ana", "Bo", group=program.group("Steady"))
    program.mark(S, Ana="excused")

    async def story() -> None:
        async with on_bench(program, Finish(roll_of(program.book, S))) as bench:
            await _choose(bench, "did-not-meet")
            await bench.click("#no")
            assert "Finish this session?" in bench.text
            await bench.press("enter")
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
    """Enter on the first row."""
    program.people("Ana", group=program.group("Steady"))
    program.mark(S, Ana="excused")

    async def story() -> None:
        async with on_bench(program, Finish(roll_of(program.book, S))) as bench:
            assert "0 here, 1 let us know, 0 missed." in bench.text
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
            await _choose(bench, "missed")
            await bench.shows("Marks were changed meanwhile", "2 here, 0 let us know")
            assert program.session(S).status is SessionStatus.SCHEDULED
            await _choose(bench, "finish")
            assert await bench.answer() is True

    played(story())
    assert program.roll(S) == {"Ana": (True, "present"), "Bo": (True, "late")}
