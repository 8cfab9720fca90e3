"""The page of local slots: what is filled in and what is blank, filled in, added, cleared and taken back by keys."""

from facilitator.services.agency.keep_sites import add_site
from facilitator.services.agency.keep_slots import set_slot
from facilitator.services.agency.see_slots import see_slots
from facilitator.tui.agency.slot_form import SlotForm
from facilitator.tui.agency.slots import SlotsScreen
from facilitator.tui.kit.message import Question
from facilitator.tui.kit.parts.table import Table
from facilitator.words import SlotName
from tests.conftest import Program
from tests.tui.bench import Bench, on_bench
from tests.tui.screens import SMALL, played, until


def texts(program: Program) -> dict[tuple[str, str, str], str]:
    """What stands in each."""
    return {(each.name.value, each.site, each.language): each.text for each in see_slots(program.book).slots}


async def form(bench: Bench) -> None:
    """Until the form is there."""
    await until(bench.pilot, lambda: isinstance(bench.app.screen, SlotForm))


def test_a_blank_one_is_filled_in_changed_and_cleared_by_keys(program: Program) -> None:
    """On a small screen; what a form says is what the book holds, and Ctrl+Z takes the clearing back."""

    async def story() -> None:
        async with on_bench(program, SlotsScreen(), SMALL) as bench:
            await bench.shows("Local slots · 6 blank", "On-call number everywhere blank")
            await bench.shows("Whom a facilitator calls during a group, with the number.")
            await bench.press("enter")
            await form(bench)
            bench.line("#ask-text").value = "ask Dana"
            await bench.press("enter")
            await bench.shows("there is no number in it that can be")
            bench.line("#ask-text").value = "540-555-0142"
            bench.line("#ask-checked").value = "2027-03-02"
            await bench.press("enter")
            await bench.shows("That day is to come")
            bench.line("#ask-checked").value = "2027-02-01"
            await bench.press("enter")
            await bench.shows("Local slots · 5 blank", "540-555-0142", "Mon 1 Feb 2027")
            assert texts(program) == {("on-call", "", "en"): "540-555-0142"}
            await bench.press("enter")
            await form(bench)
            assert bench.line("#ask-text").value == "540-555-0142"
            bench.line("#ask-text").value = "988"
            await bench.press("enter")
            await bench.shows("Saved: On-call number.", "988 Mon 1 Mar 2027")
            await bench.press("delete")
            await until(bench.pilot, lambda: isinstance(bench.app.screen, Question))
            await bench.press("escape")
            assert texts(program) == {("on-call", "", "en"): "988"}
            await bench.press("delete")
            await until(bench.pilot, lambda: isinstance(bench.app.screen, Question))
            await bench.click("#yes")
            await bench.shows("On-call number is blank again. Ctrl+Z takes it back.")
            assert texts(program) == {}
            await bench.press("delete")
            await bench.shows("On-call number is blank already.")

    played(story())


def test_one_site_and_another_language_have_their_own(program: Program) -> None:
    """Added from the row; a site that lacks it has a row of its own."""
    for name in ("Annex", "Hall"):
        add_site(program.book, name=name, address="", now=program.now)
    set_slot(program.book, SlotName.ON_CALL, "988", site="Hall", now=program.now)

    async def story() -> None:
        async with on_bench(program, SlotsScreen()) as bench:
            await bench.shows("On-call number Annex blank")
            table = bench.screen.query_one(Table)
            table.place_cursor("on-call/Annex")
            await bench.press("enter")
            await form(bench)
            await bench.shows("On-call number · Annex")
            bench.line("#ask-text").value = "540-555-0160"
            await bench.press("enter")
            await until(bench.pilot, lambda: len(texts(program)) == 2)
            await bench.press("a")
            await form(bench)
            bench.line("#ask-language").value = "Spanish please"
            bench.line("#ask-text").value = "540-555-0117"
            bench.line("#ask-text").focus()
            await bench.press("enter")
            await bench.shows("That is no language code.")
            bench.line("#ask-language").value = "es"
            await bench.press("enter")
            await until(bench.pilot, lambda: len(texts(program)) == 3)
            await until(bench.pilot, lambda: bench.app.screen is bench.screen)

    played(story())
    assert texts(program) == {
        ("on-call", "Annex", "en"): "540-555-0160",
        ("on-call", "Hall", "en"): "988",
        ("on-call", "", "es"): "540-555-0117",
    }
