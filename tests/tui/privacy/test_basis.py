"""Why names may stand in a file: each ground asks for what it needs."""

from facilitator.domain.privacy.disclosure import Basis
from facilitator.tui.privacy.basis import AskBasis
from facilitator.words import DisclosureBasis
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played


def test_what_leaves_the_program_needs_a_recipient_and_a_purpose(program: Program) -> None:
    """Each missing part is asked for where it is typed; a consent says itself what for."""

    async def story() -> None:
        async with on_bench(program, AskBasis()) as bench:
            await bench.press("down", "down", "enter")
            assert "Please say to whom it goes." in bench.text
            assert bench.app.focused is bench.line("#recipient")
            await bench.press(*"PQ", "enter")
            assert "Please say what it is for." in bench.text
            assert bench.app.focused is bench.line("#purpose")
            await bench.press(*"it", "enter")
            assert await bench.answer() == Basis(DisclosureBasis.AUDIT, "PQ", "it")

    played(story())


def test_our_own_work_needs_nothing(program: Program) -> None:
    """What was typed for another ground is not kept with it."""

    async def story() -> None:
        async with on_bench(program, AskBasis()) as bench:
            bench.line("#recipient").value = "PQ"
            await bench.click("#ok")
            assert await bench.answer() == Basis(DisclosureBasis.WITHIN_PROGRAM)

    played(story())


def test_with_codes_is_no_basis(program: Program) -> None:
    """The button, as Esc."""

    async def story() -> None:
        async with on_bench(program, AskBasis()) as bench:
            await bench.click("#no")
            assert await bench.answer() is None

    played(story())
