"""Today: what runs, what comes next, what is left to do, and a backup that is old."""

from datetime import timedelta

import pytest

from facilitator.home import Home
from facilitator.services.backups.back_up import back_up
from facilitator.services.book.open_book import open_book
from facilitator.services.sessions.run_session import start
from facilitator.services.sessions.see_today import see_today
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.scheduling.session_lines import session_line, waiting_line
from facilitator.tui.sessions.today import MORE, TodayScreen
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
            lines = [session_line(each, dated=False).plain for each in (*seen.running, *seen.today)]
            lines += [waiting_line(each, program.now.date()).plain for each in seen.unfinished]
            assert [line for line in shown if line in lines] == lines
            headings = ["Running now", "Today", "Attendance to finish, when you have the time", "Next"]
            assert [line for line in shown if line in headings] == headings
            assert rows.current == program.session("Now@2027-03-01").uid

    played(story())


def test_what_waits_is_told_however_long_ago_it_was_and_a_row_shows_it_all(program: Program) -> None:
    """The last ten stand there with what is left to do; Enter on the row after them shows the others too."""
    program.group("Long", "2026-02-03 12:00", repeat="every tuesday, 20 times", enrolment="closed")
    program.people("Ana", group="Long")

    async def story() -> None:
        async with on_bench(program, TodayScreen()) as bench:
            await bench.shows("and 10 more, since Tue 3 Feb 2026", "Tue 16 Jun 2026 12:00 Long")
            rows = bench.app.screen.query_one(RowList)
            assert len([row for row in rows.options if "Long" in str(row.prompt)]) == 10
            rows.go_to(MORE)
            await bench.press("enter")
            await until(bench.pilot, lambda: len([row for row in rows.options if "Long" in str(row.prompt)]) == 20)
            assert "more, since" not in text_of(bench.app)

    played(story())


def test_without_a_session_it_says_what_to_do(program: Program) -> None:
    """The next step stands where sessions will be; a practice book is asked for no backup."""

    async def story() -> None:
        async with on_bench(program, TodayScreen()) as bench:
            await bench.shows("No sessions these days. Press a to schedule a group.")
            assert not bench.app.screen.query_one("#backup-line").display

    played(story())
