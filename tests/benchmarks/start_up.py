"""Rows 12 and 13: how long until ``--help`` is out, and until the first frame shows."""

import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from facilitator.home import Home
from tests.benchmarks.base_environment import base_environment
from tests.benchmarks.measure import Measured, Milliseconds, Timed, in_turn, timed
from tests.benchmarks.passphrase import passphrase_cost
from tests.benchmarks.program import make_program
from tests.books import make_home

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
    return _first_frame("practice-door", _large_practice_home, "practice book", "first frame, practice book", "Circle")


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

        def peer() -> Milliseconds:
            with Terminal([str(base.python), str(_PEERS / "bare_app.py")], variables) as terminal:
                return terminal.shows("The first frame.")

        pairs = in_turn(ours, peer, pairs=25, warm_up=2)
    beside = {"passphrase": passphrase_cost()}
    if opened:
        beside["start to the first session on the screen"] = median(opened)
    return pairs.told(name, 13, f"{work}, against a bare Textual app", bar=1.2, beside=beside)
