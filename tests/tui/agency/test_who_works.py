"""Who works in a window: the only login, or the one that was chosen, named before, or asked for again after a lock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from facilitator.domain.views import Login
from facilitator.services.agency.keep_logins import add_login, list_logins
from facilitator.services.agency.keep_sites import add_site, list_sites
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.book.open_book import open_book
from facilitator.services.history.undo import newest_change
from facilitator.storage.book import Book
from facilitator.tui.agency.who_works import WhoWorks
from facilitator.tui.app import DOOR, FacilitatorApp
from facilitator.tui.kit.message import Message, Question
from facilitator.tui.sessions.session import SessionScreen
from facilitator.words import LoginRole
from tests.books import NOW, PASSPHRASE
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.book.test_door import at_first_look, waiting
from tests.tui.locked import home_with_session, unlock
from tests.tui.screens import SMALL, WIDE, played, text_of, until


@pytest.fixture
def two(program: Program) -> Program:
    """Dana facilitates, Jo plans; the computer's user is neither."""
    add_facilitator(program.book, name="Dana R.", now=program.now)
    add_login(program.book, name="dana", facilitator="Dana R.", now=program.now)
    add_login(program.book, name="jo", role=LoginRole.COORDINATOR, now=program.now)
    return program


@asynccontextmanager
async def window(
    program: Program, size: tuple[int, int] = SMALL, **more: Any
) -> AsyncIterator[tuple[FacilitatorApp, Pilot[int]]]:
    """A window on the book, open."""
    app = FacilitatorApp(program.home, clock=lambda: program.now, **more)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.unlocked)
        yield app, pilot


async def asked(app: FacilitatorApp, pilot: Pilot[int]) -> None:
    await until(pilot, lambda: isinstance(app.screen, WhoWorks) and app.screen.focused is not None)


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_of_several_one_is_chosen_and_the_masthead_says_who_works(two: Program, size: tuple[int, int]) -> None:
    """With the arrows and Enter; what is done from then on is theirs."""

    async def story() -> None:
        async with window(two, size) as (app, pilot):
            await asked(app, pilot)
            await until(pilot, lambda: "Dana R." in text_of(app))
            await pilot.press("down", "enter")
            await until(pilot, lambda: app.who == "jo, coordinator")
            await until(pilot, lambda: "Harbor Street · jo, coordinator" in text_of(app))
            assert "PRACTICE" in text_of(app)
            assert (app.book.actor, len(app.book.window)) == ("jo", 6)

    played(story())


def test_the_only_login_is_meant_as_on_the_command_line(program: Program) -> None:
    """Nobody is asked."""
    add_facilitator(program.book, name="Dana R.", now=program.now)
    add_login(program.book, name="dana", facilitator="Dana R.", now=program.now)

    async def story() -> None:
        async with window(program) as (app, pilot):
            await until(pilot, lambda: "Harbor Street · Dana R., facilitator" in text_of(app))
            assert app.book.actor == "dana"

    played(story())


def test_without_logins_it_is_the_computers_user(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment says is passed over then; who is named by hand is told to be nobody."""
    monkeypatch.setenv("FACILITATOR_LOGIN", "dana")
    monkeypatch.setenv("LOGNAME", "computer")

    async def story() -> None:
        async with window(program) as (app, _pilot):
            assert (app.book.actor, app.who, app.screen.is_modal) == ("computer", "", False)
        async with window(program, login="dana") as (app, pilot):
            await until(pilot, lambda: "nobody works in this book under that login" in text_of(app))
            await pilot.press("enter")
            await until(pilot, lambda: not isinstance(app.screen, Message))
            assert app.book.actor == "computer"

    played(story())


def test_whoever_is_named_before_is_not_asked(two: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--as`` goes before FACILITATOR_LOGIN; one that the book does not have is said, and asked for."""
    monkeypatch.setenv("FACILITATOR_LOGIN", "jo")

    async def story() -> None:
        for login, actor in ((None, "jo"), ("DANA", "dana")):
            async with window(two, login=login) as (app, pilot):
                await until(pilot, lambda app=app: app.who != "")
                assert (app.book.actor, app.screen.is_modal) == (actor, False)
        async with window(two, login="lee") as (app, pilot):
            await asked(app, pilot)
            await until(pilot, lambda: "Nobody works in this book under that login." in text_of(app))

    played(story())


def test_whoever_does_not_say_is_let_out_again(two: Program) -> None:
    """Nothing is done in the name of nobody."""

    async def story() -> None:
        async with window(two) as (app, pilot):
            await asked(app, pilot)
            await pilot.press("escape")
            await until(pilot, lambda: app.current_mode == DOOR and not app.unlocked)

    played(story())


@pytest.mark.slow
def test_after_a_lock_it_is_asked_again(tmp_path: Path) -> None:
    """Another person may sit there, whoever was named when the window was opened."""
    home = home_with_session(tmp_path)

    async def story() -> None:
        app = FacilitatorApp(home, clock=lambda: NOW, login="dana")
        async with app.run_test(size=SMALL, notifications=True) as pilot:
            await unlock(app, pilot)
            assert app.book.actor == "dana"
            window = app.window
            await pilot.press("ctrl+l")
            await until(pilot, lambda: not app.unlocked)
            assert app.who == ""
            await unlock(app, pilot)
            await asked(app, pilot)
            await pilot.press("down", "enter")
            await until(pilot, lambda: app.who == "jo, facilitator")
            assert (app.book.actor, app.book.window) == ("jo", window)

    with open_book(home, PASSPHRASE) as book:
        for name in ("dana", "jo"):
            add_login(book, name=name, now=NOW)
    played(story())


def test_what_was_asked_for_at_the_first_look_waits_for_the_answer(two: Program) -> None:
    """The first screen is painted before; the session opens when it is known who opens it."""
    two.group("Steady", "2027-03-04 18:30")

    async def story() -> None:
        app = waiting(two)
        async with app.run_test(size=SMALL) as pilot:
            await until(pilot, lambda: at_first_look(app))
            await pilot.press("enter")
            app.go_on.set()
            await asked(app, pilot)
            assert not isinstance(app.screen, SessionScreen)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            assert app.book.actor == "dana"

    played(story())


@pytest.mark.slow
def test_two_windows_of_one_login_do_not_share_what_they_take_back(two: Program) -> None:
    """Each names its own newest change; the other's is left alone."""

    async def story() -> None:
        async with window(two, login="dana") as (one, first), window(two, login="dana") as (other, second):
            await until(first, lambda: one.who != "" and other.who != "")
            assert one.book.window != other.book.window
            add_site(one.book, name="North", address="", now=two.now)
            add_site(other.book, name="South", address="", now=two.now)
            await first.press("ctrl+z")
            await until(first, lambda: isinstance(one.screen, Question) and "North" in text_of(one))
            await first.click("#yes")
            await until(first, lambda: [each.name for each in list_sites(two.book)] == ["South"])
            assert newest_change(one.book) is None
            assert newest_change(other.book) is not None
            await second.press("ctrl+z")
            await until(second, lambda: isinstance(other.screen, Question) and "South" in text_of(other))

    played(story())


def chosen(book: Book, name: str) -> Login:
    return next(each for each in list_logins(book) if each.login == name)


def test_a_click_chooses_too(two: Program) -> None:
    """On a row, or on the button for the row that the cursor is on."""

    async def story() -> None:
        for click in (("#logins", (3, 1)), ("#ok", (3, 0))):
            dialog = WhoWorks(list_logins(two.book))
            async with on_bench(two, dialog) as bench:
                await until(bench.pilot, lambda dialog=dialog: dialog.focused is not None)
                await bench.press("down")
                await bench.pilot.click(click[0], offset=click[1])
                assert await bench.answer() == chosen(two.book, "jo")

    played(story())
