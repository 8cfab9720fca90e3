"""On paper: an agenda, a lesson and handouts are asked for a file and saved as the services set them."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from facilitator.services.papers.print_agenda import print_agenda
from facilitator.services.papers.print_schedule import print_month, print_sign_in
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.choose.file import SaveFile
from facilitator.tui.kit.message import Message
from facilitator.tui.messages import GoToGroup, GoToSession
from facilitator.tui.scheduling.calendar import CalendarScreen
from facilitator.tui.scheduling.group import GroupScreen
from facilitator.tui.sessions.session import SessionScreen
from tests.conftest import Program
from tests.formats.papers import words
from tests.tui.screens import WIDE, opened, played, text_of, until

STEPS = "eight-steady-steps"


async def save(app: FacilitatorApp, pilot: Pilot[int], key: str, path: Path) -> None:
    """Press a key, answer with a place, and wait until it is said to be there."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, SaveFile))
    app.screen.query_one(Input).value = str(path)
    await pilot.press("enter")
    await until(pilot, lambda: f"Saved in {path}" in text_of(app))


@pytest.mark.slow
def test_an_agenda_goes_on_paper_from_its_screen(program: Program, tmp_path: Path) -> None:
    """With the key the whole, from the palette one page; the session goes on meanwhile."""
    uid = program.session(f"{program.group(curriculum=STEPS, repeat='every thursday')}@2027-03-04").uid
    whole, brief = tmp_path / "whole.pdf", tmp_path / "brief.pdf"

    async def go() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            app.post_message(GoToSession(uid))
            await until(pilot, lambda: "Where stress lands" in text_of(app))
            await save(app, pilot, "o", whole)
            await app.run_action("one_page", app.screen)
            await until(pilot, lambda: isinstance(app.screen, SaveFile) and bool(app.screen.query(Input)))
            assert "steady-2027-03-04-brief.pdf" in app.screen.query_one(Input).value
            app.screen.query_one(Input).value = str(brief)
            await pilot.press("enter")
            await until(pilot, lambda: f"Saved in {brief}" in text_of(app))

    played(go())
    assert whole.read_bytes() == print_agenda(program.book, program.home, uid)
    assert brief.read_bytes() == print_agenda(program.book, program.home, uid, brief=True)


@pytest.mark.slow
def test_the_schedule_goes_on_paper_from_its_screens(program: Program, tmp_path: Path) -> None:
    """A sheet and a sign from the session, cards from the group, a month from the calendar."""
    group = program.group(repeat="every thursday", public=True)
    uid = program.session(f"{group}@2027-03-04").uid
    papers = {each: tmp_path / f"{each}.pdf" for each in ("sign_in", "door", "cards", "month")}

    async def put(app: FacilitatorApp, pilot: Pilot[int], act: str) -> None:
        await app.run_action(act, app.screen)
        await until(pilot, lambda: isinstance(app.screen, SaveFile) and bool(app.screen.query(Input)))
        assert "steady" not in app.screen.query_one(Input).value
        app.screen.query_one(Input).value = str(papers[act])
        await pilot.press("enter")
        await until(pilot, lambda: papers[act].exists() and "Saved in" in text_of(app))

    async def go() -> None:
        async with opened(program.home, program.now, WIDE, notices=True) as (app, pilot):
            app.post_message(GoToSession(uid))
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            await put(app, pilot, "sign_in")
            await put(app, pilot, "door")
            app.post_message(GoToGroup(group))
            await until(pilot, lambda: isinstance(app.screen, GroupScreen))
            await put(app, pilot, "cards")
            await pilot.press("2")
            await until(pilot, lambda: isinstance(app.screen, CalendarScreen))
            await put(app, pilot, "month")

    played(go())
    assert papers["sign_in"].read_bytes() == print_sign_in(program.book, program.home, uid)
    assert papers["month"].read_bytes() == print_month(program.book, program.home, date(2027, 3, 1), now=program.now)
    assert "Thursday group" in words(papers["door"].read_bytes())
    assert "11 Mar 2027" in words(papers["cards"].read_bytes())


@pytest.mark.slow
def test_what_cannot_be_printed_is_said(program: Program, tmp_path: Path) -> None:
    """The title of the group has a private character; no file is left."""
    group = program.group("So \ue000")
    uid = program.session(f"{group}@2027-03-04").uid
    path = tmp_path / "so.pdf"

    async def go() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            app.post_message(GoToSession(uid))
            await until(pilot, lambda: "Thu 04 Mar" in text_of(app))
            await pilot.press("o")
            await until(pilot, lambda: isinstance(app.screen, SaveFile))
            app.screen.query_one(Input).value = str(path)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, Message) and "U+E000 cannot be printed" in text_of(app))

    played(go())
    assert not path.exists()
