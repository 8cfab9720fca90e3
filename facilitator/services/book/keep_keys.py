"""Keep the keys of a book: change its passphrase, make a new recovery code, let the keyring open it.

None of this writes a page of the book anew: the key is wrapped again. Backups made before still open with what opened
them then, so a secret that others know calls for a new key: :mod:`facilitator.services.book.renew_key`.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from facilitator.errors import BadInput, BookError, Refused, WrongKey
from facilitator.home import Home
from facilitator.services.book.unlock import unlock
from facilitator.storage.book import Book, Change, Signer
from facilitator.storage.files.locks import alone
from facilitator.storage.keys.os_keyring import forget_secret, keep_secret
from facilitator.storage.keys.slots import KeyFile, SlotKind, check_passphrase, read_key_file, wrap, write_key_file


@dataclass(frozen=True, slots=True)
class KeysSeen:
    """Which ways open a book."""

    passphrase: bool
    recovery: bool
    keyring: bool
    practice: bool


def see_keys(home: Home) -> KeysSeen:
    """Which ways open the book of this home; nothing is unlocked.

    Raises:
        BookError: where there is no key file, or it is damaged.
    """
    file = read_key_file(home.keys)
    return KeysSeen(
        file.has(SlotKind.PASSPHRASE), file.has(SlotKind.RECOVERY), file.has(SlotKind.KEYRING), file.practice
    )


def change_passphrase(home: Home, secret: str, new: str, *, now: datetime, sign: Signer | None = None) -> None:
    """Let a new passphrase open the book, and no longer the old one; ``secret`` is it, or the recovery code.

    ``sign`` tells the book, as in all of these, who does it.

    Raises:
        WrongKey: where the secret does not open the book.
        BadInput: where the new one is too short, or the same.
        Refused: for a practice book, which opens itself.
    """
    check_passphrase(new)
    if new == secret:
        raise BadInput("that is the passphrase it has already", "Choose another one.")
    with _changing(home, secret, "keys.passphrase", now, sign) as change:
        change.file = change.file.with_slot(wrap(SlotKind.PASSPHRASE, change.file.book, new, change.key))


def keep_recovery_code(home: Home, secret: str, code: str, *, now: datetime, sign: Signer | None = None) -> None:
    """Let a new recovery code open the book, and no longer the old one. It was noted and typed back before.

    Raises:
        WrongKey: where the secret does not open the book.
        Refused: for a practice book.
    """
    with _changing(home, secret, "keys.recovery", now, sign) as change:
        change.file = change.file.with_slot(wrap(SlotKind.RECOVERY, change.file.book, code, change.key))


def use_keyring(home: Home, secret: str, *, now: datetime, sign: Signer | None = None) -> None:
    """Let the keyring of this computer open the book when the program starts; passphrase and code stay.

    Raises:
        BookError: where there is no keyring that encrypts, or it is locked.
        WrongKey: where the secret does not open the book.
        Refused: for a practice book.
    """
    with _changing(home, secret, "keys.keyring", now, sign) as change:
        random = secrets.token_urlsafe(32)
        keep_secret(change.file.book, random)
        change.file = change.file.with_slot(wrap(SlotKind.KEYRING, change.file.book, random, change.key))


def leave_keyring(home: Home, secret: str, *, now: datetime, sign: Signer | None = None) -> None:
    """Let the keyring open the book no longer.

    Raises:
        WrongKey: where the secret does not open the book.
        Refused: where no keyring opens it, or for a practice book.
    """
    with _changing(home, secret, "keys.keyring_left", now, sign) as change:
        if not change.file.has(SlotKind.KEYRING):
            raise Refused("no keyring opens this book", "Nothing was changed.")
        change.file = change.file.without(SlotKind.KEYRING)
    forget_secret(change.file.book)


@dataclass(slots=True)
class _Changing:
    """A change of slots in progress: the key in the clear, and the key file as it shall be."""

    key: bytes
    file: KeyFile


@contextmanager
def _changing(home: Home, secret: str, action: str, now: datetime, sign: Signer | None) -> Iterator[_Changing]:
    """Change the key file together with an audit row: where one of the two cannot be written, neither is.

    Killed between them, the file is changed and the row is missing: whoever held the secret could do as much.
    """
    key, file = unlock(home, secret)
    if file.practice:
        raise Refused("a practice book opens itself", "It protects nobody: its people are invented.")
    with alone(home.folder):
        before = read_key_file(home.keys)
        if before.slots != file.slots:
            raise WrongKey("the keys of this book were changed just now", "Try again, with what opens it now.")
        changing = _Changing(key, before)
        try:
            with Book(home.book, key) as book:
                if sign is not None:
                    sign(book)
                yield changing
                with book.write(now=now) as change:
                    _record(change, action, before)
                    write_key_file(home.keys, changing.file)
        except BaseException:
            if not _put_back(home, before):
                raise BookError(
                    "the disk failed while the keys were changed",
                    "The book opens with what opened it before, or with the new: try both.",
                ) from None
            raise


def _put_back(home: Home, before: KeyFile) -> bool:
    """See that the key file is as it was before a change that failed; whether it is."""
    try:
        if read_key_file(home.keys) != before:
            write_key_file(home.keys, before)
    except BookError:
        return False
    return True


def _record(change: Change, action: str, file: KeyFile) -> None:
    change.record(action, file.book)
