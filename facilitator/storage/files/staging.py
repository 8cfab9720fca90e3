"""Making a book beside its place, and putting it there whole: killed anywhere, there is the old one or the new one.

A new book: the keys go in first, ``book.db`` last. A replacement: a folder with the new files is renamed to
``replacement``, which decides; :func:`settle` then swaps them one by one, and whoever comes next finishes what a
killed one began. All of it happens inside :func:`facilitator.storage.files.locks.alone`.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from facilitator.errors import BookError
from facilitator.home import Home, advice_on, read_within, sync_folder

_STAGED = ".staged-"
_REPLACEMENT, _OLD, _PARTLY, _KEEP_AS = "replacement", "old", "old-partly", "keep-old-as"

_NAME = re.compile(r"replaced-[0-9]{8}-[0-9]{6}(-[0-9]+)?")
_LONGEST_NOTE = 100


@contextmanager
def staging(home: Home) -> Iterator[Home]:
    """A private folder inside the home, gone afterwards unless it was put in place; those of killed runs go too.

    Raises:
        BookError: where it cannot be made, or a file in it cannot be written.
    """
    for left in home.folder.glob(f"{_STAGED}*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        folder = Path(tempfile.mkdtemp(prefix=_STAGED, dir=home.folder))  # 0700
    except OSError as error:
        raise _not_staged(home, error) from error
    try:
        yield Home(folder)
    except OSError as error:
        raise _not_staged(home, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read; SQLite gives the same mode to what it puts beside it."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def sync_file(path: Path) -> None:
    """Make the bytes of a closed file durable."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_new(staged: Home, home: Home, *, now: datetime) -> None:
    """Put a new book in place, ``book.db`` last; what a killed run left is moved aside, never overwritten.

    Raises:
        BookError: where the files cannot be moved; there is no book then.
    """
    _expect_whole(staged)
    try:
        left = [path for path in (*_beside(home), home.keys, home.practice_passphrase) if path.exists()]
        if left:
            aside = _fresh(home, "left", now)
            aside.mkdir(mode=0o700)
            for path in left:
                path.rename(aside / path.name)
        for name in (home.practice_passphrase.name, home.keys.name, home.book.name):
            if (staged.folder / name).exists():
                sync_file(staged.folder / name)
                (staged.folder / name).rename(home.folder / name)
                sync_folder(home.folder)
    except OSError as error:
        raise _not_moved(home, error) from error


def replace_with(staged: Home, home: Home, *, now: datetime, covered: bool) -> Path | None:
    """Put staged files in the place of the book; unless a backup covers the old one, it stays in the folder returned.

    Raises:
        BookError: where the files cannot be moved; the next who opens the book tries again.
    """
    _expect_whole(staged)
    left = None
    try:
        if not covered and (home.book.exists() or home.keys.exists()):
            left = _fresh(home, "replaced", now)
            (staged.folder / _KEEP_AS).write_text(left.name, "utf-8")
        for path in staged.folder.iterdir():
            sync_file(path)
        sync_folder(staged.folder)
        staged.folder.rename(home.folder / _REPLACEMENT)
        sync_folder(home.folder)
    except OSError as error:
        raise _not_moved(home, error) from error
    settle(home)
    return left


def unsettled(home: Home) -> bool:
    """Whether a replacement was decided and not finished. Somebody's own folder of that name is none."""
    ready = home.folder / _REPLACEMENT
    return ready.is_dir() and ((ready / home.keys.name).exists() or home.keys.exists())


def settle(home: Home) -> None:
    """Finish a replacement that was decided; each step may be the last of a killed run, and is not done twice."""
    ready = home.folder / _REPLACEMENT
    if not unsettled(home):
        return
    try:
        if (ready / home.book.name).exists():
            _take_out(home, ready)
            for name in (home.practice_passphrase.name, home.keys.name, home.book.name):
                if (ready / name).exists():
                    (ready / name).rename(home.folder / name)
                    sync_folder(home.folder)
        _put_away(home, ready)
    except OSError as error:
        raise _not_moved(home, error) from error


def _take_out(home: Home, ready: Path) -> None:
    """Move the old files out, all of them before the first new one goes in: a strange -wal beside a book ruins it."""
    old, partly = ready / _OLD, ready / _PARTLY
    if old.exists():
        return
    partly.mkdir(mode=0o700, exist_ok=True)
    for path in (home.book, *_beside(home), home.keys, home.practice_passphrase):
        if path.exists():
            path.rename(partly / path.name)
    partly.rename(old)
    sync_folder(ready)
    sync_folder(home.folder)


def _put_away(home: Home, ready: Path) -> None:
    """Keep the old files unless a backup holds them."""
    old, keep_as = ready / _OLD, ready / _KEEP_AS
    if keep_as.exists() and old.exists() and any(old.iterdir()):
        old.rename(_kept_as(home, keep_as))
    gone = home.folder / f"{_STAGED}done"
    shutil.rmtree(gone, ignore_errors=True)
    ready.rename(gone)
    try:
        sync_folder(home.folder)
    finally:
        shutil.rmtree(gone, ignore_errors=True)


def _kept_as(home: Home, keep_as: Path) -> Path:
    """Where the old files stay: under the name that was noted, or a name of ours where that is none of them."""
    noted = read_within(keep_as, _LONGEST_NOTE).decode("utf-8", "replace")
    name = noted if _NAME.fullmatch(noted) else "replaced"
    return _unused(home, name)


def _expect_whole(staged: Home) -> None:
    """See that a staged book is all in its file: closing one on a failing disk leaves the rest in its log, silently.

    Raises:
        BookError: where there is a log, which would stay behind.
    """
    log, _ = _beside(staged)
    if log.exists() and log.stat().st_size:
        raise BookError(
            "the disk did not take all of the new book",
            "Nothing was changed. Free some room, see that the disk is well, and try again.",
        )


def _beside(home: Home) -> tuple[Path, Path]:
    return home.folder / f"{home.book.name}-wal", home.folder / f"{home.book.name}-shm"


def _fresh(home: Home, word: str, now: datetime) -> Path:
    """A name that nothing in the home has yet."""
    return _unused(home, f"{word}-{now:%Y%m%d-%H%M%S}")


def _unused(home: Home, stamp: str) -> Path:
    """That name in the home, with a number behind it where something has it."""
    number = 1
    folder = home.folder / stamp
    while folder.exists():
        number += 1
        folder = home.folder / f"{stamp}-{number}"
    return folder


def _not_staged(home: Home, error: OSError) -> BookError:
    advice = advice_on(error, "Free some room, see that the folder belongs to you, and try again.")
    return BookError(f"cannot write in {home.folder}: {error.strerror or error}", f"Nothing was changed. {advice}")


def _not_moved(home: Home, error: OSError) -> BookError:
    return BookError(
        f"cannot put the files of the book in place in {home.folder}: {error.strerror or error}",
        "Free some room, see that the folder belongs to you, and try again.",
    )
