"""What backups are called, and which there are."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from facilitator.domain.backups import BackupReason, KeptCopy
from facilitator.errors import FacilitatorError
from facilitator.home import Home, make_private_folder
from facilitator.settings import read_settings
from facilitator.storage.backups.copies import read_manifest
from facilitator.storage.backups.manifest import Manifest

_STAMP = "%Y%m%d-%H%M%S"
_REASONS = "|".join(reason.value for reason in BackupReason if reason)
_NAME = re.compile(rf"facilitator-\d{{8}}-\d{{6}}(?:-({_REASONS}))?(?:-\d+)?\.backup")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A file with the name of a backup; without a manifest it cannot be read, and ``problem`` says why."""

    path: Path
    reason: BackupReason
    bytes: int
    manifest: Manifest | None
    problem: str = ""


def fresh_backup(home: Home, now: datetime, *, why: str = "") -> Path:
    """A name for a new backup, ``facilitator-20270301-181500.backup`` in UTC, in the folder for them, which is made."""
    folder = read_settings(home).backups
    make_private_folder(folder)
    stem = f"facilitator-{now.astimezone(UTC).strftime(_STAMP)}" + (f"-{why}" if why else "")
    path, number = folder / f"{stem}.backup", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.backup"
    return path


def backups_in(folder: Path) -> list[BackupFile]:
    """Every file with the name of a backup in a folder, by name, which is by time; none where there is no folder."""
    return [_look_at(path) for path in _named(folder)]


def backups_of(folder: Path, book: str, *, since: datetime | None = None) -> list[BackupFile]:
    """The backups of one book in a folder that can be read, the oldest first; those made since a moment, by name."""
    first = f"facilitator-{since.astimezone(UTC).strftime(_STAMP)}" if since else ""
    found = [_look_at(path) for path in _named(folder) if path.name >= first]
    return sorted((each for each in found if each.manifest and each.manifest.book == book), key=kept_copy)


def newest_of(folder: Path, book: str, *, until: datetime) -> BackupFile | None:
    """The newest backup of a book in a folder that can be read and was not made in the future; only it is opened."""
    for path in reversed(_named(folder)):
        each = _look_at(path)
        if each.manifest and each.manifest.book == book and each.manifest.created_at <= until:
            return each
    return None


def kept_copy(file: BackupFile) -> KeptCopy:
    """A backup that can be read, as the rules of keeping see it."""
    if file.manifest is None:
        raise ValueError(file.path.name)
    return KeptCopy(file.manifest.created_at, file.path.name, file.reason)


def _named(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    except OSError:
        return []


def _look_at(path: Path) -> BackupFile:
    named = _NAME.fullmatch(path.name)
    reason = BackupReason(named[1] or "") if named else BackupReason.BY_HAND
    try:
        return BackupFile(path, reason, path.stat().st_size, read_manifest(path))
    except FacilitatorError as error:
        return BackupFile(path, reason, 0, None, error.title)
    except OSError as error:  # gone meanwhile
        return BackupFile(path, reason, 0, None, f"cannot read {path}: {error.strerror}")
