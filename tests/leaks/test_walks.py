"""Two walks as somebody would take them: with a stolen laptop, and with a text for a support ticket.

``pytest -m slow -s tests/leaks/test_walks.py`` tells them.
"""

import math
import os
import shlex
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.books import PASSPHRASE
from tests.conftest import ROOT
from tests.leaks.sentinels import PEOPLE, found_in, unpacked
from tests.leaks.stage import Stage
from tests.leaks.watched import BACK, Watched, tonight, watched

pytestmark = pytest.mark.slow


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A book with a session tonight."""
    return tonight(tmp_path)


@pytest.fixture
def window(stage: Stage, tmp_path: Path) -> Iterator[Watched]:
    """A shell in a watched terminal, with its history, and without a passphrase lying about."""
    shell = {name: value for name, value in stage.environment.items() if name != "FACILITATOR_PASSPHRASE_FILE"}
    with watched(tmp_path / "seen", 150, 40) as opened:
        opened.shell({**shell, "PYTHONPATH": str(ROOT)})
        opened.wait("$")
        opened.type("cd && PROMPT_COMMAND='history -a'")
        opened.press("Enter")
        yield opened


def _ask(window: Watched, *words: object, until: str) -> None:
    """A line that asks for the passphrase."""
    window.clean()
    window.line(*words)
    window.wait("Passphrase:")
    window.type(PASSPHRASE)
    window.press("Enter")
    window.wait(until)


def _session(window: Watched) -> str:
    """The id of tonight's session, off the screen."""
    _ask(window, "session", "list", "--to", "today", until="scheduled")
    return next(line.split()[0] for line in window.screen().splitlines() if "scheduled" in line)


def test_a_stolen_laptop(stage: Stage, window: Watched) -> None:
    """An evening of work, then the lid is closed and the laptop is gone: nothing on its disk can be read."""
    home = stage.root / "home"
    roster = stage.roster(PEOPLE[2])
    window.type(f"mv {shlex.quote(str(roster))} roster.csv")
    window.press("Enter")
    _ask(window, "person", "import", "roster.csv", "--group", "Steady", until="1 skipped")
    window.type("rm roster.csv")
    window.press("Enter")
    session = _session(window)
    _ask(window, "attendance", "show", session, until="0 came")
    code = next(line.split()[-3] for line in window.screen().splitlines() if PEOPLE[0].alias in line)
    _ask(window, "attendance", "mark", session, code, "present", until=f"{code}")
    _ask(window, "report", "group", "--from", "today", "--to", "today", "-o", "report.csv", until="Written to")
    _ask(window, "backup", until="verified")
    window.clean()
    window.line()
    window.unlock()
    window.press("4", "a")
    window.wait("Goes by         ")
    window.type("Somebody Qqzvörn")
    window.wait("Qqzvörn")
    os.kill(window.program(), signal.SIGKILL)
    window.wait("Killed")
    window.close()
    history = (home / ".bash_history").read_text("utf-8")
    assert history.count("-m facilitator") == 7, history
    found = stage.files("data", "home", "tmp", "config", "state", "cache", "run")
    assert {"book.db", "book.keys", "book.db-wal", "report.csv", ".bash_history"} <= {path.name for path in found}
    print("\nWhat lies on the stolen disk, and what a search for everybody's names, phones and secrets finds in it:")
    for path in found:
        data = path.read_bytes()
        leaks = found_in(unpacked(data) + str(path.relative_to(stage.root)).encode(), stage.known)
        told = ", ".join(map(str, leaks)) or "nothing"
        print(f"  {path.relative_to(stage.root)!s:<70} {len(data):>9,} bytes  {_bits(data):.1f} bits a byte  {told}")
        assert leaks == [], path
        assert "Qqzvörn".encode() not in data
    (book,) = (path for path in found if path.parent == stage.home.folder and path.name == "book.db")
    assert _bits(book.read_bytes()) > 7.99
    assert not book.read_bytes().startswith(b"SQLite format 3")


def _bits(data: bytes) -> float:
    """Entropy a byte: 8 is what random bytes have."""
    counts = Counter(data).values()
    return -sum(each / len(data) * math.log2(each / len(data)) for each in counts) if data else 0.0


def test_a_support_ticket(stage: Stage, window: Watched) -> None:
    """It crashes while somebody marks: what they would copy into a ticket names nobody."""
    window.type("export FACILITATOR_PASSPHRASE_FILE=" + shlex.quote(str(stage.root / "typed" / "passphrase")))
    window.press("Enter")
    window.clean()
    window.line(program=("-m", "tests.leaks.broken", "marking"))
    window.unlock()
    window.press("Enter")
    window.wait("Not started")
    window.press("n")
    window.wait(PEOPLE[1].alias)
    window.press("p")
    window.sent(BACK)
    window.wait("Please report this line.")
    window.rest()
    window.line("doctor")
    window.wait("clock jumps")
    window.rest()
    window.line("audit", "list", "--limit", "12")
    window.wait("made the book")
    window.rest()
    window.line("history", "--limit", "12")
    window.wait("scheduled, 8 sessions")
    window.rest()
    ticket = window.scrollback()
    # what they typed themselves is theirs to leave out
    told = "\n".join(line for line in ticket.splitlines() if not line.startswith("$ "))
    print("\nWhat one would paste into a ticket:")
    print("\n".join(f"  | {line}" for line in ticket.rstrip().splitlines()))
    assert found_in(told.encode(), stage.known) == []
    assert "internal error RuntimeError in " in told
    assert "Traceback" not in told
