"""Fuzzing that is led by what it reaches: an input that takes a new way through the reader is kept, and changed again.

It needs nothing but Python: a trace of lines, and chance with a seed. So many inputs are the same inputs each time.
"""

import io
import random
import re
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from facilitator.errors import FacilitatorError
from tests.conftest import ROOT

_MOST_STEPS = 3_000_000
"""Lines that one input may run: it is bounded whatever the machine is busy with."""

_MOST_BYTES = 40_000
"""An input does not grow beyond that, unless a seed is larger."""

_NUMBER = re.compile(rb"-?[0-9]+")

_PACKAGE = str(ROOT / "facilitator")


@dataclass(frozen=True, slots=True)
class Parser:
    """A reader of bytes: what it begins with, words of its format, and which modules it is made of.

    ``inside`` names the file inside a container that matters most; without it the bytes are no container.
    """

    name: str
    read: Callable[[bytes], object]
    seeds: Sequence[bytes]
    words: Sequence[bytes]
    modules: Sequence[str]
    inside: str
    piece: re.Pattern[bytes]
    """What may be taken out, doubled or moved as a whole."""


@dataclass(slots=True)
class Found:
    """What was tried and reached."""

    inputs: int = 0
    refused: int = 0
    kept: list[bytes] = field(default_factory=list)
    further: list[bytes] = field(default_factory=list)
    """Those that reached a line that nothing had reached."""
    most_steps: int = 0
    seconds: float = 0
    lines_by_seeds: int = 0
    lines: int = 0
    lines_there: int = 0


class _TooLong(BaseException):
    """Not an error that a reader could take for damage."""


class _Trace:
    """The steps from line to line that were taken in the package."""

    def __init__(self) -> None:
        self.edges: set[tuple[int, int, int]] = set()
        self.lines: set[tuple[str, int]] = set()
        self.steps = 0
        self._kept: dict[int, CodeType] = {}  # else another one might get its number

    def run(self, read: Callable[[bytes], object], data: bytes) -> bool:
        """Read once; whether a way was taken that is new."""
        before, self.steps = len(self.edges), 0
        sys.settrace(self._called)
        try:
            read(data)
        finally:
            sys.settrace(None)
            self.fresh = len(self.edges) > before
        return self.fresh

    def _called(self, frame: FrameType, _event: str, _more: Any) -> Callable[..., Any] | None:
        code = frame.f_code
        if not code.co_filename.startswith(_PACKAGE):
            return None
        last, number = 0, id(code)
        self._kept[number] = code

        def step(frame: FrameType, event: str, _more: Any) -> Any:
            nonlocal last
            if event == "line":
                self.steps += 1
                if self.steps > _MOST_STEPS:
                    raise _TooLong
                edge = (number, last, frame.f_lineno)
                if edge not in self.edges:
                    self.edges.add(edge)
                    self.lines.add((code.co_filename, frame.f_lineno))
                last = frame.f_lineno
            return step

        return step


def fuzz(parser: Parser, *, inputs: int = sys.maxsize, seconds: float = float("inf"), seed: int = 1) -> Found:
    """Read so many inputs, or for so long; whatever is not read must be refused with one of our own errors.

    Raises:
        AssertionError: for any other error, or an input that takes too many steps; it holds the input.
    """
    chance, trace, found = random.Random(seed), _Trace(), Found()
    began = time.monotonic()
    corpus = list(parser.seeds)
    taken = list(corpus)
    largest = max(_MOST_BYTES, *map(len, corpus))
    there = _lines_of(parser.modules)
    for data in corpus:
        _read(parser, data, trace, found)
    found.lines_by_seeds = len(trace.lines & there)
    while found.inputs < inputs and time.monotonic() - began < seconds:
        # what was found last leads further, what is read goes deeper, and the seeds are not forgotten
        base = chance.choice(chance.choice((corpus[-20:], corpus, taken)))
        data = _changed(base, corpus, parser, chance)[:largest]
        lines, refused = len(trace.lines), found.refused
        if _read(parser, data, trace, found):
            if len(trace.lines) > lines:
                found.further.append(data)
            corpus.append(data)
            found.kept.append(data)
            if found.refused == refused:
                taken.append(data)
    found.lines, found.lines_there = len(trace.lines & there), len(there)
    found.seconds = time.monotonic() - began
    return found


def _read(parser: Parser, data: bytes, trace: _Trace, found: Found) -> bool:
    found.inputs += 1
    try:
        trace.run(parser.read, data)
    except FacilitatorError as error:
        found.refused += 1
        if len(str(error).splitlines()) > 2:
            raise AssertionError(f"{parser.name}: more than one message: {error}, for {data!r}") from error
    except _TooLong as error:
        raise AssertionError(f"{parser.name}: more than {_MOST_STEPS:,} steps, for {data!r}") from error
    except Exception as error:
        raise AssertionError(f"{parser.name}: {type(error).__name__}: {error}, for {data!r}") from error
    found.most_steps = max(found.most_steps, trace.steps)
    return trace.fresh


def _changed(base: bytes, corpus: Sequence[bytes], parser: Parser, chance: random.Random) -> bytes:
    if parser.inside and chance.random() < 0.75:
        files = _unzipped(base)
        if files:
            return _zipped_again(files, corpus, parser, chance)
    return _mutated(base, corpus, parser, chance)


def _unzipped(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return {each.filename: container.read(each) for each in container.infolist() if each.file_size < 2_000_000}
    except Exception:  # what was made of it is no container any more
        return {}


def _zipped_again(files: dict[str, bytes], corpus: Sequence[bytes], parser: Parser, chance: random.Random) -> bytes:
    names = sorted(files)
    small = [name for name in names if len(files[name]) < _MOST_BYTES] or names
    for _ in range(chance.randint(1, 2)):
        name = parser.inside if chance.random() < 0.6 else chance.choice(small)
        match chance.randrange(12):
            case 0:
                files.pop(name, None)
            case 1:
                files[chance.choice(("../x", "/x", "a/" * 300, name.upper(), "\0", ""))] = files.get(name, b"")
            case _:
                files[name] = _mutated(files.get(name, b""), [], parser, chance)
    made = io.BytesIO()
    how = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(made, "w", how) as container:
        for name, data in files.items():
            container.writestr(zipfile.ZipInfo(name or "x", (2027, 3, 1, 0, 0, 0)), data, how)
    return made.getvalue()


def _mutated(base: bytes, corpus: Sequence[bytes], parser: Parser, chance: random.Random) -> bytes:
    data = bytearray(base)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        if chance.random() < 0.5:
            _move_piece(data, parser, chance)
        elif corpus and chance.random() < 0.1:
            other = chance.choice(corpus)
            place = chance.randint(0, len(other))
            data[chance.randint(0, len(data)) :] = other[place : place + _MOST_BYTES]
        else:
            _change_bytes(data, parser.words, chance)
    return bytes(data)


def _change_bytes(data: bytearray, words: Sequence[bytes], chance: random.Random) -> None:
    at = chance.randint(0, len(data))
    if chance.random() < 0.5:  # where something ends: a tag, a line, a cell
        at = max(data.find(each, at) + 1 for each in (b">", b"\n", b",")) or at
    end = min(len(data), at + chance.choice((1, 2, 8, 40, 400)))
    match chance.randrange(8):
        case 0 if at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        case 1 if at < len(data):
            data[at] = chance.randrange(256)
        case 2 | 3:
            data[at:at] = chance.choice(words)
        case 4:
            data[at:end] = chance.choice(words)
        case 5:
            del data[at:end]
        case 6:
            data[at:at] = data[at:end] * chance.choice((1, 2, 50))
        case _:
            numbers = list(_NUMBER.finditer(data))
            if numbers:
                data[slice(*chance.choice(numbers).span())] = chance.choice(words)


def _move_piece(data: bytearray, parser: Parser, chance: random.Random) -> None:
    pieces = list(parser.piece.finditer(data))
    if not pieces:
        return
    (start, end), (to, _) = chance.choice(pieces).span(), chance.choice(pieces).span()
    piece = bytes(data[start:end])
    match chance.randrange(4):
        case 0:
            del data[start:end]
        case 1:
            data[to:to] = piece
        case 2:
            data[start:start] = chance.choice(parser.words)
        case _:
            data[start:end] = chance.choice(parser.words)


def _lines_of(modules: Sequence[str]) -> set[tuple[str, int]]:
    """The lines inside the functions of these files and folders of the package."""
    there = set()
    for module in modules:
        place = ROOT / "facilitator" / module
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            there |= set(_lines_in(compile(path.read_text("utf-8"), str(path), "exec"), path))
    return there


def _lines_in(code: CodeType, path: Path) -> Iterator[tuple[str, int]]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_flags & 0x2:  # a function's, not a class's
                yield from (
                    (str(path), line) for _, _, line in inner.co_lines() if line and line > inner.co_firstlineno
                )
            yield from _lines_in(inner, path)
