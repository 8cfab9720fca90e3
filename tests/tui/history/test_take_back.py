"""The newest change is taken back from anywhere, after a yes."""

import pytest
from textual.screen import Screen

from facilitator.services.people.keep_people import add_person, list_people
from facilitator.tui.history.take_back import ask_do_again, ask_take_back
from facilitator.tui.kit.message import Message, Question
from tests.conftest import Program
from tests.tui.bench import Bench, on_bench
from tests.tui.screens import opened, played, text_of, until


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens are used by whoever filled the book."""
    monkeypatch.setenv("LOGNAME", "pat")


@pytest.mark.slow
def test_the_newest_change_is_taken_back_from_anywhere(program: Program) -> None:
    """Ctrl+Z says what it is first; Enter alone changes nothing."""

    async def take_back() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            code = add_person(app.book, name="Zanzibar Quill", now=program.now).code
            await pilot.press("3", "ctrl+z")
            await until(pilot, lambda: isinstance(app.screen, Question))
            assert f"{code}: added" in text_of(app)
            await pilot.press("enter")
            await pilot.pause()
            assert len(list_people(program.book)) == 1
            await pilot.press("ctrl+z")
            await until(pilot, lambda: isinstance(app.screen, Question))
            await pilot.click("#yes")
            await until(pilot, lambda: list_people(program.book) == [])
            await until(pilot, lambda: not isinstance(app.screen, Question))
            await pilot.press("ctrl+z")
            await until(pilot, lambda: "There is nothing to take back" in text_of(app))

    played(take_back())


async def _asked(bench: Bench, *words: str) -> None:
    await until(bench.pilot, lambda: isinstance(bench.app.screen, Question))
    await bench.shows(*words)


def test_back_again_and_nothing_left(program: Program) -> None:
    """It says what it is and when it was; Enter alone leaves it; what came of it is told in a corner."""
    (who,) = program.people("Zanzibar Quill")

    async def story() -> None:
        async with on_bench(program, Screen()) as bench:
            ask_do_again(bench.app)
            await until(bench.pilot, lambda: isinstance(bench.app.screen, Message))
            await bench.shows("There is nothing to do again")
            await bench.press("enter")
            ask_take_back(bench.app)
            await _asked(bench, "Take this back?", f"{who.code}: added", "You did this on Mon 01 Mar 2027 at 13:15.")
            await bench.press("enter")
            assert list_people(program.book) == [who]
            for ask, words, left in ((ask_take_back, "Taken back:", []), (ask_do_again, "Done again:", [who])):
                ask(bench.app)
                await bench.click("#yes")
                await bench.shows(words)
                assert list_people(program.book) == left

    played(story())
