"""The agenda on its clock: every line comes from stored starts and now."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from textual.screen import Screen

from facilitator.domain.sessions.agenda import ItemProgress
from facilitator.services.sessions.run_session import Running
from facilitator.tui.sessions.agenda_clock import AgendaClock, agenda_shown
from facilitator.words import SessionStatus
from facilitator.zones import zone
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.rows import NEW_YORK, THURSDAY, session, shown
from tests.tui.screens import played

START = THURSDAY.replace(tzinfo=zone(NEW_YORK))
TO_COME = (ItemProgress("Check-in", 15, 10), ItemProgress("Talk", 45, 30))
DONE = tuple(ItemProgress(each.title, each.minutes, each.least_minutes, START, START) for each in TO_COME)
AT_TALK = (
    ItemProgress("Check-in", 15, 10, START, START + timedelta(minutes=15)),
    ItemProgress("Talk", 45, 30, START + timedelta(minutes=15)),
)


def _at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def _running(agenda: tuple[ItemProgress, ...] = AT_TALK, **more: Any) -> Running:
    return Running(session(**{"status": SessionStatus.RUNNING, "started_at": START, **more}), agenda)


@pytest.mark.parametrize(
    ("minutes", "left", "bar"),
    [(15, "45 min left", 0), (30, "30 min left", 7), (60, "time is up", 20), (65, "5 min over", 20)],
)
def test_the_item_that_runs_has_its_minutes_and_a_bar(minutes: int, left: str, bar: int) -> None:
    """A bar that is full stays full."""
    lines = shown(agenda_shown(_running(), _at(minutes)))
    assert lines[:2] == ["Talk", f"{left:<12} [{'#' * bar}{'.' * (20 - bar)}]"]


def test_what_is_over_and_what_is_to_come() -> None:
    """A sign for each, and when what began did begin."""
    assert shown(agenda_shown(_running(), _at(20)))[-2:] == ["x  15 min  Check-in 18:30", ">  45 min  Talk 18:45"]
    assert shown(agenda_shown(_running(TO_COME), _at(0)))[-2:] == ["   15 min  Check-in", "   45 min  Talk"]


@pytest.mark.parametrize(
    ("agenda", "minutes", "lines"),
    [
        (DONE, 40, ["20 min until the planned end", "The agenda is done. f finishes."]),
        (DONE, 60, ["The planned end has come", "The agenda is done. f finishes."]),
        ((), 10, ["50 min until the planned end", "f finishes."]),
    ],
)
def test_without_an_item_the_whole_time_is_left(
    agenda: tuple[ItemProgress, ...], minutes: int, lines: list[str]
) -> None:
    """Also in a group without a curriculum."""
    assert shown(agenda_shown(_running(agenda), _at(minutes)))[:2] == lines


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (SessionStatus.SCHEDULED, "Not started. Press s to start."),
        (SessionStatus.HELD, "This session is over."),
        (SessionStatus.CANCELLED, "Did not meet: snow"),
        (SessionStatus.DID_NOT_MEET, "Did not meet: snow"),
    ],
)
def test_one_that_does_not_run_says_so(status: SessionStatus, words: str) -> None:
    """In the place of the time."""
    lines = shown(agenda_shown(_running((), status=status, reason="snow"), _at(0)))
    assert lines == [words, "", "No agenda: the group has no curriculum."]


def test_it_is_painted_when_something_on_it_is_new(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a minute and at each act, not each second."""
    painted: list[object] = []
    clock = AgendaClock()

    async def story() -> None:
        async with on_bench(program, Screen(), now=_at(20) + timedelta(seconds=5)) as bench:
            await bench.app.screen.mount(clock)
            monkeypatch.setattr(clock, "update", painted.append)
            clock.seen = _running()
            for seconds in (5, 15, 30, 55, 65):
                bench.app.now = _at(20) + timedelta(seconds=seconds)
                await bench.pilot.pause()
            assert len(painted) == 2

    played(story())
