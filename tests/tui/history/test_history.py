"""History: what was changed last, taken back from anywhere; the audit log with its search; looks that are recorded."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from facilitator.services.scheduling import edit_sessions
from facilitator.tui.history.find_audit import FindAudit
from facilitator.tui.history.history import HistoryScreen
from facilitator.tui.kit.message import Message, Question
from facilitator.tui.messages import GoToGroup, GoToSession
from tests.conftest import Program
from tests.tui.screens import SMALL, WIDE, opened, played, text_of, until

S = "Steady@2027-03-04"


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens are used by whoever filled the book."""
    monkeypatch.setenv("LOGNAME", "pat")


def fill(program: Program) -> str:
    """A group with two people; its uid."""
    uid = program.group("Steady")
    program.people("Zanzibar Quill", "Ben Rossi", group=uid)
    return uid


@pytest.mark.parametrize(
    "size", [pytest.param(SMALL, id="small"), pytest.param(WIDE, id="wide", marks=pytest.mark.slow)]
)
def test_recent_changes_are_looked_into_and_taken_back(program: Program, size: tuple[int, int]) -> None:
    """Ctrl+R from anywhere; Enter tells all; u says what it takes back; r does it again."""
    fill(program)

    async def look() -> None:
        async with opened(program.home, program.now, size) as (app, pilot):
            edit_sessions.move(app.book, S, program.session(S).start_local.replace(hour=9), now=program.now)
            await pilot.press("2", "ctrl+r")
            await until(pilot, lambda: "Recent changes" in text_of(app))
            shown = text_of(app)
            assert "moved to Thu 4 Mar 2027, 9:30 am" in shown
            assert "Zanzibar" not in shown
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, Message))
            told = text_of(app)
            assert "starts: Thu 4 Mar 2027" in told
            await pilot.press("enter")
            await pilot.press("u")
            await until(pilot, lambda: isinstance(app.screen, Question))
            assert "Take this back?" in text_of(app)
            assert program.session("Steady@2027-03-04").start_local.hour == 9
            await pilot.press("tab", "enter") if app.focused and app.focused.id == "yes" else await pilot.press(
                "shift+tab", "enter"
            )
            await until(pilot, lambda: "Taken back: Steady on" in text_of(app))
            assert program.session(S).start_local.hour == 18
            assert "(undone) moved to" in text_of(app)
            await pilot.press("r")
            await until(pilot, lambda: "Do this again?" in text_of(app))
            await pilot.click("#yes")
            await until(pilot, lambda: "Done again: Steady on" in text_of(app))
            assert program.session("Steady@2027-03-04").start_local.hour == 9

    played(look())


@pytest.mark.slow
def test_the_audit_log_is_searched_and_saved(program: Program, tmp_path: Path) -> None:
    """Words, a record, nothing found, everything again; then a file, and a row that says so."""
    fill(program)
    program.mark(S, **{"Ben Rossi": "late"})

    async def search() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("ctrl+r", "v")
            await until(pilot, lambda: "marked somebody - Steady on Thu 4 Mar" in text_of(app))
            await pilot.press("slash")
            await until(pilot, lambda: isinstance(app.screen, FindAudit))
            await pilot.press(*"roster", "enter")
            await until(pilot, lambda: "Audit log: roster" in text_of(app))
            await until(pilot, lambda: "put somebody on the roster - Steady" in text_of(app))
            assert "marked somebody" not in text_of(app)
            await pilot.press("slash")
            await until(pilot, lambda: isinstance(app.screen, FindAudit))
            app.screen.query_one("#ask-words", Input).value = ""
            app.screen.query_one("#ask-first", Input).value = "nonsense"
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, FindAudit)
            assert app.screen.query(".problem").first(Static).visual
            app.screen.query_one("#ask-first", Input).value = ""
            app.screen.query_one("#ask-about", Input).value = "Nobody Atall"
            await pilot.press("enter")
            await until(pilot, lambda: "No group, session, person" in text_of(app))
            assert "Nobody" not in text_of(app)
            await pilot.press("x")
            await until(pilot, lambda: "Save the audit log" in text_of(app))
            app.screen.query_one(Input).value = str(tmp_path / "log.jsonl")
            await pilot.press("enter")
            await until(pilot, lambda: "rows are in log.jsonl, which only you can read" in text_of(app))

    played(search())
    assert (tmp_path / "log.jsonl").stat().st_mode & 0o777 == 0o600
    assert program.acts()[-1] == "audit.export"


@pytest.mark.slow
def test_older_rows_come_with_enter(program: Program) -> None:
    """Fifty at a time; a look at one row leaves the list where it is."""
    program.people(*(f"Person {number}" for number in range(60)))

    async def walk() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("ctrl+r")
            await until(pilot, lambda: "Recent changes" in text_of(app))
            await pilot.press("end", "enter")
            screen = app.screen
            assert isinstance(screen, HistoryScreen)
            await until(pilot, lambda: len(screen.happenings) == 61)
            await pilot.press("end", "enter")
            await until(pilot, lambda: isinstance(app.screen, Message))
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is screen)
            await pilot.pause()
            assert len(screen.happenings) == 61

    played(walk())


@pytest.mark.slow
def test_a_person_s_history_hides_names_until_they_are_asked_for(program: Program) -> None:
    """From the People place with v: by code in the list; h shows what they are called in the fields."""
    fill(program)

    async def look() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("4", "h", "down", "v")
            await until(pilot, lambda: "History of" in text_of(app))
            await pilot.press("end")
            await until(pilot, lambda: "added" in text_of(app))
            for _ in range(2):
                shown = text_of(app)
                assert "Zanzibar" not in shown
                assert "Quill" not in shown
                assert "Rossi" not in shown
                await pilot.press("up")
            await pilot.press("h", "end")
            await until(pilot, lambda: "name: " in text_of(app))

    played(look())


@pytest.mark.slow
def test_a_group_and_a_session_have_a_history_of_their_own(program: Program) -> None:
    """v on each of them, Esc comes back."""
    uid = fill(program)
    program.mark(S, **{"Ben Rossi": "late"})
    session = program.session(S).uid

    async def look() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            app.post_message(GoToSession(session))
            await until(pilot, lambda: "Zanzibar" in text_of(app))
            await pilot.press("v")
            await until(pilot, lambda: "History of Steady on Thu 4 Mar" in text_of(app))
            assert "marked late" in text_of(app)
            await pilot.press("escape")
            await until(pilot, lambda: "Zanzibar" in text_of(app))
            app.post_message(GoToGroup(uid))
            await until(pilot, lambda: "on the roster" in text_of(app) or "Zanzibar" in text_of(app))
            await pilot.press("v")
            await until(pilot, lambda: "History of Steady" in text_of(app))
            await until(pilot, lambda: "put on the roster" in text_of(app))
            assert "Zanzibar" not in text_of(app)

    played(look())


@pytest.mark.slow
def test_what_was_done_on_a_group_goes_back_to_the_very_rows(program: Program) -> None:
    """u on the group's screen is the journal's undo: no ended enrolment is left behind."""
    uid = fill(program)
    program.people("Dee Ray")

    async def enrol() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            app.post_message(GoToGroup(uid))
            await until(pilot, lambda: "Zanzibar" in text_of(app))
            await pilot.press("e", *"dee", "enter")
            await until(pilot, lambda: "Dee Ray is on the roster." in text_of(app))
            await pilot.press("u")
            await until(pilot, lambda: "Taken back." in text_of(app))

    played(enrol())
    with program.book.raw() as raw:
        assert raw.execute("SELECT count(*) FROM enrolment").fetchone() == (2,)


@pytest.mark.slow
def test_a_session_ended_by_mistake_is_opened_again_on_its_screen(program: Program) -> None:
    """From the palette: the marks are there, and the session runs on."""
    fill(program)
    program.mark(S, **{"Ben Rossi": "late"})
    program.end(S, "missed")
    session = program.session(S).uid

    async def reopen() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            app.post_message(GoToSession(session))
            await until(pilot, lambda: "Zanzibar" in text_of(app))
            await app.run_action("reopen", app.screen)
            await until(pilot, lambda: "It is open again" in text_of(app))

    played(reopen())
    assert program.roll(S) == {"Zanzibar Quill": (True, None), "Ben Rossi": (True, "late")}
