"""Backups: one private file that holds the encrypted book, its key slots and a manifest, verified when it is made.

A stored (uncompressed) zip of ``manifest.json``, ``book.keys`` and ``book.db``; a practice book's passphrase lies in it
too. The copy is made with SQLite's online backup into a file keyed like the book, so no plain text is ever written.
"""

import hashlib
import io
import os
import shutil
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from facilitator.errors import BadInput, BookError, Refused
from facilitator.home import Home, open_plain, sync_folder
from facilitator.storage.backups.manifest import (
    BackupHolds,
    Manifest,
    damaged,
    parse_manifest,
    render_manifest,
    sealed_with,
)
from facilitator.storage.book import Book
from facilitator.storage.engines.sqlcipher import said_plainly
from facilitator.storage.files.integrity import find_damage
from facilitator.storage.files.staging import make_private_file, sync_file
from facilitator.storage.files.tally import count_records
from facilitator.storage.keys.slots import KeyFile, parse_key_file, read_key_file, render_key_file

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all."""

_MANIFEST, _KEYS, _DB, _PRACTICE = "manifest.json", "book.keys", "book.db", "practice.passphrase"
_MOST_SMALL = 64 * 1024
_MOST_DB = 64 * 1024**3
_CHUNK = 1024 * 1024
_PAGES_A_STEP = 256
_NO_CONTAINER = (
    zipfile.BadZipFile,
    ValueError,
    NotImplementedError,
    EOFError,
    OSError,
    OverflowError,
    struct.error,
    RuntimeError,
)
"""What zipfile raises for bytes that somebody changed; it says so of a few only."""


def write_backup(
    book: Book, home: Home, target: Path, *, now: datetime, program: str, progress: Progress | None = None
) -> Manifest:
    """Write a verified backup of an open book; on any failure no file is left.

    Raises:
        Refused: where the target exists.
        BookError: where it cannot be written, or the copy is not whole.
    """
    if target.exists():
        raise Refused(f"{target} exists already", "Choose another name; a backup is never overwritten.")
    try:
        folder = Path(tempfile.mkdtemp(prefix=".facilitator-backup-", dir=target.parent))  # 0700
    except OSError as error:
        raise _not_written(target, error) from error
    try:
        manifest = _copy(book, home, folder, now=now, program=program, progress=progress)
        container = folder / "container"
        _pack(Home(folder), manifest, container)
        _verify(book, container, folder)
        container.rename(target)
        _keep(target)
    except OSError as error:
        raise _not_written(target, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return manifest


def read_manifest(path: Path) -> Manifest:
    """What a backup says about itself.

    Raises:
        BadInput: for a file that is no backup, is damaged, or was made by a newer program.
    """
    with _opened(path) as container:
        return parse_manifest(_small(container, _MANIFEST, path), name=path.name)


def unpack(path: Path, into: Home, *, progress: Progress | None = None) -> tuple[Manifest, KeyFile]:
    """Write the files of a backup into a private folder, under our own names and within bounds; sums are checked.

    Raises:
        BadInput: for a file that is no backup, is damaged, or was made by a newer program.
        BookError: where there is no room.
    """
    with _opened(path) as container:
        manifest = parse_manifest(_small(container, _MANIFEST, path), name=path.name)
        try:
            keys = parse_key_file(_small(container, _KEYS, path), name=f"{_KEYS} in {path.name}")
        except BookError as error:
            raise BadInput(error.title, "Try another backup.") from error
        if keys.book != manifest.book:
            raise damaged(path.name)
        try:
            _write_private(into.keys, render_key_file(keys))
            if _PRACTICE in container.namelist():
                _write_private(into.practice_passphrase, _small(container, _PRACTICE, path))
            make_private_file(into.book)
            with _member(container, _DB, path) as source, into.book.open("wb") as file:
                _copy_bytes(source, file, manifest, path, progress)
        except OSError as error:
            raise BookError(f"cannot unpack {path.name}: {error.strerror or error}", "Free some room.") from error
    return manifest, keys


def _keep(target: Path) -> None:
    """Make the name of a backup durable: one that might be gone tomorrow is none."""
    try:
        sync_folder(target.parent)
    except OSError:
        with suppress(OSError):
            target.unlink()
        raise


def _copy(book: Book, home: Home, folder: Path, *, now: datetime, program: str, progress: Progress | None) -> Manifest:
    """An encrypted copy of the book as it is at one moment, with its keys beside it."""
    copied = Home(folder)
    make_private_file(copied.book)
    target = book.connect_to(copied.book)
    try:
        with book.raw() as raw:
            _copy_pages(raw, target, progress)
        with said_plainly():
            (schema,) = target.execute("PRAGMA user_version").fetchone()
    finally:
        target.close()
    with book.at(copied.book) as copy:
        head = copy.audit_head()
        with copy.raw() as raw:
            records = count_records(raw)
    keys = replace(read_key_file(home.keys), head=None)  # it stands in the sealed part of the manifest
    _write_private(copied.keys, render_key_file(keys))
    if keys.practice:
        _write_private(copied.practice_passphrase, home.practice_passphrase.read_bytes())
    manifest = Manifest(
        created_at=now,
        program=program,
        schema=schema,
        book=keys.book,
        db_sha256=_sha256(copied.book),
        db_bytes=copied.book.stat().st_size,
        practice=keys.practice,
    )
    return sealed_with(manifest, BackupHolds(head, records), book)


def _copy_pages(raw: Any, target: Any, progress: Progress | None) -> None:
    def told(_status: int, remaining: int, pages: int) -> None:
        if progress is not None:
            progress((pages - remaining) * 4096, pages * 4096)

    raw.execute("BEGIN")  # one moment of the book: a writer in between would make the copy start over
    try:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        raw.backup(target, pages=_PAGES_A_STEP, progress=told)
    finally:
        raw.execute("ROLLBACK")


def _pack(copied: Home, manifest: Manifest, container: Path) -> None:
    make_private_file(container)
    with zipfile.ZipFile(container, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_entry(_MANIFEST), render_manifest(manifest))
        for path in (copied.keys, copied.practice_passphrase, copied.book):
            if path.exists():
                with (
                    path.open("rb") as source,
                    archive.open(_entry(path.name), "w", force_zip64=True) as to,
                ):
                    shutil.copyfileobj(source, to, _CHUNK)
    sync_file(container)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)  # without a moment: a zip has none before 1980, where a clock may stand
    entry.external_attr = 0o600 << 16
    return entry


def _verify(book: Book, container: Path, folder: Path) -> None:
    """Open the copy out of its container with the key, and look for damage."""
    again = Home(folder / "again")
    again.folder.mkdir(mode=0o700)
    manifest, _ = unpack(container, again)
    with book.at(again.book) as copy:
        damage = find_damage(copy, manifest.held(copy).head)
    if damage:
        raise BookError(f"the copy is not whole: {damage[0]}", "Nothing was kept. Run: facilitator check")


class _Sparing(io.BufferedReader):
    """A container that is read in pieces: a list of entries larger than one is no list of ours."""

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size > _CHUNK:
            raise zipfile.BadZipFile
        return super().read(_CHUNK if size is None or size < 0 else size)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The container, if its entries are ours: those names, once each, stored as they are, of a sane size."""
    try:
        file = _Sparing(io.FileIO(open_plain(path)))
    except OSError as error:
        raise BadInput(
            f"cannot read {path}: {error.strerror}", "See that the file exists and belongs to you."
        ) from error
    with file:
        try:
            container = zipfile.ZipFile(file)
        except _NO_CONTAINER as error:
            raise BadInput(f"{path} is not a backup of facilitator, or it is damaged", "Try another backup.") from error
        entries = container.infolist()
        names = sorted(entry.filename for entry in entries)
        plain = all(
            entry.compress_size == entry.file_size <= (_MOST_DB if entry.filename == _DB else _MOST_SMALL)
            and entry.compress_type == zipfile.ZIP_STORED
            and not entry.flag_bits & 0x1
            for entry in entries
        )
        if not plain or names not in (sorted([_MANIFEST, _KEYS, _DB]), sorted([_MANIFEST, _KEYS, _DB, _PRACTICE])):
            raise BadInput(f"{path} is not a backup of facilitator", "Choose a file made by: facilitator backup")
        with container:
            yield container


def _member(container: zipfile.ZipFile, name: str, path: Path) -> IO[bytes]:
    try:
        return container.open(name)
    except _NO_CONTAINER as error:
        raise damaged(path.name) from error


def _small(container: zipfile.ZipFile, name: str, path: Path) -> bytes:
    try:
        with _member(container, name, path) as file:
            return file.read(_MOST_SMALL)
    except _NO_CONTAINER as error:
        raise damaged(path.name) from error


def _copy_bytes(source: IO[bytes], file: IO[bytes], manifest: Manifest, path: Path, progress: Progress | None) -> None:
    done, digest = 0, hashlib.sha256()
    while True:
        try:
            chunk = source.read(_CHUNK)
        except _NO_CONTAINER as error:
            raise damaged(path.name) from error
        if not chunk:
            break
        file.write(chunk)
        digest.update(chunk)
        done += len(chunk)
        if progress is not None:
            progress(done, manifest.db_bytes)
    if digest.hexdigest() != manifest.db_sha256 or done != manifest.db_bytes:
        raise damaged(path.name)
    file.flush()
    os.fsync(file.fileno())


def _write_private(path: Path, data: bytes) -> None:
    make_private_file(path)
    path.write_bytes(data)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _not_written(target: Path, error: OSError) -> BookError:
    return BookError(
        f"cannot write the backup {target}: {error.strerror or error}",
        "Nothing was kept of it. Free some room or choose another place.",
    )
