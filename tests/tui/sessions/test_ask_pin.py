"""Choosing a PIN: digits alone, enough of them, for one session."""

from facilitator.tui.pin import SessionPin
from facilitator.tui.sessions.ask_pin import AskPin
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played


def test_too_short_a_pin_is_refused(program: Program) -> None:
    """What was typed stays out of sight, and can be typed on."""

    async def story() -> None:
        async with on_bench(program, AskPin("monday")) as bench:
            await bench.press(*"24", "enter")
            assert "Use digits only, at least 4 of them." in bench.text
            await bench.press(*"68", "enter")
            pin = await bench.answer()
            assert isinstance(pin, SessionPin)
            assert (pin.session, pin.fits("2468"), pin.fits("24")) == ("monday", True, False)
            assert "24" not in bench.text

    played(story())


def test_not_now_is_no_pin(program: Program) -> None:
    """Also with digits typed."""

    async def story() -> None:
        async with on_bench(program, AskPin("monday")) as bench:
            bench.line().value = "2468"
            await bench.click("#no")
            assert await bench.answer() is None

    played(story())
