"""A session on its screen: one key a mark, saved at each key, and said when it is not."""

from datetime import timedelta

import pytest
from textual.widgets import Markdown

from facilitator.services.sessions.read_roll import roll_of
from facilitator.tui.sessions.roll_table import RollTable
from facilitator.tui.sessions.session import SessionScreen
from facilitator.words import SessionStatus
from tests.books import NOW
from tests.conftest import Program
from tests.tui.screens import SMALL, WIDE, opened, played, settled, text_of, until

EVENING = NOW.replace(day=4, hour=23, minute=30)  # 18:30 in New York


@pytest.fixture
def group(program: Program) -> str:
    """A group of three with its first session tonight."""
    uid = program.group("Steady", curriculum="eight-steady-steps", repeat="every thursday")
    program.people("Ana", "Bo", "Zoë", group=uid)
    return uid


def test_a_round_by_keyboard_alone(program: Program, group: str) -> None:
    """Enter, start, one key each, undo, finish: what the book holds is what the keys said."""
    session = f"{group}@2027-03-04"

    async def evening() -> None:
        async with opened(program.home, EVENING) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            assert "Not started" in text_of(app)
            await pilot.press("n")
            assert program.session(session).status is SessionStatus.RUNNING
            await pilot.press("p")
            assert program.roll(session)["Ana"] == (True, "present")
            await pilot.press("l", "m")
            assert program.roll(session) == {"Ana": (True, "present"), "Bo": (True, "late"), "Zoë": (True, "missed")}
            await pilot.press("u")
            assert program.roll(session)["Zoë"] == (True, None)
            await pilot.press("f")
            await pilot.pause()
            assert "1 person has no mark yet. What fits them?" in text_of(app)
            await pilot.press("down", "down", "enter")
            await until(pilot, lambda: program.session(session).status is SessionStatus.HELD)
            assert program.roll(session)["Zoë"] == (True, "excused")
            await pilot.pause()
            await pilot.pause()
            shown = text_of(app)
            assert "This session is over" in shown
            assert "What comes next" in shown
            assert "Next time  Thu 11 Mar 2027" in shown
            assert "The session is closed. Thank you for being there." in shown
            await pilot.press("f")
            assert "It is finished already. b opens it again." in text_of(app)
            await pilot.press("b")
            await until(pilot, lambda: program.session(session).status is SessionStatus.RUNNING)
            await pilot.press("b")
            assert "It is open. f finishes it." in text_of(app)

    played(evening())


@pytest.mark.slow
def test_the_same_by_mouse_alone(program: Program, group: str) -> None:
    """Everything that has a key can be clicked."""
    session = f"{group}@2027-03-04"

    async def evening() -> None:
        async with opened(program.home, EVENING) as (app, pilot):
            await settled(app, pilot)
            line = next(at for at, text in enumerate(text_of(app).splitlines()) if "Steady" in text)
            await pilot.click(offset=(10, line))
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            await settled(app, pilot)
            await _click_on(pilot, app, "n Next item")
            await until(pilot, lambda: program.session(session).status is SessionStatus.RUNNING)
            await settled(app, pilot)
            await _click_on(pilot, app, "Bo")
            await settled(app, pilot)
            await _click_on(pilot, app, "l Late")
            await until(pilot, lambda: program.roll(session)["Bo"] == (True, "late"))

    played(evening())


@pytest.mark.slow
def test_reopened_where_it_was(program: Program, group: str) -> None:
    """The clock derives from stored starts and now: a laptop that died resumes where it was."""
    session = f"{group}@2027-03-04"

    async def before() -> None:
        async with opened(program.home, EVENING) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            await pilot.press("n", "n", "p")

    async def after() -> None:
        async with opened(program.home, EVENING + timedelta(minutes=4)) as (app, pilot):
            assert "Running now" in text_of(app)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            shown = text_of(app)
            assert "Check-in" in shown
            assert "6 min left" in shown
            assert "P  Present" in shown

    played(before())
    assert program.roll(session)["Ana"] == (True, "present")
    played(after())


@pytest.mark.usefixtures("impatient")
def test_not_saved_is_said_and_tried_again(program: Program, group: str) -> None:
    """While another window writes, the screen says NOT saved; when it lets go, the mark is saved."""
    session = f"{group}@2027-03-04"

    async def evening() -> None:
        async with opened(program.home, EVENING) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            screen = app.screen
            assert isinstance(screen, SessionScreen)
            with program.book.raw() as other:
                other.execute("BEGIN IMMEDIATE")
                await pilot.press("p")
                await pilot.pause()
                assert "NOT saved" in text_of(app)
                await pilot.press("escape")
                assert app.screen is screen, "leaving would lose the mark"
                other.execute("ROLLBACK")
            screen.retry()
            await pilot.pause()
            assert "NOT saved" not in text_of(app)
            assert program.roll(session)["Ana"] == (True, "present")

    played(evening())


@pytest.mark.slow
def test_a_full_disk_is_said_and_tried_again(program: Program, group: str) -> None:
    """No file can grow: the screen says NOT saved. There is room again: the mark is saved without another key."""
    resource = pytest.importorskip("resource", reason="this system cannot bound the size of files")
    session = f"{group}@2027-03-04"
    unbounded = resource.getrlimit(resource.RLIMIT_FSIZE)

    async def evening() -> None:
        async with opened(program.home, EVENING) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            screen = app.screen
            assert isinstance(screen, SessionScreen)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, unbounded[1]))
            try:
                await pilot.press("p")
                await pilot.pause()
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, unbounded)
            assert "NOT saved" in text_of(app)
            assert program.roll(session)["Ana"] == (True, None)
            screen.retry()
            await pilot.pause()
            assert "NOT saved" not in text_of(app)
            assert program.roll(session)["Ana"] == (True, "present")

    played(evening())


@pytest.mark.parametrize(
    "size", [(40, 10), pytest.param(SMALL, marks=pytest.mark.slow), pytest.param(WIDE, marks=pytest.mark.slow)]
)
def test_any_size(program: Program, group: str, size: tuple[int, int]) -> None:
    """Small and wide, and back again: the roll stays."""

    async def evening() -> None:
        async with opened(program.home, EVENING, size) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            await pilot.resize_terminal(40, 10)
            await pilot.pause()
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.screen.query_one(RollTable).row_count == 3
            assert (app.screen.query_one("#words", Markdown).region.width > 0) is (size == WIDE)

    played(evening())


def test_names_can_be_hidden(program: Program, group: str) -> None:
    """Somebody looks over the shoulder: one key, and no name is on the screen."""

    async def evening() -> None:
        async with opened(program.home, EVENING) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            assert "Ana" in text_of(app)
            await pilot.press("h", "p")
            await pilot.pause()
            shown = text_of(app)
            assert all(each.person.code in shown for each in roll_of(program.book, f"{group}@2027-03-04").marks)
            assert not any(name in shown for name in ("Ana", "Bo", "Zoë"))

    played(evening())


async def _click_on(pilot: object, app: object, text: str) -> None:
    """Click where that text stands."""
    for at, line in enumerate(text_of(app).splitlines()):  # type: ignore[arg-type]
        if text in line:
            await pilot.click(offset=(line.index(text) + 1, at))  # type: ignore[attr-defined]
            await pilot.pause()  # type: ignore[attr-defined]
            return
    raise AssertionError(f"{text!r} is not on the screen")


def test_a_walk_in_is_welcomed_and_taken_back(program: Program, group: str) -> None:
    """The line says who was saved; undo takes them off the list again. / goes to somebody on the list."""
    session = f"{group}@2027-03-04"
    program.people("Bea Zorn", "Zed Quill")

    async def evening() -> None:
        async with opened(program.home, EVENING) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: "Not started" in text_of(app))
            await pilot.press("w", *"z", "enter")
            await until(pilot, lambda: "Saved: Zed Quill, walk-in, present." in text_of(app))
            assert program.roll(session)["Zed Quill"] == (False, "present")
            await pilot.press("u")
            await until(pilot, lambda: "Taken back: Zed Quill, off the list again." in text_of(app))
            assert "Zed Quill" not in program.roll(session)
            await pilot.press("slash", "z", "enter")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            await pilot.press("p")
            await until(pilot, lambda: program.roll(session)["Zoë"] == (True, "present"))

    played(evening())


@pytest.mark.slow
def test_one_that_did_not_meet_is_noted_at_its_end_and_opened_again(program: Program, group: str) -> None:
    """The session says so, thanks nobody, and runs on when it is opened again."""
    session = f"{group}@2027-03-04"

    async def evening() -> None:
        async with opened(program.home, EVENING) as (app, pilot):
            await pilot.press("enter")
            await until(pilot, lambda: "Not started" in text_of(app))
            await pilot.press("n", "f")
            await until(pilot, lambda: "Did not meet: nobody came" in text_of(app))
            await pilot.press("up", "up", "enter")
            await until(pilot, lambda: "Did not meet on" in text_of(app))
            await pilot.press("tab", "enter", "enter")
            await until(pilot, lambda: "Noted: it did not meet" in text_of(app))
            assert "Did not meet: nobody came" in text_of(app)
            await pilot.press("b")
            await until(pilot, lambda: "It is open again" in text_of(app))

    played(evening())
    found = program.session(session)
    assert (found.status, found.reason, found.ended_at) == (SessionStatus.RUNNING, "", None)
