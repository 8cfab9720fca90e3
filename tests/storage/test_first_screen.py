"""What the driver reads for the first screen is what the book would show."""

import subprocess
import sys
from datetime import date, timedelta

import pytest

from facilitator.domain.sessions.today import MOST_WAITING
from facilitator.errors import BookError
from facilitator.services.book.open_book import book_info
from facilitator.services.book.unlock import unlock
from facilitator.services.scheduling import edit_sessions
from facilitator.services.sessions import count_people, run_session
from facilitator.storage import first_screen
from facilitator.storage.first_screen import read_first_rows
from facilitator.storage.queries.sessions.today import sessions_of_today
from tests.conftest import ROOT


@pytest.fixture
def lived(program):
    """Sessions in every status, closed and open groups, rooms, leaders, marks, headcounts and people to come."""
    book, now = program.book, program.now
    program.group("Steady", "2027-02-04 18:30", repeat="every thursday, 8 times", curriculum="eight-steady-steps")
    program.group("Open", "2027-02-26 10:00", repeat="every friday, 4 times")
    program.group("Long ago", "2026-12-03 18:30", repeat="every thursday, 6 times")
    program.people("Ana", "Bo", "Cy", group="Steady")
    program.group("Walk", "2027-02-28 10:00", repeat="once")
    program.mark("Walk@2027-02-28", Ana="present", Bo="late")
    program.end("Walk@2027-02-28", "missed")
    run_session.start(book, "Steady@2027-02-25", now=now)
    program.mark("Steady@2027-02-25", Cy="present")
    count_people.keep_headcount(book, "Open@2027-02-26", 7, now=now)
    edit_sessions.cancel(book, "Steady@2027-03-04", reason="snow", now=now)
    return program


def key_of(program):
    return unlock(program.home, None)[0]


def test_the_rows_are_those_of_the_book(lived):
    rows = read_first_rows(lived.home.book, key_of(lived), lived.now)
    assert rows is not None
    assert rows.info == book_info(lived.book)
    with lived.book.read() as db:
        found, waiting = sessions_of_today(db, rows.day, lived.now, most=MOST_WAITING)
    assert (list(rows.sessions), rows.waiting) == (found, waiting)
    assert (waiting.number, waiting.oldest) == (10, date(2026, 12, 3))
    assert len({each.status for each in rows.sessions}) == 4
    assert {each.present for each in rows.sessions} >= {None, 1, 2, 7}


def test_the_day_is_that_of_the_program(lived):
    late = lived.now.replace(hour=3)  # still the day before in New York
    rows = read_first_rows(lived.home.book, key_of(lived), late)
    assert rows is not None
    assert rows.day == late.date() - timedelta(days=1)


def test_a_book_of_another_schema_goes_the_ordinary_way(lived, monkeypatch):
    for schema in (first_screen.SCHEMA - 1, first_screen.SCHEMA + 1):
        monkeypatch.setattr(first_screen, "SCHEMA", schema)
        assert read_first_rows(lived.home.book, key_of(lived), lived.now) is None


def test_a_wrong_key_reads_nothing(lived):
    with pytest.raises(BookError):
        read_first_rows(lived.home.book, bytes(32), lived.now)


def test_what_the_driver_says_is_an_error_of_the_book(lived):
    with lived.book.raw() as raw:
        raw.execute("DROP TABLE session_facilitator")
    with pytest.raises(BookError, match="in passing: OperationalError"):
        read_first_rows(lived.home.book, key_of(lived), lived.now)


def test_sqlalchemy_is_not_needed():
    script = "import sys, facilitator.services.sessions.first_look; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
