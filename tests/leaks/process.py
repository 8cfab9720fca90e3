"""Lines of the command line, each in a process of its own that was forked where the imports end.

``Lines`` starts that process (``python -m tests.leaks.process``), under ``strace`` where its writes are to be seen, and
hands it lines. A line has its own streams, descriptors and clock, and ends as the program ends: through ``main``.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


@dataclass(frozen=True, slots=True)
class Answer:
    """What a line answered, every byte of it."""

    words: tuple[str, ...]
    code: int
    out: bytes
    err: bytes

    @property
    def said(self) -> bytes:
        """Both streams."""
        return self.out + b"\n" + self.err


@dataclass(slots=True)
class Lines:
    """The waiting process."""

    waiting: "subprocess.Popen[str]"
    folder: Path
    count: int = 0

    def __call__(self, *words: object, at: datetime, fds: Mapping[int, bytes] | None = None) -> Answer:
        """Run a line at a moment, with bytes to read from descriptors."""
        self.count += 1
        line = tuple(map(str, words))
        streams = {name: str(self.folder / f"{self.count}.{name}") for name in ("out", "err")}
        handed = {str(number): data.decode("latin-1") for number, data in (fds or {}).items()}
        self._write({"words": line, "at": at.isoformat(), "fds": handed, **streams})
        assert self.waiting.stdout is not None
        code = int(self.waiting.stdout.readline())
        out, err = (Path(path).read_bytes() for path in streams.values())
        return Answer(line, code, out, err)

    def _write(self, job: dict[str, Any]) -> None:
        assert self.waiting.stdin is not None
        self.waiting.stdin.write(json.dumps(job) + "\n")
        self.waiting.stdin.flush()


@contextmanager
def lines(streams: Path, environment: Mapping[str, str], *before: str) -> Iterator[Lines]:
    """A process that waits for lines, behind the words of another program; what they say is kept in ``streams``."""
    streams.mkdir(exist_ok=True)
    with (
        (streams / "itself").open("wb") as itself,
        subprocess.Popen(
            [*before, sys.executable, "-m", "tests.leaks.process"],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=itself,
            encoding="utf-8",
        ) as waiting,
    ):
        yield Lines(waiting, streams)
    assert (waiting.returncode, (streams / "itself").read_bytes()) == (0, b"")


def main() -> None:
    """Fork for each line on stdin, and say its exit code."""
    _import_all()
    for text in sys.stdin:
        job = json.loads(text)
        child = os.fork()
        if child == 0:
            _run(job)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _import_all() -> None:
    """What a line would import, so that two hundred of them need not."""
    import importlib

    import time_machine  # noqa: F401

    from facilitator.cli.commands import COMMANDS

    for _, later in walk(COMMANDS):
        importlib.import_module(later.where.partition(":")[0])
    for name in (
        "backups.back_up_daily",
        "backups.back_up",
        "doctor.doctor",
        "backups.drill",
        "privacy.export_person",
        "scheduling.keep_up",
        "papers.print_agenda",
        "book.unlock",
    ):
        importlib.import_module(f"facilitator.services.{name}")


def walk(table: Mapping[str, Any], *above: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that call it."""
    for name, entry in table.items():
        inner = getattr(entry, "lines", None)
        if inner is None:
            yield (*above, name), entry
        else:
            yield from walk(inner, *above, name)


def _run(job: Mapping[str, Any]) -> None:
    import time_machine

    from facilitator.__main__ import main as program

    for number, name in ((0, os.devnull), (1, job["out"]), (2, job["err"])):
        handle = os.open(name, os.O_RDWR | (os.O_CREAT | os.O_TRUNC if number else 0), 0o600)
        os.dup2(handle, number)
        os.close(handle)
    for number, data in job["fds"].items():
        reading, writing = os.pipe()
        os.write(writing, data.encode("latin-1"))
        os.close(writing)
        os.dup2(reading, int(number))
        if reading != int(number):
            os.close(reading)
    sys.argv = ["facilitator", *job["words"]]
    code = 1
    try:
        with time_machine.travel(datetime.fromisoformat(job["at"]), tick=True):
            program()
    except SystemExit as end:
        code = _code(end.code)
    except BaseException:
        # as Python itself would end: with whatever the program has put in the hook
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _code(code: Any) -> int:
    return code if isinstance(code, int) else 0 if code is None else 1


if __name__ == "__main__":
    main()
