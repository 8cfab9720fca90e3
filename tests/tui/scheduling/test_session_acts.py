"""What is done to one session from a page that lists it, on a page that keeps no list: any page can."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from facilitator.domain.views import Session
from facilitator.services.scheduling import edit_sessions
from facilitator.tui.kit.ask import Ask
from facilitator.tui.kit.message import Message
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.reason import Reason
from facilitator.tui.scheduling import session_acts
from facilitator.tui.scheduling.choose_lesson import ChooseLesson
from facilitator.tui.scheduling.move_session import MoveSession
from facilitator.words import SessionStatus
from tests.conftest import Program
from tests.tui.screens import opened, played, until

S = "Steady@2027-03-04"


class _Plain(Page):
    """A page that keeps what is said on it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)


def _cancelled(program: Program) -> Session:
    edit_sessions.cancel(program.book, S, reason="snow", now=program.now)
    return program.session(S)


def test_what_cannot_be_is_said_on_the_page(program: Program) -> None:
    """No dialog opens for it, and nothing is done."""
    program.group("Steady")
    coming, gone = program.session(S), _cancelled(program)
    page, done = _Plain(), list[str]()
    session_acts.move_session(page, gone, done.append)
    session_acts.give_lesson(page, gone, done.append)
    session_acts.cancel_session(page, gone, done.append)
    session_acts.restore_session(page, coming, done.append)
    assert page.said == [
        "Only a session that is still to come can be moved.",
        "Only a session that is still to come can have another lesson.",
        "It is cancelled already; b brings it back.",
        "This session is not cancelled.",
    ]
    assert done == []


Act = Callable[[Page, Session, session_acts.Done], None]


@pytest.mark.parametrize(
    ("act", "dialog"),
    [
        (session_acts.move_session, MoveSession),
        pytest.param(session_acts.cancel_session, Reason, marks=pytest.mark.slow),
        (session_acts.give_lesson, ChooseLesson),
        pytest.param(session_acts.ask_minutes, Ask, marks=pytest.mark.slow),
    ],
    ids=["move", "cancel", "lesson", "minutes"],
)
def test_it_asks_first(program: Program, act: Act, dialog: type[Screen[Any]]) -> None:
    """Esc leaves the session as it is, and nothing is told."""
    program.group("Steady", curriculum="eight-steady-steps")
    before = program.session(S)

    async def story() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            page, done = _Plain(), list[str]()
            await app.push_screen(page)
            act(page, before, done.append)
            await until(pilot, lambda: isinstance(app.screen, dialog))
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is page)
            assert done == page.said == []

    played(story())
    assert program.session(S) == before


def test_cancel_restore_and_minutes_tell_what_came_of_it(program: Program) -> None:
    """On a page that lists no sessions; what the service refuses is a message over it."""
    program.group("Steady", curriculum="eight-steady-steps")

    async def story() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            page, done = _Plain(), list[str]()
            await app.push_screen(page)
            session_acts.cancel_session(page, program.session(S), done.append)
            await until(pilot, lambda: isinstance(app.screen, Reason) and bool(app.screen.query(Input)))
            app.screen.query_one(Input).value = "snow"
            await pilot.press("enter")
            await until(pilot, lambda: bool(done))
            assert done.pop() == "Thu 4 Mar 2027 is cancelled: snow."
            session_acts.restore_session(page, program.session(S), done.append)
            assert done.pop() == "Thu 4 Mar 2027 meets again."
            session_acts.note_did_not_meet(page, program.session(S), done.append)
            await until(pilot, lambda: isinstance(app.screen, Reason) and bool(app.screen.query(Input)))
            app.screen.query_one(Input).value = "nobody came"
            await pilot.press("enter")
            await until(pilot, lambda: bool(done))
            assert done.pop() == "Thu 4 Mar 2027 did not meet: nobody came."
            session_acts.note_did_not_meet(page, program.session(S), done.append)
            assert page.said.pop() == "What was held or called off stays so. b brings back what did not meet."
            session_acts.restore_session(page, program.session(S), done.append)
            assert done.pop() == "Thu 4 Mar 2027 meets again."
            session_acts.let_last(page, program.session(S), 45, done.append)
            assert done.pop().startswith("It lasts 45 minutes.")
            session_acts.let_last(page, program.session(S), 0, done.append)
            await until(pilot, lambda: isinstance(app.screen, Message))
            assert done == []

    played(story())
    session = program.session(S)
    assert (session.minutes, session.status) == (45, SessionStatus.SCHEDULED)
