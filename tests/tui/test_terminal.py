"""The real program in a real terminal: sizes, hang-ups, kill -9."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from facilitator.services.agency.keep_logins import add_login
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.book.open_book import book_info, open_book
from facilitator.services.history.undo import recent_edits
from facilitator.words import SessionStatus
from facilitator.zones import zone
from tests.conftest import Program
from tests.tui.terminal import ROOT, Terminal, gone, terminal

pytestmark = pytest.mark.slow


@pytest.fixture
def window() -> Iterator[Terminal]:
    """A terminal of 80 columns and 24 rows."""
    with terminal() as opened:
        yield opened


def _tonight(program: Program) -> str:
    """A group of three that meets in an hour, by this computer's clock; its first session."""
    program.now = datetime.now(UTC).replace(microsecond=0)
    start = (program.now + timedelta(minutes=1)).astimezone(zone(book_info(program.book).zone))
    uid = program.group(
        "Steady", f"{start:%Y-%m-%d %H:%M}", repeat="every day, 8 times", curriculum="eight-steady-steps"
    )
    program.people("Ana", "Bo", "Zoë", group=uid)
    return f"{uid}@{start:%Y-%m-%d}"


def test_killed_and_reopened(program: Program, window: Terminal) -> None:
    """kill -9 in the middle of a session: what the screen called saved is there, and the agenda is where it was."""
    session = _tonight(program)
    window.open("--home", str(program.home.folder))
    window.wait("Steady")
    window.press("Enter")
    window.wait("Not started")
    window.press("n", "n", "p")
    window.wait("Saved: Ana")
    os.kill(window.program(), signal.SIGKILL)
    window.wait("ended with 137")
    assert program.roll(session)["Ana"] == (True, "present")
    window.type("clear; reset; ")
    window.type(f"{sys.executable} -m facilitator --home {program.home.folder}")
    window.press("Enter")
    window.wait("Running now")
    window.press("Enter")
    seen = window.wait("Check-in")
    assert "> " in next(line for line in seen.splitlines() if "min  Check-in" in line)
    assert "P  Present" in seen


def test_resized_to_a_stamp_and_back(program: Program, window: Terminal) -> None:
    """40 columns and 10 rows, and back: nothing is lost."""
    _tonight(program)
    window.open("--home", str(program.home.folder))
    window.wait("Steady")
    window.press("Enter")
    window.wait("3 expected and not marked yet")
    window.stand_still()  # a page that is resized while it is put together is Textual's to mend
    window.resize(40, 10)
    window.wait("Steady")
    window.resize(80, 24)
    for each in ("3 expected and not marked yet", "Ana", "Bo", "Zoë", "Check-in", "m Missed"):
        window.wait(each)


@pytest.mark.parametrize("colours", [{}, {"NO_COLOR": "1"}], ids=["colours", "no colours"])
def test_the_terminals_cursor_follows(program: Program, window: Terminal, colours: dict[str, str]) -> None:
    """What a braille display reads: the row, the button or the field that has the focus, each after its key."""
    day = date.fromisoformat(_tonight(program).partition("@")[2])
    window.open("--home", str(program.home.folder), environment=colours)
    window.wait("Steady")
    for key, text in (
        ("3", "Steady"),
        ("Enter", f"{day:%a}"),
        ("Tab", "Ana"),
        ("Down", "Bo"),
        ("t", "Not now"),
        ("BTab", "Take off"),
        ("Escape", "Bo"),
        ("4", "Ana"),
        ("/", "/ to find"),
    ):
        window.press(key)
        window.wait_under_cursor(text)


def test_two_windows_on_one_session(program: Program, window: Terminal) -> None:
    """Two programs mark one session: each shows the other's marks within a second, asks before it overwrites, skips no
    item, and says who works in it."""
    session = _tonight(program)
    for login, name in (("dana", "Dana Reyes"), ("jo", "Jo Pike")):
        add_facilitator(program.book, name=name, now=program.now)
        add_login(program.book, name=login, facilitator=name, now=program.now)
    with terminal() as other:
        for each, who in ((window, "dana"), (other, "jo")):
            each.open("--home", str(program.home.folder), "open", "--as", who)
            each.wait("Steady")
            each.press("Enter")
            each.wait("Not started")
        window.wait("Dana Reyes, facilitator")
        other.wait("Jo Pike, facilitator")
        other.press("n")
        other.wait("min left")
        window.wait("Jo Pike started a session.")
        window.wait("> ")
        other.press("p", "l")
        other.wait("Saved: Bo, late")
        window.wait("P  Present")
        window.wait("L  Late")
        window.wait("Jo Pike marked")  # both in one look, or one in each of two
        other.press("m")
        window.wait("M  Missed")
        other.press("n")
        window.wait("went on to the next agenda item")
        assert program.roll(session) == {"Ana": (True, "present"), "Bo": (True, "late"), "Zoë": (True, "missed")}
        assert [each.actor for each in recent_edits(program.book) if each.action.startswith("session.")] == ["jo", "jo"]


def test_hang_up_ends_it_quietly(program: Program, window: Terminal) -> None:
    """The terminal is gone: the program goes too, and the book is whole."""
    session = _tonight(program)
    window.open("--home", str(program.home.folder))
    window.wait("Steady")
    window.press("Enter")
    window.wait("Not started")
    window.press("n", "p")
    window.wait("Saved: Ana")
    process = window.program()
    window.close()
    gone(process)
    assert program.session(session).status is SessionStatus.RUNNING
    assert program.roll(session)["Ana"] == (True, "present")
    with open_book(program.home, None) as book:
        assert book.verify_audit().whole


def test_first_evening(window: Terminal, tmp_path: Path) -> None:
    """A practice book made by the first line of the README opens by itself, and says what it is."""
    home = str(tmp_path / "practice")
    line = [sys.executable, "-m", "facilitator", "--home", home, "demo", "--no-open"]
    subprocess.run(line, cwd=ROOT, check=True, capture_output=True)
    window.open("--home", home)
    seen = window.wait("Next")
    assert "PRACTICE" in seen
    window.press("C-q")
    window.wait("ended with 0")
