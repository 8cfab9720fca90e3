"""Row 6: may this one booking be kept? Asked of a book of 100,000 sessions, and of smaller ones: flat in n."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from facilitator.domain.scheduling.clashes import Needs
from facilitator.services.book.open_book import open_book
from facilitator.services.book.unlock import unlock
from facilitator.services.scheduling.check_clashes import BookingRequest, check
from facilitator.storage.db import Db
from facilitator.storage.engines.sqlcipher import connect_raw
from facilitator.storage.queries import practice as bulk
from facilitator.storage.uids import new_uid
from facilitator.words import AttendanceKind, ClosurePolicy, EnrolmentKind, GapPolicy, GroupStatus, Mode, SessionStatus
from facilitator.zones import zone
from tests.benchmarks.measure import Measured, Timed, in_turn, timed
from tests.benchmarks.passphrase import passphrase_cost
from tests.books import make_practice_home

BAR, FLAT = 3.0, 1.25
ZONE = "America/New_York"
FEW, MANY = 1_000, 100_000
ROOMS, STAFF, A_DAY, CLOSED_DAYS = 20, 40, 12, 200
BEGIN = datetime(2026, 1, 5, 13, tzinfo=UTC)
QUESTIONS = 160
"""Bookings asked about, four in one timing, each at another place in the calendar."""

_NEEDS = Needs(capacity=12, credential="CPRS", least_facilitators=2, people_per_specialist=10)


@dataclass(frozen=True, slots=True)
class _Question:
    """One booking: its room, two who lead it, start and end."""

    room_id: int
    staff: tuple[int, int]
    starts_at: datetime
    ends_at: datetime


def measure() -> Measured:
    """The check that scheduling and moving call, in a transaction that is open; raw sqlcipher3 on the same file."""
    with tempfile.TemporaryDirectory() as folder, _book_of(MANY, Path(folder)) as (db, raw):
        questions = _questions(MANY)
        pairs = in_turn(_ours(db, questions), _theirs(raw, questions), pairs=401, warm_up=40)
    return pairs.told(
        "clash-probe",
        6,
        f"clash check of 4 bookings, one after the other, among {MANY:,} sessions",
        bar=BAR,
        beside={"passphrase": passphrase_cost()},
    )


def measure_flat() -> Measured:
    """The same check in a large book and in a small one."""
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as other,
        _book_of(MANY, Path(folder)) as (many, _),
        _book_of(FEW, Path(other)) as (few, _),
    ):
        pairs = in_turn(_ours(many, _questions(MANY)), _ours(few, _questions(FEW)), pairs=401, warm_up=40)
    return pairs.told("clash-flat", 6, f"clash check among {MANY:,} sessions, against the same among {FEW:,}", bar=FLAT)


@contextmanager
def _book_of(size: int, folder: Path) -> Iterator[tuple[Db, Any]]:
    home = make_practice_home(folder)
    now = datetime.now(UTC).replace(microsecond=0)
    with open_book(home, None, actor="pat") as book:
        with book.write(now=now) as change:
            for _ in bulk.fill(change.db, _invent(size, now)):
                pass
            change.record("practice.fill", "")
        key, _ = unlock(home, None)
        raw = connect_raw(home.book, key)
        try:
            with book.read() as db:
                raw.execute("BEGIN")
                yield db, raw
        finally:
            raw.close()


def _invent(size: int, now: datetime) -> dict[str, list[bulk.Row]]:
    rows: dict[str, list[bulk.Row]] = {
        "site": [{"id": at, "uid": new_uid(), "name": f"Site {at}", "address": ""} for at in (1, 2, 3)],
        "travel": [{"site_id": one, "other_site_id": two, "minutes": 25} for one, two in ((1, 2), (1, 3), (2, 3))],
        "room": [
            {"id": at, "uid": new_uid(), "site_id": at % 3 + 1, "name": f"Room {at}", "capacity": 20}
            for at in range(1, ROOMS + 1)
        ],
        "facilitator": [
            {"id": at, "uid": new_uid(), "name": f"Leader {at}", "public_name": False} for at in range(1, STAFF + 1)
        ],
        "credential": [
            {"facilitator_id": at, "name": name, "expires_on": None}
            for at in range(1, STAFF + 1)
            for name in ("CPRS", "First aid")
        ],
        "closure": [_closed(at) for at in range(CLOSED_DAYS)],
        "group": [_group(at, now) for at in range(1, ROOMS + 1)],
        "series": [_series(at, now) for at in range(1, ROOMS + 1)],
        "session": [_session(at, now) for at in range(size)],
    }
    rows["session_facilitator"] = [
        {
            "session_id": at + 1,
            "facilitator_id": who,
            "starts_at": _start(at),
            "ends_at": _start(at) + timedelta(hours=1),
        }
        for at in range(size)
        for who in (at % ROOMS + 1, at % ROOMS + 1 + ROOMS)
    ]
    return rows


def _start(at: int) -> datetime:
    """Every room has twelve sessions a day, one after the other."""
    day, hour = divmod(at // ROOMS, A_DAY)
    return BEGIN + timedelta(days=day, hours=hour)


def _closed(at: int) -> bulk.Row:
    day = datetime(2026, 1, 4) + timedelta(days=7 * at)
    return {
        "uid": new_uid(),
        "starts_local": day,
        "ends_local": day + timedelta(days=1),
        "all_day": True,
        "reason": f"Sunday {at}",
        "source": "",
        "site_id": None,
        "room_id": None,
    }


def _group(at: int, now: datetime) -> bulk.Row:
    return {
        "id": at,
        "uid": new_uid(),
        "title": f"Circle {at}",
        "program": "wellness",
        "enrolment": EnrolmentKind.OPEN,
        "attendance": AttendanceKind.NAMES,
        "mode": Mode.IN_PERSON,
        "room_id": at,
        "status": GroupStatus.ACTIVE,
        "created_at": now,
    }


def _series(at: int, now: datetime) -> bulk.Row:
    return {
        "id": at,
        "uid": new_uid(),
        "group_id": at,
        "zone": ZONE,
        "start_local": datetime(2026, 1, 5, 8),
        "minutes": 60,
        "rule": "FREQ=DAILY",
        "gap": GapPolicy.FORWARD,
        "on_closure": ClosurePolicy.SKIP,
        "created_at": now,
    }


def _session(at: int, now: datetime) -> bulk.Row:
    start = _start(at)
    local = start.replace(tzinfo=None) - timedelta(hours=5)
    return {
        "id": at + 1,
        "uid": new_uid(),
        "series_id": at % ROOMS + 1,
        "original_local": local,
        "start_local": local,
        "local_date": local.date(),
        "starts_at": start,
        "ends_at": start + timedelta(hours=1),
        "minutes": 60,
        "status": SessionStatus.SCHEDULED,
        "room_id": at % ROOMS + 1,
        "created_at": now,
        "updated_at": now,
    }


def _questions(size: int) -> list[_Question]:
    """Hours all over the calendar; in every fourth both leaders and the room are taken, the others are free."""
    days = max(1, size // ROOMS // A_DAY)
    found = []
    for at in range(QUESTIONS):
        start = BEGIN + timedelta(days=at * days // QUESTIONS, hours=-6 if at % 4 else at % A_DAY)
        room = at % ROOMS + 1
        found.append(_Question(room, (room, room + ROOMS), start, start + timedelta(hours=1)))
    return found


def _ours(db: Db, questions: list[_Question]) -> Timed:
    turn = cycle(questions)

    def work() -> None:
        for each in islice(turn, 4):
            check(db, [(each.starts_at, each.ends_at)], BookingRequest(ZONE, each.room_id, each.staff, _NEEDS))

    return timed(work)


def _theirs(raw: Any, questions: list[_Question]) -> Timed:
    """The statements that answer the same question, and no more: nothing is judged, worded or turned into values."""
    site_of = dict(raw.execute("SELECT id, site_id FROM room"))
    turn = cycle([_values(each, site_of[each.room_id]) for each in questions])

    def work() -> None:
        for room, site, staff, starts, ends, first, last in islice(turn, 4):
            raw.execute(_ROOM, (room,)).fetchall()
            raw.execute(_WAYS, (site, site)).fetchall()
            raw.execute(_CLOSED, (first, last, site, room)).fetchall()
            raw.execute(_IN_ROOM, (room, ends, starts - 43_200, starts)).fetchall()
            for who in staff:
                raw.execute(_PERSON, (who,)).fetchall()
                raw.execute(_LED_BY, (who, ends + 1500, starts - 44_700, starts - 1500)).fetchall()

    return timed(work)


def _values(each: _Question, site_id: int) -> tuple[Any, ...]:
    local = [moment.astimezone(zone(ZONE)).replace(tzinfo=None) for moment in (each.starts_at, each.ends_at)]
    starts, ends = int(each.starts_at.timestamp()), int(each.ends_at.timestamp())
    return each.room_id, site_id, each.staff, starts, ends, *(moment.isoformat() for moment in local)


_ROOM = "SELECT room.name, room.capacity, site.id, site.name FROM room JOIN site ON site.id = site_id WHERE room.id = ?"
_PERSON = """
SELECT facilitator.name, credential.name, expires_on FROM facilitator
LEFT JOIN credential ON facilitator_id = facilitator.id WHERE facilitator.id = ?
"""
_WAYS = "SELECT site_id, other_site_id, minutes FROM travel WHERE site_id = ? OR other_site_id = ?"
_CLOSED = """
SELECT starts_local, ends_local, reason FROM closure
WHERE ends_local > ? AND starts_local < ? AND (site_id IS NULL AND room_id IS NULL OR site_id = ? OR room_id = ?)
"""
_OTHER = """
JOIN series ON series.id = series_id JOIN "group" ON "group".id = group_id
LEFT JOIN room ON room.id = session.room_id
"""
_IN_ROOM = f"""
SELECT session.id, session.starts_at, session.ends_at, "group".title, "group".uid FROM session {_OTHER}
WHERE session.room_id = ? AND starts_at < ? AND starts_at > ? AND ends_at > ? AND session.status <= 3
"""
_LED_BY = f"""
SELECT session.id, session.starts_at, session.ends_at, "group".title, "group".uid, room.site_id
FROM session_facilitator AS led JOIN session ON session.id = session_id {_OTHER}
WHERE led.facilitator_id = ? AND led.starts_at < ? AND led.starts_at > ? AND led.ends_at > ? AND session.status <= 3
"""
