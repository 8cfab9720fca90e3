"""A process in a terminal of its own (Linux and macOS): when does a text show, and when a key's answer.

The time of a text is when the bytes that paint it are read on the other side of the terminal. Nothing of the process is
looked at, so that the program and its peer are timed by the very same rule.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from types import TracebackType

from tests.benchmarks.measure import Milliseconds

COLUMNS, LINES = 120, 36
_LIMIT_SECONDS = 20.0
# what is asked of a terminal at the start, and what xterm would answer
_ANSWERS = (
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
)


class Terminal:
    """Runs a command in a terminal; the clock starts just before."""

    def __init__(self, command: Sequence[str], variables: dict[str, str]) -> None:
        self.began = time.perf_counter()
        self._process, self._end = pty.fork()
        if self._process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execve(command[0], list(command), variables)
        self._seen = b""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._end)

    def shows(self, text: str) -> Milliseconds:
        """Wait for a text that is painted in one style; how long after :attr:`began` it came.

        Raises:
            TimeoutError: where it does not come.
        """
        wanted = text.encode()
        while wanted not in self._seen:
            self._seen = self._seen[-len(wanted) :] + self._read(text)
        at = time.perf_counter()
        self._seen = self._seen[self._seen.index(wanted) + len(wanted) :]
        return (at - self.began) * 1000

    def press(self, keys: str, *, until: str) -> Milliseconds:
        """Press keys and wait for a text; how long it took."""
        self._seen = b""
        self.began = time.perf_counter()
        self.type(keys)
        return self.shows(until)

    def type(self, keys: str) -> None:
        """Press keys and wait for nothing."""
        os.write(self._end, keys.encode())

    def settle(self, quiet_seconds: float = 0.15) -> None:
        """Wait until nothing more is painted, two seconds at most (a clock may tick); what was is forgotten."""
        until = time.perf_counter() + 2
        while time.perf_counter() < until and select.select([self._end], [], [], quiet_seconds)[0]:
            os.read(self._end, 1 << 16)
        self._seen = b""

    def _read(self, wanted: str) -> bytes:
        left = self.began + _LIMIT_SECONDS - time.perf_counter()
        if left <= 0 or not select.select([self._end], [], [], left)[0]:
            raise TimeoutError(f"{wanted!r} did not show in {_LIMIT_SECONDS:.0f} seconds")
        data = os.read(self._end, 1 << 16)
        for asked, answer in _ANSWERS:
            if asked in data:
                os.write(self._end, answer)
        return data
