"""A newer edition of a curriculum is offered on the group's screen, taken, and taken back."""

from pathlib import Path

import pytest

from facilitator.tui.scheduling.edition import NewerEdition
from facilitator.tui.scheduling.group import GroupScreen
from tests.conftest import Program
from tests.services.curricula.test_take_edition import taught, write
from tests.tui.screens import opened, played, text_of, until
from tests.tui.sessions.test_session import EVENING


@pytest.mark.slow
def test_a_newer_edition_is_offered_taken_and_taken_back(program: Program, tmp_path: Path) -> None:
    """The group's screen says so; n shows lesson by lesson what changes."""
    write(program.home, "Street", "Park", "River", "Hill")
    program.group("Walkers", curriculum="walk", repeat="every thursday")
    write(program.home, "Street", "River", "Park", "Hill", version="1.1.0")

    async def story() -> None:
        async with opened(program.home, EVENING.replace(day=1)) as (app, pilot):
            await pilot.press("3")
            await until(pilot, lambda: "Walkers" in text_of(app))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, GroupScreen))
            await until(pilot, lambda: "newer edition" in text_of(app))
            await pilot.press("n")
            await until(pilot, lambda: isinstance(app.screen, NewerEdition) and "River" in text_of(app))
            shown = text_of(app)
            assert "It has 1.0.0; 1.1.0 is at hand." in shown
            assert "River: as it was, was lesson 3" in shown
            await pilot.press("tab", "enter")
            await until(pilot, lambda: isinstance(app.screen, GroupScreen) and "is taken" in text_of(app))
            assert [title for _, title, _ in taught(program)] == ["Street", "River", "Park", "Hill"]

    played(story())
