"""A folder of published files, and the manifest by which they are served: paths, hashes of tokens, ETags."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitator.domain.publishing.feed import MANIFEST, Feed
from facilitator.home import PRIVATE_FILE, Home, make_private_folder, write_whole
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.publishing import feeds, publications

_READ_BY_A_WEB_HOST = 0o644


@dataclass(frozen=True, slots=True)
class PublishedFolder:
    """The folder in the home, where ``address`` is empty, or one that a web host serves."""

    folder: Path
    address: str

    @classmethod
    def of(cls, home: Home, address: str) -> "PublishedFolder":
        """The folder of a target."""
        return cls(Path(address) if address else home.published, address)

    def digest(self, path: str) -> str | None:
        """The SHA-256 of a file that is there."""
        try:
            return hashlib.sha256((self.folder / path).read_bytes()).hexdigest()
        except OSError:
            return None

    def is_whole(self, feed: Feed, digest: str) -> bool:
        """Whether both files of a feed are there as they were written: the one for kept dates has the same length."""
        try:
            sizes = {(self.folder / path).stat().st_size for path in (feed.path, feed.kept_path)}
        except OSError:
            return False
        return len(sizes) == 1 and self.digest(feed.path) == digest

    def write(self, path: str, data: bytes) -> None:
        """Write a file whole, or leave the old one; only the home's are kept from others.

        Raises:
            BadInput: where it cannot be written; the old file is there then.
        """
        place = self.folder / path
        if not self.address:
            make_private_folder(place.parent)
        write_whole(place, data, mode=_READ_BY_A_WEB_HOST if self.address else PRIVATE_FILE)

    def remove(self, *paths: str) -> None:
        """Take files away; what is not there is no fault."""
        for path in paths:
            with suppress(OSError):
                (self.folder / path).unlink(missing_ok=True)

    def told(self) -> set[tuple[str, str | None, str]]:
        """The feeds of the manifest, with the hashes of their secrets and files; none where it cannot be read."""
        try:
            listed = json.loads((self.folder / MANIFEST).read_bytes())["feeds"]
            return {(each["feed"], each["token_hash"], each["as_sent"]["etag"]) for each in listed}
        except (OSError, ValueError, KeyError, TypeError):
            return set()

    def write_manifest(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Write what there is to serve, where it says anything new."""
        data = json.dumps({"version": 1, "feeds": list(entries)}, indent=2, sort_keys=True).encode() + b"\n"
        if self.digest(MANIFEST) != hashlib.sha256(data).hexdigest():
            self.write(MANIFEST, data)


def write_manifests(book: Book, home: Home) -> None:
    """Bring the manifest of each folder up to date with the book: an ended feed or an old token is in none of them."""
    with book.read() as db:
        entries = _entries(db, home)
    for address, of_folder in entries.items():
        folder = PublishedFolder.of(home, address)
        if of_folder or folder.folder.is_dir():
            folder.write_manifest(of_folder)


def manifests_hold(db: Db, home: Home) -> bool:
    """Whether each manifest says what the book says: somebody may have ended the program between a file and it."""
    meant: dict[str, set[tuple[str, str | None, str]]] = {each: set() for each in feeds.folders(db)}
    for feed in feeds.feeds(db):
        for target in feeds.targets_of(db, feed.id):
            last = publications.newest(db, target.id)
            if last is not None:
                meant[target.address].add((feed.uid, feed.token_hash, last.digest))
    return all(PublishedFolder.of(home, address).told() == said for address, said in meant.items())


def _entries(db: Db, home: Home) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {each: [] for each in feeds.folders(db)}
    for feed in feeds.feeds(db):
        for target in feeds.targets_of(db, feed.id):
            folder, last = PublishedFolder.of(home, target.address), publications.newest(db, target.id)
            digests = [folder.digest(path) for path in (feed.path, feed.kept_path)]
            if last is not None and None not in digests:
                found[target.address].append(
                    {
                        "feed": feed.uid,
                        "token_hash": feed.token_hash,
                        "last_modified": publications.last_at(db, target.id).isoformat(),
                        "as_sent": {"path": feed.path, "etag": digests[0]},
                        "canceled_kept": {"path": feed.kept_path, "etag": digests[1]},
                    }
                )
    return found
