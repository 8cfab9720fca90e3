"""Two windows on one book: what is done in one is seen, and said, in the other within a second."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from facilitator.services.agency.keep_logins import add_login
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.privacy.note_reading import Look, Readings
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.history.other_windows import LOOK_SECONDS
from facilitator.tui.kit.ask import Ask
from facilitator.tui.messages import OpenSession
from facilitator.tui.sessions.roll_table import RollTable
from facilitator.tui.sessions.session import SessionScreen
from tests.conftest import Program
from tests.tui.screens import SMALL, played, text_of, until

S = "Steady@2027-03-04"
DAY = datetime(2027, 3, 4, 17, tzinfo=UTC)
"""The session's own day, before its start."""


@pytest.fixture(autouse=True)
def own_eyes_only() -> None:
    """Here each window looks for what others did, as it always does."""


@asynccontextmanager
async def at_session(program: Program, login: str | None = None) -> AsyncIterator[tuple[FacilitatorApp, Pilot[int]]]:
    """A window with the session in front."""
    app = FacilitatorApp(program.home, clock=lambda: DAY, login=login)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(pilot, lambda: app._others is not None)
        await until(pilot, lambda: app.current_mode == "today" and app.screen.is_current)
        app.post_message(OpenSession(program.session(S).uid))
        await until(pilot, lambda: isinstance(app.screen, SessionScreen) and "Ana Abel" in text_of(app))
        await pilot.pause()
        yield app, pilot


def filled(program: Program) -> Program:
    """A session of three, a facilitator, and a coordinator who has a login too."""
    uid = program.group("Steady")
    program.people("Ana Abel", "Bo Ruiz", "Cy Novak", group=uid)
    add_facilitator(program.book, name="Jo Pike", now=program.now)
    add_login(program.book, name="jo", facilitator="Jo Pike", now=program.now)
    add_login(program.book, name="dana", now=program.now)
    return program


def test_a_mark_is_seen_in_the_other_window_and_said_whose_it_is(program: Program) -> None:
    """The cursor stays with its person; in one's own window nothing is said twice."""
    filled(program)

    async def story() -> None:
        async with at_session(program, "dana") as (one, first), at_session(program, "jo") as (other, second):
            await first.press("down", "down")
            assert one.screen.query_one(RollTable).cursor_row == 2
            await second.press("p", "k")
            # both in one look, or one in each of two
            await until(first, lambda: "P  Present" in text_of(one) and "K  Let us know" in text_of(one))
            assert re.search(r"Jo Pike marked (2 people|1 person)\.", text_of(one))
            assert one.screen.query_one(RollTable).cursor_row == 2
            await second.pause(2 * LOOK_SECONDS)
            assert "Saved: Bo Ruiz, excused" in text_of(other)

    played(story())


@pytest.mark.slow
def test_in_another_window_of_ones_own_it_is_said_so(program: Program) -> None:
    """One login, two windows."""
    filled(program)

    async def story() -> None:
        async with at_session(program, "jo") as (one, first), at_session(program, "jo") as (_other, second):
            await second.press("n")
            await until(first, lambda: "In another window you started a session." in text_of(one))

    played(story())


@pytest.mark.slow
def test_a_dialog_keeps_what_is_typed_and_the_page_follows_when_it_is_gone(program: Program) -> None:
    """Nothing is thrown away under somebody's fingers."""
    filled(program)

    async def story() -> None:
        async with at_session(program, "dana") as (app, pilot):
            await pilot.press("c")
            await until(pilot, lambda: isinstance(app.screen, Ask))
            await pilot.press("1", "2")
            program.mark(S, **{"Ana Abel": "present"})
            await pilot.pause(2 * LOOK_SECONDS)
            assert isinstance(app.screen, Ask)
            assert app.screen.query_one(Input).value == "12"
            await pilot.press("escape")
            await until(pilot, lambda: "pat marked 1 person." in text_of(app))
            assert "P  Present" in text_of(app)

    played(story())


@pytest.mark.slow
def test_a_look_is_no_change_and_a_locked_window_does_not_look(program: Program) -> None:
    """Its connection is closed, and with it the key is gone."""
    filled(program)

    async def story() -> None:
        async with at_session(program, "dana") as (app, pilot):
            shown = text_of(app)
            Readings(program.book).record(Look("read.roll", program.session(S).uid), now=program.now)
            await pilot.pause(2 * LOOK_SECONDS)
            assert text_of(app) == shown
            others = app._others
            assert others is not None
            await pilot.press("ctrl+l")
            await until(pilot, lambda: not app.unlocked)
            assert app._others is None
            assert not others._timer._task or others._timer._task.cancelled() or others._timer._task.done()

    played(story())
