"""What every dialog shares: leaving it, and what was typed when the book locked."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from facilitator.tui.kit.ask import Ask
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.message import Question
from facilitator.tui.kit.reason import Reason
from facilitator.tui.messages import GoToGroup
from facilitator.tui.scheduling.calendar import CalendarScreen
from facilitator.tui.scheduling.group import GroupScreen
from facilitator.tui.scheduling.groups import GroupsScreen
from tests.books import NOW
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.kit.bare import bare
from tests.tui.screens import opened, played, text_of, until


class Two(Dialog[str]):
    """Two lines, one of them secret."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Input("daily", id="rule")
            yield Input(id="secret", password=True)


def test_escape_or_a_click_beside_it_answers_nothing() -> None:
    """A click in it does not close it."""
    answers: list[Any] = []

    async def story() -> None:
        async with bare(size=(80, 24)) as (app, pilot):
            await app.push_screen(Two(), answers.append)
            await pilot.pause()
            await pilot.click("#rule")
            assert answers == []
            await pilot.press("escape")
            await app.push_screen(Two(), answers.append)
            await pilot.pause()
            await pilot.click(offset=(1, 1))
            assert answers == [None, None]

    played(story())


def test_typing_takes_away_what_was_wrong_and_no_other_words() -> None:
    """Also in a dialog that says nothing wrong at all."""

    async def story() -> None:
        async with bare(size=(80, 24)) as (app, pilot):
            await app.push_screen(Ask("How many?", "A number."))
            await pilot.pause()
            await pilot.press("4")
            await pilot.pause()
            assert "How many?" in text_of(app)
            assert "A number." in text_of(app)

    played(story())


def test_what_was_typed_when_the_book_locked_comes_back(program: Program) -> None:
    """Only what was changed, never a secret; once it is back, it is kept no longer."""

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            await app.push_screen(form := Two())
            await until(pilot, lambda: form._began is not None)  # what stood there first is known a frame later
            form.query_one("#rule", Input).value = "every thursday"
            form.query_one("#secret", Input).value = "cedar"
            assert form.unsaved() == {"rule": "every thursday"}
            from facilitator.services.book.keep_drafts import keep_drafts, take_draft

            keep_drafts(app.book, {form.draft_name: form.unsaved()}, now=NOW)
            await app.push_screen(again := Two())
            await until(pilot, lambda: again.query_one("#rule", Input).value == "every thursday")
            assert take_draft(app.book, again.draft_name, now=NOW) == {}

    played(story())


def test_what_was_wrong_is_told_no_longer_once_somebody_types(program: Program) -> None:
    """The error of a line goes with the first letter that is typed into it."""

    async def story() -> None:
        async with on_bench(program, Reason("Cancel?", "", yes="Cancel it")) as bench:
            await bench.press("enter")
            await bench.shows("Give a reason in a few words")
            await bench.press("s")
            await bench.pilot.pause()
            assert "Give a reason in a few words" not in bench.text
            assert "Cancel?" in bench.text  # and nothing else goes

    played(story())


def test_a_key_of_a_place_leaves_a_question_and_no_form(program: Program) -> None:
    """Over a page of a place the key of that place goes up to it."""
    uid = program.group()

    async def story() -> None:
        async with opened(program.home, NOW, notices=True) as (app, pilot):
            app.post_message(GoToGroup(uid))
            await until(pilot, lambda: isinstance(app.screen, GroupScreen))
            await pilot.press("3")
            await until(pilot, lambda: isinstance(app.screen, GroupsScreen))
            await app.push_screen(Question("Sure?", "", yes="Yes"))
            await pilot.press("2")
            await until(pilot, lambda: isinstance(app.screen, CalendarScreen))
            await app.push_screen(form := Two())
            form.set_focus(None)
            await pilot.press("1")
            await until(pilot, lambda: "Esc closes this first." in text_of(app))
            assert app.screen is form

    played(story())
