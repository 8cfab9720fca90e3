"""Where screens ask to go: each message is handled by the program, and leads where it says."""

import inspect
from typing import Any, TypeVar

import pytest
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen

from facilitator.tui import messages
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.history.history import HistoryScreen
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.parts.table import Table
from facilitator.tui.messages import GoToGroup, GoToPerson, OpenHistory, OpenSession
from facilitator.tui.people.people import PeopleScreen
from facilitator.tui.scheduling.group import GroupScreen
from facilitator.tui.scheduling.groups import GroupsScreen
from facilitator.tui.sessions.session import SessionScreen
from tests.conftest import Program
from tests.tui.screens import opened, played, text_of, until

Kind = TypeVar("Kind", bound=Screen[Any])

MESSAGES = [each for _, each in inspect.getmembers(messages, inspect.isclass) if each.__module__ == messages.__name__]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda each: each.__name__)
def test_the_program_handles_each_of_them(message: type[Message]) -> None:
    """One without a handler would lead nowhere, and nobody would be told."""
    assert callable(getattr(FacilitatorApp, message.handler_name))


async def _front(app: FacilitatorApp, pilot: Pilot[Any], kind: type[Kind], **values: Any) -> Kind:
    """The screen in front, once it is one of that kind with these values."""

    def there() -> bool:
        screen = app.screen
        return isinstance(screen, kind) and all(getattr(screen, name) == value for name, value in values.items())

    await until(pilot, there)
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, kind)
    return screen


@pytest.mark.slow
def test_groups_and_sessions(program: Program) -> None:
    """However deep somebody is in a place; Esc leads back, and the cursor is on what was gone to."""
    first, second = program.group("Steady"), program.group("Anchors", "2027-03-05 18:30", repeat="once")
    session = program.session("Steady@2027-03-04").uid

    async def story() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            app.screen.post_message(GoToGroup(first))
            page = await _front(app, pilot, GroupScreen, uid=first)
            page.post_message(OpenSession(session))
            await _front(app, pilot, SessionScreen, uid=session)
            assert app.screen_stack[-2] is page
            app.screen.post_message(GoToGroup(second))
            await _front(app, pilot, GroupScreen, uid=second)
            await pilot.press("escape")
            groups = await _front(app, pilot, GroupsScreen)
            assert groups.query_one(Table).current == second

    played(story())


@pytest.mark.slow
def test_people_and_histories(program: Program) -> None:
    """The cursor is on the person, and their history opens over them, once."""
    ana, bo = program.people("Ana", "Bo")

    async def story() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            for wanted in (bo, ana):
                app.screen.post_message(GoToPerson(wanted.uid))
                people = await _front(app, pilot, PeopleScreen)
                assert people.query_one(RowList).current == wanted.uid
            app.screen.post_message(OpenHistory(ana.uid))
            history = await _front(app, pilot, HistoryScreen, about=ana.uid, names=False)
            assert "Ana" not in text_of(app)
            history.post_message(OpenHistory())
            await pilot.pause()
            assert app.screen is history, "that of the book is one key away on it"

    played(story())
