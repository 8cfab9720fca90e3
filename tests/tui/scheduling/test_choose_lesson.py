"""The lesson of a session, chosen on screen: what moves is seen first, and nothing is written by a look."""

from datetime import date
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Button

from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.messages import GoToGroup
from facilitator.tui.scheduling.choose_lesson import ChooseLesson
from facilitator.tui.scheduling.group import GroupScreen
from facilitator.tui.sessions.session import SessionScreen
from tests.books import NOW
from tests.conftest import Program
from tests.services.scheduling.test_schedule_group import CURRICULUM
from tests.tui.mouse import click_on
from tests.tui.screens import opened, played, text_of, until

ALL = date(2000, 1, 1), date(2100, 1, 1)


@pytest.fixture
def steady(program: Program) -> str:
    """Eight Thursdays from 4 March."""
    return program.group("Steady", curriculum="eight-steady-steps", repeat="every thursday")


@pytest.fixture
def talk(program: Program) -> str:
    """An open group of three lessons that go round, on four Tuesdays."""
    program.home.curricula.mkdir()
    text = CURRICULUM.format(order="any", enrolment="open", key="talks")
    (program.home.curricula / "talks.md").write_text(text, "utf-8")
    return program.group("Talk", "2027-03-02 12:00", repeat="weekly, 4 times", curriculum="talks", minutes=None)


def lessons(program: Program, group: str) -> list[int | None]:
    return [each.lesson for each in list_sessions(program.book, *ALL, group=group)]


async def asked(pilot: Pilot[Any], app: App[Any], group: str, *down: str) -> GroupScreen:
    """Go to a group and ask for the lesson of the session under the cursor."""
    app.post_message(GoToGroup(group))
    await until(pilot, lambda: isinstance(app.screen, GroupScreen) and bool(app.screen.sessions))
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, GroupScreen)
    await pilot.press(*down, "g")
    await until(pilot, lambda: isinstance(app.screen, ChooseLesson))
    await pilot.pause()
    return screen


@pytest.mark.slow
def test_take_another_lesson_and_take_it_back(program: Program, steady: str) -> None:
    """Arrows show what moves; Enter goes to the button, Enter writes; u takes it back."""

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            screen = await asked(pilot, app, steady, "down")
            shown = text_of(app)
            assert "Which lesson on Thu 11 Mar?" in shown
            assert "Now: topic 2 of 8, Rest that fits." in shown
            assert "It has this lesson already." in shown
            await pilot.press("down")
            await pilot.pause()
            shown = text_of(app)
            assert "Thu 11 Mar  Move a little" in shown
            assert "Thu 18 Mar  Rest that fits" in shown
            assert all(words in shown for words in ("r Once more", "s Swap", "j Join next", "Choose it", "Not now"))
            assert lessons(program, steady) == [1, 2, 3, 4, 5, 6, 7, 8]
            await pilot.press("enter", "enter")
            await until(pilot, lambda: app.screen is screen)
            await pilot.pause()
            assert "Thu 11 Mar: Move a little. 1 more moved.   u takes it back" in text_of(app)
            assert lessons(program, steady) == [1, 3, 2, 4, 5, 6, 7, 8]
            await pilot.press("u")
            await pilot.pause()
            assert lessons(program, steady) == [1, 2, 3, 4, 5, 6, 7, 8]

    played(story())


@pytest.mark.slow
def test_a_split_asks_what_becomes_of_the_last_lesson(program: Program, steady: str) -> None:
    """With the mouse alone: in two parts, and a session more."""

    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            screen = await asked(pilot, app, steady, "down")
            await click_on(pilot, app, "In two parts")
            shown = text_of(app)
            assert "Thu 11 Mar  Rest that fits (part 1 of 2)" in shown
            assert "... and 3 more move." in shown
            assert "Lesson 8: Keeping going would have no session any more." in shown
            assert "Leave it out" in shown
            assert "Choose it" not in shown
            await click_on(pilot, app, "Add a session at the end")
            await until(pilot, lambda: app.screen is screen)
            await pilot.pause()
            assert "Rest that fits (part 1 of 2)" in text_of(app)
            assert lessons(program, steady) == [1, 2, 2, 3, 4, 5, 6, 7, 8]
            # the last lesson can be split with a session more, and nothing is left out by that
            await asked(pilot, app, steady, *["down"] * 9)
            await pilot.press("p")
            await pilot.pause()
            shown = text_of(app)
            assert "No session comes after it for the second part." in shown
            assert "Add a session at the end" in shown
            assert "Leave it out" not in shown

    played(story())


@pytest.mark.slow
def test_swap_with_the_session_that_has_the_lesson(program: Program, steady: str) -> None:
    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            screen = await asked(pilot, app, steady)
            await pilot.press("s")
            await pilot.pause()
            assert "Put the cursor on a lesson that is planned for another day" in text_of(app)
            await pilot.press("down", "down", "s", "enter", "enter")
            await until(pilot, lambda: app.screen is screen)
            assert lessons(program, steady) == [3, 2, 1, 4, 5, 6, 7, 8]

    played(story())


@pytest.mark.slow
def test_what_cannot_be_is_said_and_nothing_is_offered(program: Program, steady: str) -> None:
    async def story() -> None:
        async with opened(program.home, NOW) as (app, pilot):
            await asked(pilot, app, steady)
            for key, why in (("r", "No session before this one has a lesson to repeat."), ("b", "the plan gives it")):
                await pilot.press(key)
                await pilot.pause()
                assert why in text_of(app)
                assert not any(each.display for each in app.screen.query("#yes, #extend, #leave-out").results(Button))
            await pilot.press("enter")
            await pilot.pause()
            assert app.screen.query_one(RowList).has_focus
            await pilot.press("escape")

    played(story())
    assert lessons(program, steady) == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.slow
def test_after_an_open_session_members_say_what_comes_next(program: Program, talk: str) -> None:
    """Finished, and asked at once for next time's topic; it may stay as planned."""

    async def story() -> None:
        async with opened(program.home, NOW.replace(day=2)) as (app, pilot):
            app.push_screen(SessionScreen(program.session("Talk@2027-03-02").uid))
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            await pilot.pause()
            assert "g" in {act.key for act in SessionScreen.ACTS}
            await pilot.press("f", "enter")
            await until(pilot, lambda: isinstance(app.screen, ChooseLesson))
            await pilot.pause()
            assert "What would members like next time, on Tue 09 Mar?" in text_of(app)
            await pilot.press("down", "enter", "enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            await pilot.pause()
            assert "Tue 09 Mar: Sun." in text_of(app)

    played(story())
    assert lessons(program, talk) == [1, 3, 2, 1]


@pytest.mark.slow
def test_another_length_from_the_palette(program: Program, steady: str) -> None:
    """It says what shrank, and u gives the minutes back."""

    async def story() -> None:
        async with opened(program.home, NOW, (140, 40)) as (app, pilot):
            app.post_message(GoToGroup(steady))
            await until(pilot, lambda: isinstance(app.screen, GroupScreen) and bool(app.screen.sessions))
            await pilot.pause()
            await pilot.press("down")
            app.screen.action_minutes()  # type: ignore[attr-defined]
            await pilot.pause()
            await pilot.press(*"50", "enter")
            await until(pilot, lambda: isinstance(app.screen, GroupScreen))
            await pilot.pause()
            assert "It lasts 50 minutes. Shorter than planned: Check-in 15 -> 12" in text_of(app)
            assert program.session("Steady@2027-03-11").minutes == 50
            await pilot.press("u")
            await pilot.pause()
            assert program.session("Steady@2027-03-11").minutes == 60

    played(story())
