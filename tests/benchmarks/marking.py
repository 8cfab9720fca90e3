"""Row 1: mark one person, durably, above what the same statements cost without us."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

from facilitator.services.open_book import open_book, unlock
from facilitator.services.take_attendance import mark
from facilitator.storage.book import connect_raw
from facilitator.words import AttendanceStatus
from tests.benchmarks.measure import Measured, Timed, in_turn, timed
from tests.benchmarks.passphrase import passphrase_cost
from tests.benchmarks.program import Program, make_program

BAR_MS = 0.4
PAIRS = 301
_STATUSES = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.MISSED)


def measure() -> Measured:
    """The service that the screens call, on a book of 10,000 sessions; raw sqlcipher3 on a copy of it."""
    now = datetime.now(UTC).replace(microsecond=0)
    with tempfile.TemporaryDirectory() as folder:
        program = make_program(Path(folder), now=now)
        key, _ = unlock(program.home, None)
        raw_path, unsynced_path = (Path(folder) / name for name in ("raw.db", "unsynced.db"))
        for path in (raw_path, unsynced_path):
            shutil.copy(program.home.book, path)  # its only writer has closed it
        raw, unsynced = connect_raw(raw_path, key), connect_raw(unsynced_path, key)
        unsynced.execute("PRAGMA synchronous=OFF")
        with open_book(program.home, None) as book:
            ours = _ours(book, program, now)
            pairs = in_turn(ours, _theirs(raw, program, now), pairs=PAIRS, warm_up=20)
            with book.raw() as connection:
                connection.execute("PRAGMA synchronous=OFF")
            bare = in_turn(ours, _theirs(unsynced, program, now), pairs=PAIRS, warm_up=20)
        raw.close()
        unsynced.close()
    return pairs.told(
        "mark",
        1,
        "mark one person and commit, durable",
        bar=BAR_MS,
        compared="difference",
        beside={
            "sync": median(pairs.peer) - median(bare.peer),
            "difference without syncs": bare.difference,
            "passphrase": passphrase_cost(),
        },
    )


def _ours(book: Any, program: Program, now: datetime) -> Timed:
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
