"""A backup in a second place: copied into any folder, and read again there before it is called a copy."""

import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from facilitator.domain.backups import superseded
from facilitator.errors import BadInput, BookError, Refused
from facilitator.home import PRIVATE_FILE, sync_folder
from facilitator.storage.backups.copies import read_manifest
from facilitator.storage.backups.names import backups_of, kept_copy
from facilitator.zones import zone

_CHUNK = 1024 * 1024
_LEFT_SECONDS = 24 * 60 * 60
_LEAVINGS = (".facilitator-backup-*", ".facilitator-copy-*")


def copy_backup(source: Path, folder: Path) -> Path:
    """Copy a verified backup into a folder under its own name; what was written is read back and compared.

    A copy that is there already is compared with it and left as it is. On any failure no copy is left.

    Raises:
        BadInput: where there is no such folder: it is not made, for a stick that is not plugged in is no place.
        Refused: where another file has that name.
        BookError: where it cannot be written, or what is read back is not what was written.
    """
    expect_folder(folder)
    target = folder / source.name
    if target.exists():
        if not _same(source, target):
            raise Refused(f"{target} exists already, and is another file", "Move it away; no backup is overwritten.")
        return target
    temporary = None
    try:
        handle, name = tempfile.mkstemp(prefix=".facilitator-copy-", dir=folder)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file, source.open("rb") as whole:
            shutil.copyfileobj(whole, file, _CHUNK)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):  # a stick with a file system that has no owners
            temporary.chmod(PRIVATE_FILE)
        if not _same(source, temporary):
            raise BookError(f"what was written in {folder} reads differently", "Do not trust that disk. Use another.")
        temporary.replace(target)
        with suppress(OSError):
            sync_folder(folder)
    except OSError as error:
        raise BookError(
            f"cannot copy the backup to {folder}: {error.strerror or error}", "Free some room there, or use another."
        ) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    return target


def expect_folder(folder: Path) -> None:
    """See that a folder for a copy is there.

    Raises:
        BadInput: where it is not.
    """
    if not folder.is_dir():
        raise BadInput(f"there is no folder {folder}", "Plug the disk in, or name a folder that is there.")


def rotate(folder: Path, book: str, *, kept: Path, now: datetime, home_zone: str) -> tuple[Path, ...]:
    """Remove backups of this book that newer ones stand in for, now that ``kept`` is there; which they were.

    Only files of our own naming are looked at, and only those that say that they are of this book. What a killed run
    left half written goes after a day.
    """
    if read_manifest(kept).book != book:
        raise ValueError(kept.name)
    files = backups_of(folder, book)
    paths = {each.path.name: each.path for each in files}
    gone = []
    for each in superseded(map(kept_copy, files), now=now, zone=zone(home_zone)):
        if each.name != kept.name:
            with suppress(OSError):  # another window was faster, or the folder may only be read
                paths[each.name].unlink()
                gone.append(paths[each.name])
    _sweep(folder, now)
    return tuple(gone)


def _sweep(folder: Path, now: datetime) -> None:
    for pattern in _LEAVINGS:
        for path in folder.glob(pattern):
            with suppress(OSError):
                if now.timestamp() - path.stat().st_mtime > _LEFT_SECONDS:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _same(one: Path, other: Path) -> bool:
    try:
        return _sum(one) == _sum(other, from_disk=True)
    except OSError:
        return False


def _sum(path: Path, *, from_disk: bool = False) -> bytes:
    """The sum of a file, read from the disk and not from memory where the system can be asked for that."""
    with path.open("rb") as file:
        if from_disk and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(file, "sha256").digest()
