"""The rows of the first screen, read through the driver alone: SQLAlchemy takes 200 ms to import, these take 2.

The SQL is that of the prebuilt statements, written down by ``python -m tests.storage.write_first_screen``; a test
compares the two, and what both of them read.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from facilitator.domain.book.book_info import BookInfo
from facilitator.domain.session import Session
from facilitator.domain.sessions.today import MOST_WAITING, Waiting, days_seen
from facilitator.errors import BookError
from facilitator.storage import first_screen_sql as sql
from facilitator.storage.codes import SESSION_CODES
from facilitator.storage.engines.sqlcipher import connect_raw
from facilitator.storage.file_marks import APPLICATION_ID, SCHEMA
from facilitator.storage.queries.sessions.counted import with_counts
from facilitator.words import AttendanceKind, EnrolmentKind, Mode
from facilitator.zones import zone

PATIENCE_SECONDS: Final = 0.25
"""How long the first screen waits for another window: then it is shown when the book is open."""


@dataclass(frozen=True, slots=True)
class FirstRows:
    """What a book says of itself, the day that it is there, the sessions that Today looks at, and how many wait."""

    info: BookInfo
    day: date
    sessions: tuple[Session, ...]
    waiting: Waiting


def read_first_rows(path: Path, key: bytes, now: datetime) -> FirstRows | None:
    """The rows of Today at one moment of the book; None where it has another schema, and is to be upgraded first.

    Raises:
        BookError: where the key does not open the file, or the driver says anything else.
    """
    try:
        return _read(path, key, now)
    except dbapi2.Error as error:
        raise BookError(f"the book cannot be read in passing: {type(error).__name__}") from None


def _read(path: Path, key: bytes, now: datetime) -> FirstRows | None:
    with closing(connect_raw(path, key, patience=PATIENCE_SECONDS)) as raw:
        raw.execute("BEGIN DEFERRED")
        marks = (raw.execute("PRAGMA application_id").fetchone(), raw.execute("PRAGMA user_version").fetchone())
        if marks != ((APPLICATION_ID,), (SCHEMA,)):
            return None
        info = _info(raw.execute(sql.BOOK).fetchone())
        day = now.astimezone(zone(info.zone)).date()
        first, last = days_seen(day)
        then = int(now.timestamp())
        days = {"first": first.isoformat(), "last": last.isoformat(), "now": then, "most": MOST_WAITING}
        found = [_values(row) for row in raw.execute(sql.SESSIONS, days)]
        beside = (raw.execute(each, days) for each in (sql.LEADERS, sql.TALLIES, sql.HEADCOUNTS, sql.TO_COME))
        sessions = tuple(with_counts(found, *beside))
        number, oldest = raw.execute(sql.WAITING, days).fetchone()
        return FirstRows(info, day, sessions, Waiting(number, date.fromisoformat(oldest) if oldest else None))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


_STATUS: Final = {code: word for word, code in SESSION_CODES.items()}
_READ: Final[dict[str, Callable[[Any], Any]]] = {
    "attendance": AttendanceKind,
    "enrolment": EnrolmentKind,
    "mode": Mode,
    "status": _STATUS.__getitem__,
    **dict.fromkeys(("original_local", "start_local"), datetime.fromisoformat),
    **dict.fromkeys(("starts_at", "ends_at", "created_at", "updated_at", "started_at", "ended_at"), _moment),
}
"""How a column of a session becomes a value; those that are not named are values already."""
_COLUMNS: Final = tuple(_READ.get(each.name) for each in fields(Session))


def _values(row: tuple[Any, ...]) -> tuple[Any, ...]:
    values = zip(_COLUMNS, row, strict=False)  # leaders and counts, the last fields, come afterwards
    return tuple(value if read is None or value is None else read(value) for read, value in values)


def _info(row: tuple[Any, ...]) -> BookInfo:
    uid, name, its_zone, practice, created_at, protected = row
    return BookInfo(uid, name, its_zone, bool(practice), _moment(created_at), bool(protected))
