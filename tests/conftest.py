"""A book to work in, and the command line in this process and in another."""

import atexit
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from sqlalchemy import select

import facilitator
from facilitator.cli.main import run
from facilitator.domain.views import Person, Session
from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.services.find import find_session
from facilitator.services.people import enrol, keep_people
from facilitator.services.scheduling.schedule_group import GroupWish, schedule_group
from facilitator.services.sessions import read_roll, run_session, take_attendance
from facilitator.storage.book import Book
from facilitator.storage.tables import audit, mark_event
from facilitator.words import AttendanceStatus, Unmarked
from tests.books import NOW, make_practice_home

ROOT = Path(__file__).resolve().parent.parent

# how long an example takes says how busy the machine is
settings.register_profile(
    "busy",
    settings.default,
    deadline=None,
    suppress_health_check=[*settings.default.suppress_health_check, HealthCheck.too_slow],
)
settings.load_profile("busy")

if Path(facilitator.__file__).resolve().parent != ROOT / "facilitator":
    raise pytest.UsageError(f"these tests are for {ROOT}, and facilitator comes from {facilitator.__file__}")


@pytest.fixture(autouse=True)
def _no_book_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A line that names no home works in an empty folder, never in somebody's book."""
    monkeypatch.setenv("FACILITATOR_HOME", str(tmp_path / "no-home-named"))
    for name in ("FACILITATOR_PASSPHRASE_FILE", "FACILITATOR_LOGIN"):
        monkeypatch.delenv(name, raising=False)


@dataclass(slots=True)
class Program:
    """A practice book with short ways to fill it and to look into it; ``now`` is when things are done."""

    home: Home
    book: Book
    now: datetime = NOW

    def group(self, title: str = "Steady", start: str = "2027-03-04 18:30", **wish: Any) -> str:
        """Schedule a group, by default four Thursdays of an hour; its uid."""
        repeat = wish.pop("repeat", "every thursday, 4 times")
        force = wish.pop("force", False)
        wanted = GroupWish(title=title, start=datetime.fromisoformat(start), repeat=repeat, **{"minutes": 60, **wish})
        return schedule_group(self.book, self.home, wanted, now=self.now, force=force).uid

    def people(self, *names: str, group: str | None = None) -> list[Person]:
        """Add people, and enrol them where a group is named."""
        added = [keep_people.add_person(self.book, name=name, now=self.now) for name in names]
        for each in added if group else ():
            enrol.enrol(self.book, group, each.uid, now=self.now)
        return added

    def mark(self, session: str, **statuses: str | None) -> None:
        """Mark people by name; None clears a mark."""
        for name, status in statuses.items():
            wanted = AttendanceStatus(status) if status else None
            take_attendance.mark(self.book, session, name, wanted, now=self.now)

    def end(self, session: str, unmarked: str | None = None) -> run_session.Ended:
        """End a session."""
        return run_session.end(self.book, session, now=self.now, unmarked=Unmarked(unmarked) if unmarked else None)

    def session(self, text: str) -> Session:
        """A session as it is now."""
        with self.book.read() as db:
            return find_session(db, text)

    def roll(self, session: str) -> dict[str, tuple[bool, str | None]]:
        """Who is on a session's roll: expected or not, and the mark."""
        marks = read_roll.roll_of(self.book, session).marks
        return {each.person.name: (each.expected, each.status and each.status.value) for each in marks}

    def acts(self) -> list[str]:
        """The actions in the audit chain, oldest first."""
        with self.book.read() as db:
            return list(db.execute(select(audit.c.action).order_by(audit.c.seq)).scalars())

    def events(self) -> list[str]:
        """The acts among the mark events, oldest first."""
        with self.book.read() as db:
            return list(db.execute(select(mark_event.c.act).order_by(mark_event.c.id)).scalars())


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """An empty practice book in New York, open, on the first of March 2027."""
    home = make_practice_home(tmp_path)
    with open_book(home, None, actor="pat") as book:
        yield Program(home, book)


@dataclass(frozen=True, slots=True)
class Said:
    """What a line answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout."""
        return json.loads(self.out)


_filled: dict[Callable[..., object], Path] = {}


@dataclass(slots=True)
class CommandLine:
    """Run lines in this process, without a terminal, on a practice book; the clock stands at ``now``."""

    home: Home
    capsys: pytest.CaptureFixture[str]
    now: datetime = NOW
    written: list[str] = field(default_factory=list)

    def __call__(self, *line: object, code: int = 0) -> Said:
        """Run a line in this home and expect its exit code."""
        return self.bare("--home", self.home.folder, *line, code=code)

    def bare(self, *line: object, code: int | None = 0) -> Said:
        """Run a line as it stands."""
        self.capsys.readouterr()
        with time_machine.travel(self.now, tick=False):
            answer = run([str(word) for word in line])
        out, err = self.capsys.readouterr()
        self.written += [out, err]
        assert code in (None, answer), (line, answer, out, err)
        assert "Traceback" not in err
        assert code != 2 or 1 <= len(err.splitlines()) <= 2, err
        return Said(answer, out, err)

    def filled(self, fill: Callable[["CommandLine"], object]) -> "CommandLine":
        """This home as ``fill`` leaves it: filled once in a process, copied for each test after that."""
        if fill not in _filled:
            fill(self)
            _filled[fill] = Path(tempfile.mkdtemp(prefix="facilitator-filled-"))
            atexit.register(shutil.rmtree, _filled[fill], ignore_errors=True)
            shutil.copytree(self.home.folder, _filled[fill], dirs_exist_ok=True)
        else:
            shutil.copytree(_filled[fill], self.home.folder, dirs_exist_ok=True)
        return self

    def json(self, *line: object, code: int = 0) -> Any:
        """Run a line with ``--json``; its value."""
        return self(*line, "--json", code=code).json


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line in this process, on a practice book of its own."""
    return CommandLine(make_practice_home(tmp_path), capsys)


@pytest.fixture
def shell() -> Any:
    """The command line in another process, from the checkout: ``shell("--help", code=0)``."""

    def call(*line: object, code: int = 0, **more: Any) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "facilitator", *map(str, line)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            **more,
        )
        assert done.returncode == code, (line, done)
        assert "Traceback" not in done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    return call
