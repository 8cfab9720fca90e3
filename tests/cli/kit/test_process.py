"""How the process starts and ends: quickly, with nothing told that is a value."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT


def python(script):
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)


def test_imports_are_looked_through_for_garbage_seldom_and_not_at_the_end():
    done = python(
        "import gc, sys; runs = []; gc.callbacks.append(lambda phase, info: runs.append(info['generation']))\n"
        "sys.argv = ['facilitator', '--version']\n"
        "from facilitator.cli.main import main\n"
        "try: main()\n"
        "finally: print(gc.get_threshold()[0], gc.get_freeze_count() > 10_000, runs.count(2))"
    )
    assert (done.returncode, done.stdout.splitlines()) == (0, [done.stdout.splitlines()[0], "50000 True 0"])


def test_what_runs_at_the_end_of_a_process_still_runs():
    done = python(
        "import atexit, sys; atexit.register(print, 'at the end'); sys.argv = ['facilitator', '--version']\n"
        "from facilitator.cli.main import main; main()"
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "at the end")


@pytest.mark.parametrize(
    "breaks",
    [
        "raise KeyError('Zanzibar')",
        "import threading; t = threading.Thread(target=lambda: {}['Zanzibar'], name='Zanzibar'); t.start(); t.join()",
        "type('Left', (), {'__del__': lambda self: {}['Zanzibar']})()",
    ],
    ids=["uncaught", "in a thread", "thrown away"],
)
def test_an_error_that_nothing_catches_keeps_its_values(breaks: str) -> None:
    code = f"from facilitator.cli.kit.process import keep_private\nkeep_private()\n{breaks}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.startswith("internal error KeyError in ")
    assert "Zanzibar" not in done.stderr
    assert "Traceback" not in done.stderr
