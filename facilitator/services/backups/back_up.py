"""Back the book up, and put a backup in its place."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from facilitator import __version__
from facilitator.errors import BookError, Refused
from facilitator.home import Home, make_private_folder
from facilitator.services.book.open_book import note_head
from facilitator.services.book.unlock import refuse_share, secret_for
from facilitator.services.book.went_back import later_marks, noted
from facilitator.settings import read_settings
from facilitator.storage.backups.copies import Progress, read_manifest, unpack, write_backup
from facilitator.storage.backups.diary import note_in_diary
from facilitator.storage.backups.manifest import Manifest
from facilitator.storage.backups.names import fresh_backup
from facilitator.storage.book import Book, Signer
from facilitator.storage.files.integrity import find_damage
from facilitator.storage.files.locks import alone, held_open
from facilitator.storage.files.staging import replace_with, settle, staging
from facilitator.storage.keys.slots import KeyFile, read_key_file, write_key_file
from facilitator.storage.keys.tries import begin_tries
from facilitator.storage.schema import MIGRATIONS, read_marks, upgrade


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A verified backup."""

    path: Path
    bytes: int
    audit_rows: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A book that was put back, and where the one before it is kept, if there was one: a backup or a folder."""

    made_at: datetime
    audit_rows: int
    before: Path | None


def back_up(
    home: Home, book: Book, target: Path | None = None, *, now: datetime, progress: Progress | None = None
) -> BackedUp:
    """Write a verified backup, by default into the folder for backups.

    Raises:
        Refused: where the file exists.
        BookError: where it cannot be written, or the book is damaged; no file is left then.
    """
    path = target or fresh_backup(home, now)
    manifest = write_backup(book, home, path.absolute(), now=now, program=__version__, progress=progress)
    with suppress(BookError):  # the backup is made, and says how far the audit chain came
        note_head(home, book)
    if not manifest.practice and path.absolute().parent != read_settings(home).backups.absolute():
        note_in_diary(home.backup_diary, manifest.book, away_at=now, away=str(path.absolute()))
    return BackedUp(path, path.stat().st_size, manifest.held(book).head.seq)


def backup_needs_secret(source: Path) -> bool:
    """Whether a backup opens with a passphrase only.

    Raises:
        BadInput: for a file that is no backup.
    """
    return not read_manifest(source).practice


def restore(
    home: Home,
    source: Path,
    secret: str | None,
    *,
    now: datetime,
    progress: Progress | None = None,
    sign: Signer | None = None,
    migrations: Path = MIGRATIONS,
) -> Restored:
    """Put a backup in the place of the book; all of it is verified before anything is touched.

    The book that was there is kept as a verified backup, or as it is where it cannot be opened. ``sign`` tells the
    book that comes back who does it.

    Raises:
        BadInput: for a file that is no backup, or damaged.
        WrongKey: where the secret does not open the backup.
        Refused: where another window has the book open.
        BookError: where the backup does not verify, a newer program made it, there is no room, or on a network share.
    """
    refuse_share(home.folder)
    make_private_folder(home.folder)
    with alone(home.folder):
        settle(home)
        with staging(home) as staged:
            manifest, keys = unpack(source, staged, progress=progress)
            key = keys.unlock(secret_for(staged, secret))
            with Book(staged.book, key) as copy:
                older = _look_at(copy, manifest)
            if older:
                upgrade(staged.book, key, migrations=migrations)
            with Book(staged.book, key) as copy:
                if sign is not None:
                    sign(copy)
                later = later_marks(home, copy, keys.book, now)
                with copy.write(now=now) as change:
                    change.record("book.restore", keys.book, made_at=manifest.created_at.isoformat(), left=later)
                rows = change.recorded[-1]
                write_key_file(staged.keys, noted(keys, copy, accepted=rows))
            before = _keep_current(home, key, secret, now=now)
            if not home.book.exists() and not keys.practice:
                begin_tries(home.tries)
            left = replace_with(staged, home, now=now, covered=before is not None)
    return Restored(manifest.created_at, rows, before or left)


def _look_at(copy: Book, manifest: Manifest) -> bool:
    """Whether the copy in a backup needs an upgrade; it must be whole."""
    with copy.raw() as raw:
        marks = read_marks(raw, name="the book in the backup")
    damage = find_damage(copy, manifest.held(copy).head)
    if damage:
        raise BookError(f"the backup does not verify: {damage[0]}", "Nothing was changed. Try another backup.")
    return marks.older


def _keep_current(home: Home, key: bytes, secret: str | None, *, now: datetime) -> Path | None:
    """A verified backup of the book that will be replaced; None where there is none, or it cannot be opened."""
    if not home.book.exists():
        return None
    if held_open(home.book):
        raise Refused("another window of facilitator has this book open", "Close it, then restore again.")
    try:
        keys = read_key_file(home.keys)
        with Book(home.book, _key_of(home, keys, key, secret)) as book:
            path = fresh_backup(home, now, why="before-restore")
            write_backup(book, home, path, now=now, program=__version__)
    except BookError:
        return None  # it is moved aside as it is
    return path


def _key_of(home: Home, keys: KeyFile, key: bytes, secret: str | None) -> bytes:
    """The key of the current book: the backup's where it is the same book, else what the secret opens."""
    try:
        with Book(home.book, key) as book, book.raw():
            return key
    except BookError:
        return keys.unlock(secret_for(home, secret))
