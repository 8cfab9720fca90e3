"""Two windows on one session: nobody's mark is overwritten unseen, and no agenda item is skipped."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from facilitator.services.agency.keep_logins import add_login
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.sessions import run_session
from facilitator.services.sessions.count_people import keep_headcount
from facilitator.services.sessions.read_roll import roll_of
from facilitator.services.sessions.run_session import end, see_session
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.kit.message import Question
from facilitator.tui.messages import OpenSession
from facilitator.tui.sessions.roll_table import RollTable, word_of
from facilitator.tui.sessions.session import SessionScreen
from facilitator.words import AttendanceStatus, SessionStatus, Unmarked
from tests.books import NOW
from tests.conftest import Program
from tests.tui.screens import SMALL, played, text_of, until

S = "Steady@2027-03-04"
EVENING = NOW.replace(day=4, hour=23, minute=38)  # 18:38 in New York, eight minutes in


@pytest.fixture
def evening(program: Program) -> Program:
    """Three people tonight, and two staff with a login each."""
    program.people("Ana Abel", "Bo Ruiz", "Maeve Lind", group=program.group("Steady", curriculum="eight-steady-steps"))
    for login, name in (("jo", "Jo Pike"), ("dana", "Dana Reyes")):
        add_facilitator(program.book, name=name, now=program.now)
        add_login(program.book, name=login, facilitator=name, now=program.now)
    program.now = EVENING
    return program


@pytest.fixture
def running(evening: Program) -> None:
    """It runs: late means now, and nothing is asked."""
    run_session.start(evening.book, S, now=EVENING)


@asynccontextmanager
async def window(program: Program, login: str) -> AsyncIterator[tuple[FacilitatorApp, Pilot[int]]]:
    """A window of somebody with tonight's session in front."""
    app = FacilitatorApp(program.home, clock=lambda: program.now, login=login)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(pilot, lambda: app._others is not None and app.screen.is_current)
        app.post_message(OpenSession(program.session(S).uid))
        await until(pilot, lambda: isinstance(app.screen, SessionScreen) and "Ana Abel" in text_of(app))
        await pilot.pause()
        yield app, pilot


async def asked(app: FacilitatorApp, pilot: Pilot[int], *words: str) -> None:
    await until(pilot, lambda: isinstance(app.screen, Question) and all(each in text_of(app) for each in words))


@pytest.mark.usefixtures("running")
def test_a_mark_over_somebody_elses_newer_one_asks(evening: Program) -> None:
    """Enter keeps theirs; one's own is one key away, and is made of what was seen."""

    async def story() -> None:
        async with window(evening, "dana") as (one, first), window(evening, "jo") as (other, second):
            await second.press("down", "down", "p")
            await until(second, lambda: "Saved: Maeve Lind" in text_of(other))
            await first.press("down", "down", "l")
            await asked(one, first, "Jo Pike marked Maeve Lind present at 6:38 pm.", "Yours: late.", "Keep theirs")
            assert evening.roll(S)["Maeve Lind"] == (True, "present")
            await first.press("enter")
            await until(first, lambda: isinstance(one.screen, SessionScreen))
            assert evening.roll(S)["Maeve Lind"] == (True, "present")
            assert one.screen.query_one(RollTable).cursor_row == 2
            await second.press("m")
            await until(second, lambda: "m  missed" in text_of(other).lower())
            await first.press("l")
            await asked(one, first, "Jo Pike marked Maeve Lind missed", "Mark late")
            await first.click("#yes")
            await until(first, lambda: evening.roll(S)["Maeve Lind"] == (True, "late"))
            await until(first, lambda: "Saved: Maeve Lind, late" in text_of(one))

    played(story())


@pytest.mark.slow
@pytest.mark.usefixtures("running")
def test_where_both_say_the_same_nobody_is_asked(evening: Program) -> None:
    """It is said whose mark it is, and there is one event."""

    async def story() -> None:
        async with window(evening, "dana") as (one, first), window(evening, "jo") as (other, second):
            await second.press("p")
            await until(second, lambda: "Saved: Ana Abel" in text_of(other))
            await first.press("p")
            await until(first, lambda: "Jo Pike marked Ana Abel present at 6:38 pm." in text_of(one))
            assert not isinstance(one.screen, Question)
            assert evening.events() == ["mark"]
            await first.press("l")  # the cursor went on to the next
            await until(first, lambda: evening.roll(S)["Bo Ruiz"] == (True, "late"))

    played(story())


@pytest.mark.usefixtures("running")
def test_ones_own_quick_marks_are_never_asked_about(evening: Program) -> None:
    """Marked, cleared, marked again, taken back, without a look in between."""

    async def story() -> None:
        async with window(evening, "dana") as (app, pilot):
            await pilot.press("p", "up", "l", "up", "backspace", "m", "up", "p")
            await until(pilot, lambda: evening.events() == ["mark", "mark", "void", "mark", "mark"])
            await pilot.press("u", "u")
            await until(pilot, lambda: evening.events()[-2:] == ["undo", "undo"])
            assert not isinstance(app.screen, Question)
            await pilot.press("up", "up", "l")
            await until(pilot, lambda: "Saved: Ana Abel, late" in text_of(app))

    played(story())


@pytest.mark.slow
def test_next_in_the_second_window_skips_no_item(evening: Program) -> None:
    """It says what runs now, and shows it; the next key goes on from there."""

    async def story() -> None:
        async with window(evening, "dana") as (one, first), window(evening, "jo") as (_other, second):
            await second.press("n")
            await until(second, lambda: evening.session(S).status is SessionStatus.RUNNING)
            await first.press("n")
            await until(first, lambda: "It went on meanwhile: Welcome and agreements runs now." in text_of(one))
            await second.press("n")
            await until(second, lambda: see_session(evening.book, S).position == 1)
            await first.press("n")
            await until(first, lambda: "It went on meanwhile: Check-in runs now." in text_of(one))
            assert see_session(evening.book, S).position == 1
            await first.press("n")
            await until(first, lambda: see_session(evening.book, S).position == 2)

    played(story())


@pytest.mark.slow
@pytest.mark.usefixtures("running")
def test_undo_takes_back_what_was_seen_alone(evening: Program) -> None:
    """Another window's newer mark is shown first."""

    async def story() -> None:
        async with window(evening, "dana") as (one, first), window(evening, "jo") as (_other, second):
            await first.press("p")
            await second.press("down", "l")
            await until(second, lambda: evening.roll(S)["Bo Ruiz"] == (True, "late"))
            await first.press("u")
            await until(first, lambda: "Marks were changed meanwhile by Jo Pike." in text_of(one))
            assert evening.roll(S)["Bo Ruiz"] == (True, "late")
            await first.press("u")
            await until(first, lambda: evening.roll(S)["Bo Ruiz"] == (True, None))

    played(story())


@pytest.mark.slow
def test_two_headcounts_are_asked_about(evening: Program) -> None:
    """Keep theirs, or one's own."""

    async def story() -> None:
        async with window(evening, "dana") as (one, first), window(evening, "jo") as (_other, second):
            await first.press("c")
            await until(first, lambda: "How many are here?" in text_of(one))
            await second.press("c", "1", "2", "enter")
            await until(second, lambda: roll_of(evening.book, S).headcount == 12)
            await first.press("1", "4", "enter")
            await asked(one, first, "Jo Pike counted 12 at 6:38 pm.", "Yours: 14.")
            await first.click("#yes")
            await until(first, lambda: roll_of(evening.book, S).headcount == 14)

    played(story())


def test_the_count_of_a_closed_session_is_corrected_with_a_reason(evening: Program) -> None:
    """The ready words are enough; without any nothing is changed."""
    keep_headcount(evening.book, S, 9, now=EVENING)
    end(evening.book, S, now=EVENING, unmarked=Unmarked.MISSED)

    async def story() -> None:
        async with window(evening, "dana") as (app, pilot):
            for leave in (True, False):
                await pilot.press("c")
                await until(pilot, lambda: "How many are here?" in text_of(app))
                await pilot.press("8", "enter")
                await until(pilot, lambda: "Why is this count corrected?" in text_of(app))
                if leave:
                    await pilot.press("escape")
                    await until(pilot, lambda: app.screen.is_current and "Why is this count" not in text_of(app))
                    assert roll_of(evening.book, S).headcount == 9
            await pilot.press(*"seen twice", "enter")
            await until(pilot, lambda: roll_of(evening.book, S).headcount == 8)

    played(story())


@pytest.mark.usefixtures("running", "impatient")
def test_a_mark_that_waits_for_the_disk_asks_too(evening: Program) -> None:
    """What was seen when it was made counts, not what is there when it is tried again."""

    async def story() -> None:
        async with window(evening, "dana") as (app, pilot):
            screen = app.screen
            assert isinstance(screen, SessionScreen)
            with evening.book.write(now=EVENING) as change:
                change.record("site.add", "")
                await pilot.press("l")
                await until(pilot, lambda: "NOT saved" in text_of(app))
            evening.mark(S, **{"Ana Abel": "present"})
            screen.retry()
            await asked(app, pilot, "Pat marked Ana Abel present", "Yours: late.")
            assert not screen.marking.waiting

    played(story())


def test_each_mark_has_a_word() -> None:
    """No mark is one."""
    assert [word_of(each) for each in (AttendanceStatus.EXCUSED, None)] == ["Let us know", "No mark"]
