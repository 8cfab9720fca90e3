"""The door of a practice book shows Today while the book is opened behind it, and takes it away where that fails."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from facilitator.services.sessions.first_look import FirstLook
from facilitator.storage.keys.slots import read_key_file, write_key_file
from facilitator.tui import app as program_in_terminal
from facilitator.tui.app import DOOR, FacilitatorApp
from facilitator.tui.book import door
from facilitator.tui.book.door import DoorScreen
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.people.people import PeopleScreen
from facilitator.tui.sessions.session import SessionScreen
from facilitator.tui.sessions.today import TodayScreen
from tests.books import NOW, PASSPHRASE, make_home, make_practice_home
from tests.conftest import Program
from tests.tui.screens import SMALL, opened, played, settled, text_of, until


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, the book is opened when the test says so."""
    monkeypatch.setattr(door, "PAINTED_SECONDS", 20)


class Waiting(FacilitatorApp):
    """The program, which opens the book when the test says so: until then it stands at the first look."""

    CSS_PATH = Path(program_in_terminal.__file__).with_name("app.tcss")  # Textual looks beside the class
    looks = 0

    def show_first(self, seen: FirstLook, painted: Callable[[], object]) -> None:
        self.looks += 1
        self.go_on = threading.Event()
        super().show_first(seen, lambda: None)

        def then() -> None:
            self.go_on.wait(20)
            painted()

        threading.Thread(target=then, daemon=True).start()


def waiting(program: Program) -> Waiting:
    program.group("Steady", "2027-03-04 18:30")
    return Waiting(program.home, clock=lambda: NOW)


def rows(app: FacilitatorApp) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one("#sessions", RowList).options]


def at_first_look(app: Waiting) -> bool:
    return app.looks == 1 and isinstance(app.screen, TodayScreen) and "Steady" in text_of(app)


def test_today_stands_there_before_the_book_is_open_and_nothing_changes_when_it_is(program: Program) -> None:
    """Same rows, same place of the cursor; the side pane comes with the book."""

    async def story() -> None:
        app = waiting(program)
        async with app.run_test(size=(140, 40)) as pilot:
            await until(pilot, lambda: at_first_look(app))
            assert not app.unlocked
            assert "PRACTICE" in text_of(app)
            shown, at = rows(app), app.screen.query_one("#sessions", RowList).current
            app.go_on.set()
            await until(pilot, lambda: app.unlocked and "Thursday 04 March" in text_of(app))
            assert rows(app) == shown
            assert app.screen.query_one("#sessions", RowList).current == at != ""
            assert app.first_look is None

    played(story())


@pytest.mark.parametrize(
    ("keys", "page"), [(("4", "r", "enter"), SessionScreen), (("enter", "4"), PeopleScreen)], ids=["session", "place"]
)
def test_what_needs_the_book_waits_for_it(program: Program, keys: tuple[str, ...], page: type) -> None:
    """The newest of what was asked for comes once the book is there: a session, or another place."""

    async def story() -> None:
        app = waiting(program)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: at_first_look(app))
            await pilot.press(*keys)
            assert isinstance(app.screen, TodayScreen)
            app.go_on.set()
            await until(pilot, lambda: isinstance(app.screen, page))
            await settled(app, pilot)

    played(story())


def test_a_lock_meanwhile_takes_today_away_and_leaves_the_book_shut(program: Program) -> None:
    """The door stands there at once, and the book that was being opened is closed again."""

    async def story() -> None:
        app = waiting(program)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: at_first_look(app))
            await pilot.press("ctrl+l")
            await until(pilot, lambda: app.current_mode == DOOR)
            assert "Steady" not in text_of(app)
            app.go_on.set()
            await until(pilot, lambda: "closed" in text_of(app))
            assert not app.unlocked
            await pilot.press("enter")  # open it again
            await until(pilot, lambda: app.looks == 2)
            app.go_on.set()
            await until(pilot, lambda: app.unlocked and app.current_mode == "today")

    played(story())


def test_a_book_that_does_not_open_takes_today_away_and_says_why(program: Program) -> None:
    """As the door says it without a first look."""

    async def story() -> None:
        app = waiting(program)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: at_first_look(app))
            program.home.keys.write_bytes(b"no keys")
            app.go_on.set()
            await until(pilot, lambda: isinstance(app.screen, DoorScreen))
            await settled(app, pilot)
            assert "Book.keys is damaged. Restore a backup" in text_of(app)
            assert not app.unlocked
            assert app.first_look is None
            assert "Steady" not in text_of(app)

    played(story())


def test_a_book_with_a_passphrase_shows_nothing_before_it_is_given(tmp_path) -> None:
    """There is no first look."""
    home = make_home(tmp_path)

    async def story() -> None:
        app = Waiting(home, clock=lambda: NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: isinstance(app.screen.focused, Input))
            app.screen.query_one(Input).value = PASSPHRASE
            await pilot.press("enter")
            await until(pilot, lambda: app.unlocked and app.current_mode == "today")
            assert app.looks == 0

    played(story())


def test_an_empty_day_is_said_at_once(program: Program) -> None:
    """Without sessions the first look says what to do."""

    async def story() -> None:
        app = Waiting(program.home, clock=lambda: NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.looks == 1 and "Press a to schedule a group" in text_of(app))
            app.go_on.set()
            await until(pilot, lambda: app.unlocked)

    played(story())


def test_a_locked_book_says_when_a_passphrase_is_wrong(tmp_path: Path) -> None:
    """The line is empty and ready for the next try; after a lock it asks anew."""
    home = make_home(tmp_path)

    async def open_it() -> None:
        app = FacilitatorApp(home, clock=lambda: NOW)
        async with app.run_test(size=SMALL) as pilot:
            await until(pilot, lambda: "The book is locked." in text_of(app))
            await pilot.press(*"wrong", "enter")
            await until(pilot, lambda: "That does not open this book." in text_of(app))
            line = app.screen.query_one("#passphrase", Input)
            assert (line.value, line.has_focus) == ("", True)
            for _ in range(2):
                line.value = PASSPHRASE
                await pilot.press("enter")
                await until(pilot, lambda: app.unlocked)
                await pilot.press("ctrl+l")
                await until(pilot, lambda: isinstance(app.screen, DoorScreen))
                await pilot.pause()
                assert (line.value, line.has_focus) == ("", True)
                assert "The book is locked." in text_of(app)

    played(open_it())


def test_a_practice_book_opens_itself_once_and_then_when_asked(tmp_path: Path) -> None:
    """Who closed it wants it closed; Enter opens it again."""
    home = make_practice_home(tmp_path)

    async def open_it() -> None:
        app = FacilitatorApp(home, clock=lambda: NOW)
        async with app.run_test(size=SMALL) as pilot:
            await until(pilot, lambda: app.unlocked)
            await pilot.press("ctrl+l")
            await until(pilot, lambda: "The practice book is closed." in text_of(app))
            await pilot.pause(0.1)
            assert not app.unlocked
            await pilot.press("enter")
            await until(pilot, lambda: app.unlocked)

    played(open_it())


def test_a_book_that_may_have_gone_back_in_time_is_told_on_the_screen(tmp_path: Path) -> None:
    """At each opening, for the note that is missing is not written anew."""
    home = make_practice_home(tmp_path)
    write_key_file(home.keys, replace(read_key_file(home.keys), head=None))

    async def open_it() -> None:
        for _ in range(2):
            async with opened(home, NOW, notices=True) as (app, pilot):
                await until(pilot, lambda: "Look into this: book.keys" in text_of(app))

    played(open_it())
