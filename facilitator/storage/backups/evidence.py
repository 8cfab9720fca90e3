"""What lies outside of a book and speaks of its audit chain: backups in every place that is known, and witnesses."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from facilitator.errors import BadInput, BookError
from facilitator.home import Home
from facilitator.settings import read_settings
from facilitator.storage.audit import Kept
from facilitator.storage.backups.copies import read_manifest
from facilitator.storage.backups.diary import read_diary
from facilitator.storage.backups.manifest import Manifest
from facilitator.storage.backups.names import backups_of
from facilitator.storage.book import Book
from facilitator.storage.keys.slots import AuditHead
from facilitator.storage.keys.witness import read_witness

_MOST_WITNESSES = 100
WITNESSES = "*.witness"
"""What witnesses are called that lie among the backups."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far a chain had come at some moment, says a file. ``head`` is None where only another key could tell.

    ``sealed`` says that whoever wrote it had the key of this book.
    """

    path: Path
    at: datetime
    mark: str
    head: AuditHead | None
    sealed: bool
    witness: bool = False


def evidence_of(home: Home, book: Book, uid: str) -> list[Evidence]:
    """What speaks of this book: in the folder for backups, the second folder, and where one was put by hand."""
    found: dict[Path, Evidence | None] = {}
    for folder in _places(home):
        for each in backups_of(folder, uid):
            if each.manifest is not None:
                found[each.path] = _of_backup(each.path, each.manifest, book)
        for path in sorted(folder.glob(WITNESSES))[:_MOST_WITNESSES]:
            found[path] = newest_in(path, book, uid)
    diary = read_diary(home.backup_diary, uid)
    if diary.away and Path(diary.away) not in found:
        with suppress(BadInput):
            manifest = read_manifest(Path(diary.away))
            found[Path(diary.away)] = _of_backup(Path(diary.away), manifest, book) if manifest.book == uid else None
    if diary.witness:
        found[Path(diary.witness)] = newest_in(Path(diary.witness), book, uid)
    return [each for each in found.values() if each is not None]


def _places(home: Home) -> Iterator[Path]:
    yield home.backups
    with suppress(BadInput):  # told with the backups
        settings = read_settings(home)
        yield from (each for each in (settings.backups, settings.copies) if each not in (None, home.backups))


def newest_in(path: Path, book: Book, uid: str) -> Evidence | None:
    """The newest line of a witness that is of this book."""
    with suppress(BadInput):
        heads = [head for of, head in read_witness(path) if of == uid]
        if heads:
            newest = max(heads, key=lambda head: (book.vouches(head, uid, Kept.WITNESS), head.seq))
            sealed = book.vouches(newest, uid, Kept.WITNESS)
            return Evidence(path, _moment(newest.at), newest.hash, newest, sealed, witness=True)
    return None


def _of_backup(path: Path, manifest: Manifest, book: Book) -> Evidence:
    try:
        head = manifest.held(book).head
    except BookError:
        return Evidence(path, manifest.created_at, manifest.db_sha256, None, sealed=False)
    return Evidence(path, _moment(head.at), head.hash, head, sealed=manifest.told is None)


def _moment(text: str) -> datetime:
    """What an ISO text says; long ago where it says nothing."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)
