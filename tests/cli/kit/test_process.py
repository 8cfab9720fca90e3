"""How the process starts and ends: quickly, with nothing told that is a value."""

import signal
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


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["TERM", "HUP"])
def test_a_line_that_is_ended_by_the_system_closes_what_is_open(number):
    """As after Ctrl+C: what is half made goes, and the exit code says which signal it was."""
    done = python(
        "import os, signal\n"
        f"signal.signal({int(number)}, signal.SIG_DFL)\n"  # what a parent ignores, nohup's child, its child ignores
        "from facilitator.cli.kit.process import whole_process\n"
        "from facilitator.cli.main import tell\n"
        "def work():\n"
        "    try:\n"
        "        try:\n"
        f"            os.kill(os.getpid(), {int(number)})\n"
        "            signal.pause()\n"
        "        finally:\n"
        "            print('closed')\n"
        "    except KeyboardInterrupt as error:\n"
        "        return tell(error, [])\n"
        "whole_process(work)"
    )
    assert (done.returncode, done.stdout) == (128 + number, "closed\n")
    assert done.stderr == "Stopped. Nothing half done was kept.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signals")
def test_what_was_asked_to_be_ignored_is():
    done = python(
        "import os, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from facilitator.cli.kit.process import whole_process\n"
        "whole_process(lambda: os.kill(os.getpid(), signal.SIGHUP) or 3)"
    )
    assert done.returncode == 3
