"""What somebody who may write into a home folder could put in the place of a file there."""

import json
import os
import random
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VALUES = (
    "Infinity",
    "-Infinity",
    "NaN",
    "1e999",
    "9" * 5_000,
    "1" + "0" * 18,
    "-1",
    "1.5",
    "true",
    "null",
    "[]",
    "{}",
    '""',
    '"\\ud800"',
    '"\\u001b[2J"',
    '"\\u202e"',
    '"2027-03-01T18:15:00"',
    '"0001-01-01T00:00:00+23:59"',
    '"9999-12-31T23:59:59-23:59"',
    '"' + "x" * 9_000 + '"',
    '"../../../etc/passwd"',
    "[" * 9_000,
)
"""JSON, or what only looks like it, for the place of a value."""

BLOBS = (
    b"",
    b"\0" * 100,
    b"\xff\xfe\xff",
    b"{",
    b"[]",
    b"null",
    b"{}",
    b"[" * 60_000,
    b"x = " + b"[" * 9_000,
    b"a." * 7_000,
    b"x" * 2_000_000,
)


def changed_values(data: bytes) -> Iterator[bytes]:
    """A JSON file with each of its values replaced by each hostile one, one at a time."""
    whole = json.loads(data)
    for holder, name in _places(whole):
        kept = holder[name]
        holder[name] = "@here@"
        text = json.dumps(whole)
        holder[name] = kept
        for value in VALUES:
            yield text.replace('"@here@"', value).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for name in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, name
        if isinstance(value[name], dict | list):
            yield from _places(value[name])


def broken(data: bytes, seed: int) -> bytes:
    """Bytes with some changed, put in, doubled or cut away."""
    chance = random.Random(seed)
    made = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(made) + 1)
        act = chance.randrange(4)
        if act == 0 and at < len(made):
            made[at] = chance.randrange(256)
        elif act == 1:
            made[at:at] = chance.choice((b"\0", b"\xff", b"9" * 30, b"[", b'"', b"\\", b"PK\x01\x02", b"\n"))
        elif act == 2:
            made[at:at] = made[at : at + chance.randrange(60)]
        else:
            del made[at : at + chance.randrange(60)]
    return bytes(made)


def put(path: Path, data: bytes) -> None:
    """Put bytes in the place of whatever is there."""
    clear(path)
    path.write_bytes(data)


def clear(path: Path) -> None:
    """Take away whatever is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def put_strange(path: Path, kind: str) -> None:
    """Put a folder, a pipe, a loop of links or a link that leads nowhere in its place."""
    clear(path)
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path.name if kind == "loop" else "/nowhere/at/all")


STRANGE = ("folder", "pipe", "loop", "nowhere")


def repacked(source: Path, target: Path, **members: bytes) -> None:
    """A backup with some of its members replaced; ``manifest`` is ``manifest.json``, ``keys`` is ``book.keys``."""
    names = {"manifest": "manifest.json", "keys": "book.keys"}
    given = {names[name]: data for name, data in members.items()}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, given.get(entry.filename, old.read(entry.filename)))
