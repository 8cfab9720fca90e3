"""Reports and the calendar file: counted as the services count, saved privately, names only when asked for."""

import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.reporting.report_attendance import report_groups
from facilitator.services.reporting.report_text import report_json
from facilitator.services.scheduling.substitute import substitute
from facilitator.tui.choose.file import SaveFile
from facilitator.tui.choose.period import Period
from facilitator.tui.reporting.reports import last_and_this_month
from facilitator.tui.sessions.session import SessionScreen
from tests.conftest import Program
from tests.tui.screens import WIDE, opened, played, text_of, until


@pytest.fixture
def group(program: Program) -> str:
    """A group of two with one held session."""
    today, program.now = program.now, program.now - timedelta(days=7)  # before it, or nobody would be expected
    uid = program.group("Steady", start="2027-02-25 18:30", enrolment="closed")
    program.people("Ana", "Zoë", group=uid)
    program.now = today
    session = f"{uid}@2027-02-25"
    program.mark(session, Ana="present", Zoë="missed")
    program.end(session)
    return uid


def test_the_default_days() -> None:
    """Last month and this one, over the turn of a year too."""
    assert last_and_this_month(date(2027, 1, 31)) == Period(date(2026, 12, 1), date(2027, 1, 31))
    assert last_and_this_month(date(2028, 2, 29)) == Period(date(2028, 1, 1), date(2028, 2, 29))


@pytest.mark.slow
def test_a_look_at_people_shows_codes_until_names_are_asked_for(program: Program, group: str) -> None:
    """Each look is one audit row, not one for every refresh."""

    async def look() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("7")
            await until(pilot, lambda: "By group, all groups, Mon 1 Feb 2027 to Wed 31 Mar 2027" in text_of(app))
            await until(pilot, lambda: "delivery: Sessions held / (held + cancelled" in text_of(app))
            await until(pilot, lambda: "50.0%" in text_of(app))
            await pilot.press("k")
            await until(pilot, lambda: "By person" in text_of(app))
            assert "Ana" not in text_of(app)
            assert program.acts().count("report.person") == 1
            await pilot.press("h")
            await until(pilot, lambda: "Ana" in text_of(app))
            assert program.acts().count("report.person") == 2
            await pilot.press("d")
            for words in ("yesterday", "1 jan"):
                app.screen.query_one("#first", Input).value = "today"
                app.screen.query_one("#last", Input).value = words
                await pilot.pause()
                assert "is before" in text_of(app)
            app.screen.query_one("#first", Input).value = "1 jan"
            app.screen.query_one("#last", Input).value = "2 jan"
            await pilot.click("#ok")
            await until(pilot, lambda: "No session was to meet in these days" in text_of(app))
            assert program.acts().count("report.person") == 3

    played(look())


@pytest.mark.slow
def test_what_the_days_still_lack_is_said_first_and_a_key_goes_there(program: Program, group: str) -> None:
    """Each press opens the first session that is over and not closed, until there is none."""
    first = f"{group}@2027-03-04"
    program.now = program.session(first).ends_at

    async def finish() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("7")
            said = "Still open in this period: 1 session not closed, 2 people to mark, the first on Thu 4 Mar 2027."
            await until(pilot, lambda: f"{said} f opens it." in text_of(app))
            await pilot.press("f")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            program.end(first, "missed")
            await pilot.press("escape")
            await until(pilot, lambda: "Nothing is still open in this period." in text_of(app))
            await pilot.press("f")
            await until(pilot, lambda: "Nothing is still open in these days." in text_of(app))

    played(finish())


@pytest.mark.slow
def test_a_report_is_saved_as_the_services_write_it(program: Program, group: str, tmp_path: Path) -> None:
    """Codes in a file of people unless names were asked for there too; nothing is replaced unasked."""
    as_json, as_csv = tmp_path / "groups.json", tmp_path / "people.csv"
    as_csv.write_text("mine", "utf-8")

    async def save() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("7", "s")
            app.screen.query_one(Input).value = str(as_json)
            await pilot.press("enter")
            await until(pilot, lambda: f"Saved in {as_json}" in text_of(app))
            await pilot.press("k", "h", "s")
            await until(pilot, lambda: isinstance(app.screen, SaveFile))
            app.screen.query_one(Input).value = str(as_csv)
            await pilot.press("enter")
            await pilot.pause()
            assert "Save once more to replace it." in text_of(app)
            assert as_csv.read_text("utf-8") == "mine"
            await pilot.press("enter")
            await until(pilot, lambda: f"Saved in {as_csv}" in text_of(app))
            assert "Ana" not in as_csv.read_text("utf-8")
            assert (tmp_path / "people.definitions.csv").read_text("utf-8").startswith('"report","person"')
            await pilot.press("s")
            app.screen.query_one(Input).value = str(as_csv)
            await pilot.click("#names")
            app.screen.query_one(Input).focus()
            await pilot.press("enter", "enter")
            await until(pilot, lambda: "Ana" in as_csv.read_text("utf-8"))

    played(save())
    made = report_groups(program.book, date(2027, 2, 1), date(2027, 3, 31), now=program.now)
    assert as_json.read_text("utf-8") == report_json(made)
    if sys.platform != "win32":
        assert as_csv.stat().st_mode & 0o777 == 0o600


def test_who_led_is_one_of_the_kinds(program: Program, group: str) -> None:
    """By name: staff are named to their own team, and no look is written down."""
    add_facilitator(program.book, name="Sam Ortega", now=program.now)
    substitute(program.book, f"{group}@2027-02-25", "Sam Ortega", now=program.now)

    async def look() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("7", "k", "k")
            await until(pilot, lambda: "By facilitator" in text_of(app) and "Sam Ortega" in text_of(app))
            assert "direct hours: Hours of the held sessions that they really led" in text_of(app)

    played(look())
