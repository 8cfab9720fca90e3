"""Ended by the system, hung up, or locked: no name is left on the terminal, and after a lock none in memory."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App

from facilitator.errors import BookError
from facilitator.home import Home
from facilitator.services.book.lock_windows import lock_windows
from facilitator.services.book.open_book import open_book
from facilitator.services.people.keep_people import add_person
from facilitator.tui import app as program_in_terminal
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.book.leaving import AFRESH, expect_guard, was_before
from facilitator.tui.kit.dialog import Dialog
from tests.books import NOW, PASSPHRASE, make_home
from tests.conftest import ROOT
from tests.tui.locked import unasked, unlock
from tests.tui.screens import played, text_of, until
from tests.tui.terminal import Terminal, gone, terminal

NAME, TYPED = "Zanzibar Quill", "Xylophone"
LEAVE = b"\x1b[?1049l"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A book with a passphrase and one person."""
    home = make_home(tmp_path)
    unasked(home)
    with open_book(home, PASSPHRASE) as book:
        add_person(book, name=NAME, now=NOW)
    return home


@pytest.fixture
def window() -> Iterator[Terminal]:
    """A terminal of 80 columns and 24 rows."""
    with terminal() as opened:
        yield opened


def _at_people(window: Terminal) -> None:
    """Open the book at the door, and go to the people."""
    window.wait("passphrase or recovery")
    window.type(PASSPHRASE)
    window.press("Enter")
    window.wait("No sessions")
    window.press("4")
    window.wait(NAME)


def _type_a_name(window: Terminal) -> None:
    window.press("a")
    window.wait("Goes by")
    window.wait_under_cursor("a first name")
    window.stand_still()  # only what is typed into a form that stands is a draft
    window.type(TYPED)
    window.wait(TYPED)


def _typed_is_back(window: Terminal) -> None:
    _at_people(window)
    window.press("a")
    window.wait(TYPED)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["TERM", "HUP"])
def test_ended_by_the_system(home: Home, window: Terminal, tmp_path: Path, number: signal.Signals) -> None:
    """The screen is wiped before it is left, nothing is painted after that, and what was typed waits in the book."""
    window.open("--home", str(home.folder))
    _at_people(window)
    _type_a_name(window)
    window.record(tmp_path / "bytes")
    os.kill(window.program(), number)
    seen = window.wait(f"ended with {128 + number}")
    sent = (tmp_path / "bytes").read_bytes()
    wiped, left = sent.rindex(b"\x1b[H\x1b[2J"), sent.index(LEAVE)
    assert wiped < left
    for name in (*NAME.split(), TYPED):
        assert name not in seen
        assert name.encode() not in sent[wiped:]
    assert TYPED.encode() not in home.book.read_bytes()
    window.type(f"clear; {sys.executable} -m facilitator --home {home.folder}")
    window.press("Enter")
    _typed_is_back(window)


@pytest.mark.slow
def test_a_lost_terminal_keeps_what_was_typed(home: Home, window: Terminal) -> None:
    """It is closed over the program, which ends: nothing waits for it for ever."""
    window.open("--home", str(home.folder))
    _at_people(window)
    _type_a_name(window)
    process = window.program()
    window.close()
    gone(process)
    with terminal() as other:
        other.open("--home", str(home.folder))
        _typed_is_back(other)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="it reads the memory of another process")
def test_after_a_lock_nothing_is_left_in_memory(home: Home, window: Terminal, tmp_path: Path) -> None:
    """The same window, process, folder, and look; no passphrase, no key and no name."""
    known = [*NAME.split(), PASSPHRASE, TYPED]
    with open_book(home, PASSPHRASE) as book:
        key = book._key
    window.open("--home", str(home.folder))
    _at_people(window)
    _type_a_name(window)
    process = window.program()
    before = _found(process, known, key)
    assert {*known, "the key"} <= before, before
    window.record(tmp_path / "bytes")
    lock_windows(home)
    window.wait("passphrase or recovery")
    window.stand_still()
    assert window.program() == process
    assert _found(process, known, key) == set()
    sent = (tmp_path / "bytes").read_bytes()
    wiped = sent.index(b"\x1b[H\x1b[2J")
    assert not any(name.encode() in sent[wiped:] for name in known)
    _typed_is_back(window)
    window.press("Escape", "C-l")
    window.wait("passphrase or recovery")
    window.press("C-q")
    window.wait("ended with 0")
    window.type("echo typing is shown")
    window.wait("echo typing is shown")


@pytest.mark.slow
def test_a_practice_book_that_was_locked_stays_so(window: Terminal, tmp_path: Path) -> None:
    """It opens by itself only where somebody starts the program."""
    line = [sys.executable, "-m", "facilitator", "--home", str(tmp_path / "home"), "demo", "--no-open"]
    subprocess.run(line, cwd=ROOT, check=True, capture_output=True)
    window.open("--home", str(tmp_path / "home"))
    window.wait("PRACTICE")
    window.wait("Enter Open")
    window.stand_still()
    window.press("C-l")
    window.wait("The practice book is closed.")
    window.wait("Open it again")
    window.press("Enter")
    window.wait("PRACTICE")


def test_in_one_process_a_lock_goes_to_the_door(home: Home) -> None:
    """Where a program cannot start itself again; and a program that did opens nothing by itself."""

    async def story() -> None:
        app = FacilitatorApp(home, clock=lambda: NOW)
        assert not app.afresh
        async with app.run_test(size=(80, 24)) as pilot:
            await unlock(app, pilot)
            await pilot.press("4", "a")
            await until(pilot, lambda: isinstance(app.screen, Dialog))
            await app.action_lock()
            await until(pilot, lambda: "The book is locked." in text_of(app))
            assert not app.let_go()

    played(story())


def test_the_screens_do_not_open_where_an_error_would_print_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of Textual that asks another method than ours, or a program that lost it."""
    expect_guard(FacilitatorApp)
    with pytest.raises(BookError, match="may print names"):
        expect_guard(App)
    with monkeypatch.context() as patched:
        patched.setattr(App, "_handle_exception", lambda self, error: self._other_error())
        with pytest.raises(BookError, match="may print names"):
            expect_guard(FacilitatorApp)
    with monkeypatch.context() as patched:
        patched.delattr(App, "_handle_exception")
        with pytest.raises(BookError, match="may print names"):
            expect_guard(FacilitatorApp)
    monkeypatch.setattr(program_in_terminal, "expect_guard", _refuse)
    with pytest.raises(BookError, match="asked first"):
        program_in_terminal.run(Home(Path("nowhere")))


def _refuse(program: type[App[object]]) -> None:
    raise BookError("asked first", program.__name__)


def test_it_is_told_once_what_it_was_before(monkeypatch: pytest.MonkeyPatch) -> None:
    assert was_before() is None
    monkeypatch.setenv(AFRESH, '{"window": "w1", "look": "dark"}')
    assert was_before() == {"window": "w1", "look": "dark"}
    assert was_before() is None
    for damaged in ("", "[]", "{", "3"):
        monkeypatch.setenv(AFRESH, damaged)
        assert was_before() == {}


def _found(process: int, known: list[str], key: bytes) -> set[str]:
    """What of it lies in the memory of a process, in any encoding of Python's, the key raw or in hex."""
    looked_for = {each: [each.encode(code) for code in ("utf-8", "utf-16-le", "utf-32-le")] for each in known}
    looked_for["the key"] = [key, key.hex().encode(), key.hex().upper().encode()]
    found = set()
    for span in Path(f"/proc/{process}/maps").read_text().splitlines():
        first, last = (int(each, 16) for each in span.split()[0].split("-"))
        with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
            try:
                memory.seek(first)
                held = memory.read(last - first)
            except (OSError, OverflowError):  # what the kernel keeps for itself
                continue
        found |= {each for each, forms in looked_for.items() if any(form in held for form in forms)}
    return found
