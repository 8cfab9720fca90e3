"""Groups: the list, a group with its sessions and roster, and each act with what it asks first."""

from datetime import date
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from facilitator.services.scheduling import edit_sessions
from facilitator.tui.messages import GoToGroup
from facilitator.tui.scheduling.group import GroupScreen
from facilitator.tui.scheduling.group_tables import SessionsTable
from facilitator.tui.scheduling.groups import GroupsScreen
from tests.books import NOW
from tests.conftest import Program
from tests.tui.mouse import click_on
from tests.tui.screens import SMALL, WIDE, opened, played, text_of, until

ODD = "مجموعة [red]tea[/] 🌿"


async def _groups(pilot: Pilot[Any], app: App[Any]) -> None:
    await pilot.press("3")
    await until(pilot, lambda: isinstance(app.screen, GroupsScreen))
    await pilot.pause()


async def _group(pilot: Pilot[Any], app: App[Any], uid: str) -> GroupScreen:
    """Go to a group as the palette does."""
    app.post_message(GoToGroup(uid))
    await until(pilot, lambda: isinstance(app.screen, GroupScreen) and bool(app.screen.sessions))
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, GroupScreen)
    return screen


def test_without_a_group_it_says_what_to_do(program: Program) -> None:
    """The next step stands where groups will be."""

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            await _groups(pilot, app)
            assert "No groups yet. Press a to schedule one" in text_of(app)

    played(story())


@pytest.mark.slow
def test_the_list(program: Program, group: str) -> None:
    """Title, next session, seats and room in columns; titles are shown as they are; ended groups come last."""
    program.group(ODD, "2027-03-02 10:00", repeat="weekly, 2 times")
    edit_sessions.end_group(program.book, program.group("Autumn walk"), on=date(2027, 2, 1), now=NOW)

    async def story() -> None:
        async with opened(program.home, NOW, WIDE) as (app, pilot):
            await _groups(pilot, app)
            lines = text_of(app).splitlines()
            steady = next(line for line in lines if line[1:].startswith(("▌Steady", " Steady")))
            assert "Thu 04 Mar  18:30" in steady
            assert "2 of 2        1  Blue room  closed" in steady
            assert any("[red]tea[/]" in line for line in lines)
            assert "Groups · 2 going on, 1 ended" in lines[2]
            walk = next(row for row, line in enumerate(lines) if "Autumn walk" in line)
            assert "ended" in lines[walk]
            assert not lines[walk + 1][1:60].strip()
            await click_on(pilot, app, "▌Steady")
            await until(pilot, lambda: isinstance(app.screen, GroupScreen))
            await pilot.pause()
            shown = text_of(app)
            assert "Every Thursday, 4 times, from Thu 4 Mar" in shown
            assert "Where stress lands" in shown

    played(story())


@pytest.mark.slow
def test_any_size(program: Program, group: str) -> None:
    """Small and wide: both tables are there, and the side pane where there is room."""

    async def story() -> None:
        async with opened(program.home, NOW, (40, 10)) as (app, pilot):
            screen = await _group(pilot, app, group)
            assert screen.query_one(SessionsTable).row_count == 4
            await pilot.resize_terminal(*WIDE)
            await pilot.pause()
            assert "Not on the public schedule" in text_of(app)
            await pilot.resize_terminal(*SMALL)
            await pilot.pause()
            shown = text_of(app)
            assert "Not on the public schedule" not in shown
            assert all(words in shown for words in ("Where stress lands", "Zoë", "waits for a seat", "Esc Back"))

    played(story())
