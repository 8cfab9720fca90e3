"""Make a book, open it, and keep note of how far its audit chain came."""

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from facilitator import __version__
from facilitator.domain.book.book_info import BookInfo
from facilitator.domain.book.traces import notice
from facilitator.errors import BadInput, BookError, Refused
from facilitator.home import Home, keep_folder_private, make_private_folder
from facilitator.services.book.unlock import expect_book, had_book, refuse_share, secret_for, unlock
from facilitator.services.book.went_back import find_traces, fits, kept, noted
from facilitator.storage import audit
from facilitator.storage.book import Book
from facilitator.storage.engines.sqlcipher import PATIENCE
from facilitator.storage.files.locks import alone, held_open
from facilitator.storage.files.staging import make_private_file, put_new, settle, staging, unsettled
from facilitator.storage.keys.slots import (
    KeyFile,
    Slot,
    SlotKind,
    check_passphrase,
    new_key,
    new_recovery_code,
    read_key_file,
    same_code,
    wrap,
    write_key_file,
)
from facilitator.storage.keys.tries import begin_tries, read_tries
from facilitator.storage.machine.memory import keep_memory_private
from facilitator.storage.queries.book import book_row as query
from facilitator.storage.schema import MIGRATIONS, fill_new, read_marks, upgrade
from facilitator.zones import canonical, tzdata_version

_LONGEST_NAME = 200
_NO_TRIES = (
    "The note of wrong passphrases is not in the folder of the book: somebody may have tried some and thrown it away, "
    "or the folder was copied without it. It is kept anew from now on."
)


__all__ = [
    "Created",
    "book_info",
    "check_new_book",
    "check_passphrase",
    "create_book",
    "new_recovery_code",
    "note_head",
    "open_book",
    "same_code",
]


@dataclass(frozen=True, slots=True)
class Created:
    """A new book, open, and the recovery code that is shown once; a practice book has none."""

    book: Book
    recovery_code: str


def create_book(
    home: Home,
    *,
    name: str,
    zone: str,
    passphrase: str | None,
    now: datetime,
    practice: bool = False,
    recovery_code: str | None = None,
    actor: str | None = None,
) -> Created:
    """Make a new book in a home; killed anywhere, there is none or a whole one.

    A practice book takes no passphrase: a random one lies beside it, so that it unlocks itself. A recovery code that
    was made before, by :func:`new_recovery_code`, is one that somebody has noted already.

    Raises:
        BadInput: for a name, a zone or a passphrase that cannot be used.
        Refused: where there is a book already.
        BookError: where it cannot be written.
    """
    info = BookInfo(str(uuid.uuid4()), _checked_name(name), canonical(zone), practice, now)
    secret = secrets.token_urlsafe(24) if practice else check_passphrase(passphrase or "")
    code = "" if practice else recovery_code or new_recovery_code()
    make_private_folder(home.folder)
    refuse_share(home.folder)
    notices = keep_folder_private(home.folder)
    with alone(home.folder):
        settle(home)
        _expect_no_book(home)
        key = new_key()
        with staging(home) as staged:
            _write_new(staged, info, key, secret=secret, code=code, actor=actor)
            if not practice:
                begin_tries(home.tries)
            put_new(staged, home, now=now)
    book = Book(home.book, key, actor=actor)
    book.notices = notices
    return Created(book, code)


def check_new_book(home: Home, *, name: str, zone: str) -> None:
    """See that a book of this name and zone could be made here, before anybody is asked for a passphrase.

    Raises:
        BadInput: for a name or a zone that cannot be used.
        Refused: where there is a book already.
        BookError: where no book can be kept.
    """
    keep_memory_private()
    _checked_name(name)
    canonical(zone)
    refuse_share(home.folder)
    _expect_no_book(home)


def _write_new(staged: Home, info: BookInfo, key: bytes, *, secret: str, code: str, actor: str | None) -> None:
    make_private_file(staged.book)
    with Book(staged.book, key, actor=actor) as book:
        fill_new(book, info, tzdata=tzdata_version(), now=info.created_at)
        file = noted(KeyFile(info.uid, ()), book)
    if info.practice:
        make_private_file(staged.practice_passphrase)
        staged.practice_passphrase.write_text(secret + "\n", "utf-8")
        slots: tuple[Slot, ...] = (wrap(SlotKind.PRACTICE, info.uid, secret, key),)
    else:
        slots = (wrap(SlotKind.PASSPHRASE, info.uid, secret, key), wrap(SlotKind.RECOVERY, info.uid, code, key))
    write_key_file(staged.keys, replace(file, slots=slots))


def open_book(
    home: Home,
    secret: str | None,
    *,
    actor: str | None = None,
    window: str = "",
    patience: float = PATIENCE,
    migrations: Path = MIGRATIONS,
) -> Book:
    """The book of this home, unlocked by a passphrase or its recovery code; a practice book needs neither.

    An older book is upgraded after a verified backup of it was made. ``patience`` is how many seconds a write waits for
    another window, ``window`` which one this is. Where something outside of the book says that it went back in time,
    that stands in its ``notices``, and what shows it stays.

    Raises:
        BookError: where there is no book, its keys are missing, it is damaged, or a newer program made it.
        WrongKey: where the secret does not open it.
    """
    key, file = unlock(home, secret)
    with alone(home.folder):
        settle(home)
        expect_book(home)
        if read_key_file(home.keys).slots != file.slots:  # another window restored a backup just now
            key = read_key_file(home.keys).unlock(secret_for(home, secret))
        with _closed_on_error(Book(home.book, key, actor=actor, window=window, patience=patience)) as book:
            older = _is_older(book)
        if older:
            _upgrade(home, book, key, migrations)
            book = book.at(home.book)
        with _closed_on_error(book):
            file = read_key_file(home.keys)
            traces = find_traces(home, book, file)
            book.notices = (notice(traces),) if traces else ()
            note = kept(file, book, traces) if traces else _newer_note(file, book)
            if note is not None:
                with suppress(BookError):  # a book on a full disk can still be read
                    write_key_file(home.keys, note)
            book.notices += _look_around(home, practice=file.practice)
    return book


def note_head(home: Home, book: Book) -> None:
    """Note the newest audit row beside the book, if it moved: on unlock, lock, closing of attendance and backup.

    Where the row that was noted last is no longer in the chain, or the note is missing or has no seal, that stays as it
    is: it is the evidence.

    Raises:
        BookError: where the key file cannot be read or written.
    """
    with alone(home.folder):
        note = _newer_note(read_key_file(home.keys), book)
        if note is not None:
            write_key_file(home.keys, note)


def book_info(book: Book) -> BookInfo:
    """What this book says about itself."""
    with book.read() as db:
        return query.book_info(db)


def _newer_note(file: KeyFile, book: Book) -> KeyFile | None:
    """The key file with the newest audit row in it; None where it has it, or where its note is evidence."""
    with book.read() as db:
        if not fits(db, book, file) or audit.head(db) == file.head:
            return None
    return noted(file, book)


def _look_around(home: Home, *, practice: bool) -> tuple[str, ...]:
    """What is not as it should be beside a book that was just opened, a line each; it is made right where it can be."""
    found = keep_folder_private(home.folder)
    if practice or read_tries(home.tries).whole:  # nobody guesses at what opens itself
        return found
    begin_tries(home.tries)
    return (*found, _NO_TRIES)


def _is_older(book: Book) -> bool:
    with book.raw() as raw:
        return read_marks(raw, name=str(book.path)).older


def _upgrade(home: Home, book: Book, key: bytes, migrations: Path) -> None:
    """Back the book up, then upgrade it; the book is closed afterwards."""
    from facilitator.storage.backups.copies import write_backup  # with the settings: 8 ms, and only for an older book
    from facilitator.storage.backups.names import fresh_backup

    now = datetime.now(UTC)
    with book:
        write_backup(book, home, fresh_backup(home, now, why="before-upgrade"), now=now, program=__version__)
    if held_open(home.book):
        raise BookError(
            "the book must be upgraded, and another window has it open",
            "Close the other windows of facilitator, then try again.",
        )
    upgrade(home.book, key, migrations=migrations)


@contextmanager
def _closed_on_error(book: Book) -> Iterator[Book]:
    try:
        yield book
    except BaseException:
        book.close()
        raise


def _expect_no_book(home: Home) -> None:
    if not home.book.exists() and had_book(home):
        raise Refused(
            f"{home.folder} held a book: its keys and backups are here, and {home.book.name} is missing",
            f"Restore a backup from {home.backups}: facilitator restore FILE. Or name another folder with --home.",
        )
    if home.book.exists() or unsettled(home):
        raise Refused(
            f"there is a book in {home.folder} already",
            "Open it with: facilitator open. For another program, name another folder with --home.",
        )


def _checked_name(name: str) -> str:
    text = " ".join(name.split())
    if not text or len(text) > _LONGEST_NAME or not text.isprintable():
        raise BadInput(
            "the name of a program is one line of text", f"Up to {_LONGEST_NAME} letters, such as: Harbor Street."
        )
    return text
