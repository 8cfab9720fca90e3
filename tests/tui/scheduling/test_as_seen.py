"""Two coordinators edit one session: the second sees what changed, field by field, and chooses."""

import pytest
from textual.screen import Screen

from facilitator.domain.views import Session
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.change_minutes import change_minutes
from facilitator.tui.kit.page import Page
from facilitator.tui.scheduling.as_seen import ThreeWays, Way, edit_as_seen
from facilitator.tui.scheduling.move_session import MoveSession
from facilitator.tui.scheduling.session_acts import cancel_session
from facilitator.words import SessionStatus
from tests.conftest import Program
from tests.tui.bench import Bench, on_bench
from tests.tui.screens import played, until

S = "Steady@2027-03-04"


@pytest.fixture
def saw(program: Program) -> Session:
    """A session as it was when a form was opened over it."""
    program.group("Steady")
    return program.session(S)


def move_to(program: Program, hour: int) -> None:
    """As the other coordinator."""
    edit_sessions.move(program.book, S, program.session(S).start_local.replace(hour=hour), now=program.now)


async def asked(bench: Bench) -> None:
    await until(bench.pilot, lambda: isinstance(bench.app.screen, ThreeWays))
    await bench.shows("This session was changed in another window", "You saw", "It is now", "Yours")


@pytest.mark.parametrize(("way", "hour"), [(Way.THEIRS, 9), (Way.MINE, 20), (Way.FORM, 9)])
def test_a_move_of_a_session_that_was_moved_is_asked_about(program: Program, saw: Session, way: Way, hour: int) -> None:
    """What was typed stays in the form; what is kept is what was chosen."""

    async def story() -> None:
        async with on_bench(program, MoveSession(saw)) as bench:
            move_to(program, 9)
            bench.line("#ask-time").value = "2027-03-04 20:30"
            await bench.press("enter")
            await asked(bench)
            await bench.shows(
                "saw Thu 4 Mar 2027, 6:30 pm", "now Thu 4 Mar 2027, 9:30 am", "Yours Thu 4 Mar 2027, 8:30 pm"
            )
            await bench.click(f"#{way}")
            if way is Way.FORM:
                await until(bench.pilot, lambda: isinstance(bench.app.screen, MoveSession))
                assert bench.line("#ask-time").value == "2027-03-04 20:30"
                await bench.shows("9:30 am -> Thu 4 Mar 2027, 8:30 pm")
            else:
                made = await bench.answer()
                assert (made is None) is (way is Way.THEIRS)

    played(story())
    assert program.session(S).start_local.hour == hour


@pytest.mark.parametrize(("way", "kept"), [(Way.THEIRS, 60), (Way.MINE, 45), (Way.FORM, 60)])
def test_any_edit_is_done_as_it_was_seen(program: Program, saw: Session, way: Way, kept: int) -> None:
    """Theirs changes nothing, mine is done to what is there now, and the form is asked anew about that."""
    done: list[int] = []
    forms: list[int] = []

    def act(seen: Session) -> int:
        change_minutes(program.book, seen.uid, 45, now=program.now, seen=seen.version)
        return 45

    async def story() -> None:
        async with on_bench(program, Screen()) as bench:
            move_to(program, 9)
            mine = {"Lasts": "45 minutes"}
            edit_as_seen(
                bench.app, saw, act, done.append, yours=mine, form=lambda now: forms.append(now.start_local.hour)
            )
            await asked(bench)
            await bench.click(f"#{way}")
            await until(bench.pilot, lambda: not isinstance(bench.app.screen, ThreeWays))

    played(story())
    assert program.session(S).minutes == kept
    assert (done, forms) == ([45] if way is Way.MINE else [], [9] if way is Way.FORM else [])


def test_nothing_is_asked_where_it_is_as_it_was_seen(program: Program, saw: Session) -> None:
    """One's own edit is done at once; Esc takes theirs."""
    said: list[str] = []

    async def story() -> None:
        page = Page()
        async with on_bench(program, page) as bench:
            cancel_session(page, saw, said.append)
            await until(bench.pilot, lambda: bool(bench.app.screen.query("#reason")))
            move_to(program, 9)
            bench.line("#reason").value = "snow"
            await bench.press("enter")
            await asked(bench)
            await bench.shows("canceled: snow")
            await bench.press("escape")
            await until(bench.pilot, lambda: bench.app.screen is page)
            assert program.session(S).status is SessionStatus.SCHEDULED
            cancel_session(page, program.session(S), said.append)
            await until(bench.pilot, lambda: bool(bench.app.screen.query("#reason")))
            bench.line("#reason").value = "snow"
            await bench.press("enter")
            await until(bench.pilot, lambda: said != [])

    played(story())
    assert said == ["Thu 4 Mar 2027 is cancelled: snow."]
