"""The crisis sheet: the same words wherever it is opened, the numbers to call first."""

from datetime import date

import pytest
from textual.screen import Screen

from facilitator.errors import BookError
from facilitator.services.agency.keep_sites import add_room, add_site
from facilitator.services.agency.keep_slots import set_slot
from facilitator.tui.privacy.emergency import EmergencyForm
from facilitator.tui.sessions import crisis
from facilitator.tui.sessions.crisis import crisis_question, crisis_sheet, crisis_words, show_crisis
from facilitator.words import SlotName
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until

S = "Steady@2027-03-04"


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


def test_what_the_program_filled_in_for_this_site_stands_on_it(program: Program) -> None:
    """Numbers of the house, what nobody filled in, and a word where nobody asked for half a year."""
    for name in ("Hall", "Annex"):
        add_site(program.book, name=name, address="", now=program.now)
        add_room(program.book, site=name, name=f"{name} room", capacity=None, now=program.now)
    program.group(room="Hall room")
    long_ago = date(2026, 8, 1)
    set_slot(program.book, SlotName.ON_CALL, "540-555-0142", site="Hall", now=program.now)
    set_slot(program.book, SlotName.ON_CALL, "540-555-0160", site="Annex", now=program.now)
    set_slot(program.book, SlotName.NALOXONE, "at the desk", checked_on=long_ago, now=program.now)
    set_slot(program.book, SlotName.LIMITS_PROTECTED, "I tell where I must.", now=program.now)

    async def story() -> None:
        async with on_bench(program, Screen()) as bench:
            lines = crisis_words(bench.app, program.session(S)).splitlines()
            assert lines[:4] == [
                "On-call number: 540-555-0142",
                "Naloxone: at the desk (last checked Sat 1 Aug 2026)",
                "Nobody filled in: warmline, address and entrance, nearest emergency room.",
                "",
            ]
            assert "Stay with the person." in lines[4]
            bench.app.push_screen(crisis_sheet(crisis_words(bench.app, program.session(S))))
            await bench.shows("On-call number: 540-555-0142")
            assert "0160" not in bench.text

    played(story())


def test_a_book_that_cannot_be_read_keeps_no_sheet_closed(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it says what it said before anybody filled anything in."""
    program.group()
    session = program.session(S)

    def refuse(*_: object) -> None:
        raise BookError("the disk is gone")

    monkeypatch.setattr(crisis, "slots_here", refuse)

    async def story() -> None:
        async with on_bench(program, Screen()) as bench:
            assert crisis_words(bench.app, session) == crisis_sheet().hint

    played(story())


@pytest.mark.slow
def test_what_medical_people_were_told_is_written_up_at_once(program: Program) -> None:
    """The sheet, whom it was about, then the form of 42 CFR 2.51."""
    program.people("Zanzibar Quill")
    program.group()

    async def story() -> None:
        async with on_bench(program, Screen()) as bench:
            show_crisis(bench.app, program.session(S), lambda: True)
            await bench.click("#yes")
            await bench.shows("About whom were medical people told?")
            assert "Zanzibar Quill" not in bench.text
            await bench.press("q")
            await bench.shows("Zanzibar Quill")
            await bench.press("enter")
            await until(bench.pilot, lambda: isinstance(bench.app.screen, EmergencyForm))

    played(story())
