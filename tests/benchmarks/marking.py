"""Row 1: mark one person, durably, above what the same statements cost without us."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.services.book.unlock import unlock
from facilitator.services.sessions.read_roll import roll_of
from facilitator.services.sessions.take_attendance import mark, mark_known
from facilitator.storage.book import Book
from facilitator.storage.engines.sqlcipher import connect_raw
from facilitator.words import AttendanceStatus
from tests.benchmarks.measure import Measured, Milliseconds, Pairs, Timed, in_turn, timed
from tests.benchmarks.passphrase import passphrase_cost
from tests.benchmarks.program import Program, make_program

BAR_MS = 0.4
_MEMORY = Path("/dev/shm")
"""Where there is such a folder, both sides make their syncs there: those of a busy disk differ by milliseconds."""
_STATUSES = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.MISSED)


def measure() -> Measured:
    """The service that the screens call, on a book of 10,000 sessions; raw sqlcipher3 on a copy of it."""
    now = datetime.now(UTC).replace(microsecond=0)
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        program = make_program(Path(folder), now=now)
        judged = _pairs(program, now, pairs=301)
        with tempfile.TemporaryDirectory() as disk:
            home = Home(Path(disk) / "home")
            shutil.copytree(program.home.folder, home.folder)
            on_disk = _pairs(replace(program, home=home), now, pairs=101)
    return judged.marks.told(
        "mark",
        1,
        "mark one person and commit, durable",
        bar=BAR_MS,
        compared="difference",
        beside={
            "sync of the disk": median(on_disk.marks.peer) - median(judged.marks.peer),
            "ours, on the disk": median(on_disk.marks.ours),
            "peer, on the disk": median(on_disk.marks.peer),
            "difference, person and session looked up by uid": judged.looked_up.difference,
            "a look whether another window changed something": judged.look,
            "passphrase": passphrase_cost(),
        },
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    marks: Pairs
    looked_up: Pairs
    look: Milliseconds
    """What every open window pays twice a second."""


def _pairs(program: Program, now: datetime, *, pairs: int) -> _Judged:
    key, _ = unlock(program.home, None)
    copy = program.home.folder / "raw.db"
    shutil.copy(program.home.book, copy)  # its only writer has closed it
    raw = connect_raw(copy, key)
    try:
        with open_book(program.home, None) as book:
            marks = in_turn(_ours(book, program, now), _theirs(raw, program, now), pairs=pairs, warm_up=20)
            watch = book.watch()
            look = median(timed(lambda: watch.moved())() for _ in range(pairs))
            watch.close()
            looked_up = in_turn(_by_uid(book, program, now), _theirs(raw, program, now), pairs=51, warm_up=5)
    finally:
        raw.close()
    return _Judged(marks, looked_up, look)


def _ours(book: Book, program: Program, now: datetime) -> Timed:
    """As the session screen does it, with the rows of the roll that it shows."""
    roll = roll_of(book, program.session)
    people = {each.person.uid: each.person for each in roll.marks}
    seen = {each.person.uid: each.event_id for each in roll.marks}
    turn = _turns(program)

    def work() -> None:
        person, status = next(turn)
        made = mark_known(book, roll.session, people[person], status, now=now, seen=seen.get(person, 0))
        seen[person] = made.event_id

    return timed(work)


def _by_uid(book: Book, program: Program, now: datetime) -> Timed:
    """As the command line does it: session and person are looked up first."""
    turn = _turns(program)

    def work() -> None:
        person, status = next(turn)
        mark(book, program.session, person, status, now=now)

    return timed(work)


def _turns(program: Program) -> Iterator[tuple[str, AttendanceStatus]]:
    """Everybody on the roll, again and again, each time with the next status."""
    for status in cycle(_STATUSES):
        for person in program.people:
            yield person, status


def _theirs(raw: Any, program: Program, now: datetime) -> Timed:
    """The statements of a mark and no more: nothing is looked up, checked, hashed or turned into values."""
    (session_id,) = raw.execute("SELECT id FROM session WHERE uid = ?", (program.session,)).fetchone()
    ids = dict(raw.execute("SELECT uid, id FROM person"))
    at, turn = int(now.timestamp()), _turns(program)
    new_hash, payload = secrets.token_bytes(32), f'{{"person":"{program.people[0]}"}}'

    def work() -> None:
        person, status = next(turn)
        code = _STATUSES.index(status) + 1
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(_PUT, (session_id, ids[person], 0, code, None, None, None, 60))
        raw.execute(_EVENT, (session_id, ids[person], at, "pat", "mark", code, 0, None, None, None, None))
        seq, previous = raw.execute(_LAST).fetchone()
        raw.execute(
            _AUDIT, (seq + 1, at, "pat", "attendance.mark", program.session, "", payload, bytes(previous), new_hash)
        )
        raw.execute("COMMIT")

    return timed(work)


_PUT = """
INSERT INTO attendance (session_id, person_id, expected, status, arrived_at, left_at, mode, minutes)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (session_id, person_id) DO UPDATE SET expected = excluded.expected, status = excluded.status,
    arrived_at = excluded.arrived_at, left_at = excluded.left_at, mode = excluded.mode, minutes = excluded.minutes
"""
_EVENT = """
INSERT INTO mark_event
    (session_id, person_id, at, actor, act, status, expected, arrived_at, left_at, mode, undoes_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_LAST = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"
_AUDIT = """
INSERT INTO audit (seq, at, actor, action, object, reason, payload, previous_hash, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
