"""A drill: restore a backup as if the computer were gone, see that all of it is there, and throw it away again."""

import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from facilitator.domain.book.tally import BookTally
from facilitator.errors import BookError, NotFound
from facilitator.home import Home, advice_on
from facilitator.services.backups.back_up import restore
from facilitator.services.book.open_book import open_book
from facilitator.settings import read_settings
from facilitator.storage.backups.copies import Progress, read_manifest
from facilitator.storage.backups.diary import note_in_diary
from facilitator.storage.backups.manifest import BackupHolds
from facilitator.storage.backups.names import newest_of
from facilitator.storage.book import SCHEMA
from facilitator.storage.files.tally import tally
from facilitator.storage.keys.slots import read_key_file

_PREFIX = ".facilitator-drill-"


@dataclass(frozen=True, slots=True)
class Drilled:
    """A backup that was restored, opened and found to hold what it says; how long that took, and what is in it."""

    path: Path
    made_at: datetime
    audit_rows: int
    held: BookTally
    seconds: float


def newest_to_drill(home: Home, *, now: datetime) -> Path:
    """The newest backup of this home's book.

    Raises:
        NotFound: where there is none.
        BookError: where the keys of the book are missing or damaged.
    """
    folder = read_settings(home).backups
    found = newest_of(folder, read_key_file(home.keys).book, until=now)
    if found is None:
        raise NotFound(f"there is no backup of this book in {folder}", "Make one with: facilitator backup")
    return found.path


def drill(home: Home, path: Path, secret: str | None, *, now: datetime, progress: Progress | None = None) -> Drilled:
    """Restore a backup into a private folder of its own, open it with the secret alone, and compare.

    The book of this home is neither opened nor needed.

    Raises:
        BadInput: for a file that is no backup, or is damaged.
        WrongKey: where the secret does not open it.
        BookError: where it cannot be restored, or does not hold what it says.
    """
    manifest = read_manifest(path)
    beside = home.folder if home.folder.is_dir() else None
    for left in home.folder.glob(f"{_PREFIX}*"):  # of a killed run
        shutil.rmtree(left, ignore_errors=True)
    began = time.monotonic()
    try:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=beside))  # 0700
    except OSError as error:
        advice = advice_on(error, "See that the folder belongs to you.")
        raise BookError(f"cannot write in {beside}: {error.strerror}", advice) from error
    try:
        place = Home(folder)
        restore(place, path, secret, now=now, progress=progress)
        with open_book(place, secret) as book:
            told = manifest.held(book)
            held_head = book.has_audit_row(told.head)
            with book.raw() as raw:
                held = tally(raw)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    seconds = time.monotonic() - began
    _expect(manifest.schema, told, held, held_head)
    note_in_diary(home.backup_diary, manifest.book, drilled_at=now, drilled=str(path), drill_seconds=seconds)
    return Drilled(path, manifest.created_at, told.head.seq, held, seconds)


def _expect(schema: int, told: BackupHolds, held: BookTally, held_head: bool) -> None:
    """See that all that the backup speaks of is there; the restore itself left one row."""
    if not held_head:
        raise BookError(
            f"the restored book lacks audit row {told.head.seq}, which the backup speaks of", "Make a new backup."
        )
    if schema == SCHEMA and told.records is not None and held.records != told.records + 1:
        raise BookError(
            f"the restored book has {held.records - 1} records, and the backup speaks of {told.records}",
            "Make a new backup.",
        )
