"""Real, encrypted books for tests: made once in a process, copied for each test."""

import atexit
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from facilitator.home import Home
from facilitator.services.book.open_book import create_book, open_book
from facilitator.storage.book import Book
from facilitator.storage.engines.append_only import Why, door_open
from facilitator.storage.keys.slots import SlotKind, Stretching, read_key_file, wrap, write_key_file
from facilitator.storage.keys.tries import begin_tries

NOW = datetime(2027, 3, 1, 18, 15, tzinfo=UTC)
"""When the books below were made."""

PASSPHRASE = "nine quiet herons on a pier"
RECOVERY_CODE = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567"


def make_practice_home(folder: Path) -> Home:
    """A home with an empty practice book, which opens with ``open_book(home, None)``."""
    return _copied(_practice(), folder)


def make_home(folder: Path) -> Home:
    """A home with an empty book that opens with PASSPHRASE or RECOVERY_CODE (least stretching: 60 ms, not 500)."""
    return _copied(_locked(), folder)


def open_practice(folder: Path) -> Book:
    """An empty practice book, open."""
    return open_book(make_practice_home(folder), None, actor="pat")


def make_real(book: Book) -> None:
    """Say that the people of a practice book are real; its keys still open it without a passphrase."""
    with book.raw() as raw:
        raw.execute("UPDATE book SET practice = 0")


def tamper(raw: Any, statement: str) -> None:
    """Change what is append-only, as somebody who has the book's key could: past the triggers."""
    raw.execute("BEGIN IMMEDIATE")
    with door_open(raw, Why.DISPOSAL):
        raw.execute(statement)
    raw.execute("COMMIT")


def _copied(template: Home, folder: Path) -> Home:
    home = Home(folder / "home")
    shutil.copytree(template.folder, home.folder)
    return home


@cache
def _practice() -> Home:
    home = Home(_folder() / "practice")
    create_book(
        home, name="Harbor Street", zone="America/New_York", passphrase=None, now=NOW, practice=True, actor="pat"
    ).book.close()
    return home


@cache
def _locked() -> Home:
    """The practice template with two other slots, and no longer a practice book."""
    home = _copied(_practice(), _folder())
    file = read_key_file(home.keys)
    key = file.unlock(home.practice_passphrase.read_text("utf-8").strip())
    least = Stretching(memory_kib=19 * 1024, passes=2, lanes=1)
    slots = (
        wrap(SlotKind.PASSPHRASE, file.book, PASSPHRASE, key, stretching=least),
        wrap(SlotKind.RECOVERY, file.book, RECOVERY_CODE, key, stretching=least),
    )
    write_key_file(home.keys, replace(file, slots=slots))
    begin_tries(home.tries)
    home.practice_passphrase.unlink()
    with Book(home.book, key) as book, book.raw() as raw:
        raw.execute("UPDATE book SET practice = 0")
    return home


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="facilitator-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
