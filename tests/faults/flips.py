"""One flipped bit, in the book, its keys, a backup or its log: found before anything false is shown."""

import contextlib
import io
import random
import re
import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import time_machine

from facilitator.cli.main import run as run_line
from facilitator.home import Home
from facilitator.services.backups.back_up import back_up
from facilitator.services.book.open_book import note_head, open_book
from facilitator.services.book.unlock import unlock
from facilitator.services.doctor.check_book import check_book
from facilitator.services.sessions.take_attendance import mark
from facilitator.storage.book import Book
from facilitator.words import AttendanceStatus
from tests.books import NOW
from tests.faults.shim import moments
from tests.faults.stage import FAMILY, PEOPLE, SESSION, content, copied, make_group_home, marks_made

PAGE = 4096
STARTED = datetime.now(UTC)
LOOKS = (
    ("attendance", "show", SESSION),
    ("person", "list"),
    ("session", "list", "--from", "2027-03-01", "--to", "2027-03-31"),
    ("report", "group", "--from", "2027-03-01", "--to", "2027-03-31"),
)


def book_flipped(folder: Path, most: str) -> dict[str, int]:
    """A bit in each page of the book: ``check`` tells, and a line answers as before or refuses in one message."""
    template = _marked_home(folder / "template")
    size = template.book.stat().st_size
    before = [_said(template, *words) for words in LOOKS]
    assert all(code == 0 for code, _, _ in before)
    chance, seen = random.Random(3), Counter[str]()
    for page in moments(size // PAGE, int(most)):
        home = copied(template, folder / "flipped")
        _flip(home.book, (page - 1) * PAGE + chance.randrange(PAGE), chance)
        _expect_found(_said(home, "check"))
        for words, right in zip(LOOKS, before, strict=True):
            answer = _said(home, *words)
            if answer == right:
                seen["answers from other pages"] += 1
            else:
                _expect_refused(answer)
                seen["answers refused"] += 1
        seen["flips"] += 1
    return dict(seen)


def keys_flipped(folder: Path, most: str) -> dict[str, int]:
    """A bit in each byte of the key file: the book does not open, or ``check`` tells."""
    template = _marked_home(folder / "template")
    chance, seen = random.Random(5), Counter[str]()
    for at in moments(template.keys.stat().st_size, int(most)):
        home = copied(template, folder / "flipped")
        _flip(home.keys, at - 1, chance)
        answer = _said(home, "check")
        _expect_found(answer)
        seen["does not open" if answer[0] == 2 else "told by check"] += 1
        seen["flips"] += 1
    return dict(seen)


def backup_flipped(folder: Path, most: str) -> dict[str, int]:
    """A bit anywhere in a backup: restoring refuses and leaves the book alone, or what it restores is the same.

    The second is so for what a zip says of its entries that we do not use, such as their dates.
    """
    template = _marked_home(folder / "template")
    with open_book(template, None) as book:
        whole = back_up(template, book, folder / "whole.backup", now=NOW).path
    was = _marks(template)
    flipped = folder / "flipped.backup"
    chance, seen = random.Random(9), Counter[str]()
    before = content(template)
    for at in moments(whole.stat().st_size, int(most)):
        shutil.copy(whole, flipped)
        _flip(flipped, at - 1, chance)
        home = copied(template, folder / "restored")
        code, out, err = _said(home, "restore", str(flipped))
        if code == 0:
            assert _marks(home) == was
            seen["restored the same"] += 1
        else:
            _expect_refused((code, out, err))
            assert content(home) == before
            seen["refused"] += 1
        seen["flips"] += 1
    return dict(seen)


def log_flipped(folder: Path, most: str) -> dict[str, int]:
    """A bit in the log of a book that a killed window left: to SQLite it is where the log ends.

    The marks before it are there and none is false; the row that was noted beside the book tells that some are gone.
    """
    template = make_group_home(folder / "template")
    live = copied(template, folder / "live")
    crashed = folder / "crashed"
    with open_book(live, None, actor="pat") as book:
        for name in PEOPLE:
            mark(book, SESSION, name, AttendanceStatus.PRESENT, now=NOW)
        note_head(live, book)
        made = marks_made(book)
        shutil.copytree(live.folder, crashed)
    (crashed / "book.db-shm").unlink()
    log = crashed / "book.db-wal"
    chance, seen = random.Random(11), Counter[str]()
    for at in moments(log.stat().st_size, int(most)):
        home = copied(Home(crashed), folder / "flipped")
        _flip(home.folder / log.name, at - 1, chance)
        code, out, err = _said(home, "check")
        with Book(home.book, unlock(home, None)[0]) as book:
            kept = marks_made(book)
        assert kept == made[: len(kept)]
        if kept == made:
            seen["nothing gone"] += 1
        else:
            assert code == 1, (code, out, err)
            assert "the audit chain was cut" in out
            seen["told as cut"] += 1
        seen["flips"] += 1
    return dict(seen)


def _marked_home(folder: Path) -> Home:
    home = make_group_home(folder)
    with open_book(home, None, actor="pat") as book:
        for number, name in enumerate(PEOPLE):
            mark(book, SESSION, name, list(AttendanceStatus)[number % 5], now=NOW)
        note_head(home, book)
    return home


def _marks(home: Home) -> list[tuple[str, str | None]]:
    assert check_book(home, None) == ()
    with open_book(home, None) as book:
        return marks_made(book)


def _flip(path: Path, at: int, chance: random.Random) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ (1 << chance.randrange(8))]))


def _said(home: Home, *words: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a line."""
    out, err = io.StringIO(), io.StringIO()
    still = time_machine.travel(STARTED, tick=False)  # a report says as of when
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), still:
        code = run_line(["--home", str(home.folder), *words])
    return code, out.getvalue(), err.getvalue()


def _expect_found(answer: tuple[int, str, str]) -> None:
    """``check`` refuses to open the book, or says what is damaged."""
    code, out, err = answer
    if code == 2:
        _expect_refused(answer)
        return
    assert code == 1, answer
    assert out.strip(), answer
    _expect_quiet(out + err)


def _expect_refused(answer: tuple[int, str, str]) -> None:
    """Nothing is shown, and one message says why."""
    code, out, err = answer
    assert (code, out) == (2, ""), answer
    assert 1 <= len(err.splitlines()) <= 2, answer
    assert re.search("damaged|cannot be read|does not open|not safe|cannot be opened|newer", err), answer
    _expect_quiet(err)


def _expect_quiet(text: str) -> None:
    assert FAMILY not in text
    assert "Traceback" not in text
    assert "internal error" not in text
