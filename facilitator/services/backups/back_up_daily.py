"""Backups that nobody has to think of: once a day, and before an import; and a word where the last one is old.

None of it ever stops work: what goes wrong is said in a line.
"""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from facilitator import __version__
from facilitator.domain.backups import BackupReason, too_old
from facilitator.domain.book.book_info import BookInfo
from facilitator.errors import BookError, FacilitatorError
from facilitator.home import Home
from facilitator.services.backups.copy_backup import copy_backup, rotate
from facilitator.services.book.open_book import book_info, note_head
from facilitator.settings import Settings, read_settings
from facilitator.storage.backups.copies import Progress, write_backup
from facilitator.storage.backups.diary import note_in_diary, read_diary
from facilitator.storage.backups.names import BackupFile, backups_of, fresh_backup, newest_of
from facilitator.storage.book import Book
from facilitator.storage.files.locks import first
from facilitator.zones import zone

_TRY_AGAIN = timedelta(hours=1)
_ONCE = timedelta(hours=20)
_SPARE = 16 * 1024 * 1024
_LONGEST_DAY = timedelta(hours=26)
_COPIES_AT_ONCE = 3
"""While a backup is made and verified, the folder holds the copy, its container, and what was unpacked from it."""


class GivenUp(Exception):
    """Raised by ``progress`` to leave a backup unmade, without a word."""


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The newest verified backup of a book."""

    made_at: datetime
    path: Path


def back_up_today(home: Home, book: Book, *, now: datetime, progress: Progress | None = None) -> tuple[str, ...]:
    """Make the backup of this day, unless there is one, or it is a practice book; what is to be told, a line each.

    After a failure it is tried again an hour later. ``progress`` may raise :class:`GivenUp`.
    """
    info = book_info(book)
    return _unless_it_fails(home, book, info, BackupReason.DAILY, now=now, progress=progress)


def back_up_before_import(
    home: Home, book: Book, *, now: datetime, progress: Progress | None = None
) -> tuple[str, ...]:
    """Make a backup before many records are written at once, unless the newest one has all there is."""
    info = book_info(book)
    return _unless_it_fails(home, book, info, BackupReason.BEFORE_IMPORT, now=now, progress=progress)


def remind(home: Home, book: Book, *, now: datetime) -> str:
    """A word where the last verified backup is older than a week, once a day; else nothing."""
    if home.practice_passphrase.exists():
        return ""
    info = book_info(book)
    warned_at = read_diary(home.backup_diary, info.uid).warned_at
    if warned_at is not None and abs(now - warned_at) < _ONCE:
        return ""
    said = overdue(home, info, now=now)
    if said:
        note_in_diary(home.backup_diary, info.uid, warned_at=now)
    return said


def overdue(home: Home, info: BookInfo, *, now: datetime) -> str:
    """That the last verified backup is older than a week, in a sentence; empty where it is not."""
    if info.practice:
        return ""
    try:
        last = last_backup(home, info.uid, now=now)
    except FacilitatorError as error:
        return f"Whether there are backups cannot be told: {error.title}."
    if not too_old(last.made_at if last else info.created_at, now):
        return ""
    return f"The last verified backup is {(now - last.made_at).days} days old." if last else "There is no backup yet."


def last_backup(home: Home, book: str, *, now: datetime) -> LastBackup | None:
    """The newest verified backup of a book: in the folder for them, or where somebody put one by hand.

    Raises:
        BadInput: where the settings cannot be read.
    """
    newest = newest_of(read_settings(home).backups, book, until=now)
    found = [LastBackup(newest.manifest.created_at, newest.path)] if newest and newest.manifest else []
    diary = read_diary(home.backup_diary, book)
    if diary.away_at is not None and diary.away_at <= now:
        found.append(LastBackup(diary.away_at, Path(diary.away)))
    return max(found, key=lambda each: each.made_at, default=None)


def keep_elsewhere(home: Home, info: BookInfo, made: Path, *, now: datetime) -> tuple[str, ...]:
    """Copy a backup into the second folder that the settings name; what is to be told where that could not be."""
    folder = read_settings(home).copies
    if folder is None:
        return ()
    if not folder.is_dir():
        return (f"The backup is not copied: the folder {folder} is not there.",)
    try:
        copy_backup(made, folder)
        rotate(folder, info.uid, kept=made, now=now, home_zone=info.zone)
    except FacilitatorError as error:
        return (f"The backup is made, but not copied: {error.title}. {error.hint}".strip(),)
    note_in_diary(home.backup_diary, info.uid, copied_at=now)
    return ()


def _unless_it_fails(
    home: Home, book: Book, info: BookInfo, reason: BackupReason, *, now: datetime, progress: Progress | None
) -> tuple[str, ...]:
    if info.practice:
        return ()
    try:
        settings = read_settings(home)
        if not settings.automatic_backups:
            return ()
        with first(home.folder / ".lock-backup") as mine:
            if not mine or not _wanted(home, book, info, reason, settings, now):
                return ()
            path = _made(home, book, reason, settings, now=now, progress=progress)
            rotate(path.parent, info.uid, kept=path, now=now, home_zone=info.zone)
            return keep_elsewhere(home, info, path, now=now)
    except GivenUp:
        return ()
    except (FacilitatorError, OSError) as error:
        note_in_diary(home.backup_diary, info.uid, failed_at=now)
        if isinstance(error, FacilitatorError):
            return (f"No backup was made by itself: {error.title}. {error.hint}".strip(),)
        return (f"No backup was made by itself: {error.strerror or type(error).__name__}.",)


def _wanted(home: Home, book: Book, info: BookInfo, reason: BackupReason, settings: Settings, now: datetime) -> bool:
    """Whether there is none of today, or for an import none that has all there is."""
    failed_at = read_diary(home.backup_diary, info.uid).failed_at
    if reason is BackupReason.DAILY and failed_at is not None and abs(now - failed_at) < _TRY_AGAIN:
        return False
    if reason is BackupReason.DAILY:
        return not _of_day(backups_of(settings.backups, info.uid, since=now - _LONGEST_DAY), now, info)
    newest = newest_of(settings.backups, info.uid, until=now)
    if newest is None or newest.manifest is None:
        return True
    try:
        return newest.manifest.held(book).head != book.audit_head()
    except BookError:  # made under another key
        return True


def _of_day(there: Iterable[BackupFile], now: datetime, info: BookInfo) -> bool:
    here = zone(info.zone)
    today = now.astimezone(here).date()
    return any(each.manifest and each.manifest.created_at.astimezone(here).date() == today for each in there)


def _made(
    home: Home, book: Book, reason: BackupReason, settings: Settings, *, now: datetime, progress: Progress | None
) -> Path:
    path = fresh_backup(home, now, why=reason.value)
    needed = _COPIES_AT_ONCE * home.book.stat().st_size + _SPARE
    if shutil.disk_usage(settings.backups).free < needed:
        raise BookError(f"there is little room left for backups in {settings.backups}", "Free some room.")
    write_backup(book, home, path, now=now, program=__version__, progress=progress)
    with suppress(BookError):  # the backup is made, and says how far the audit chain came
        note_head(home, book)
    return path
