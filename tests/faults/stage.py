"""The books that faults happen to: a group with a roster, invented people of one family name, and what is in them."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from facilitator.errors import WrongKey
from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.services.book.unlock import unlock
from facilitator.services.people.enrol import enrol
from facilitator.services.people.keep_people import add_person
from facilitator.services.scheduling.schedule_group import GroupWish, schedule_group
from facilitator.storage.book import Book
from facilitator.storage.files.integrity import find_damage
from facilitator.storage.keys import slots as keys
from facilitator.storage.keys.slots import is_intact, read_key_file
from facilitator.storage.tables import mark_event, person
from facilitator.words import EnrolmentKind
from tests.books import NOW, PASSPHRASE, RECOVERY_CODE, make_home, make_practice_home

FAMILY = "Quillfeather"
"""In every name: these bytes may be in no file, and on no screen that was not asked for names."""

GROUP = "Steady"
SESSIONS = tuple(f"{GROUP}@2027-03-{day:02}" for day in (4, 11, 18, 25))
SESSION = SESSIONS[0]
PEOPLE = tuple(f"{first} {FAMILY}" for first in ("Ada", "Ben", "Cleo", "Dov", "Esi", "Finn", "Gul", "Hana"))


def make_group_home(folder: Path, *, locked: bool = False, enrolment: EnrolmentKind = EnrolmentKind.CLOSED) -> Home:
    """A home whose book has a weekly group with eight people on its roster; locked, it opens with PASSPHRASE."""
    folder.mkdir(parents=True, exist_ok=True)
    home = make_home(folder) if locked else make_practice_home(folder)
    if locked:
        _wrap_again(home)
    with open_book(home, PASSPHRASE if locked else None, actor="pat") as book:
        fill(book, home, enrolment)
    return home


def _wrap_again(home: Home) -> None:
    """Slots that are stretched as new ones are now."""
    file = keys.read_key_file(home.keys)
    key = file.unlock(PASSPHRASE)
    for kind, secret in ((keys.SlotKind.PASSPHRASE, PASSPHRASE), (keys.SlotKind.RECOVERY, RECOVERY_CODE)):
        file = file.with_slot(keys.wrap(kind, file.book, secret, key))
    keys.write_key_file(home.keys, file)


def fill(book: Book, home: Home, enrolment: EnrolmentKind = EnrolmentKind.CLOSED) -> None:
    """Schedule the group and enrol its people."""
    start = datetime(2027, 3, 4, 18, 30)
    wish = GroupWish(title=GROUP, start=start, repeat="every thursday, 4 times", minutes=60, enrolment=enrolment)
    schedule_group(book, home, wish, now=NOW)
    for name in PEOPLE:
        enrol(book, GROUP, add_person(book, name=name, now=NOW).uid, now=NOW)


def copied(template: Home, folder: Path) -> Home:
    """A copy of a closed home, in the place of whatever is there."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template.folder, folder)
    return Home(folder)


@contextmanager
def cheap_stretching() -> Iterator[None]:
    """Passphrases that are hardly stretched, and accepted so: it is files that fail here, thousands of times."""
    defaults, least = keys.Stretching.__init__.__defaults__, (keys._LEAST_MEMORY_KIB, keys._LEAST_PASSES)
    keys.Stretching.__init__.__defaults__ = (8, 1, 1)
    keys._LEAST_MEMORY_KIB, keys._LEAST_PASSES = 8, 1
    try:
        yield
    finally:
        keys.Stretching.__init__.__defaults__ = defaults
        keys._LEAST_MEMORY_KIB, keys._LEAST_PASSES = least


def content(home: Home, secret: str | None = None) -> str:
    """A digest of every row of every table, in a book that must open and be whole."""
    return content_with(home, unlock(home, secret)[0])


def content_with(home: Home, key: bytes) -> str:
    """The same by the key itself: what ``check`` looks at, without unlocking once more."""
    assert is_intact(home.keys)
    with Book(home.book, key) as book:
        damage = find_damage(book, read_key_file(home.keys).head)
        assert damage == (), damage
        return digest(book)


def key_with(home: Home, secret: str) -> bytes | None:
    """The key that a secret opens, and with it the book; None where it opens nothing. It is not counted as a guess."""
    try:
        key, _ = unlock(home, secret)
    except WrongKey:
        home.tries.unlink(missing_ok=True)
        return None
    with Book(home.book, key) as book, book.raw():
        return key


def digest(book: Book) -> str:
    """A digest of every row of every table of an open book, and of its schema's number."""
    made = hashlib.sha256()
    with book.raw() as raw:
        made.update(str(raw.execute("PRAGMA user_version").fetchone()).encode())
        tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            made.update(table.encode())
            for row in sorted(map(repr, raw.execute(f'SELECT * FROM "{table}"'))):
                made.update(row.encode())
    return made.hexdigest()


def marks_made(book: Book, *, after: int = 0) -> list[tuple[str, str | None]]:
    """The marks that were made after so many, oldest first: whose, and what."""
    wanted = select(person.c.name, mark_event.c.status).join_from(mark_event, person).order_by(mark_event.c.id)
    with book.read() as db:
        return [(name, status and status.value) for name, status in db.execute(wanted.offset(after).limit(-1))]


def expect_no_names(folder: Path) -> None:
    """No file below a folder has the family name in it."""
    for path in folder.rglob("*"):
        if path.is_file():
            assert FAMILY.encode() not in path.read_bytes(), f"a name lies open in {path.relative_to(folder)}"
