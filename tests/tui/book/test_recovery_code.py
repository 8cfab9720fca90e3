"""The recovery code: typed back from paper before anything goes on."""

import pytest

from facilitator.tui.book.recovery_code import RecoveryCode
from tests.books import RECOVERY_CODE
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played


def test_only_the_same_code_goes_on(program: Program) -> None:
    """How it is typed does not matter; another one is said to be another, and can be mended."""

    async def story() -> None:
        async with on_bench(program, RecoveryCode(RECOVERY_CODE)) as bench:
            assert RECOVERY_CODE in bench.text
            line = bench.line("#typed")
            line.value = RECOVERY_CODE[:-1]
            await bench.press("enter")
            assert "That is not the same. Look again, letter by letter." in bench.text
            assert line.has_focus
            line.value = RECOVERY_CODE.lower().replace("-", " ")
            await bench.press("enter")
            assert await bench.answer() is True

    played(story())


@pytest.mark.parametrize("way", ["escape", pytest.param("#no", marks=pytest.mark.slow)])
def test_back_is_no_answer(program: Program, way: str) -> None:
    """Also with the right code typed: whoever goes back has not kept it."""

    async def story() -> None:
        async with on_bench(program, RecoveryCode(RECOVERY_CODE)) as bench:
            bench.line("#typed").value = RECOVERY_CODE
            await (bench.press(way) if way == "escape" else bench.click(way))
            assert await bench.answer() is None

    played(story())
