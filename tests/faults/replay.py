"""What a power cut leaves: files and folders as a log of changes made them, less what was not yet made durable.

The model is strict where systems differ. The bytes of a file are durable once the file was synced; until then any of
its writes may be there, whole or some of its sectors, in any order. Names (made, renamed, removed) become durable in
their order, at the latest when the folder of a later one is synced: journals of file systems do it so.
"""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_HEAD = struct.Struct("=cqqqq")
_SECTOR = 512


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a log, by the letters of shim.c."""

    kind: str
    path: str
    to: str
    at: int
    data: bytes


def read_log(path: Path) -> list[Change]:
    """The changes of a log, in order; ``-shm`` files are left out, for no power cut leaves them to be read."""
    data, at, found = path.read_bytes(), 0, []
    while at < len(data):
        kind, named, renamed, where, size = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        name, to = data[at : at + named].decode(), data[at + named : at + named + renamed].decode()
        at += named + renamed
        payload = data[at : at + size] if kind in b"wa" else b""
        at += len(payload)
        if not name.endswith("-shm") and not name.endswith(" (deleted)"):
            found.append(Change(kind.decode(), name, to, where, payload))
    return found


@dataclass(slots=True)
class _File:
    durable: bytearray
    pending: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class Disk:
    """The files below one folder, as they are on the disk, and what is on its way there."""

    root: str
    files: dict[str, _File] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    live: dict[str, _File] = field(default_factory=dict)
    names: list[Change] = field(default_factory=list)
    """Names that were made, renamed or removed and are not durable yet."""
    born: dict[int, _File] = field(default_factory=dict)
    acknowledged: int = 0

    @classmethod
    def of(cls, folder: Path, *, root: str) -> "Disk":
        """A disk on which everything below a folder is durable; ``root`` is what the log calls that folder."""
        disk = cls(root)
        for path in folder.rglob("*"):
            name = f"{root}/{path.relative_to(folder)}"
            if path.is_file():
                disk.files[name] = _File(bytearray(path.read_bytes()))
            else:
                disk.folders.add(name)
        disk.live = dict(disk.files)
        return disk

    def take(self, change: Change) -> None:
        """Let one change of the log happen."""
        match change.kind:
            case "a":
                self.acknowledged = int(change.data)
            case "w" | "t":
                if change.path in self.live:
                    self.live[change.path].pending.append(change)
            case "s":
                self._sync(change.path)
            case _:
                self._name(change)

    def _sync(self, path: str) -> None:
        if path in self.live:
            file = self.live[path]
            for each in file.pending:
                _apply(file.durable, each)
            file.pending.clear()
            return
        last = max(
            (at for at, each in enumerate(self.names) if path in (_parent(each.path), _parent(each.to))), default=-1
        )
        for each in self.names[: last + 1]:
            self._settle(each)
        del self.names[: last + 1]

    def _name(self, change: Change) -> None:
        if change.kind == "o":
            self.born[id(change)] = self.live[change.path] = _File(bytearray())
        elif change.kind == "r":
            self.live = {_moved(name, change): file for name, file in self.live.items() if not _over(name, change)}
        elif change.kind == "u":
            self.live.pop(change.path, None)
        self.names.append(change)

    def _settle(self, change: Change) -> None:
        self.files, self.folders = _named(change, self.files, self.folders, self.born)

    def cut(self, chance: random.Random) -> dict[str, bytes | None]:
        """What is found after a power cut now: bytes by path, None for a folder."""
        files, folders = dict(self.files), set(self.folders)
        for change in self.names[: chance.randint(0, len(self.names))]:
            files, folders = _named(change, files, folders, self.born)
        mood = chance.choice(("none", "some", "some", "all"))
        made: dict[str, bytes | None] = dict.fromkeys(folders)
        for name, file in files.items():
            data = bytearray(file.durable)
            for each in file.pending:
                if mood == "all" or (mood == "some" and chance.random() < 0.5):
                    _apply(data, each)
                elif mood == "some" and each.kind == "w" and chance.random() < 0.5:
                    for part in _torn(each, chance):
                        _apply(data, part)
            made[name] = bytes(data)
        return made


def lay_out(image: dict[str, bytes | None], root: str, folder: Path) -> None:
    """Write an image into a folder."""
    for name, data in sorted(image.items(), key=lambda each: each[0]):
        path = folder / name.removeprefix(root).lstrip("/")
        if data is None:
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _named(
    change: Change, files: dict[str, _File], folders: set[str], born: dict[int, _File]
) -> tuple[dict[str, _File], set[str]]:
    files, folders = dict(files), set(folders)
    if change.kind == "o":
        files[change.path] = born[id(change)]
    elif change.kind == "m":
        folders.add(change.path)
    elif change.kind == "u":
        files.pop(change.path, None)
        folders.discard(change.path)
    elif change.kind == "r":
        files = {_moved(name, change): file for name, file in files.items() if not _over(name, change)}
        folders = {_moved(name, change) for name in folders}
    return files, folders


def _over(name: str, change: Change) -> bool:
    """Whether a rename puts something in the place of this file."""
    return name == change.to


def _moved(name: str, change: Change) -> str:
    if name == change.path or name.startswith(change.path + "/"):
        return change.to + name[len(change.path) :]
    return name


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _apply(data: bytearray, change: Change) -> None:
    if change.kind == "t":
        if len(data) > change.at:
            del data[change.at :]
        else:
            data.extend(bytes(change.at - len(data)))
        return
    if len(data) < change.at:
        data.extend(bytes(change.at - len(data)))
    data[change.at : change.at + len(change.data)] = change.data


def _torn(change: Change, chance: random.Random) -> Iterator[Change]:
    """Some sectors of a write."""
    for start in range(0, len(change.data), _SECTOR):
        if chance.random() < 0.5:
            yield Change("w", change.path, "", change.at + start, change.data[start : start + _SECTOR])
