"""Rows 12 and 13: how long until ``--help`` is out, and until the first frame shows."""

import subprocess
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from facilitator.places import Home
from tests.benchmarks.base_environment import CHECKOUT, base_environment
from tests.benchmarks.measure import Measured, Milliseconds, Timed, in_turn, timed
from tests.benchmarks.passphrase import passphrase_cost
from tests.books import make_home, make_practice_home

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
    """Row 13, where the book opens itself; how long until its first screen is printed beside."""
    return _first_frame("practice-door", make_practice_home, "Opening the practice book ...", "first frame, practice book", then="Press a to")


def _first_frame(
    name: str, make: Callable[[Path], Home], text: str, work: str, *, then: str | None = None
) -> Measured:
    from tests.benchmarks.terminals import Terminal  # no such terminals on Windows

    base = base_environment()
    today: list[Milliseconds] = []
    with tempfile.TemporaryDirectory() as folder:
        home = make(Path(folder))
        variables = base.variables(home.folder)

        def ours() -> Milliseconds:
            with Terminal([str(base.facilitator), "open"], variables) as terminal:
                painted = terminal.shows(text)
                if then:
                    today.append(terminal.shows(then))
                return painted

        def peer() -> Milliseconds:
            with Terminal([str(base.python), str(_PEERS / "bare_app.py")], variables) as terminal:
                return terminal.shows("The first frame.")

        pairs = in_turn(ours, peer, pairs=21, warm_up=2)
    beside = {"passphrase": passphrase_cost()}
    if today:
        beside["until the book is open and shown"] = median(today)
    return pairs.told(name, 13, f"{work}, against a bare Textual app", bar=1.2, beside=beside)
