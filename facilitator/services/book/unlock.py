"""Unlock a book: from a passphrase, its recovery code, the keyring, or what lies beside a practice book, to its key."""

import time
from pathlib import Path

from facilitator.errors import BookError, WrongKey
from facilitator.home import Home, read_within
from facilitator.storage.files.locks import alone, one_try
from facilitator.storage.files.staging import settle, unsettled
from facilitator.storage.keys.os_keyring import kept_secret
from facilitator.storage.keys.slots import KeyFile, SlotKind, read_key_file
from facilitator.storage.keys.tries import forget_wrong, note_wrong, read_tries
from facilitator.storage.machine.memory import keep_memory_private
from facilitator.storage.machine.shares import network_share

_LONGEST_PASSPHRASE = 1_000


def needs_secret(home: Home) -> bool:
    """Whether somebody must type a secret: a practice book needs none, nor one whose key the keyring holds.

    Raises:
        BookError: where there is no book, or its keys are missing or damaged.
    """
    keep_memory_private()
    finish_replacement(home)
    expect_book(home)
    file = read_key_file(home.keys)
    return not file.practice and not (file.has(SlotKind.KEYRING) and kept_secret(file.book) is not None)


def unlock(home: Home, secret: str | None) -> tuple[bytes, KeyFile]:
    """The key of the book in this home, and its key file; the database is not looked at.

    After three wrong tries in a row the next one has to wait, twice as long each time, up to a minute. Of
    several at once each waits for its turn.

    Raises:
        BookError: where there is no book, or its keys are missing or damaged.
        WrongKey: where the secret does not open it, or came too soon after wrong ones.
    """
    keep_memory_private()
    refuse_share(home.folder)
    finish_replacement(home)
    expect_book(home)
    file = read_key_file(home.keys)
    given = secret_for(home, secret)
    with one_try(home.folder):
        tries = read_tries(home.tries)
        wait = tries.seconds_to_wait(time.time())
        if wait:
            seconds = "1 second" if wait == 1 else f"{wait} seconds"
            raise WrongKey("several tries did not open this book", f"Wait {seconds}, then try again.")
        try:
            key = file.unlock(given)
        except WrongKey:
            note_wrong(home.tries, time.time())
            raise
        if tries.wrong:
            forget_wrong(home.tries)
    return key, file


def may_open(home: Home, secret: str) -> bool:
    """Whether a secret opens the book of this home now, or may do so: where that cannot be told, it may.

    For a recovery code that was handed over before something failed: only one that opens nothing may be thrown away.
    """
    try:
        finish_replacement(home)
        if not home.book.exists():
            return False
        read_key_file(home.keys).unlock(secret)
    except WrongKey:
        return False
    except BookError:
        return True
    return True


def secret_for(home: Home, secret: str | None) -> str:
    """The secret that was given, or what the keyring holds, or the passphrase that lies beside a practice book."""
    if secret is not None:
        return secret
    if not home.practice_passphrase.exists() and home.keys.exists():
        return _from_keyring(home)
    try:
        return read_within(home.practice_passphrase, _LONGEST_PASSPHRASE).decode("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BookError(
            f"{home.practice_passphrase} cannot be read, and the practice book does not open without it",
            "Make a new practice book with: facilitator demo",
        ) from error


def finish_replacement(home: Home) -> None:
    """Finish what a killed run decided: a book that was being put in the place of another."""
    if unsettled(home):
        with alone(home.folder):
            settle(home)


def expect_book(home: Home) -> None:
    """See that this home has a book.

    Raises:
        BookError: where it has none, or had one that is gone.
    """
    if not home.book.exists() and had_book(home):
        raise BookError(
            f"{home.book} is missing, though this folder held a book",
            f"Put it back, or restore a backup from {home.backups}: facilitator restore FILE",
        )
    if not home.book.exists():
        raise BookError(
            f"there is no book in {home.folder}",
            "Make one with: facilitator init --name NAME --zone ZONE. Just looking? Try: facilitator demo",
        )


def had_book(home: Home) -> bool:
    """Whether backups say that there was a book here; keys alone may be what a killed ``init`` left."""
    return home.keys.exists() and home.backups.is_dir() and any(home.backups.iterdir())


def refuse_share(folder: Path) -> None:
    """See that a folder is on a disk of this computer.

    Raises:
        BookError: for a network share.
    """
    kind = network_share(folder)
    if kind:
        raise BookError(
            f"{folder} lies on a network share ({kind}), where a book can be damaged",
            "Keep it on a disk of this computer, and name that folder with --home. "
            "What several computers share is a job for PostgreSQL, which this version cannot use yet.",
        )


def _from_keyring(home: Home) -> str:
    file = read_key_file(home.keys)
    if file.practice:
        raise BookError(
            f"{home.practice_passphrase} cannot be read, and the practice book does not open without it",
            "Make a new practice book with: facilitator demo",
        )
    secret = kept_secret(file.book) if file.has(SlotKind.KEYRING) else None
    if secret is None:
        raise BookError("this book needs its passphrase", "Type it, or the recovery code.")
    return secret
