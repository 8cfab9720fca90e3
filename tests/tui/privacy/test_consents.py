"""Consents, emergencies, somebody's own record, and names that go into a file only for a reason."""

import json
from pathlib import Path

import pytest
from textual.widgets import Button, Input

from facilitator.tui.choose.file import SaveFile
from facilitator.tui.privacy.basis import AskBasis
from tests.books import make_real
from tests.conftest import Program
from tests.services.consents import CLINIC, consent
from tests.tui.privacy.test_emergency import told
from tests.tui.screens import WIDE, opened, played, text_of, until


@pytest.mark.slow
def test_hidden_names_stay_hidden_in_the_dialogs(program: Program) -> None:
    """The code stands in on each of them."""
    (who,) = program.people("Xochitl")

    async def look() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("4", "h")
            for key, more in (("c", ()), ("c", ("#add",)), ("c", ("#told",)), ("m", ())):
                await pilot.press(key)
                await pilot.pause()
                for place in more:
                    await pilot.click(place)
                    await pilot.pause()
                assert app.screen.is_modal
                assert who.code in text_of(app)
                assert "Xochitl" not in text_of(app)
                while app.screen.is_modal:
                    await pilot.press("escape")
                    await pilot.pause()

    played(look())


def test_somebody_gets_their_whole_record(program: Program, tmp_path: Path) -> None:
    """A file for programs, a page to read, and a row in the ledger."""
    (who,) = program.people("Ana")

    async def save() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("4", "x")
            await until(pilot, lambda: isinstance(app.screen, SaveFile))
            line = app.screen.query_one(Input)
            assert Path(line.value).name == f"record-{who.code}-2027-03-01.json"
            assert not app.screen.query("#names")
            line.value = str(tmp_path / "ana")
            await pilot.press("enter")
            await until(pilot, lambda: "Saved as ana.json and ana.pdf" in text_of(app))

    played(save())
    assert json.loads((tmp_path / "ana.json").read_bytes())["person"]["name"] == "Ana"
    assert told(program) == [("own-request", "the person themselves")]


@pytest.fixture
def real(program: Program) -> Program:
    """A protected book of real people with one held session."""
    group = program.group("Steady", start="2027-02-25 18:30", enrolment="closed")
    program.people("Ana", group=group)
    program.mark(f"{group}@2027-02-25", Ana="present")
    program.end(f"{group}@2027-02-25")
    make_real(program.book)
    return program


@pytest.mark.slow
def test_names_go_into_a_file_for_a_reason_or_not_at_all(real: Program, tmp_path: Path) -> None:
    """In a protected book; the reason is asked for in plain words, and without one codes stand in."""
    path = tmp_path / "people.csv"

    async def save() -> None:
        async with opened(real.home, real.now, WIDE) as (app, pilot):

            async def ask() -> None:
                await pilot.press("s")
                await until(pilot, lambda: isinstance(app.screen, SaveFile))
                app.screen.query_one(Input).value = str(path)
                await pilot.click("#names")
                await until(pilot, lambda: isinstance(app.screen, AskBasis))

            async def done(words: str) -> None:
                await until(pilot, lambda: isinstance(app.screen, SaveFile))
                app.screen.query_one(Input).focus()
                await pilot.press("enter", *(["enter"] if path.exists() else []))
                await until(pilot, lambda: not isinstance(app.screen, SaveFile))
                await until(pilot, lambda: words in text_of(app))

            await pilot.press("7", "k")
            await until(pilot, lambda: "By person" in text_of(app))
            await ask()
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, SaveFile))
            assert "codes stand in" in str(app.screen.query_one("#names", Button).label)
            await done("Saved in")
            assert "Ana" not in path.read_text("utf-8")
            await ask()
            await pilot.press("enter")
            await done("Saved in")
            assert "Ana" in path.read_text("utf-8")
            assert told(real) == []
            path.unlink()
            await ask()
            await pilot.press("down", "enter")
            await pilot.pause()
            assert "Please say to whom it goes." in text_of(app)
            app.screen.query_one("#recipient", Input).value = CLINIC
            await pilot.click("#ok")
            await done("has no consent in force")
            assert not path.exists()
            await pilot.press("enter")
            consent(real, "Ana")
            await ask()
            await pilot.press("down")
            app.screen.query_one("#recipient", Input).value = CLINIC
            await pilot.click("#ok")
            await done("people.csv.cover.txt goes with people.csv.")
            assert "Ana" in path.read_text("utf-8")

    played(save())
    assert told(real) == [("consent", CLINIC)]
    assert "cabinet B" in (tmp_path / "people.csv.cover.txt").read_text("utf-8")
