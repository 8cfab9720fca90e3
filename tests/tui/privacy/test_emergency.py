"""An emergency is written up at once, from the crisis sheet."""

import pytest
from textual.widgets import Input

from facilitator.services.privacy.keep_disclosures import list_disclosures
from facilitator.tui.privacy.emergency import EmergencyForm
from facilitator.tui.sessions.session import SessionScreen
from facilitator.words import DisclosureBasis
from tests.books import NOW
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import opened, played, text_of, until


def told(program: Program) -> list[tuple[str, str]]:
    """What stands in the ledger of that day."""
    day = NOW.date()
    return [(each.basis.value, each.recipient) for each in list_disclosures(program.book, day, day)]


@pytest.mark.slow
def test_an_emergency_is_written_up_from_the_crisis_sheet(program: Program) -> None:
    """Two keys from a running session to the form; the account of it is there at once."""
    group = program.group("Steady", start="2027-03-01 13:00", repeat="every monday, 2 times")
    program.people("Ana", "Bo", group=group)

    async def write() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            await pilot.press("0")
            await until(pilot, lambda: "call 911" in text_of(app))
            await pilot.click("#yes")
            await pilot.pause()
            await pilot.press(*"bo", "enter")
            await until(pilot, lambda: isinstance(app.screen, EmergencyForm))
            app.screen.query_one("#medical_person", Input).value = "Sam Ortiz"
            await pilot.click("#ok")
            await pilot.pause()
            assert "One thing is missing: the nature of the emergency" in text_of(app)
            app.screen.query_one("#affiliation", Input).value = "City EMS"
            app.screen.query_one("#nature", Input).value = "fainted"
            # a button that is just being pressed hears no second press
            await until(pilot, lambda: not app.screen.query_one("#ok").has_class("-active"))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            await pilot.press("4", "down", "c")
            await pilot.pause()
            await pilot.click("#told")
            await until(pilot, lambda: "to Sam Ortiz, City EMS" in text_of(app))
            assert "a medical emergency: fainted" in text_of(app)

    played(write())
    assert told(program) == [(DisclosureBasis.EMERGENCY, "Sam Ortiz, City EMS")]


def test_it_is_written_up_with_what_stands_there_already(program: Program) -> None:
    """Who told it, what, and when are filled in; a moment that cannot be read is said, and so is what is missing."""
    (bo,) = program.people("Xochitl")

    async def story() -> None:
        async with on_bench(program, EmergencyForm(bo, names=False)) as bench:
            assert bo.code in bench.text
            assert "Xochitl" not in bench.text
            assert (bench.line("#made_by").value, bench.line("#at").value) == ("pat", "Mon 1 Mar 2027, 1:15 pm")
            bench.line("#medical_person").value, bench.line("#affiliation").value = "Sam Ortiz", "City EMS"
            bench.line("#at").value = "nonsense"
            await bench.click("#ok")
            assert "Not a date" in bench.text
            bench.line("#at").value = "today 12:40 pm"
            await bench.click("#ok")
            assert "One thing is missing: the nature of the emergency" in bench.text
            assert told(program) == []
            bench.line("#nature").value = "fainted"
            await bench.click("#ok")
            assert await bench.answer() == "Written up. It stands in the ledger of what was told."

    played(story())
    assert told(program) == [(DisclosureBasis.EMERGENCY, "Sam Ortiz, City EMS")]
