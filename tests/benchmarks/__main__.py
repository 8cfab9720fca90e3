"""``python -m tests.benchmarks [NAME|ROW ...] [--json] [--strict]``: print what was measured, and whether bars hold."""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import asdict

from tests.benchmarks.base_environment import CHECKOUT, compile_checkout
from tests.benchmarks.measure import Measured
from tests.benchmarks.rows import BENCHMARKS, chosen


def main() -> int:
    """Measure each row in a process of its own; 0 where all of them ran, 1 where ``--strict`` misses a bar."""
    known = ", ".join(f"{name} ({each.row})" for name, each in BENCHMARKS.items())
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", epilog=f"Names and rows: {known}.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a name or the number of a row; all without any")
    parser.add_argument("--json", action="store_true", help="one JSON value on stdout")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a bar is missed")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)  # one row, in this process
    asked = parser.parse_args()
    try:
        names = chosen(asked.names)
    except KeyError as unknown:
        parser.error(f"there is no benchmark {unknown}; there are {known}")
    if asked.here:
        print(json.dumps(_told(BENCHMARKS[names[0]].measure())))
        return 0
    compile_checkout()
    rows = []
    for name in names:
        rows.append(_measured_apart(name))
        if not asked.json:
            _say(rows[-1])
    if asked.json:
        print(json.dumps({"load": _load(), "rows": rows}, indent=2))
    else:
        print(f"load of the machine at the end: {_load()}")
    return 1 if asked.strict and not all(row["holds"] for row in rows) else 0


def _measured_apart(name: str) -> dict[str, object]:
    """What another process measures: nothing that an earlier row loaded makes this one faster or slower."""
    line = [sys.executable, "-m", "tests.benchmarks", "--here", name]
    ran = subprocess.run(line, cwd=CHECKOUT, check=True, stdout=subprocess.PIPE)
    told: dict[str, object] = json.loads(ran.stdout)
    return told


def _told(measured: Measured) -> dict[str, object]:
    return {**asdict(measured), "holds": measured.holds}


def _say(row: dict[str, object]) -> None:
    sign = "x" if row["compared"] == "ratio" else row["unit"]
    holds = "holds" if row["holds"] else "MISSED"
    print(f"{row['row']:>2}  {row['name']}: {row['work']}  ({row['pairs']} pairs)")
    print(
        f"    ours {row['ours']:.2f} {row['unit']}   peer {row['peer']:.2f} {row['unit']}   "
        f"{row['compared']} {row['value']:.2f} {sign}   bar {row['bar']} {sign}   {holds}"
    )
    beside = row["beside"]
    if isinstance(beside, dict) and beside:
        print("    beside: " + ", ".join(f"{name} {value:.2f} {row['unit']}" for name, value in beside.items()))
    sys.stdout.flush()


def _load() -> str:
    return " ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else "not told here"


if __name__ == "__main__":
    sys.exit(main())
