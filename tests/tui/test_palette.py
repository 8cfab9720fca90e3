"""The palette: a group, a session or a person by a few letters, from anywhere."""

import asyncio

import pytest
from textual import events
from textual.command import CommandPalette
from textual.widgets import Input

from facilitator.tui.palette import tells_of
from facilitator.tui.people.people import PeopleScreen
from facilitator.tui.scheduling.group import GroupScreen
from facilitator.tui.sessions.session import SessionScreen
from tests.conftest import Program
from tests.tui.screens import opened, played, text_of, until


def test_nobody_is_named_before_a_letter_is_typed_and_none_for_letters_within(program: Program) -> None:
    """Members see this screen, and Enter takes the first hit."""
    program.people("Zanzibar Quill", group=program.group("Steady"))

    async def story() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("ctrl+p")
            await until(pilot, lambda: isinstance(app.screen, CommandPalette) and "Add group" in text_of(app))
            assert "Zanzibar" not in text_of(app)
            await pilot.press(*"uill")
            await until(pilot, lambda: "uill" in text_of(app))
            await pilot.pause(0.2)
            assert "Quill" not in text_of(app)

    played(story())


@pytest.mark.parametrize(
    ("words", "page"),
    [
        pytest.param("Steady", GroupScreen, marks=pytest.mark.slow),
        ("Steady, Thu 04 Mar", SessionScreen),
        pytest.param("Quill", PeopleScreen, marks=pytest.mark.slow),
    ],
    ids=["group", "session", "person"],
)
def test_it_goes_to_what_is_named(program: Program, words: str, page: type) -> None:
    """Enter on the first one found."""
    program.people("Zanzibar Quill", group=program.group("Steady"))

    async def story() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("ctrl+p")
            await until(pilot, lambda: isinstance(app.screen, CommandPalette) and bool(app.screen.query(Input)))
            app.screen.query_one(Input).value = words
            await until(pilot, lambda: text_of(app).count(words) > 1)  # typed, and found
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, page))

    played(story())


def test_nothing_that_is_typed_right_after_ctrl_p_is_lost(program: Program) -> None:
    """Keys that come before the line is there go into it, and Enter waits until all of them were looked for."""
    program.people("Zanzibar Quill", group=program.group("Steady"))
    program.group("Aside")

    async def story() -> None:
        async with opened(program.home, program.now) as (app, _):
            for key in ("ctrl+p", *"steady", "enter"):
                character = key if len(key) == 1 else None
                app.post_message(events.Key(key, character))  # at once: nobody waits for the screen
            for _ in range(400):
                await asyncio.sleep(0.01)
                if isinstance(app.screen, GroupScreen) and app.screen.seen:
                    break
            assert isinstance(app.screen, GroupScreen)
            assert app.screen.seen
            assert app.screen.seen.group.title == "Steady"

    played(story())


@pytest.mark.parametrize(
    ("query", "found"),
    [("website", True), ("goog", True), ("subscribe goo", True), ("calendars", True), ("we", False), ("bank", False)],
)
def test_an_act_is_found_by_the_words_of_what_it_does(query: str, found: bool) -> None:
    """Each word that was typed begins one of the sentence."""
    assert tells_of("Calendars to subscribe to: website, Google (6)", query) is found


def test_the_feeds_are_found_by_words_that_people_use(program: Program) -> None:
    """From anywhere, by the sentence of the place."""

    async def story() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("ctrl+p", *"google")
            await until(pilot, lambda: "Calendars to subscribe to" in text_of(app))
            await pilot.press("enter")
            await until(pilot, lambda: app.current_mode == "publish")

    played(story())
