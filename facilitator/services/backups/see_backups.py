"""Which backups there are, in the folder for them and in the second one, as a list to choose from."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from facilitator.domain.backups import BackupReason
from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.settings import read_settings
from facilitator.storage.backups.names import BackupFile, backups_in
from facilitator.storage.keys.slots import read_key_file


@dataclass(frozen=True, slots=True)
class BackupSeen:
    """A backup as its manifest tells it; it was verified when it was made, and nothing is opened to list it.

    ``copy`` is one in the second folder. Where the file cannot be read, ``problem`` says why.
    """

    path: Path
    reason: BackupReason
    bytes: int
    copy: bool
    this_book: bool = False
    made_at: datetime | None = None
    schema: int | None = None
    program: str = ""
    problem: str = ""


def see_backups(home: Home) -> list[BackupSeen]:
    """The backups in both folders, the newest first, the folder for them before the second one.

    Raises:
        BadInput: where the settings cannot be read.
    """
    settings = read_settings(home)
    try:
        book = read_key_file(home.keys).book
    except FacilitatorError:  # the book is gone, and these are what is left of it
        book = ""
    found = [_seen(each, book, copy=False) for each in reversed(backups_in(settings.backups))]
    if settings.copies is not None:
        found += [_seen(each, book, copy=True) for each in reversed(backups_in(settings.copies))]
    return found


def _seen(file: BackupFile, book: str, *, copy: bool) -> BackupSeen:
    told = file.manifest
    if told is None:
        return BackupSeen(file.path, file.reason, file.bytes, copy, problem=file.problem)
    return BackupSeen(
        file.path,
        file.reason,
        file.bytes,
        copy,
        this_book=told.book == book,
        made_at=told.created_at,
        schema=told.schema,
        program=told.program,
    )
