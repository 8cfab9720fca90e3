"""The crisis sheet: the same words wherever it is opened, the numbers to call first."""

import pytest
from textual.screen import Screen

from facilitator.tui.privacy.emergency import EmergencyForm
from facilitator.tui.sessions.crisis import crisis_question, crisis_sheet, show_crisis
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until


def test_the_numbers_stand_first() -> None:
    """911 and 988 in the title, which a small screen shows whatever else it cuts."""
    sheet, question = crisis_sheet(), crisis_question()
    assert sheet.shown_title == question.shown_title
    assert sheet.hint == question.hint
    assert all(number in sheet.shown_title for number in ("call 911", "988"))


def test_enter_alone_writes_nothing_up() -> None:
    """On a running session the sheet leads on to the emergency's form, and closes where nobody says so."""
    question = crisis_question()
    assert (question.yes, question.no) == ("Write up what medical people were told", "Close")
    assert question.AUTO_FOCUS == "#no"


@pytest.mark.slow
def test_what_medical_people_were_told_is_written_up_at_once(program: Program) -> None:
    """The sheet, whom it was about, then the form of 42 CFR 2.51."""
    program.people("Zanzibar Quill")

    async def story() -> None:
        async with on_bench(program, Screen()) as bench:
            show_crisis(bench.app, lambda: True)
            await bench.click("#yes")
            await bench.shows("About whom were medical people told?")
            assert "Zanzibar Quill" not in bench.text
            await bench.press("q")
            await bench.shows("Zanzibar Quill")
            await bench.press("enter")
            await until(bench.pilot, lambda: isinstance(bench.app.screen, EmergencyForm))

    played(story())
