"""What this process keeps to itself, whatever it is asked to do, and how it starts."""

import gc
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from facilitator.errors import without_values

_told: list[int] = []
"""The signals that ended the program."""


def whole_process(work: Callable[[], int]) -> NoReturn:
    """What this process is for, with what goes before and after it; it ends with the exit code of that."""
    collect_seldom()
    keep_private()
    end_when_told()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = work()
    leave_garbage()
    sys.exit(128 + _told[-1] if _told else code)


def keep_private() -> None:
    """Keep names and keys out of core files where the platform has them, and new files from everybody else.

    An error that nothing catches, in this thread or another, is told without its values.
    """
    sys.excepthook = lambda kind, error, trace: _tell(error)
    sys.unraisablehook = lambda left: _tell(left.exc_value)
    threading.excepthook = lambda left: _tell(left.exc_value)
    os.umask(0o077)
    if sys.platform == "win32":
        return
    import resource  # not on Windows

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_when_told() -> None:
    """Where the system ends the program, or its terminal is gone, end as after Ctrl+C.

    The book is closed, what is half made goes, and a prompt shows again what is typed. What was asked to be ignored is.
    """
    import signal  # the handlers; the screens have their own

    def end(number: int, _frame: object) -> None:
        _told.append(number)
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


def collect_seldom() -> None:
    """Look for garbage in circles every 50,000 objects instead of every 700.

    What imports make stays for good: to look through it again and again is 17 ms of each command.
    """
    gc.set_threshold(50_000)


def leave_garbage() -> None:
    """Before the end: the interpreter looks through all that was imported once more, 40 ms, and then it is gone anyway.

    Files and connections are closed by whoever opened them, not by the collector.
    """
    gc.freeze()


def _tell(error: BaseException | None) -> None:
    if error is not None and sys.stderr is not None and not isinstance(error, SystemExit):
        with suppress(OSError, ValueError):  # nobody listens any more
            sys.stderr.write(f"{without_values(error)}\n")
