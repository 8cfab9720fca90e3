"""The command lines that a disk fails under, the homes that they work on, and what matters of a home afterwards."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from facilitator.home import Home
from facilitator.services.backups.back_up import back_up
from facilitator.services.book.open_book import open_book
from facilitator.services.book.unlock import finish_replacement, unlock
from facilitator.services.sessions.take_attendance import mark
from facilitator.storage.book import Book
from facilitator.words import AttendanceStatus
from tests.books import NOW, PASSPHRASE, RECOVERY_CODE
from tests.faults.deeds import NEW_PASSPHRASE
from tests.faults.old_books import make_old_home
from tests.faults.stage import FAMILY, GROUP, PEOPLE, SESSION, content_with, key_with, make_group_home

ROSTER = f"name,phone\nIda {FAMILY},\nJon {FAMILY},555-0100\nAda {FAMILY},555-0101\n"
OLD_BYTES = b"what lay here before\n"
CODE = "code"
"""The name of the file for a new recovery code: never one that is there."""

_PERIOD = ("--from", "2027-03-01", "--to", "2027-03-31")
_QUESTIONS = (
    "SELECT person_id, status, expected, minutes FROM attendance ORDER BY 1",
    "SELECT person_id, act, status FROM mark_event ORDER BY id",
    "SELECT id, status, sequence FROM session ORDER BY id",
    "SELECT name, phone FROM person ORDER BY id",
    "SELECT person_id, waitlisted FROM enrolment ORDER BY id",
)


_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT[\d:]+[+-][\d:]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A command line, the home that it works on, what opens its book before and after, and the file that it writes.

    ``beside`` is a file that lies there too once it is done, and only then.
    """

    words: tuple[str, ...]
    template: Callable[[Path], Home]
    secret: str | None = None
    new_secret: str | None = None
    output: str | None = None
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What matters of a home: schema, marks, sessions and people, who opens it, and what was written out.

    Of a recovery code that was written out it is whether it opens the book.
    """

    schema: int
    rows: tuple[tuple[object, ...], ...]
    opens: tuple[str, ...]
    output: object

    @classmethod
    def of(cls, home: Home, line: Line) -> "Seen":
        """Look at a home whose book must be whole, if it has one."""
        finish_replacement(home)  # as whatever is done next does
        path = home.folder / line.output if line.output else None
        output: object = path.read_bytes() if path and path.exists() else None
        if not home.book.exists():
            return cls(0, (), (), output and "opens nothing")
        secrets = [each for each in (line.secret, line.new_secret, RECOVERY_CODE) if each] if line.secret else []
        keys = {each: key for each in secrets if (key := key_with(home, each))}
        key = next(iter(keys.values())) if line.secret else unlock(home, None)[0]
        content_with(home, key)
        with Book(home.book, key) as book, book.raw() as raw:
            (schema,) = raw.execute("PRAGMA user_version").fetchone()
            rows = tuple(tuple(row) for question in _QUESTIONS for row in raw.execute(question))
        if line.output == CODE and isinstance(output, bytes):
            output = "opens" if key_with(home, output.decode().strip() or "nothing") else "opens nothing"
        elif isinstance(output, bytes):  # a report says of which moment it is
            output = _MOMENT.sub(b"then", output)
        return cls(schema, rows, tuple(keys), output)

    @property
    def book(self) -> tuple[object, ...]:
        """All but what was written out."""
        return self.schema, self.rows, self.opens


def _marked(folder: Path) -> Home:
    home = make_group_home(folder)
    with open_book(home, None, actor="pat") as book:
        for name in PEOPLE[:3]:
            mark(book, SESSION, name, AttendanceStatus.PRESENT, now=NOW)
    return home


def _written(name: str) -> Callable[[Path], Home]:
    """A home in which a file lies where the line will write."""

    def make(folder: Path) -> Home:
        home = _marked(folder)
        (home.folder / name).write_bytes(OLD_BYTES)
        return home

    return make


def _with_backup(folder: Path) -> Home:
    home = make_group_home(folder)
    with open_book(home, None) as book:
        back_up(home, book, folder / "it.backup", now=NOW)
        mark(book, SESSION, PEOPLE[0], AttendanceStatus.PRESENT, now=NOW)
    return home


def _locked(folder: Path) -> Home:
    return make_group_home(folder, locked=True)


def _old(folder: Path) -> Home:
    return make_old_home(folder, 1).home


def _empty(folder: Path) -> Home:
    home = Home(folder / "empty")
    home.folder.mkdir(parents=True)
    return home


_INIT = ("init", "--name", "Harbor Street", "--zone", "UTC", "--recovery-file", "{home}/code")
LINES = {
    "mark": Line(("attendance", "mark", SESSION, PEOPLE[4], "late", "--yes"), _marked),
    "end": Line(("session", "end", SESSION, "--unmarked", "missed", "--yes"), _marked),
    "import": Line(("person", "import", "{outside}/roster.csv", "--group", GROUP), _marked),
    "export": Line(("calendar", "export", *_PERIOD, "-o", "{home}/out.ics"), _written("out.ics"), output="out.ics"),
    "report": Line(
        ("report", "person", *_PERIOD, "-o", "{home}/out.csv"),
        _written("out.csv"),
        output="out.csv",
        beside="out.definitions.csv",
    ),
    "backup": Line(("backup",), _marked),
    "restore": Line(("restore", "{outside}/template/it.backup"), _with_backup),
    "upgrade": Line(("session", "list", *_PERIOD), _old),
    "init": Line(_INIT, _empty, PASSPHRASE, output=CODE),
    "passphrase": Line(("key", "passphrase", "--new-fd", "{new}"), _locked, PASSPHRASE, NEW_PASSPHRASE),
    "recovery": Line(("key", "recovery", "--recovery-file", "{home}/code"), _locked, PASSPHRASE, output=CODE),
    "renew": Line(("key", "renew", "--recovery-file", "{home}/code"), _locked, PASSPHRASE, output=CODE),
}
