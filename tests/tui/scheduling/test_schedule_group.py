"""Scheduling a group: what is typed shows its dates, and nothing is saved that is not clean or said to be kept."""

from datetime import date
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Button
from textual.worker import WorkerCancelled

from facilitator.services.agency.keep_sites import add_room, add_site
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.scheduling.keep_closures import add_closed_days
from facilitator.services.scheduling.see_groups import see_group
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.tui.scheduling.schedule_group import ScheduleGroup
from facilitator.words import ClosurePolicy, EnrolmentKind
from tests.books import NOW
from tests.conftest import Program
from tests.tui.mouse import click_on
from tests.tui.screens import SMALL, WIDE, opened, played, text_of, until


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No wait for the next letter."""
    monkeypatch.setattr(ScheduleGroup, "PAUSE_SECONDS", 0.0)


@pytest.fixture
def premises(program: Program) -> Program:
    """A room that is taken on Thursday 18 March, a facilitator, and a closed day on the 11th."""
    add_site(program.book, name="Harbor House", address="", now=program.now)
    add_room(program.book, site="Harbor House", name="Blue [b]room", capacity=12, now=program.now)
    add_facilitator(program.book, name="Dana R.", now=program.now)
    add_closed_days(program.book, date(2027, 3, 11), date(2027, 3, 11), reason="spring day", now=program.now)
    program.group("Quilting", "2027-03-18 18:30", repeat="once", room="Blue [b]room")
    return program


async def _dialog(pilot: Pilot[Any], app: App[Any]) -> ScheduleGroup:
    """Open it from Today, with its curricula read."""
    await pilot.press("a")
    await until(pilot, lambda: isinstance(app.screen, ScheduleGroup) and bool(app.screen.form.curricula))
    screen = app.screen
    assert isinstance(screen, ScheduleGroup)
    return screen


async def _settled(pilot: Pilot[Any], dialog: ScheduleGroup) -> str:
    """The screen once the dates of what was typed last are worked out."""
    await pilot.pause()
    # another answer that arrives late cancels the dates of the one before: then those that come after it are waited for
    for _ in range(10):
        try:
            await dialog.app.workers.wait_for_complete()
        except WorkerCancelled:
            await pilot.pause()
        else:
            break
    await pilot.pause()
    return text_of(dialog.app)


def _can_save(dialog: ScheduleGroup) -> bool:
    return not dialog.query_one("#save", Button).disabled


@pytest.mark.slow
def test_by_keyboard_alone(premises: Program) -> None:
    """Dates, a closed day and a clash are shown; a clash is kept only after somebody says so."""

    async def story() -> None:
        async with opened(premises.home, NOW, WIDE) as (app, pilot):
            dialog = await _dialog(pilot, app)
            assert "Still needed: a title, how many minutes it lasts." in await _settled(pilot, dialog)
            await pilot.press(*"Eve", "tab", "tab", *"thu 6p", "tab", "end", *", 3 times", "tab", *"60")
            shown = await _settled(pilot, dialog)
            assert "Weekly (Thursday), 3 times: 3 sessions of 60 minutes" in shown
            assert "left out: spring day" in shown
            assert _can_save(dialog)
            await pilot.press("tab", "enter", "down", "enter")
            shown = await _settled(pilot, dialog)
            assert "Thu 18 Mar 2027: Blue [b]room is in use with Quilting" in shown
            await pilot.press("ctrl+s")
            assert app.screen is dialog, "a clash is not saved without a word"
            await pilot.press(*["tab"] * 8, "space")
            assert "[x] Keep it in spite of the clashes" in await _settled(pilot, dialog)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: app.screen is not dialog)

    played(story())
    days = list_sessions(premises.book, date(2027, 1, 1), date(2028, 1, 1), group="Eve")
    assert [each.start_local.date() for each in days] == [date(2027, 3, 4), date(2027, 3, 18), date(2027, 3, 25)]


@pytest.mark.slow
def test_a_warning_stops_nothing(premises: Program) -> None:
    """A room that is too small is said, and nobody has to agree to it; one that is taken needs a yes."""

    async def story() -> None:
        async with opened(premises.home, NOW, WIDE) as (app, pilot):
            dialog = await _dialog(pilot, app)
            await pilot.press(*"Eve", "tab", "tab", *"thu 6p", "tab", "end", *", 1 time", "tab", *"60")
            await pilot.press("tab", "enter", "down", "enter", "tab", "tab", *"20")
            shown = await _settled(pilot, dialog)
            assert "* Thu 4 Mar 2027: Blue [b]room seats 12, and 20 may come" in shown
            assert "Keep it in spite" not in shown
            assert _can_save(dialog)

    played(story())


@pytest.mark.slow
def test_by_mouse_alone(premises: Program) -> None:
    """A curriculum brings title, minutes and lessons; the rest is chosen and nudged, without a letter typed."""

    async def story() -> None:
        async with opened(premises.home, NOW, WIDE) as (app, pilot):
            await click_on(pilot, app, "a Add group")
            await until(pilot, lambda: isinstance(app.screen, ScheduleGroup) and bool(app.screen.form.curricula))
            dialog = app.screen
            assert isinstance(dialog, ScheduleGroup)
            await click_on(pilot, app, "without a curriculum")
            await click_on(pilot, app, "Eight steady steps (8 sessions")
            await click_on(pilot, app, "[ + day ]")
            await click_on(pilot, app, "[ - 30 min ]")
            await click_on(pilot, app, "[ ] Dana R.")
            await click_on(pilot, app, "a closed group meets later")
            await click_on(pilot, app, "meet on the next open day")
            shown = await _settled(pilot, dialog)
            assert "Weekly (Tuesday): 8 sessions of 60 minutes" in shown
            assert "Where stress lands" in shown
            assert "[x] Dana R." in shown
            await click_on(pilot, app, "Save")
            await until(pilot, lambda: app.screen is not dialog)

    played(story())
    made = see_group(premises.book, "Eight steady steps", now=NOW)
    first = made.next_sessions[0]
    assert (made.group.facilitators, made.group.enrolment) == (("Dana R.",), EnrolmentKind.CLOSED)
    assert f"{first.start_local:%a %Y-%m-%d %H:%M} {first.minutes}" == "Tue 2027-03-09 17:30 60"


@pytest.mark.slow
def test_a_problem_stands_by_its_field(premises: Program) -> None:
    """One line where it belongs, and no dates of another answer in the meantime."""

    async def story() -> None:
        async with opened(premises.home, NOW, SMALL) as (app, pilot):
            dialog = await _dialog(pilot, app)
            await pilot.press(*"Eve", "tab", "tab", *"thu 99")
            shown = (await _settled(pilot, dialog)).splitlines()
            at = next(row for row, line in enumerate(shown) if "Starts" in line)
            assert "Not a date and time: 'thu 99'" in shown[at + 2]
            await pilot.press("up")  # what is no time stays as it was typed
            await pilot.press("backspace", "backspace", *"6p", "up", "tab", *"some", "tab", *"900")
            shown = (await _settled(pilot, dialog)).splitlines()
            assert any("Fri 5 Mar 2027, 6:00 pm" in line for line in shown)
            assert not any("Not a date" in line for line in shown)
            at = next(row for row, line in enumerate(shown) if "Minutes" in line)
            assert "5 to 720 minutes" in shown[at + 1]
            await pilot.press("backspace")
            shown = (await _settled(pilot, dialog)).splitlines()
            at = next(row for row, line in enumerate(shown) if "Repeats" in line)
            assert "every thursday, 8 times" in " ".join(shown[at + 1 : at + 4]).lower()
            assert not _can_save(dialog)

    played(story())


@pytest.mark.slow
def test_nothing_is_thrown_away_unasked(premises: Program) -> None:
    """Esc leaves an untouched form at once, and asks before it drops what was typed."""

    async def story() -> None:
        async with opened(premises.home, NOW, SMALL) as (app, pilot):
            dialog = await _dialog(pilot, app)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is not dialog)
            dialog = await _dialog(pilot, app)
            await pilot.press("x", "escape")
            await pilot.pause()
            assert "Leave without saving?" in text_of(app)
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is dialog)
            assert dialog.form.touched
            await pilot.press("escape", "shift+tab", "enter")
            await until(pilot, lambda: not isinstance(app.screen, ScheduleGroup) and not app.screen.is_modal)

    played(story())


@pytest.mark.slow
def test_a_frame_is_for_those_who_hold_the_manual(premises: Program) -> None:
    """Room for somebody's manual: saved only after a yes to holding it, which another answer takes back."""

    async def story() -> None:
        async with opened(premises.home, NOW, WIDE) as (app, pilot):
            dialog = await _dialog(pilot, app)
            dialog.form.controls["curriculum"].value = "wrap-frame"
            assert "[ ] We hold the manual" in await _settled(pilot, dialog)
            assert not _can_save(dialog)
            await click_on(pilot, app, "[ ] We hold the manual")
            assert _can_save(dialog)
            dialog.form.controls["on_closure"].value = ClosurePolicy.PUSH
            assert "[ ] We hold the manual" in await _settled(pilot, dialog)
            assert not _can_save(dialog)
            await click_on(pilot, app, "[ ] We hold the manual")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: not isinstance(app.screen, ScheduleGroup))
            dialog = await _dialog(pilot, app)
            dialog.form.controls["curriculum"].value = "wrap-frame"
            assert "We hold the manual" not in await _settled(pilot, dialog)

    played(story())
