"""Look whether a backup is whole: its sums, every page, its tables, its audit chain."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from facilitator.errors import BadInput, BookError
from facilitator.home import Home, advice_on
from facilitator.services.book.unlock import secret_for
from facilitator.storage.backups.copies import Progress, unpack
from facilitator.storage.backups.manifest import Manifest
from facilitator.storage.book import Book
from facilitator.storage.files.integrity import find_damage
from facilitator.storage.keys.slots import KeyFile


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found: it is whole, or has a problem, or needs a passphrase of its own before it can be looked into."""

    path: Path
    problem: str = ""
    other_key: bool = False

    @property
    def whole(self) -> bool:
        """Whether every page was read and nothing is wrong."""
        return not self.problem and not self.other_key


def verify_backup(
    home: Home, path: Path, *, book: Book | None = None, secret: str | None = None, progress: Progress | None = None
) -> Verified:
    """Unpack a backup beside the book, into a private folder that goes again, and look at all of it.

    It opens with the key of an open book; an older one, from before a new key, with the secret that opened it then.

    Raises:
        BookError: where there is no room to look.
    """
    try:
        with unpacked(home, path, progress=progress) as inside:
            copy = inside.opened(book, secret)
            if copy is None:
                return Verified(path, other_key=True)
            with copy:
                try:
                    held = inside.manifest.held(copy)
                except BookError as error:
                    return Verified(path, error.title)
                damage = find_damage(copy, held.head)
    except BadInput as error:
        return Verified(path, error.title)
    return Verified(path, damage[0] if damage else "")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A backup out of its container, for a while."""

    place: Home
    manifest: Manifest
    keys: KeyFile

    def opened(self, book: Book | None, secret: str | None) -> Book | None:
        """The book in it: with the key of an open book, with a secret, or with what lies beside a practice book."""
        if book is not None:
            copy = book.at(self.place.book)
            try:
                with copy.raw():
                    return copy
            except BookError:
                copy.close()  # its sums are right, so it is another key
        if secret is None and not self.manifest.practice:
            return None
        try:
            given = secret_for(self.place, None if self.manifest.practice else secret)
            return Book(self.place.book, self.keys.unlock(given))
        except BookError:  # another key, or what lies beside a practice book cannot be read
            return None


@contextmanager
def unpacked(home: Home, path: Path, *, progress: Progress | None = None) -> Iterator[Unpacked]:
    """A backup in a private folder beside the book, or in the folder for temporary files where there is no home.

    Raises:
        BadInput: for a file that is no backup, or is damaged.
        BookError: where there is no room.
    """
    beside = home.folder if home.folder.is_dir() else None
    try:
        folder = Path(tempfile.mkdtemp(prefix=".facilitator-look-", dir=beside))  # 0700
    except OSError as error:
        advice = advice_on(error, "See that the folder belongs to you.")
        raise BookError(f"cannot write in {beside}: {error.strerror}", advice) from error
    try:
        manifest, keys = unpack(path, Home(folder), progress=progress)
        yield Unpacked(Home(folder), manifest, keys)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
