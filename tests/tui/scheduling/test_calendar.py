"""The calendar: a week with its closed days in place, one day, one site."""

from datetime import date

import pytest

from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.scheduling import keep_closures
from facilitator.tui.kit.parts.act_line import ActTab
from facilitator.tui.sessions.session import SessionScreen
from tests.conftest import Program
from tests.tui.screens import SMALL, WIDE, opened, played, text_of, until


def _fill(program: Program) -> None:
    for site in ("Harbor", "Library"):
        keep_places.add_site(program.book, name=site, address="", now=program.now)
        keep_places.add_room(program.book, site=site, name=f"{site} room", capacity=None, now=program.now)
    program.group("Steady", room="Harbor/Harbor room")
    program.group("Reading", start="2027-03-02 10:00", repeat="every tuesday, 4 times", room="Library/Library room")
    program.group("Online", start="2027-03-03 20:00", repeat="every wednesday, 4 times")
    keep_closures.add_closed_days(
        program.book, date(2027, 3, 8), date(2027, 3, 9), reason="Floor [bold]work", now=program.now, site="Library"
    )


def _rows(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()[3:-1] if line.strip()]


@pytest.mark.slow
def test_weeks_days_and_closed_days(program: Program) -> None:
    """Next week has the closed days where they fall; a day in plain words leads on; Esc from a session comes back."""
    _fill(program)

    async def look() -> None:
        async with opened(program.home, program.now, SMALL) as (app, pilot):
            await pilot.press("2")
            await pilot.pause()
            assert "Week of Mon 1 Mar 2027   all sites   3 sessions" in text_of(app)
            assert _rows(text_of(app)) == [
                "Mon 01 Mar  today   nothing planned",
                "Tue 02 Mar",
                "10:00  Reading   nobody on the roster yet   Library room, Library",
                "Wed 03 Mar",
                "20:00  Online   nobody on the roster yet",
                "Thu 04 Mar",
                "18:30  Steady   nobody on the roster yet   Harbor room, Harbor",
                "Fri 05 Mar   nothing planned",
                "Sat 06 Mar   nothing planned",
                "Sun 07 Mar   nothing planned",
            ]
            await pilot.press("right")
            await pilot.pause()
            rows = _rows(text_of(app))
            assert rows[:4] == [
                "Mon 08 Mar",
                "# closed: Floor [bold]work (Library)",
                "Tue 09 Mar",
                "# closed: Floor [bold]work (Library)",
            ]
            await pilot.press("g", *"next thu", "enter")
            await until(pilot, lambda: "Week of Mon 1 Mar 2027" in text_of(app))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            assert "Steady   Thu 04 Mar 18:30" in text_of(app)
            await pilot.press("escape", "d")
            await until(pilot, lambda: "Thu 4 Mar 2027   all sites   1 session" in text_of(app))
            await pilot.press("left")
            await pilot.pause()
            assert _rows(text_of(app)) == ["Wed 03 Mar", "20:00  Online   nobody on the roster yet"]

    played(look())


@pytest.mark.slow
def test_one_site_after_the_other_and_by_mouse(program: Program) -> None:
    """A site shows its own sessions and closed days; what has no room is there too."""
    _fill(program)

    async def look() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("2", "s")
            await pilot.pause()
            assert "Harbor   1 session" in text_of(app)
            await pilot.press("s", "right")
            await pilot.pause()
            assert "Library   1 session" in text_of(app).replace("sessions", "session") or "closed" in text_of(app)
            assert "Steady" not in text_of(app)
            await pilot.press("s")
            await pilot.pause()
            assert "online or no site   1 session" in text_of(app)
            assert "closed" not in text_of(app)
            today = next(tab for tab in app.screen.query(ActTab) if tab.act.title == "Today")
            await pilot.click(today)
            await pilot.pause()
            assert "Week of Mon 1 Mar 2027" in text_of(app)
            await pilot.press("g", *"nonsense", "enter")
            await until(pilot, lambda: "not a date" in text_of(app).lower())

    played(look())
