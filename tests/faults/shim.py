"""The shim of ``shim.c``: built once, loaded into a process of its own, and armed there."""

import ast
import atexit
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from facilitator.errors import FacilitatorError

HERE = Path(__file__).resolve().parent

STICKY, HALF, READS = 1, 2, 4
"""How a change fails: all later ones too; a write by half first; reads are counted as well."""

KILLED = -9
NEVER = 10**9

Act = Callable[[], int | None]
"""What is done in a fork: its exit code, or None where it was done."""


@dataclass(frozen=True, slots=True)
class Run:
    """An act whose ``at``-th change failed: its exit code, the kind of that change (by shim.c), what it said."""

    at: int
    code: int
    struck: str
    changes: int
    said: str


@cache
def built() -> Path:
    """The compiled shim."""
    folder = Path(tempfile.mkdtemp(prefix="facilitator-shim-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    target = folder / "shim.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", target, HERE / "shim.c", "-ldl"], check=True)
    return target


def run_scenario(scenario: str, folder: Path, *more: object, faults: bool = True) -> dict[str, Any]:
    """Run a scenario in a process whose changes under a folder can be made to fail; the figures that it printed."""
    folder.mkdir(exist_ok=True)
    shim = {"LD_PRELOAD": str(built()), "FAULTS_UNDER": str(folder), "FAULTS_QUICK": "1"} if faults else {}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.scenarios", scenario, str(folder), *map(str, more)],
        env={**os.environ, **shim},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=7200,
    )
    if done.returncode:
        raise AssertionError(f"{scenario} ended with {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    figures: dict[str, Any] = ast.literal_eval(done.stdout.splitlines()[-1])
    return figures


def forked(at: int, act: Act, *, error: int = 0, how: int = 0) -> Run:
    """Run an act in a fork whose ``at``-th change fails with ``error``, or kills it (0)."""
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if child == 0:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            shim = ctypes.CDLL(None)
            shim.fault_struck.restype = ctypes.c_char
            shim.fault_arm(at, error, how)
            code = 70
            try:
                code = act() or 0
            except FacilitatorError as problem:
                sys.stderr.write(f"{problem}\n")
                code = problem.exit_code
            except BaseException as problem:
                sys.stderr.write(f"Traceback: {type(problem).__name__}: {problem}\n")
            finally:
                told = f"{shim.fault_count()} {shim.fault_struck().decode().strip(chr(0))}"
                shim.fault_arm(0, 0, 0)
                sys.stdout.flush()
                sys.stderr.flush()
                os.write(writing, told.encode())
                os._exit(code)
        os.close(writing)
        told = os.read(reading, 100).decode()
        os.close(reading)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        count, _, struck = told.partition(" ")
        return Run(at, code, struck, int(count or 0), said.read().decode(errors="replace"))


def every_change(prepare: Callable[[int], Act], *, most: int = 0, error: int = 0, how: int = 0) -> Iterator[Run]:
    """Fork for each change that an act makes, or for ``most`` of them, spread evenly; ``prepare`` gives a fresh place.

    It is run undisturbed first, to count.
    """
    whole = forked(NEVER, prepare(0), error=error, how=how)
    assert whole.code == 0, whole
    assert whole.changes > 0, whole
    for at in moments(whole.changes, most):
        run = forked(at, prepare(at), error=error, how=how)
        if run.code == KILLED or run.changes >= at:  # else it made fewer changes this time, and none failed
            yield run


def moments(total: int, most: int) -> list[int]:
    """The numbers from 1 to a total, or ``most`` of them with the first and the last."""
    if most == 0 or total <= most:
        return list(range(1, total + 1))
    return sorted({1 + round(at * (total - 1) / max(1, most - 1)) for at in range(most)})
