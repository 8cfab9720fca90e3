"""Who has the book: one short lock for those who make, open, upgrade or replace it, and a look at who holds it open.

A book that is open keeps SQLite's shared lock on its file for as long as it is open (WAL mode), so a replacement
takes :func:`alone`, looks with :func:`held_open`, and swaps the files; whoever opens meanwhile waits.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from facilitator.errors import BookError
from facilitator.home import advice_on

_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510
"""The bytes that SQLite locks in a file that is open (sqlite.org/fileformat2.html, the lock-byte page)."""

_WAIT_SECONDS = 5.0
_TRY_SECONDS = 30.0


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep others from making, opening, upgrading or replacing the book of this folder; a killed holder lets go.

    Raises:
        BookError: where another keeps it for longer than five seconds, or the folder cannot be written.
    """
    busy = f"another window is making, upgrading or restoring the book in {folder}"
    with _in_turn(folder / ".lock", _WAIT_SECONDS, busy):
        yield


@contextmanager
def one_try(folder: Path) -> Iterator[None]:
    """Try one secret after the other: of many at once, each would find that none was wrong yet. A killed one lets go.

    Raises:
        BookError: where it is nobody's turn for half a minute, or the folder cannot be written.
    """
    with _in_turn(folder / ".lock-tries", _TRY_SECONDS, f"others are trying to open the book in {folder}"):
        yield


@contextmanager
def _in_turn(path: Path, seconds: float, busy: str) -> Iterator[None]:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _not_locked(path.parent, error) from error
    try:
        until = time.monotonic() + seconds
        while not _take(handle, 0, 1):
            if time.monotonic() > until:
                raise BookError(busy, "Wait until it is done, then try again.")
            time.sleep(0.02)
        yield
    finally:
        os.close(handle)


@contextmanager
def first(path: Path) -> Iterator[bool]:
    """Whether nobody else is at the work that this file stands for; a killed holder lets go. It never waits.

    Raises:
        BookError: where the file cannot be written.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _not_locked(path.parent, error) from error
    try:
        yield _take(handle, 0, 1)
    finally:
        os.close(handle)


def held_open(book: Path) -> bool:
    """Whether another process has this database open. The caller must have closed its own connections to it."""
    try:
        handle = os.open(book, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _take(handle, _SHARED_FIRST, _SHARED_SIZE)
    finally:
        os.close(handle)


def _not_locked(folder: Path, error: OSError) -> BookError:
    return BookError(
        f"cannot write in {folder}: {error.strerror}", advice_on(error, "See that the folder belongs to you.")
    )


def _take(handle: int, start: int, length: int) -> bool:
    """Try for an exclusive lock on a range of bytes; it ends when the handle is closed."""
    try:
        if sys.platform == "win32":
            import msvcrt  # only on Windows

            os.lseek(handle, start, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, length)
        elif start:
            import fcntl  # not on Windows

            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        else:
            import fcntl  # not on Windows

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # of the handle: threads exclude each other too
    except OSError:
        return False
    return True
