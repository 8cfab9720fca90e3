"""The veil: names go while clock and agenda stay, and a PIN or the passphrase brings them back."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import Input

from facilitator.services.book.open_book import open_book
from facilitator.services.sessions.run_session import end, start
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.pin import SessionPin
from facilitator.tui.presence import Sign
from facilitator.tui.sessions.ask_pin import AskPin
from facilitator.tui.sessions.session import SessionScreen
from facilitator.tui.sessions.veil import FULL_LOCK_AFTER, Veil, running_now
from tests.books import PASSPHRASE
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.locked import home_with_session, running
from tests.tui.screens import opened, played, text_of, until
from tests.tui.sessions.test_session import EVENING


@pytest.mark.slow
def test_a_running_session_hides_its_names_and_goes_on(program: Program) -> None:
    """The clock and the agenda stay in sight of the group; who is there does not."""
    uid = program.group("Steady", curriculum="eight-steady-steps", repeat="every thursday")
    program.people("Zanzibar Quill", group=uid)

    async def story() -> None:
        async with opened(program.home, EVENING) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            await pilot.press("n")
            await until(pilot, lambda: "Zanzibar" in text_of(app) and "min left" in text_of(app))
            app.nobody_here(Sign.IDLE)
            await until(pilot, lambda: "Zanzibar" not in text_of(app) and "min left" in text_of(app))
            assert app.unlocked
            for key in ("4", "escape", "p", "ctrl+p"):
                await pilot.press(key)
                await pilot.pause()
                assert "Zanzibar" not in text_of(app)
            await pilot.press("escape", "n")
            await until(pilot, lambda: isinstance(app.screen, Veil) and "min left" in text_of(app))
            await pilot.press("h")
            await until(pilot, lambda: "Zanzibar" in text_of(app))

    played(story())


@pytest.mark.slow
def test_the_pin_of_a_session_brings_names_back_and_dies_after_three_wrong_tries(tmp_path: Path) -> None:
    """Then the passphrase does it, with the same patience for mistakes as the door."""
    home = home_with_session(tmp_path)

    async def story() -> None:
        app = FacilitatorApp(home, clock=lambda: EVENING)
        async with app.run_test(size=(80, 24)) as pilot:
            await running(app, pilot)
            await pilot.press("P")
            await until(pilot, lambda: isinstance(app.screen, AskPin))
            await pilot.press(*"24", "enter")
            await until(pilot, lambda: "at least 4" in text_of(app))
            await pilot.press(*"68", "enter")
            await until(pilot, lambda: app.pin is not None)

            async def typed(*keys: str) -> None:
                await pilot.press("h")
                await until(pilot, lambda: bool(app.screen.query("#veil-secret")))
                await pilot.press(*keys, "enter")

            app.nobody_here(Sign.SLEPT)
            await until(pilot, lambda: isinstance(app.screen, Veil))
            await typed(*"2468")
            await until(pilot, lambda: "Zanzibar" in text_of(app))
            app.nobody_here(Sign.IDLE)
            await until(pilot, lambda: isinstance(app.screen, Veil))
            await typed(*"1111", "enter", *"2222", "enter", *"3333")
            await until(pilot, lambda: "used up" in text_of(app))
            await pilot.press(*"2468", "enter")
            await until(pilot, lambda: "does not open" in text_of(app))
            app.screen.query_one(Input).value = PASSPHRASE
            await pilot.press("enter")
            await until(pilot, lambda: "Zanzibar" in text_of(app))

    played(story())


def test_pin_then_passphrase(tmp_path: Path) -> None:
    """The field asks for what can help; a PIN that is used up is no help, and a wrong passphrase is said."""
    home = home_with_session(tmp_path)
    with open_book(home, PASSPHRASE) as book:
        program = Program(home, book)
        uid = program.session("Steady@2027-03-04").uid
        start(book, uid, now=EVENING)

        async def story() -> None:
            async with on_bench(program, Veil(uid), now=EVENING) as bench:
                bench.app.pin = SessionPin(uid, "2468")
                assert "min until the planned end" in bench.text
                assert "Zanzibar" not in bench.text
                await bench.press("h")
                line = bench.line("#veil-secret")
                assert line.placeholder.startswith("session PIN")
                for words in ("That is not it.", "That is not it.", "The PIN is used up: the passphrase opens."):
                    line.value = "1111"
                    await bench.press("enter")
                    assert words in bench.text
                assert line.placeholder == "passphrase, then Enter"
                line.value = "2468"
                await bench.press("enter")
                await bench.shows("does not open")
                await until(bench.pilot, lambda: line.has_focus)
                line.value = PASSPHRASE
                await bench.press("enter")
                assert await bench.answer() is None

        played(story())


def test_the_group_goes_on_under_it(program: Program) -> None:
    """n goes to the next item; a practice book needs nothing to bring the names back."""
    program.group("Steady", curriculum="eight-steady-steps", repeat="every thursday")
    uid = program.session("Steady@2027-03-04").uid
    start(program.book, uid, now=EVENING)

    async def story() -> None:
        async with on_bench(program, Veil(uid), now=EVENING) as bench:
            assert "Where stress lands" in bench.text
            await bench.press("n", "n")
            await bench.shows("Check-in", "min left")
            await bench.press("0")
            await bench.shows("call 911")
            await bench.press("enter", "h")
            assert await bench.answer() is None

    played(story())


def test_a_session_keeps_the_book_open_until_its_end_is_long_past(program: Program) -> None:
    """One that was not started, or is over, keeps nothing open."""
    program.group("Steady")
    session = program.session("Steady@2027-03-04")
    late = session.ends_at + FULL_LOCK_AFTER

    async def story() -> None:
        async with on_bench(program, Screen(), now=EVENING) as bench:
            assert running_now(bench.app, EVENING) == ""
            start(program.book, session.uid, now=EVENING)
            moments = (EVENING, late, late + timedelta(seconds=1))
            assert [running_now(bench.app, at) for at in moments] == [session.uid, session.uid, ""]
            end(program.book, session.uid, now=EVENING)
            assert running_now(bench.app, EVENING) == ""

    played(story())
