"""Looks at protected records are recorded behind the screen, and hold nothing up."""

import threading

import pytest
from textual.screen import Screen

from facilitator.services.history.search_audit import search_audit
from facilitator.tui.messages import GoToGroup, GoToSession
from facilitator.tui.people import people as people_screen
from facilitator.tui.privacy.looks import looked
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.history.test_history import S, fill
from tests.tui.screens import WIDE, opened, played, text_of, until


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens are used by whoever filled the book."""
    monkeypatch.setenv("LOGNAME", "pat")


def looks(program: Program) -> list[tuple[str, object, object]]:
    """What was looked at, the oldest first."""
    rows = [row for row in search_audit(program.book, limit=500).rows if row.action.startswith("read.")]
    return [(row.action, row.payload["names"], row.payload.get("people")) for row in reversed(rows)]


@pytest.mark.slow
def test_looks_are_recorded_once_an_opening(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """A roll, a roster, the people, a record: who looked, at how many, by name or not; refreshing is no look."""
    monkeypatch.setattr(people_screen, "REST_SECONDS", 0.01)
    uid = fill(program)
    session = program.session(S).uid

    async def look() -> None:
        async with opened(program.home, program.now.replace(day=4), WIDE) as (app, pilot):
            assert looks(program) == []
            app.post_message(GoToSession(session))
            await until(pilot, lambda: looks(program) == [("read.roll", True, 2)])
            await pilot.press("p", "u")
            await pilot.press("h")
            await until(pilot, lambda: looks(program)[1:] == [("read.roll", False, 2)])
            await pilot.press("h", "h")
            app.post_message(GoToGroup(uid))
            await until(pilot, lambda: looks(program)[2:] == [("read.roster", True, 2)])
            await pilot.press("4")
            await until(pilot, lambda: ("read.people", True, 2) in looks(program)[3:])
            await until(pilot, lambda: ("read.person", True, None) in looks(program)[3:])
            await pilot.press("r", "1", "4")
            await pilot.pause()
            assert len(looks(program)) == 5

    played(look())


@pytest.mark.slow
def test_a_book_that_cannot_be_written_is_read_and_says_so_once(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another window writes for a long time: the roll is there at once, and one notice tells."""
    fill(program)
    session = program.session(S).uid

    async def look() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            done = threading.Event()
            told: list[str] = []
            monkeypatch.setattr(app, "notify", lambda words, **_: told.append(words))

            def hold() -> None:
                with program.book.write(now=program.now) as change:
                    change.record("site.add", "uid")
                    done.wait(20)

            holding = threading.Thread(target=hold)
            holding.start()
            try:
                app.post_message(GoToSession(session))
                await until(pilot, lambda: "Zanzibar" in text_of(app))
                await until(pilot, lambda: any("could not be written down" in each for each in told), tries=900)
            finally:
                done.set()
                holding.join()

    played(look())


def test_a_look_is_one_row_until_it_is_another(program: Program) -> None:
    """The same look again is none; with names, or of another record, it is one; a locked book is left alone."""
    uid = fill(program)

    async def story() -> None:
        async with on_bench(program, Screen()) as bench:
            for names in (False, False, True):
                looked(bench.app, "read.roster", uid, names=names, people=2)
            looked(bench.app, "read.people", people=2)
            await until(bench.pilot, lambda: len(looks(program)) == 3)
            looked(bench.app, "read.roll", uid)
            bench.app._book = None
            await bench.pilot.pause()
            await bench.app.workers.wait_for_complete()

    played(story())
    assert sorted(looks(program)) == [
        ("read.people", True, 2),
        ("read.roster", False, 2),
        ("read.roster", True, 2),
    ]
