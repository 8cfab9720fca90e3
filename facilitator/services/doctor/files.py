"""What a look at folders and files finds: who can read them, what disk they are on, and what memory may leak to."""

import os
import shlex
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from facilitator.domain.book.finding import Finding
from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.settings import read_settings
from facilitator.storage.backups.names import backups_in
from facilitator.storage.machine.disk_encryption import Encryption, disk_encryption, plain_swap
from facilitator.storage.machine.shares import network_share

_LITTLE_ROOM = 500 * 1024 * 1024
_WHERE_TO_LOOK = {
    "darwin": "Look in System Settings, Privacy & Security, FileVault.",
    "win32": "Look in Settings, Privacy & security, Device encryption.",
}


def look_at_place(home: Home, *, root: Path = Path("/")) -> Iterator[Finding]:
    """Where the home lies: a network share, a full disk, an encrypted one; ``root`` is where the system's files are."""
    yield Finding("home", str(home.folder))
    share = network_share(home.folder)
    folder = next(folder for folder in (home.folder, *home.folder.parents) if folder.exists())
    if share:
        yield Finding(
            "disk", f"network share ({share})", "A book can be damaged there: keep it on a disk of this computer."
        )
    elif _can_only_be_read(folder):
        yield Finding("disk", "can only be read", "A book cannot be opened there: copy the folder to another disk.")
    else:
        yield Finding("disk", "of this computer")
    free = shutil.disk_usage(folder).free
    yield Finding(
        "room",
        f"{free / 1024**3:.1f} GiB free",
        "Free some: a full disk takes no marks." if free < _LITTLE_ROOM else "",
    )
    yield _encryption(folder, root)
    yield from _memory(root)


def _can_only_be_read(folder: Path) -> bool:
    return os.name != "nt" and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def look_at_modes(home: Home) -> Iterator[Finding]:
    """Files that others can read, and curricula that others can change. Windows keeps profile folders private."""
    if os.name == "nt" or not home.folder.exists():
        return
    found = [*_open_to_others(_private(home), 0o077), *_open_to_others(_not_to_be_changed(home), 0o022)]
    yield from found
    if not found:
        yield Finding("private", "only you can read the book")
    with suppress(FacilitatorError):  # told with the backups
        copies = read_settings(home).copies
        exposed = copies and list(_open_to_others((each.path for each in backups_in(copies)), 0o077))
        if exposed:
            yield Finding(
                "copies",
                f"others on this computer can read {len(exposed)} in {copies}",
                "They are encrypted all the same. Where the disk can have owners, set their mode to 600.",
                can_wait=True,
            )


def _private(home: Home) -> Iterator[Path]:
    """The home, each file in it, books that were moved aside, and the folder for backups with its files.

    Calendars that are published are for others to read, and have a folder of their own.
    """
    yield home.folder
    yield from sorted(path for path in home.folder.iterdir() if path.is_file())
    for aside in ("left-*", "replaced-*"):
        for folder in sorted(home.folder.glob(aside)):
            yield from (folder, *sorted(folder.iterdir()))
    with suppress(FacilitatorError):
        folder = read_settings(home).backups
        yield folder
        yield from (each.path for each in backups_in(folder))


def _not_to_be_changed(home: Home) -> Iterator[Path]:
    if home.curricula.is_dir():
        yield home.curricula
        yield from sorted(home.curricula.rglob("*"))


def _open_to_others(paths: Iterable[Path], bits: int) -> Iterator[Finding]:
    for path in paths:
        try:
            seen = path.stat()
        except OSError:  # gone meanwhile, or points nowhere
            continue
        mode = stat.S_IMODE(seen.st_mode)
        if seen.st_uid != os.getuid():
            yield Finding("private", f"{path} belongs to another user", f"chown {os.getuid()} {shlex.quote(str(path))}")
        elif mode & bits:
            wanted = mode & ~bits & 0o777
            yield Finding("private", f"{path} is {mode:04o}", f"chmod {wanted:o} {shlex.quote(str(path))}")


def _encryption(folder: Path, root: Path) -> Finding:
    seen = disk_encryption(folder, root=root)
    if seen.encryption is Encryption.YES:
        return Finding("disk encryption", f"on ({seen.how})")
    if seen.encryption is Encryption.UNKNOWN:
        look = _WHERE_TO_LOOK.get(sys.platform, "Ask whoever set this computer up.")
        return Finding("disk encryption", "cannot be told from here", look, can_wait=True)
    return Finding(
        "disk encryption",
        "none was found",
        "The book and its backups are encrypted; reports and papers that you save are not. Encrypt the disk.",
        can_wait=True,
    )


def _memory(root: Path) -> Iterator[Finding]:
    """Where the system may write what is in memory: core files, and swap."""
    if sys.platform != "win32":
        import resource  # not on Windows

        limit, _ = resource.getrlimit(resource.RLIMIT_CORE)
        yield Finding(
            "core files",
            "off" if limit == 0 else "on",
            "" if limit == 0 else "A crash could write names to the disk: run the program with ulimit -c 0",
        )
    swap = plain_swap(root=root)
    if swap:
        yield Finding(
            "swap",
            f"not encrypted: {', '.join(swap)}",
            "What is in memory may be written there: encrypt the swap, or use zram.",
            can_wait=True,
        )
