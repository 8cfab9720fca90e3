"""What was done about backups, in a file beside the book. It may be lost: nothing but reminders depends on it."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from facilitator.errors import BadInput
from facilitator.home import write_whole

_MOST_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class BackupDiary:
    """Moments in UTC, for the book with this uid.

    ``away_at`` and ``away`` are the newest backup outside of the folder for them, ``copied_at`` the newest copy in the
    second folder; ``drill_seconds`` is how long the last drill took.
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


def read_diary(path: Path, book: str) -> BackupDiary:
    """The diary of a book; an empty one where there is none, it is another book's, or it cannot be read."""
    try:
        with path.open("rb") as file:
            value = json.loads(file.read(_MOST_BYTES))
        if value["book"] != book:
            return BackupDiary(book)
        return BackupDiary(**{field.name: _read(field.name, value.get(field.name)) for field in fields(BackupDiary)})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return BackupDiary(book)


def note_in_diary(path: Path, book: str, **changes: object) -> None:
    """Note something; where that cannot be written, it is not noted."""
    noted = replace(read_diary(path, book), **changes)  # type: ignore[arg-type]  # fields by name
    values = {name: each.isoformat() if isinstance(each, datetime) else each for name, each in asdict(noted).items()}
    with suppress(BadInput, OSError):
        write_whole(path, json.dumps(values).encode())


def _read(name: str, value: Any) -> Any:
    if name.endswith("_at"):
        return datetime.fromisoformat(value).astimezone(UTC) if value else None
    return float(value or 0) if name == "drill_seconds" else str(value or "")
