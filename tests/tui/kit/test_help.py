"""Every key with its sentence."""

import pytest

from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.ask import Ask
from facilitator.tui.kit.help import Help
from facilitator.tui.scheduling.move_session import MoveSession
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.kit.bare import bare
from tests.tui.screens import played, text_of, until


def test_what_can_be_done_here_and_everywhere() -> None:
    """Key, word and sentence of each act, those without a key too; Esc closes it."""
    here = (ScreenAct("enrol", "e", "Enrol", "Put somebody on the roster."),)
    everywhere = (ScreenAct("lock", "ctrl+l", "Lock", "Lock the book."), ScreenAct("keys", "", "Keys", "See keys."))

    async def story() -> None:
        async with bare(size=(80, 24)) as (app, pilot):
            await app.push_screen(Help(here, everywhere))
            await pilot.pause()
            shown = text_of(app)
            at = [
                shown.index(words) for words in ("Put somebody", "Everywhere", "Ctrl+l", "Lock the book.", "See keys.")
            ]
            assert at == sorted(at)
            await pilot.press("escape")
            assert not isinstance(app.screen, Help)

    played(story())


@pytest.mark.parametrize("key", ["f1", "question_mark"])
def test_help_of_a_dialog_over_it(program: Program, key: str) -> None:
    """What it asks for and offers; the dialog is still there below, and what was typed in it."""

    async def story() -> None:
        async with on_bench(program, Ask("How many?", "All who are here.", value="7")) as bench:
            if key == "question_mark":
                bench.app.screen.query_one("#no").focus()
            await bench.press(key)
            await until(bench.pilot, lambda: isinstance(bench.app.screen, Help))
            await bench.shows(
                "In this dialog", "[ OK (Enter) ]", "[ Not now ]", "Esc", "Close", "Lock the book at once"
            )
            assert "Calendar" not in bench.text
            await bench.press(key)
            await bench.press("escape")
            assert bench.app.screen is bench.screen
            assert bench.line().value == "7"

    played(story())


def test_help_of_a_form_has_what_helps_in_its_fields(program: Program) -> None:
    """The words that come with the focus, all at once; what is typed stays where a question mark is typed."""
    program.group()
    session = program.session("Steady@2027-03-04")

    async def story() -> None:
        async with on_bench(program, MoveSession(session)) as bench:
            await bench.press("f1")
            await bench.shows("To", "Up and down go a day; or type it: next thu 7p", "Day later")
            await bench.press("escape", "question_mark")
            assert bench.line().value.endswith("?")

    played(story())
