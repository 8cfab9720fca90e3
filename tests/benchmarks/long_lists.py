"""Row 23: a list of eighty thousand sessions as JSON, its time and the room that it takes."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from facilitator.home import Home
from facilitator.services.book.unlock import unlock
from facilitator.services.practice.make_practice import Scale, make_practice
from tests.benchmarks.base_environment import base_environment
from tests.benchmarks.measure import Measured, Milliseconds, in_turn

MANY = Scale(people=200, groups=1000, weeks=52)
"""Some eighty thousand sessions."""

_RAW_ROWS = Path(__file__).resolve().parent / "peers" / "raw_rows.py"
_ALL = ("session", "list", "--json", "--from", "2000-01-01", "--to", "2100-01-01")


def measure_time() -> Measured:
    """Whole processes; the peer reads the rows through the driver and writes each as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        home = _home(Path(folder), MANY)
        base = base_environment()
        variables = base.variables(home.folder)
        key = unlock(home, None)[0].hex()

        def ours() -> Milliseconds:
            return _run([str(base.facilitator), *_ALL], variables)

        def peer() -> Milliseconds:
            return _run([str(base.python), str(_RAW_ROWS), str(home.book), key], variables)

        pairs = in_turn(ours, peer, pairs=7)
    work = "session list --json of all of 80,000 sessions, against raw rows and json.dumps of each"
    return pairs.told("long-list", 23, work, bar=3)


def measure_room() -> Measured:
    """The most memory of the whole process, against that of a book with a hundredth of the sessions."""
    base = base_environment()
    most: list[float] = []
    for scale in (MANY, Scale(people=200, groups=10, weeks=52)):
        with tempfile.TemporaryDirectory() as folder:
            variables = base.variables(_home(Path(folder), scale).folder)
            most.append(min(_most_memory([str(base.facilitator), *_ALL], variables) for _ in range(3)))
    many, few = most
    work = "session list --json, most memory: 80,000 sessions against 800"
    return Measured("long-list-room", 23, work, many, few, many / few, "ratio", 1.5, 3, unit="KB")


def _home(folder: Path, scale: Scale) -> Home:
    home = Home(folder / "home")
    make_practice(home, now=datetime.now(UTC).replace(microsecond=0), scale=scale)
    return home


def _run(command: Sequence[str], variables: dict[str, str]) -> Milliseconds:
    """How long a process took."""
    began = time.perf_counter()
    subprocess.run(command, env=variables, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1000


_WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A small process between: Linux counts to the most memory of a process that of the one which started it."""


def _most_memory(command: Sequence[str], variables: dict[str, str]) -> float:
    """The most memory that a process held, in the system's unit."""
    told = subprocess.run([sys.executable, "-c", _WATCH, *command], env=variables, stdout=subprocess.PIPE, check=True)
    return float(told.stdout)
