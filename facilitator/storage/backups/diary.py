"""What was done about backups, in a file beside the book. It may be lost: nothing but reminders depends on it."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from facilitator.errors import BadInput
from facilitator.home import read_within, write_whole
from facilitator.storage.strict_json import Fields, NotAsPromised, read_fields

_MOST_BYTES = 10_000
_LONGEST_DRILL = 7 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class BackupDiary:
    """Moments in UTC, for the book with this uid.

    ``away_at`` and ``away`` are the newest backup outside of the folder for them, ``copied_at`` the newest copy in the
    second folder; ``drill_seconds`` is how long the last drill took, ``witness`` the file of the last witness.
    """

    book: str = ""
    warned_at: datetime | None = None
    failed_at: datetime | None = None
    away_at: datetime | None = None
    away: str = ""
    copied_at: datetime | None = None
    drilled_at: datetime | None = None
    drilled: str = ""
    drill_seconds: float = 0
    witness: str = ""


def read_diary(path: Path, book: str) -> BackupDiary:
    """The diary of a book; an empty one where there is none, it is another book's, or it cannot be read."""
    try:
        return _read(path, book)
    except (OSError, NotAsPromised):
        return BackupDiary(book)


def is_damaged(path: Path) -> bool:
    """Whether there is a diary that cannot be read; it is begun anew with the next note."""
    try:
        _read(path, "")
    except FileNotFoundError:
        return False
    except (OSError, NotAsPromised):
        return True
    return False


def note_in_diary(path: Path, book: str, **changes: object) -> None:
    """Note something; where that cannot be written, it is not noted."""
    noted = replace(read_diary(path, book), **changes)  # type: ignore[arg-type]  # fields by name
    values = {name: _written(each) for name, each in asdict(noted).items()}
    with suppress(BadInput, OSError):
        write_whole(path, json.dumps(values).encode())


def _read(path: Path, book: str) -> BackupDiary:
    """The diary, every field of it looked at; of another book, an empty one."""
    noted = read_fields(read_within(path, _MOST_BYTES))
    found = BackupDiary(noted.text("book"), **{name: take(noted, name) for name, take in _TAKEN.items()})
    return found if found.book == book else BackupDiary(book)


def _moment(noted: Fields, name: str) -> datetime | None:
    return noted.moment(name) if noted.has(name) else None


def _text(noted: Fields, name: str) -> str:
    return noted.text(name) if noted.has(name) else ""


def _seconds(noted: Fields, name: str) -> float:
    return noted.number(name, 0, _LONGEST_DRILL) if noted.has(name) else 0


_TAKEN: dict[str, Callable[[Fields, str], Any]] = {
    **dict.fromkeys(("warned_at", "failed_at", "away_at", "copied_at", "drilled_at"), _moment),
    **dict.fromkeys(("away", "drilled", "witness"), _text),
    "drill_seconds": _seconds,
}


def _written(value: object) -> object:
    """A value as it is kept; what cannot be shown in a path has a sign in its place, for it would not be read again."""
    if isinstance(value, str):
        return "".join(sign if sign.isprintable() else "?" for sign in value)
    return value.isoformat() if isinstance(value, datetime) else value
