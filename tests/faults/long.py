"""The long form of all of it: every change fails and kills, two thousand kills, a thousand power cuts.

``python -m tests.faults.long`` prints a row for each part and writes nothing but below the folder for temporary files;
``python -m tests.faults.long power flips`` runs some parts. The exit code is 1 where anything was not as it must be.
"""

import errno
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from facilitator.storage.book import SCHEMA
from tests.faults.acts.kinds import KINDS
from tests.faults.cuts import AS_IT_IS
from tests.faults.fuzz import guided as led
from tests.faults.fuzz.guided import Parser
from tests.faults.fuzz.parsers import PARSERS, keep_seeds
from tests.faults.lines import LINES
from tests.faults.shim import READS, run_scenario
from tests.faults.test_failing_disk import WAYS

DEEDS = ("init", "restore", "passphrase", "renew", *(f"upgrade-{schema}" for schema in range(1, SCHEMA)))

Row = tuple[str, Callable[[Path], dict[str, Any]], Callable[[dict[str, Any]], bool]]
"""What is tried, a way to try it in a folder, and whether the figures are as they must be."""


def writes() -> Iterator[Row]:
    """Two thousand kills while marks, edits and imports are made at once, and the control of each kind."""
    for kinds, kills, early in ((",".join(KINDS), 2000, ""), *((kind, 200, "early") for kind in KINDS)):
        yield (
            f"kill -9 while making {kinds}{' (control: acknowledges too early)' if early else ''}",
            lambda folder, more=(kills, kinds, early): run_scenario("acts_killed", folder, *more),
            lambda told, early=early: (told["lost"] > 0) is bool(early),
        )
    yield (
        "eight windows for 30 seconds",
        lambda folder: run_scenario("eight_writers", folder, 30, faults=False),
        lambda told: told["lost"] == 0,
    )


def power() -> Iterator[Row]:
    """A thousand power cuts in a run of each kind of act, the controls, and two hundred in each deed."""
    for kind, synchronous in itertools.product(KINDS, (AS_IT_IS, "NORMAL", "OFF")):
        yield (
            f"power cut in {kind}, synchronous={synchronous}{'' if synchronous == AS_IT_IS else ' (control)'}",
            lambda folder, more=(kind, synchronous): run_scenario("acts_cut", folder, *more, 1000),
            lambda told, how=synchronous: (told["lost"] + told["damaged"] > 0) is (how != AS_IT_IS),
        )
    for deed in DEEDS:
        yield (
            f"power cut in {deed}",
            lambda folder, deed=deed: run_scenario("deed_cut", folder, deed, 200),
            lambda told: told["cuts"] == 200,
        )


def deeds() -> Iterator[Row]:
    """Each deed, killed before every change that it makes to files, and in the middle of every write."""
    for deed in DEEDS:
        yield (
            f"kill -9 at every change of {deed}",
            lambda folder, deed=deed: run_scenario("deed_killed", folder, deed, 0),
            lambda told: told["kills"] == told["as before"] + told["done"],
        )


def disk() -> Iterator[Row]:
    """Each line, with every change failing in each way, and reads among the changes."""
    for line in LINES:
        for way, (error, how) in {**WAYS, "one-error": (errno.EIO, 0)}.items():
            yield _line_row(f"{way.replace('-', ' ')} at every change of: {line}", line, error, how, 0)
        yield _line_row(f"one error at a read or change of: {line}", line, errno.EIO, READS, 150)


def _line_row(title: str, line: str, error: int, how: int, most: int) -> Row:
    def attempt(folder: Path) -> dict[str, Any]:
        return run_scenario("lines_fail", folder, line, error, how, most)

    return title, attempt, lambda told: told["error said"] > 0


def flips() -> Iterator[Row]:
    """One bit in every page of the book, every byte of the keys, and a thousand places of a backup and of a log."""
    for what, most in (("book", 0), ("keys", 0), ("backup", 1000), ("log", 1000)):
        yield (
            f"a flipped bit in the {what}",
            lambda folder, what=what, most=most: run_scenario(f"{what}_flipped", folder, most, faults=False),
            lambda told: told["flips"] > 0,
        )


def machine() -> Iterator[Row]:
    """The machine of attendance, with more and longer runs."""
    yield "the machine of attendance, 300 runs of up to 40 steps", _machine, lambda told: told["exit code"] == 0


def fuzz() -> Iterator[Row]:
    """Each reader of what comes from elsewhere, for ten minutes, or FAULTS_SECONDS; FAULTS_KEEP keeps new seeds."""
    for name, make in PARSERS.items():
        yield f"fuzzing led by coverage: {name}", partial(_fuzzed, name, make), lambda told: told["kept"] > 0


def _fuzzed(name: str, make: Callable[[], Parser], _folder: Path) -> dict[str, Any]:
    found = led.fuzz(make(), seconds=float(os.environ.get("FAULTS_SECONDS", "600")))
    if "FAULTS_KEEP" in os.environ:
        keep_seeds(name, found.further)
    return {
        "inputs": found.inputs,
        "refused": found.refused,
        "kept": len(found.kept),
        "lines": f"{found.lines} of {found.lines_there}",
        "of them by the seeds": found.lines_by_seeds,
        "most steps": found.most_steps,
    }


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    each.__name__: each for each in (writes, power, flips, deeds, disk, machine, fuzz)
}


def main(names: list[str]) -> int:
    """Run the parts and print what they saw."""
    unknown = set(names) - set(PARTS)
    if unknown:
        print(f"no part {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    wrong = 0
    for name in names or PARTS:
        for title, attempt, right in PARTS[name]():
            began = time.monotonic()
            with tempfile.TemporaryDirectory(prefix="facilitator-faults-") as place:
                try:
                    told = attempt(Path(place) / "books")
                    verdict = "" if right(told) else "  NOT AS IT MUST BE"
                except AssertionError as error:
                    told, verdict = {}, f"  FAILED\n{error}"
            wrong += bool(verdict)
            figures = ", ".join(f"{key} {value}" for key, value in told.items())
            print(f"{title:<58} {figures}, {time.monotonic() - began:.0f} s{verdict}", flush=True)
    return 1 if wrong else 0


def _machine(_folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-o", "addopts=-q", "-p", "no:cacheprovider", "tests/faults/test_machine.py"],
        env={**os.environ, "FAULTS_LONG": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        print(done.stdout[-3000:], file=sys.stderr)
    return {"exit code": done.returncode}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
