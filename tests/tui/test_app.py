"""The program goes where screens ask to go, and a page whose record is gone goes back with a word."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.message import Message as Asked
from textual.widgets import Static

from facilitator.errors import NotFound, Refused
from facilitator.services.history.undo import newest_change, undo
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.message import Message, Question
from facilitator.tui.kit.page import Page
from facilitator.tui.messages import GoToGroup, GoToSession
from facilitator.tui.scheduling.group import GroupScreen
from facilitator.tui.scheduling.groups import GroupsScreen
from facilitator.tui.sessions.session import SessionScreen
from facilitator.tui.sessions.today import TodayScreen
from tests.conftest import Program
from tests.tui.screens import WIDE, opened, played, text_of, until

S = "Steady@2027-03-04"


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens are used by whoever filled the book."""
    monkeypatch.setenv("LOGNAME", "pat")


def _take_group_back(program: Program) -> None:
    """As another window would, while the page is open."""
    undo(program.book, now=program.now, expected=newest_change(program.book))


async def _front(app: FacilitatorApp, pilot: Any, kind: type) -> None:
    await until(pilot, lambda: isinstance(app.screen, kind))
    await pilot.pause()


@pytest.mark.parametrize(
    ("ask", "page", "below", "words"),
    [
        pytest.param(
            lambda program, uid: GoToGroup(uid),
            GroupScreen,
            GroupsScreen,
            "This group is no longer",
            marks=pytest.mark.slow,
        ),
        (
            lambda program, uid: GoToSession(program.session(S).uid),
            SessionScreen,
            TodayScreen,
            "This session is no longer",
        ),
    ],
    ids=["group", "session"],
)
def test_scheduling_is_taken_back_from_a_page_of_it(
    program: Program, ask: Callable[[Program, str], Asked], page: type, below: type, words: str
) -> None:
    """Ctrl+Z while the group, or one of its sessions, is in front: the page goes back and says so."""
    uid = program.group("Steady")

    async def story() -> None:
        async with opened(program.home, program.now, notices=True) as (app, pilot):
            app.book.window = program.book.window
            app.post_message(ask(program, uid))
            await _front(app, pilot, page)
            await pilot.press("ctrl+z")
            await _front(app, pilot, Question)
            await pilot.click("#yes")
            await _front(app, pilot, below)
            await until(pilot, lambda: words in text_of(app) and "Taken back: " in text_of(app))

    played(story())


@pytest.mark.slow
def test_a_session_over_its_group_goes_back_past_both(program: Program) -> None:
    """Both are gone: the place with all groups is the first page that is still there."""
    uid = program.group("Steady")

    async def story() -> None:
        async with opened(program.home, program.now, notices=True) as (app, pilot):
            app.book.window = program.book.window
            app.post_message(GoToGroup(uid))
            await _front(app, pilot, GroupScreen)
            await pilot.press("enter")
            await _front(app, pilot, SessionScreen)
            await pilot.press("ctrl+z")
            await _front(app, pilot, Question)
            await pilot.click("#yes")
            await until(pilot, lambda: isinstance(app.screen, GroupsScreen) and "No groups yet." in text_of(app))
            await until(pilot, lambda: "This group is no longer in the book." in text_of(app))
            assert len(app.screen_stack) == 1

    played(story())


@pytest.mark.slow
def test_what_another_window_took_back_ends_its_page_and_not_the_program(program: Program) -> None:
    """The next key finds the session gone."""
    program.group("Steady")

    async def story() -> None:
        async with opened(program.home, program.now, notices=True) as (app, pilot):
            app.post_message(GoToSession(program.session(S).uid))
            await _front(app, pilot, SessionScreen)
            _take_group_back(program)
            await pilot.press("n")
            await until(pilot, lambda: "This session is no longer" in text_of(app))
            assert isinstance(app.screen, TodayScreen)

    played(story())


def test_a_row_that_another_window_took_back_is_gone_when_the_cursor_comes_to_it(program: Program) -> None:
    """The list beside which a group is shown still has its row."""
    program.group("Calm")
    program.group("Steady", room=None)

    async def story() -> None:
        async with opened(program.home, program.now, WIDE, notices=True) as (app, pilot):
            await pilot.press("3")
            await _front(app, pilot, GroupsScreen)
            await until(pilot, lambda: "Steady" in text_of(app))
            _take_group_back(program)
            await pilot.press("down")
            await until(pilot, lambda: "Steady" not in text_of(app) and "Calm" in text_of(app))
            assert isinstance(app.screen, GroupsScreen)

    played(story())


class _Whole(Page):
    """A page that is all there, and an act that finds nothing."""

    def action_look(self) -> None:
        raise NotFound("no room 'Attic'", "See: facilitator room list")


def test_what_is_missing_beside_the_page_is_told_over_it(program: Program) -> None:
    """The page stays; what to do at a command line is left out."""

    async def story() -> None:
        async with opened(program.home, program.now, notices=True) as (app, pilot):
            page = _Whole()
            await app.push_screen(page)
            assert await app.run_action("look", page)
            await _front(app, pilot, Message)
            assert "no room 'Attic'" in text_of(app)
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is page)

    played(story())


def test_a_session_that_was_never_there_opens_no_page(program: Program) -> None:
    """The palette was read before somebody took it back."""

    async def story() -> None:
        async with opened(program.home, program.now, notices=True) as (app, pilot):
            app.post_message(GoToSession("nothing-of-the-kind"))
            await until(pilot, lambda: "This session is no longer" in text_of(app))
            assert isinstance(app.screen, TodayScreen)

    played(story())


class _Refusing(Dialog[None]):
    """A dialog about something that cannot be done any more when it opens."""

    def compose(self) -> ComposeResult:
        yield Static("never seen")
        raise Refused("this session was cancelled", "Bring it back first.")


def test_a_dialog_that_cannot_be_made_ends_and_says_why(program: Program) -> None:
    """The page below stays, and the program goes on."""

    async def story() -> None:
        async with opened(program.home, program.now, notices=True) as (app, pilot):
            await app.push_screen(_Refusing())
            await _front(app, pilot, Message)
            assert "this session was cancelled" in text_of(app)
            await pilot.press("enter")
            await _front(app, pilot, TodayScreen)

    played(story())
