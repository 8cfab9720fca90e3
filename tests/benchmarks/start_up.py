"""Rows 12, 13, 21 and 22: how long until ``--help`` is out, people are listed, the first frame or session shows."""

import subprocess
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.services.practice.make_practice import make_practice
from facilitator.services.sessions.see_today import see_today
from tests.benchmarks.base_environment import Environment, base_environment
from tests.benchmarks.measure import Measured, Milliseconds, Timed, in_turn, timed
from tests.benchmarks.passphrase import passphrase_cost
from tests.benchmarks.program import make_program
from tests.books import make_home

_LEAST_IMPORTS = "import click, sqlalchemy, sqlcipher3.dbapi2"
_PEERS = Path(__file__).resolve().parent / "peers"


def measure_help() -> Measured:
    """Row 12: whole processes, from start to exit."""
    base = base_environment()
    with tempfile.TemporaryDirectory() as folder:
        variables = base.variables(Path(folder))

        def process(*command: str) -> Timed:
            return timed(
                lambda: subprocess.run(command, env=variables, check=True, stdout=subprocess.DEVNULL, cwd=folder)
            )

        ours = process(str(base.facilitator), "--help")
        pairs = in_turn(ours, process(str(base.python), "-c", "pass"), pairs=31, warm_up=2)
    return pairs.told("help", 12, "facilitator --help, against python -c pass", bar=5)


def measure_door() -> Measured:
    """Row 13, where a passphrase is asked for."""
    return _first_frame("door", make_home, "The book is locked.", "first frame, locked book")


def measure_practice_door() -> Measured:
    """Row 13, where the book opens itself; how long until its sessions show is printed beside."""
    return _first_frame(
        "practice-door", _large_practice_home, "practice book", "the first words of a practice book", "Circle"
    )


def measure_list() -> Measured:
    """Row 21: user time of whole processes; what the machine does meanwhile, and syncs of the disk, are not in it."""
    base = base_environment()
    with tempfile.TemporaryDirectory() as folder:
        variables = base.variables(_practice_home(Path(folder)).folder)
        ours = _user_time([str(base.facilitator), "person", "list"], variables)
        peer = _user_time([str(base.python), "-c", _LEAST_IMPORTS], variables)
        pairs = in_turn(ours, peer, pairs=31, warm_up=2)
    return pairs.told("list", 21, f"person list, user time, against {_LEAST_IMPORTS}", bar=1.35)


def measure_first_session() -> Measured:
    """Row 22: from the start of the process until a session of Today stands on the screen."""
    from tests.benchmarks.terminals import Terminal  # there are none of these on Windows

    base = base_environment()
    with tempfile.TemporaryDirectory() as folder:
        home = _practice_home(Path(folder))
        variables, title = base.variables(home.folder), _first_title(home)

        def ours() -> Milliseconds:
            with Terminal([str(base.facilitator), "open"], variables) as terminal:
                return terminal.shows(title)

        pairs = in_turn(ours, _bare_app(base, variables), pairs=25, warm_up=2)
    work = "the first session on the screen, practice book, against a bare Textual app"
    return pairs.told("first-session", 22, work, bar=1.6)


def _practice_home(folder: Path) -> Home:
    """The practice book that ``facilitator demo`` makes."""
    home = Home(folder)
    make_practice(home, now=datetime.now(UTC).replace(microsecond=0))
    return home


def _first_title(home: Home) -> str:
    """The title of the first session that Today lists."""
    with open_book(home, None) as book:
        found = see_today(book, datetime.now(UTC))
    return (*found.running, *found.today, *found.unfinished, *found.coming)[0].title


def _user_time(command: Sequence[str], variables: dict[str, str]) -> Timed:
    import resource  # not on Windows

    def once() -> Milliseconds:
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(command, env=variables, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before) * 1000

    return once


def _bare_app(base: Environment, variables: dict[str, str]) -> Timed:
    from tests.benchmarks.terminals import Terminal

    def peer() -> Milliseconds:
        with Terminal([str(base.python), str(_PEERS / "bare_app.py")], variables) as terminal:
            return terminal.shows("The first frame.")

    return peer


def _large_practice_home(folder: Path) -> Home:
    return make_program(folder, now=datetime.now(UTC).replace(microsecond=0)).home


def _first_frame(name: str, make: Callable[[Path], Home], text: str, work: str, then: str = "") -> Measured:
    from tests.benchmarks.terminals import Terminal  # there are none of these on Windows

    base = base_environment()
    opened: list[Milliseconds] = []
    with tempfile.TemporaryDirectory() as folder:
        variables = base.variables(make(Path(folder)).folder)

        def ours() -> Milliseconds:
            with Terminal([str(base.facilitator), "open"], variables) as terminal:
                painted = terminal.shows(text)
                if then:
                    opened.append(terminal.shows(then))
                return painted

        pairs = in_turn(ours, _bare_app(base, variables), pairs=25, warm_up=2)
    beside = {"passphrase": passphrase_cost()}
    if opened:
        beside["start to the first session on the screen"] = median(opened)
    return pairs.told(name, 13, f"{work}, against a bare Textual app", bar=1.2, beside=beside)
