"""Give a book a new key: what was known of the old one, or of what opened it, opens the book no longer.

Every page is written anew, and the rows of the audit chain are bound by the new key. It happens in a copy that is
verified and then put in the place of the book: killed anywhere, there is the old book or the new one. In a live book
in WAL mode the main file alone would still open with the old key until a checkpoint has emptied the log.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from facilitator import __version__
from facilitator.errors import BookError, FacilitatorError, Refused, WrongKey
from facilitator.home import Home
from facilitator.services.book.unlock import unlock
from facilitator.services.book.went_back import expect_no_traces, noted
from facilitator.storage.backups.copies import Progress, unpack, write_backup
from facilitator.storage.backups.names import fresh_backup
from facilitator.storage.book import Book, Signer
from facilitator.storage.files.integrity import find_damage
from facilitator.storage.files.locks import alone, held_open
from facilitator.storage.files.rekey import rekey
from facilitator.storage.files.staging import replace_with, settle, staging
from facilitator.storage.keys.os_keyring import keep_secret
from facilitator.storage.keys.slots import KeyFile, SlotKind, new_key, read_key_file, wrap, write_key_file


@dataclass(frozen=True, slots=True)
class Renewed:
    """A book with a new key. ``before`` is a backup under the old one; ``after`` is the first under the new.

    ``problems`` says what could not be done once the book had its new key, such as that backup.
    """

    before: Path
    after: Path | None
    problems: tuple[str, ...] = ()


def renew_key(
    home: Home,
    passphrase: str,
    code: str,
    *,
    now: datetime,
    sign: Signer | None = None,
    progress: Progress | None = None,
) -> Renewed:
    """Make a new key, which the same passphrase and a new recovery code open; all else that opened it does not.

    A backup is made before, under the old key, and one after it. Older backups still open with what opened them: keep
    them where nobody else comes, or throw them away. ``sign`` tells the book who does it.

    Raises:
        WrongKey: where that is not the passphrase (the recovery code is not enough: it cannot be wrapped again).
        Refused: for a practice book, or where another window has the book open.
        BookError: where the book is damaged, its audit chain does not hold, or it may have gone back in time; nothing
            was changed then.
    """
    key, file = unlock(home, passphrase)
    if file.practice:
        raise Refused("a practice book opens itself", "It protects nobody: its people are invented.")
    _expect_passphrase(file, passphrase)
    with alone(home.folder):
        settle(home)
        if held_open(home.book):
            raise Refused("another window of facilitator has this book open", "Close it, then try again.")
        with Book(home.book, key) as book:
            if sign is not None:
                sign(book)
            actor = book.actor
            expect_no_traces(home, book, read_key_file(home.keys))
            before = fresh_backup(home, now, why="before-new-key")
            write_backup(book, home, before, now=now, program=__version__, progress=progress)
        if held_open(home.book):
            raise Refused("another window has opened this book just now", "Close it, then try again.")
        keyring = secrets.token_urlsafe(32) if file.has(SlotKind.KEYRING) else ""
        fresh = new_key()
        wanted = {SlotKind.PASSPHRASE: passphrase, SlotKind.RECOVERY: code, SlotKind.KEYRING: keyring}
        slots = tuple(wrap(kind, file.book, opener, fresh) for kind, opener in wanted.items() if opener)
        with staging(home) as staged:
            unpack(before, staged)
            rekey(staged.book, key, fresh)
            with Book(staged.book, fresh, actor=actor) as copy:
                with copy.write(now=now) as change:
                    change.record("keys.renew", file.book)
                damage = find_damage(copy, copy.audit_head())
                renewed = noted(KeyFile(file.book, slots), copy, accepted=change.recorded[-1])
            if damage:
                raise BookError(f"the copy with the new key is not whole: {damage[0]}", "Nothing was changed.")
            write_key_file(staged.keys, renewed)
            replace_with(staged, home, now=now, covered=True)
        # the book has its new key: what fails from here on may not look as if it had not
        problems: list[str] = []
        if keyring:
            with _noted(problems):
                keep_secret(file.book, keyring)
        after = None
        with _noted(problems), Book(home.book, fresh) as book:
            path = fresh_backup(home, now, why="new-key")
            write_backup(book, home, path, now=now, program=__version__)
            after = path
    return Renewed(before, after, tuple(problems))


@contextmanager
def _noted(problems: list[str]) -> Iterator[None]:
    try:
        yield
    except FacilitatorError as error:
        problems.append(error.title)


def _expect_passphrase(file: KeyFile, passphrase: str) -> None:
    alone_with_it = file.without(SlotKind.RECOVERY).without(SlotKind.KEYRING)
    try:
        alone_with_it.unlock(passphrase)
    except WrongKey:
        raise WrongKey(
            "a new key needs the passphrase, not the recovery code",
            "Choose a new passphrase first: facilitator key passphrase",
        ) from None
