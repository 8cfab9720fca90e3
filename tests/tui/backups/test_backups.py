"""Backups behind the screens and on their own: made by itself, told when old, copied, looked over, restored."""

import json
from pathlib import Path

from textual.widgets import Input

from facilitator.home import Home
from facilitator.storage.backups.names import backups_in
from facilitator.tui.backups.backups import BackupsScreen
from tests.tui.locked import names, unlocked
from tests.tui.screens import played, text_of, until


def test_backups_are_listed_made_copied_and_looked_over(home: Home, tmp_path: Path) -> None:
    """By keys alone, on a small screen."""
    stick = tmp_path / "stick"
    stick.mkdir()
    home.settings.write_text(f"[backups]\nautomatic = false\ncopy_to = {json.dumps(str(stick))}\n")

    async def story() -> None:
        async with unlocked(home) as (app, pilot):
            await app.run_action("backups")
            await until(pilot, lambda: "No backups yet. Press m to make one." in text_of(app))
            await pilot.press("v", "c", "r")
            assert isinstance(app.screen, BackupsScreen)
            await pilot.press("m")
            await until(pilot, lambda: "Mon 01 Mar 2027 13:15  by hand" in text_of(app))
            assert [each.path.name for each in backups_in(stick)] == names(home)
            (copy,) = stick.iterdir()
            copy.unlink()
            await pilot.press("c")
            await until(pilot, lambda: bool(app.screen.query(Input)))
            assert app.screen.query_one(Input).value == str(stick)
            await pilot.press("enter")
            await until(pilot, lambda: "Copied, and read again there:" in text_of(app))
            assert copy.exists()
            await pilot.press("v")
            await until(pilot, lambda: "Every page was read: it is whole." in text_of(app))
            (path,) = home.backups.iterdir()
            path.write_bytes(path.read_bytes()[:-2000] + bytes(2000))
            await pilot.press("v")
            await until(pilot, lambda: "It is damaged" in text_of(app))
            await pilot.press("escape")
            assert not isinstance(app.screen, BackupsScreen)

    played(story())
