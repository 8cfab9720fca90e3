"""The shim of ``shim.c``: built once, loaded into a process of its own, and armed there."""

import ctypes
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent


@cache
def built() -> Path:
    """The compiled shim."""
    target = Path(tempfile.mkdtemp(prefix="facilitator-shim-")) / "shim.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", target, HERE / "shim.c", "-ldl"], check=True)
    return target


def run_under_faults(scenario: str, folder: Path, *more: str) -> str:
    """Run a scenario of ``scenarios.py`` in a process whose changes under a folder can be made to fail."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.scenarios", scenario, str(folder), *more],
        env={**os.environ, "LD_PRELOAD": str(built()), "FAULTS_UNDER": str(folder)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    if done.returncode:
        raise AssertionError(f"{scenario} ended with {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def forked(at: int, act: Callable[[], None], *, error: int = 0, sticky: bool = False) -> int:
    """Run an act in a fork whose ``at``-th change fails (``error``) or kills it (0).

    Gives its exit code, which is -9 where it was killed; 99 says that the act ended before its ``at``-th change.
    """
    child = os.fork()
    if child == 0:
        shim = ctypes.CDLL(None)
        shim.fault_arm(at, error, int(sticky))
        code = 70
        try:
            act()
            code = 0
        except Exception as problem:
            sys.stderr.write(f"{type(problem).__name__}: {problem}\n")
            code = getattr(problem, "exit_code", 70)
        finally:
            if shim.fault_count() < at:
                code = 99
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def every_change(act: Callable[[int], Callable[[], None]], **how: int) -> Iterator[tuple[int, int]]:
    """Fork for the first change, the second, and so on until an act ends undisturbed: number and exit code of each."""
    for at in range(1, 10_000):
        code = forked(at, act(at), **how)  # type: ignore[arg-type]
        if code == 99:
            return
        yield at, code
