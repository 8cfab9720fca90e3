"""Keeping a consent: what is missing is said, and what was typed stays."""

from datetime import date

import pytest

from facilitator.services.privacy.keep_consents import list_consents
from facilitator.tui.kit.parts.tick_list import TickList
from facilitator.tui.privacy.consent_form import ConsentForm
from facilitator.words import RecordPart
from tests.books import NOW
from tests.conftest import Program
from tests.services.consents import CLINIC
from tests.tui.bench import on_bench
from tests.tui.screens import opened, played, text_of, until


@pytest.mark.slow
def test_a_consent_is_kept_and_taken_back_by_keyboard(program: Program) -> None:
    """What is missing is said and what was typed stays; a consent that ended says why."""
    program.people("Ana")

    async def keep() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("4", "c")
            await until(pilot, lambda: "Consents of Ana" in text_of(app))
            assert "No consent yet" in text_of(app)
            await pilot.press("tab", "enter")
            await until(pilot, lambda: isinstance(app.screen, ConsentForm))
            typed = (CLINIC, "planning care", "that she comes", "1 feb", "paper", "", "the group ends")
            for words in typed:
                app.screen.focused.value = words
                await pilot.press("enter")
            await pilot.press("space", "tab", "tab", "enter")
            await pilot.pause()
            assert "they were told it can be revoked" in " ".join(text_of(app).split())
            assert list_consents(program.book, now=program.now) == []
            # a button that is just being pressed hears no second press
            await until(pilot, lambda: not app.screen.query_one("#ok").has_class("-active"))
            await pilot.press("shift+tab", "space", "tab", "enter")
            await until(pilot, lambda: "in force, until this comes: the group ends" in text_of(app))
            (seen,) = list_consents(program.book, "Ana", now=program.now)
            assert (seen.consent.terms.covers, seen.consent.terms.discloser) == ((RecordPart.NAME,), "Harbor Street")
            await pilot.click("#event")
            await pilot.press(*" too soon", "enter")
            await pilot.pause()
            assert "Not a date" in text_of(app)
            await pilot.click("#revoke")
            await pilot.press(*"by letter", "enter")
            await until(pilot, lambda: "not in force: revoked on Mon 1 Mar 2027" in text_of(app))
            assert list_consents(program.book, "Ana", now=program.now)[0].consent.revoked_how == "by letter"

    played(keep())


@pytest.mark.slow
def test_what_is_missing_is_said_and_what_was_typed_stays(program: Program) -> None:
    """A day without a year lies behind where it was signed, and ahead where it ends; nobody signs twice."""
    (ana,) = program.people("Xochitl")

    async def story() -> None:
        dialog = ConsentForm(ana, names=False)
        async with on_bench(program, dialog) as bench:
            assert ana.code in bench.text
            assert "Xochitl" not in bench.text
            typed = {"recipient": CLINIC, "purpose": "planning care", "what": "that she comes", "signature": "paper"}
            for name, words in {**typed, "signed": "nonsense", "expires": "1 feb"}.items():
                bench.line(f"#{name}").value = words
            dialog.query_one("#covers", TickList).ticked = (RecordPart.NAME.value,)
            await bench.click("#ok")
            assert "Not a date" in bench.text
            bench.line("#signed").value = "1 feb"
            await bench.click("#ok")
            assert "they were told it can be revoked" in bench.text
            assert list_consents(program.book, now=NOW) == []
            assert bench.line("#purpose").value == "planning care"
            dialog.query_one("#marks", TickList).ticked = ("told",)
            await bench.click("#ok")
            uid = await bench.answer()
            (seen,) = list_consents(program.book, now=NOW)
            terms = seen.consent.terms
            assert (seen.consent.uid, terms.signed_on, terms.expires_on) == (uid, date(2027, 2, 1), date(2028, 2, 1))
            assert terms.covers == (RecordPart.NAME,)

    played(story())
