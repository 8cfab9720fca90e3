"""Whether somebody is still there: keys and clicks, the computer's sleep, and a word that says lock."""

import time
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

ASLEEP_SECONDS = 30
"""The wall clock runs ahead of the other by as much only where the computer slept, or somebody set the clock."""


class Sign(Enum):
    """Why a book should not stay open."""

    IDLE = auto()
    SLEPT = auto()
    TOLD = auto()


class WindowWatch:
    """Watches one window. ``word`` is the file that another process writes to have every window lock."""

    def __init__(
        self,
        idle_seconds: float,
        word: Path,
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self.idle_seconds = idle_seconds
        self._word = word
        self._wall, self._steady = wall, steady
        self._touched = steady()
        self._gap = wall() - steady()
        self._told = self._stamp()

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = self._steady()

    def enter(self, word: Path) -> None:
        """Somebody has just opened the book: what was told before is over."""
        self._word = word
        self.touch()
        self._gap = self._wall() - self._steady()
        self._told = self._stamp()

    def sign(self) -> Sign | None:
        """Why the book should lock at this moment, if it should. A sign is given once."""
        stamp = self._stamp()
        if stamp != self._told:
            self._told = stamp
            return Sign.TOLD
        gap = self._wall() - self._steady()
        slept = abs(gap - self._gap) > ASLEEP_SECONDS
        self._gap = gap
        if slept:
            return Sign.SLEPT
        if self._steady() - self._touched > self.idle_seconds:
            self.touch()
            return Sign.IDLE
        return None

    def _stamp(self) -> int:
        try:
            return self._word.stat().st_mtime_ns
        except OSError:
            return 0
