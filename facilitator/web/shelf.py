"""What there is to serve: the files that ``calendar publish`` left in a folder, by the manifest beside them.

No book is opened for it. A file is served where its SHA-256 is the one that the manifest says; between two files of one
publication, what was served before goes on.
"""

import gzip
import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from facilitator.domain.publishing.feed import KEPT, MANIFEST, PRIVATE, TOKEN_BYTES, token_hash
from facilitator.formats.publishing.ics_write import kept_confirmed
from facilitator.home import read_within

_MOST_BYTES = 64_000_000
_TOKEN = re.compile(rf"{PRIVATE}/([0-9a-f]{{{2 * TOKEN_BYTES}}})({KEPT})?\.ics").fullmatch
PAGE_KINDS = (".html", ".css", ".js", ".json")
"""What the files of a page may be."""

_Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class ServedFile:
    """Bytes as they go out, plain and as gzip; ``etag`` is their SHA-256, ``changed_at`` seconds since 1970.

    ``kind`` is the ending of its path, which says what it is.
    """

    data: bytes
    packed: bytes
    etag: str
    changed_at: int
    private: bool
    kind: str = ".ics"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A feed: its file, and the one in which what is cancelled stays, with their paths where it is public.

    ``page`` has the files of its page by their paths.
    """

    uid: str
    token_hash: str | None
    paths: tuple[str, str]
    files: tuple[ServedFile, ServedFile]
    page: Mapping[str, ServedFile] = field(default_factory=dict)


class Shelf:
    """The folder of what was published; it is looked at anew whenever its manifest is another one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stamp: _Stamp = None
        self._entries: dict[str, _Entry] = {}
        self.readable = False

    def find(self, path: str) -> ServedFile | None:
        """What is served at a path: ``NAME.ics``, ``private/SECRET.ics``, a file of a page; the first page at none.

        Nothing of a path goes to the disk.
        """
        self.look()
        if asked := _TOKEN(path):
            return self._of_token(token_hash(asked[1]), 1 if asked[2] else 0)
        return self._public.get(path or next(iter(self.pages()), ""))

    def addresses(self) -> list[str]:
        """The paths of calendars that anybody may ask for."""
        self.look()
        return sorted(path for path, file in self._public.items() if file.kind == ".ics")

    def pages(self) -> list[str]:
        """The paths of the pages in the order of the manifest; what belongs to one lies in a folder."""
        return [
            path for each in self._entries.values() for path in each.page if path.endswith(".html") and "/" not in path
        ]

    @property
    def _public(self) -> dict[str, ServedFile]:
        pairs = (zip(each.paths, each.files, strict=True) for each in self._entries.values() if not each.token_hash)
        files = {path: file for pair in pairs for path, file in pair}
        return files | {path: file for each in self._entries.values() for path, file in each.page.items()}

    def _of_token(self, asked: str, variant: int) -> ServedFile | None:
        """Each hash is compared whole, and all of them: how long it takes tells nothing."""
        found = None
        for each in self._entries.values():
            if each.token_hash and hmac.compare_digest(each.token_hash, asked):
                found = each.files[variant]
        return found

    def look(self) -> None:
        """Read the manifest where it is not the one that was read; what it does not say any more is gone at once."""
        stamp = self._stamp_now()
        if stamp is not None and stamp == self._stamp:
            return
        try:
            listed = json.loads(read_within(self.folder / MANIFEST, _MOST_BYTES))["feeds"]
            entries = [self._entry(each) for each in listed]
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            self._stamp, self._entries, self.readable = None, {}, False
            return
        self._entries = {each.uid: each for each in entries if each}
        self.readable = True
        # a file that was not as it is said is looked for again when somebody asks
        meant = [(each["as_sent"]["etag"], *_page_files(each).values()) for each in listed]
        here = [each and (each.files[0].etag, *(file.etag for file in each.page.values())) for each in entries]
        self._stamp = stamp if meant == here else None

    def _stamp_now(self) -> _Stamp:
        try:
            seen = (self.folder / MANIFEST).stat()
        except OSError:
            return None
        return seen.st_ino, seen.st_mtime_ns, seen.st_size

    def _entry(self, said: Mapping[str, Any]) -> _Entry | None:
        """A feed of the manifest; None where its file is not the one that is meant, and none was served before."""
        uid, secret, told = str(said["feed"]), said["token_hash"], said["as_sent"]
        paths = (str(told["path"]), str(said["canceled_kept"]["path"]))
        before = self._entries.get(uid)
        changed_at = int(datetime.fromisoformat(said["last_modified"]).timestamp())
        private = secret is not None
        if private != (PurePosixPath(paths[0]).parts[0] == PRIVATE) or (private and len(str(secret)) != 64):
            raise ValueError("a private feed has a secret, and no other has")
        if before is not None and before.files[0].etag == told["etag"]:
            data = before.files[0].data
            changed_at = max(changed_at, before.files[0].changed_at)
        else:
            found = self._read(paths[0], told["etag"])
            if found is None:
                return replace(before, token_hash=secret) if before else None
            data = found
            if before is not None:  # clocks go back, and two publications fall into one second
                changed_at = max(changed_at, before.files[0].changed_at + 1)
        page = {} if private else self._page(said, before)
        return _Entry(uid, secret, paths, _both(data, changed_at, private), page)

    def _page(self, said: Mapping[str, Any], before: _Entry | None) -> dict[str, ServedFile]:
        """The files of a page that are as they are meant, or as they were served before."""
        found = {}
        for path, etag in _page_files(said).items():
            kind = PurePosixPath(path).suffix
            if kind not in PAGE_KINDS or PurePosixPath(path).parts[0] == PRIVATE:
                raise ValueError("a page has files of other kinds")
            known = before.page.get(path) if before else None
            changed_at = int(datetime.fromisoformat(said["page"]["last_modified"]).timestamp())
            if known is not None and known.etag != etag:
                changed_at = max(changed_at, known.changed_at + 1)
            if known is None or known.etag != etag:
                data = self._read(path, etag)
                known = known if data is None else _served(data, changed_at, False, kind)
            if known is not None:
                found[path] = known
        return found

    def _read(self, path: str, etag: str) -> bytes | None:
        parts: Sequence[str] = PurePosixPath(path).parts
        if ".." in parts or PurePosixPath(path).is_absolute():
            raise ValueError("a path of the manifest leaves its folder")
        try:
            data = read_within(self.folder / path, _MOST_BYTES)
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == etag else None


def _both(data: bytes, changed_at: int, private: bool) -> tuple[ServedFile, ServedFile]:
    """A file, and the same for apps that hide what is cancelled: it is made here, and so belongs to it always."""
    sent = _served(data, changed_at, private)
    kept = kept_confirmed(data)
    return sent, sent if kept == data else _served(kept, changed_at, private)


def _page_files(said: Mapping[str, Any]) -> Mapping[str, str]:
    files: Mapping[str, str] = said.get("page", {}).get("files", {})
    return files


def _served(data: bytes, changed_at: int, private: bool, kind: str = ".ics") -> ServedFile:
    packed = gzip.compress(data, compresslevel=6, mtime=0)
    return ServedFile(data, packed, hashlib.sha256(data).hexdigest(), changed_at, private, kind)
