"""Today: what runs, what comes next, what is left to do, and a backup that is old."""

from datetime import timedelta

import pytest

from facilitator.home import Home
from facilitator.services.backups.back_up import back_up
from facilitator.services.book.open_book import open_book
from facilitator.services.sessions.run_session import start
from facilitator.services.sessions.see_today import see_today
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.scheduling.session_lines import session_line
from facilitator.tui.sessions.today import TodayScreen
from tests.books import NOW, PASSPHRASE
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.locked import names, unasked, unlocked
from tests.tui.screens import played, text_of, until

DAY = timedelta(days=1)


@pytest.mark.slow
def test_an_old_backup_is_a_line_on_today_until_b_makes_one(home: Home) -> None:
    """With the key that makes it go."""
    unasked(home)
    with open_book(home, PASSPHRASE) as book:
        back_up(home, book, now=NOW)

    async def story() -> None:
        async with unlocked(home, NOW + 9 * DAY) as (app, pilot):
            line = "The last verified backup is 9 days old. Press b to make one."
            await until(pilot, lambda: line in text_of(app))
            await pilot.press("b")
            await until(pilot, lambda: "days old" not in text_of(app))
            assert len(names(home)) == 2
            await until(pilot, lambda: "Made and verified" in text_of(app))

    played(story())


def test_what_runs_stands_first_and_the_cursor_on_what_comes_next(program: Program) -> None:
    """Under headings, each once; what is left to finish stands before what is to come."""
    program.group("Past", "2027-02-25 18:30", repeat="once")
    program.group("Now", "2027-03-01 13:00", repeat="once")
    program.group("Later", "2027-03-01 18:30", repeat="once")
    program.group("Soon", "2027-03-02 18:30", repeat="once")
    start(program.book, "Now@2027-03-01", now=program.now)

    async def story() -> None:
        async with on_bench(program, TodayScreen()) as bench:
            rows = bench.app.screen.query_one(RowList)
            await until(bench.pilot, lambda: bool(rows.options))
            shown = [str(row.prompt) for row in rows.options if str(row.prompt)]
            seen = see_today(program.book, program.now)
            lines = [
                session_line(each, dated=dated).plain
                for found, dated in ((seen.running, False), (seen.today, False), (seen.unfinished, True))
                for each in found
            ]
            assert [line for line in shown if line in lines] == lines
            headings = ["Running now", "Today", "Attendance to finish, when you have the time", "Next"]
            assert [line for line in shown if line in headings] == headings
            assert rows.current == program.session("Now@2027-03-01").uid

    played(story())


def test_without_a_session_it_says_what_to_do(program: Program) -> None:
    """The next step stands where sessions will be; a practice book is asked for no backup."""

    async def story() -> None:
        async with on_bench(program, TodayScreen()) as bench:
            await bench.shows("No sessions these days. Press a to schedule a group.")
            assert not bench.app.screen.query_one("#backup-line").display

    played(story())
