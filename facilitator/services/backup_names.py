"""What backups are called, and which there are."""

from datetime import UTC, datetime
from pathlib import Path

from facilitator.places import Home, make_private_folder
from facilitator.settings import read_settings

_STAMP = "%Y%m%d-%H%M%S"


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


def newest_backup(home: Home) -> tuple[Path, datetime] | None:
    """The newest backup in the folder for backups and when it was made, by its name."""
    found = []
    for path in read_settings(home).backups.glob("facilitator-*.backup"):
        try:
            made = datetime.strptime(path.name[12:27], _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append((made, path))
    return (max(found)[1], max(found)[0]) if found else None
