"""The schedule as a calendar file."""

from pathlib import Path

import pytest
from textual.widgets import Input

from facilitator.services.publishing.export_calendar import export_calendar
from facilitator.tui.choose.file import SaveFile
from facilitator.tui.publishing.export import ExportScreen
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import opened, played, text_of, until


@pytest.fixture
def group(program: Program) -> str:
    """Four Thursdays, with people whose names go nowhere."""
    uid = program.group("Steady")
    program.people("Ana", "Zoë", group=uid)
    return uid


@pytest.mark.slow
def test_the_schedule_of_a_group_goes_into_a_calendar_file(program: Program, group: str, tmp_path: Path) -> None:
    """The same bytes as the service gives; a name without an ending gets .ics, a missing folder is said."""
    program.group("Another", start="2027-03-02 10:00", repeat="every tuesday, 4 times")

    async def save() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("6", "x", "down", "down", "s")
            await until(pilot, lambda: isinstance(app.screen, SaveFile))
            app.screen.query_one(Input).value = str(tmp_path / "no such" / "steady")
            await pilot.press("enter")
            await pilot.pause()
            assert "There is no folder" in text_of(app)
            app.screen.query_one(Input).value = str(tmp_path / "steady")
            await pilot.press("enter")
            await until(pilot, lambda: "4 sessions are in" in text_of(app))

    played(save())
    wanted = export_calendar(program.book, groups=(group,), now=program.now)
    assert (tmp_path / "steady.ics").read_bytes() == wanted.data


def test_the_program_or_a_group_goes_into_a_file(program: Program, group: str, tmp_path: Path) -> None:
    """The same bytes as the service gives, and how many sessions are in them."""
    program.group("Another", start="2027-03-02 10:00", repeat="every tuesday, 4 times")
    every, one = tmp_path / "every.ics", tmp_path / "one.ics"

    async def story() -> None:
        async with on_bench(program, ExportScreen()) as bench:
            await bench.shows("The whole program", "Another", "Steady")
            assert "Ana" not in bench.text
            for keys, place, words in ((("s",), every, "8 sessions are in"), (("end", "enter"), one, "4 sessions")):
                await bench.press(*keys)
                await until(bench.pilot, lambda: isinstance(bench.app.screen, SaveFile))
                bench.line().value = str(place)
                await bench.press("enter")
                await bench.shows(words)

    played(story())
    assert every.read_bytes() == export_calendar(program.book, groups=(), now=program.now).data
    assert one.read_bytes() == export_calendar(program.book, groups=(group,), now=program.now).data
