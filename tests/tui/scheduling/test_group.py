"""A group on its page: its sessions and roster, and each act with what it asks first."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.see_groups import see_group
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.tui.messages import GoToGroup
from facilitator.tui.scheduling.group import GroupScreen
from facilitator.tui.scheduling.group_tables import RosterTable, SessionsTable
from facilitator.tui.sessions.session import SessionScreen
from facilitator.words import GroupStatus, SessionStatus
from tests.books import NOW
from tests.conftest import Program
from tests.tui.mouse import click_on
from tests.tui.screens import WIDE, opened, played, text_of, until


async def _group(pilot: Pilot[Any], app: App[Any], uid: str) -> GroupScreen:
    """Go to a group as the palette does."""
    app.post_message(GoToGroup(uid))
    await until(pilot, lambda: isinstance(app.screen, GroupScreen) and bool(app.screen.sessions))
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, GroupScreen)
    return screen


def _status(program: Program, uid: str, day: date) -> tuple[SessionStatus, str]:
    (found,) = list_sessions(program.book, day, day, group=uid)
    return found.status, found.reason


def _roster(program: Program, uid: str) -> dict[str, bool]:
    """Who is on the roster, and whether they wait."""
    return {each.person.name: each.waitlisted for each in see_group(program.book, uid, now=NOW).roster}


@pytest.mark.slow
def test_tab_goes_between_sessions_and_roster(program: Program, group: str) -> None:
    """Two tables; Enter opens the session that one is on, Esc comes back to the group."""

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            screen = await _group(pilot, app, group)
            assert screen.query_one(SessionsTable).has_focus
            await pilot.press("tab")
            assert screen.query_one(RosterTable).has_focus
            await pilot.press("shift+tab", "down", "enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            await pilot.pause()
            assert "Thu 11 Mar" in text_of(app)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen)

    played(story())


@pytest.mark.slow
def test_enrol_and_take_off(program: Program, group: str) -> None:
    """Somebody new waits where the group is full; u takes it back; taking off asks, and gives the seat on."""

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            screen = await _group(pilot, app, group)
            await pilot.press("e", *"Lu", "enter")
            await until(pilot, lambda: app.screen is screen and "Lu" in _roster(program, group))
            await pilot.pause()
            assert "Lu waits for a seat.   u takes it back" in text_of(app)
            await pilot.press("u")
            assert "Lu" not in _roster(program, group)
            await click_on(pilot, app, "Bo")
            await click_on(pilot, app, "t Take off")
            assert "Take Bo off the roster?" in text_of(app)
            await click_on(pilot, app, "Not now")
            assert _roster(program, group) == {"Ana": False, "Bo": False, "Zoë": True}
            await pilot.press("t", "enter")
            await until(pilot, lambda: app.screen is screen)
            assert _roster(program, group) == {"Ana": False, "Bo": False, "Zoë": True}, "Enter alone takes nobody off"
            await pilot.press("t", "shift+tab", "enter")
            await until(pilot, lambda: app.screen is screen)

    played(story())
    assert _roster(program, group) == {"Ana": False, "Zoë": False}


@pytest.mark.slow
def test_cancel_with_a_reason_and_bring_back(program: Program, group: str) -> None:
    """No reason, no cancelling; ready words by mouse; b brings it back, and u undoes that."""
    day = date(2027, 3, 4)

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            screen = await _group(pilot, app, group)
            await pilot.press("c", "enter")
            await pilot.pause()
            assert "Give a reason in a few words" in text_of(app)
            await click_on(pilot, app, "the weather")
            assert _status(program, group, day) == (SessionStatus.SCHEDULED, "")
            await click_on(pilot, app, "Cancel this session")
            await until(pilot, lambda: app.screen is screen)
            assert _status(program, group, day) == (SessionStatus.CANCELLED, "the weather")
            await pilot.pause()
            assert "- cancelled" in text_of(app)
            await pilot.press("b")
            assert _status(program, group, day) == (SessionStatus.SCHEDULED, "")
            await pilot.press("u")
            assert _status(program, group, day) == (SessionStatus.CANCELLED, "the weather")

    played(story())


@pytest.mark.slow
def test_an_error_shows_title_and_hint(program: Program, group: str) -> None:
    """A cancelled session whose room was taken cannot come back: what, and what to do."""
    edit_sessions.cancel(program.book, f"{group}@2027-03-04", reason="snow", now=NOW)
    program.group("Choir", "2027-03-04 18:00", repeat="once", room="Blue room")

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            await _group(pilot, app, group)
            await pilot.press("b")
            await pilot.pause()
            shown = text_of(app)
            assert "Blue room is taken then by Choir" in shown
            assert "Move one of the two first." in shown

    played(story())


@pytest.mark.slow
def test_move_in_spite_of_a_clash(program: Program, group: str) -> None:
    """A clash is said and nothing moves; then it may be moved all the same, and u moves it back."""
    program.group("Choir", "2027-03-05 18:00", repeat="once", room="Blue room")

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            screen = await _group(pilot, app, group)
            await pilot.press("m", "up")
            await pilot.pause()
            assert "Thu 4 Mar 2027, 6:30 pm  ->  Fri 5 Mar 2027, 6:30 pm" in text_of(app)
            assert "! Fri 5 Mar 2027: Blue room" in text_of(app)
            await pilot.press("enter")
            await pilot.pause()
            assert "! Blue room is taken then by Choir. Nothing was changed." in text_of(app)
            assert program.session(f"{group}@2027-03-04").status is SessionStatus.SCHEDULED
            await click_on(pilot, app, "Move it in spite of that")
            await until(pilot, lambda: app.screen is screen)
            assert _status(program, group, date(2027, 3, 5))[0] is SessionStatus.SCHEDULED
            await pilot.press("u")
            assert _status(program, group, date(2027, 3, 4))[0] is SessionStatus.SCHEDULED

    played(story())


@pytest.mark.slow
def test_calendar_file(program: Program, group: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes where downloads go, says where it is, and has nobody's name in it."""
    (tmp_path / "Downloads").mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    written = tmp_path / "Downloads" / "steady.ics"

    async def story() -> None:
        async with opened(program.home, NOW, WIDE) as (app, pilot):
            await _group(pilot, app, group)
            await pilot.press("x", "enter")
            await until(pilot, written.exists)
            await pilot.pause()
            assert "4 sessions are in" in text_of(app)

    played(story())
    data = written.read_bytes()
    assert data.count(b"BEGIN:VEVENT") == 4
    assert b"Ana" not in data


@pytest.mark.slow
def test_report_with_definitions(program: Program, group: str) -> None:
    """Numbers with their definitions; days in the wrong order are said at the field."""
    program.mark(f"{group}@2027-03-04", Ana="present", Bo="missed")
    program.end(f"{group}@2027-03-04")

    async def story() -> None:
        async with opened(program.home, NOW.replace(day=5), WIDE) as (app, pilot):
            await _group(pilot, app, group)
            await pilot.press("r")
            await pilot.pause()
            shown = text_of(app)
            assert "Mon 1 Feb 2027 to Fri 5 Mar 2027, both days included" in shown
            assert _row(shown, "sessions held") == "1"
            assert _row(shown, "delivery") == "100.0%"
            assert "Sessions that met and whose attendance was closed." in shown
            await pilot.press("tab", *"1 jan 2027")
            await pilot.pause()
            assert "Fri 1 Jan 2027 is before Mon 1 Feb 2027." in text_of(app)

    played(story())


@pytest.mark.slow
def test_end_a_group(program: Program, group: str) -> None:
    """It says what stays; Enter alone never ends anything."""

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            screen = await _group(pilot, app, group)
            await pilot.press("D", *"11 mar", "enter", "enter")
            await until(pilot, lambda: app.screen is screen)
            assert see_group(program.book, group, now=NOW).group.status is GroupStatus.ACTIVE
            await pilot.press("D", *"11 mar", "enter", "tab", "enter")
            await until(pilot, lambda: app.screen is screen)
            await pilot.pause()
            assert "Steady ends on Thu 11 Mar 2027; 2 later sessions were cancelled." in text_of(app)

    played(story())
    assert see_group(program.book, group, now=NOW).group.status is GroupStatus.ENDED


def _row(shown: str, words: str) -> str:
    """What stands behind these words in the line of the dialog that they begin, without the frame around it."""
    found = re.search(rf"│  {words}  +(\S.*?) *│", shown)
    assert found, shown
    return found[1]
