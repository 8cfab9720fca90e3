"""What this installation needs: versions, places, file modes, the book, its backups."""

import os
import platform
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

from facilitator import __version__
from facilitator.errors import FacilitatorError
from facilitator.places import Home
from facilitator.services.backup_names import newest_backup
from facilitator.services.unlock import needs_secret, unlock
from facilitator.storage.book import LEAST_SQLITE, SCHEMA, Book, driver_versions
from facilitator.storage.schema import read_marks
from facilitator.storage.shares import network_share
from facilitator.zones import tzdata_version

_OLD_BACKUP = timedelta(days=7)
_LITTLE_ROOM = 500 * 1024 * 1024
_CLOCK_SLACK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``to_do`` says what it needs and is empty where it is well."""

    name: str
    value: str
    to_do: str = ""


def examine(home: Home, secret: str | None, *, now: datetime) -> tuple[Finding, ...]:
    """Look at everything that can be told; without a book, or without its passphrase, at the rest."""
    return (*_versions(), *_place(home), *_modes(home), *_backups(home, now), *_book(home, secret, now))


def _versions() -> Iterator[Finding]:
    sqlite, cipher = driver_versions()
    least = ".".join(map(str, LEAST_SQLITE))
    yield Finding("facilitator", __version__)
    yield Finding("Python", platform.python_version())
    yield Finding(
        "SQLite",
        ".".join(map(str, sqlite)),
        ""
        if sqlite >= LEAST_SQLITE
        else f"Older than {least}, which can damage a book: install sqlcipher3 0.6.4 or later.",
    )
    yield Finding(
        "SQLCipher", cipher, "" if cipher else "Nothing would be encrypted: install sqlcipher3 0.6.4 or later."
    )
    yield Finding("zone rules", tzdata_version())
    for package in ("sqlalchemy", "textual", "cryptography"):
        yield Finding(package, metadata.version(package))


def _place(home: Home) -> Iterator[Finding]:
    yield Finding("home", str(home.folder))
    share = network_share(home.folder)
    yield Finding(
        "disk",
        f"network share ({share})" if share else "of this computer",
        "A book can be damaged there: keep it on a disk of this computer." if share else "",
    )
    folder = next(folder for folder in (home.folder, *home.folder.parents) if folder.exists())
    free = shutil.disk_usage(folder).free
    yield Finding(
        "room",
        f"{free / 1024**3:.1f} GiB free",
        "Free some: a full disk takes no marks." if free < _LITTLE_ROOM else "",
    )


def _modes(home: Home) -> Iterator[Finding]:
    if os.name == "nt" or not home.folder.exists():
        return
    open_to_others = [
        path
        for path in (
            home.folder,
            home.book,
            home.keys,
            home.practice_passphrase,
            *sorted(home.backups.glob("*.backup")),
        )
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    for path in open_to_others:
        mode = stat.S_IMODE(path.stat().st_mode)
        yield Finding("private", f"{path} is {mode:04o}", f"chmod {'700' if path.is_dir() else '600'} {_quoted(path)}")
    if not open_to_others:
        yield Finding("private", "only you can read the book")


def _quoted(path: Path) -> str:
    import shlex  # only where a mode is wrong

    return shlex.quote(str(path))


def _backups(home: Home, now: datetime) -> Iterator[Finding]:
    if not home.book.exists():
        return
    try:
        newest = newest_backup(home)
    except FacilitatorError as error:
        yield Finding("last backup", error.title, error.hint)
        return
    if newest is None:
        yield Finding("last backup", "none", "Make one with: facilitator backup")
        return
    path, made = newest
    old = now - made > _OLD_BACKUP
    yield Finding(
        "last backup",
        f"{made:%Y-%m-%d %H:%M} UTC, {path}",
        "Older than a week; make one with: facilitator backup" if old else "",
    )


def _book(home: Home, secret: str | None, now: datetime) -> Iterator[Finding]:
    if not home.book.exists():
        yield Finding("book", "none", "Make one with: facilitator init --name NAME --zone ZONE")
        return
    try:
        if secret is None and needs_secret(home):
            yield Finding("book", "locked, so not looked into (give the passphrase with --passphrase-fd N to look)")
            return
        key, file = unlock(home, secret)
        with Book(home.book, key) as book:
            with book.raw() as raw:
                schema = read_marks(raw, name=home.book.name).schema
            head = book.audit_head()
            cut = file.head is not None and not book.has_audit_row(file.head)
    except FacilitatorError as error:
        yield Finding("book", error.title, error.hint)
        return
    yield Finding(
        "schema", f"{schema} of {SCHEMA}", "It will be upgraded when it is opened." if schema < SCHEMA else ""
    )
    yield Finding("audit", f"{head.seq} rows", "Rows were cut: run facilitator audit verify" if cut else "")
    last = datetime.fromisoformat(head.at) if head.at else datetime.min.replace(tzinfo=UTC)
    behind = last - now > _CLOCK_SLACK
    yield Finding(
        "clock",
        f"{now:%Y-%m-%d %H:%M} UTC",
        f"It stands before the last thing that was written, at {last:%Y-%m-%d %H:%M} UTC: set the clock."
        if behind
        else "",
    )
