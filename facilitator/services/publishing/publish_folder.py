"""A folder of published files, and the manifest by which they are served: paths, hashes of tokens, ETags, pages."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from facilitator.domain.publishing.feed import MANIFEST, Feed
from facilitator.home import PRIVATE_FILE, Home, make_private_folder, write_whole
from facilitator.settings import read_settings
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.publishing import feeds, publications

_READ_BY_A_WEB_HOST = 0o644
_FOLDER_OF_A_WEB_HOST = 0o755


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """The files of a page with their SHA-256, when one last changed, and the address on the web that they were for."""

    files: Mapping[str, str] = field(default_factory=dict)
    last_modified: str = ""
    web_address: str = ""


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

    def page(self, uid: str) -> "WrittenPage":
        """The page of a feed as the manifest has it; without files where there is none."""
        try:
            listed = json.loads((self.folder / MANIFEST).read_bytes())["feeds"]
            return WrittenPage(**next(each["page"] for each in listed if each["feed"] == uid and "page" in each))
        except (OSError, ValueError, KeyError, TypeError, StopIteration):
            return WrittenPage()

    def has_page(self, feed: Feed, web_address: str) -> bool:
        """Whether the page of a feed is there as it was written, for that address; a private feed has none."""
        page = self.page(feed.uid)
        whole = page.files and all(self.digest(path) == etag for path, etag in page.files.items())
        return feed.private or (bool(whole) and page.web_address == web_address)

    def write_page(self, feed: Feed, files: Mapping[str, bytes]) -> None:
        """Write the files of a page where they are others, and take away what belongs to it no more.

        Raises:
            BadInput: where one cannot be written; the old one is whole then.
        """
        for path, data in files.items():
            if self.digest(path) != hashlib.sha256(data).hexdigest():
                self.write(path, data)
        self.remove(*sorted(self.page(feed.uid).files.keys() - files.keys()))

    def remove_page(self, feed: Feed) -> None:
        """Take the page of a feed away."""
        self.remove(*self.page(feed.uid).files)
        with suppress(OSError):
            (self.folder / feed.page_folder).rmdir()

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
        elif place.parent != self.folder:
            with suppress(OSError):  # where it cannot be made, no file can be written either
                place.parent.mkdir(mode=_FOLDER_OF_A_WEB_HOST, exist_ok=True)
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


Pages = Mapping[tuple[str, str], Mapping[str, bytes]]
"""Pages that were written just now, by the address of the folder and the uid of the feed."""


def write_manifests(
    book: Book, home: Home, pages: Pages = MappingProxyType({}), *, now: datetime | None = None
) -> None:
    """Bring the manifest of each folder up to date with the book: an ended feed or an old token is in none of them.

    A page that is not among ``pages`` stays as the manifest has it.
    """
    with book.read() as db:
        entries = _entries(db, home, pages, now)
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


def _entries(db: Db, home: Home, pages: Pages, now: datetime | None) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {each: [] for each in feeds.folders(db)}
    web_address = read_settings(home).web_address
    for feed in feeds.feeds(db):
        for target in feeds.targets_of(db, feed.id):
            folder, last = PublishedFolder.of(home, target.address), publications.newest(db, target.id)
            digests = [folder.digest(path) for path in (feed.path, feed.kept_path)]
            page = _page(folder.page(feed.uid), pages.get((target.address, feed.uid)), web_address, now)
            if last is not None and None not in digests:
                found[target.address].append(
                    {
                        "feed": feed.uid,
                        "token_hash": feed.token_hash,
                        "last_modified": publications.last_at(db, target.id).isoformat(),
                        "as_sent": {"path": feed.path, "etag": digests[0]},
                        "canceled_kept": {"path": feed.kept_path, "etag": digests[1]},
                        **({"page": asdict(page)} if page.files else {}),
                    }
                )
    return found


def _page(
    before: WrittenPage, written: Mapping[str, bytes] | None, web_address: str, now: datetime | None
) -> WrittenPage:
    if not written or now is None:
        return before
    files = {path: hashlib.sha256(data).hexdigest() for path, data in sorted(written.items())}
    return WrittenPage(files, before.last_modified if files == before.files else now.isoformat(), web_address)
