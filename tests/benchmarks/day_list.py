"""Row 8: a day of the calendar, the first 50 sessions of a book that holds 520,000."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from facilitator.domain.dates.wall_time import to_utc
from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.services.book.unlock import unlock
from facilitator.services.sessions.see_sessions import see_day
from facilitator.storage.engines.sqlcipher import connect_raw
from facilitator.zones import zone
from tests.benchmarks.measure import Measured, in_turn, timed
from tests.books import make_practice_home

SHOWN = 50
SERIES, WEEKS = 10_000, 52
_MONDAY = date(2027, 1, 4)
_ROOMS, _LEADERS = 400, 300


def measure() -> Measured:
    """The service of the calendar, against the same rows by text and driver, with nothing made of them."""
    with tempfile.TemporaryDirectory() as folder:
        home = _fill(Path(folder))
        key, _ = unlock(home, None)
        copy = Path(folder) / "raw.db"
        shutil.copy(home.book, copy)  # its only writer has closed it
        raw = connect_raw(copy, key)
        try:
            with open_book(home, None) as book:
                ours, theirs = _days(), _days()
                first = [(each.id, each.facilitators) for each in see_day(book, _MONDAY, limit=SHOWN)]
                assert first == [(row[0], tuple(names)) for row, names in _by_hand(raw, _MONDAY)]
                pairs = in_turn(
                    timed(lambda: see_day(book, next(ours), limit=SHOWN)),
                    timed(lambda: _by_hand(raw, next(theirs))),
                    pairs=101,
                    warm_up=10,
                )
        finally:
            raw.close()
    return pairs.told("day", 8, "a day of the calendar, first 50 of 520,000 sessions", bar=2)


def _days() -> Iterator[date]:
    """Days all over the year, the same for both sides."""
    return cycle(_MONDAY + timedelta(days=at * 37 % 364) for at in range(364))


def _by_hand(raw: Any, day: date) -> list[tuple[Any, list[str]]]:
    """The rows of the day with their leaders and counts, as the driver gives them."""
    raw.execute("BEGIN")
    rows = raw.execute(_SESSIONS, (day.isoformat(), SHOWN)).fetchall()
    ids = [row[0] for row in rows]
    marks = ",".join("?" * len(ids))
    leaders: dict[int, list[str]] = {}
    for session_id, name in raw.execute(_LED.format(marks), ids):
        leaders.setdefault(session_id, []).append(name)
    for statement in (_TALLIES, _HEADS, _EXPECTED):
        raw.execute(statement.format(marks), ids).fetchall()
    raw.execute("ROLLBACK")
    return [(row, leaders.get(row[0], [])) for row in rows]


_SESSIONS = """
SELECT session.id, session.uid, series.group_id, "group".uid, "group".title, session.title, "group".attendance,
    "group".enrolment, "group".curriculum_id, series.zone, session.original_local, session.start_local,
    session.starts_at, session.ends_at, session.minutes, session.status, session.lesson, session.lesson_title,
    session.room_id, room.name, site.name, session.reason, session.sequence, session.created_at, session.updated_at,
    session.started_at, session.ended_at, session.mode
FROM (SELECT id FROM session WHERE local_date = ? ORDER BY starts_at, id LIMIT ?) AS first
    JOIN session ON session.id = first.id
    JOIN series ON series.id = session.series_id JOIN "group" ON "group".id = series.group_id
    LEFT JOIN room ON room.id = session.room_id LEFT JOIN site ON site.id = room.site_id
ORDER BY session.starts_at, session.id
"""
_LED = """
SELECT led.session_id, facilitator.name FROM session_facilitator AS led
JOIN facilitator ON facilitator.id = led.facilitator_id WHERE led.session_id IN ({})
ORDER BY led.session_id, led.position
"""
_TALLIES = """
SELECT session_id, sum(expected), sum(status <= 3), count(status) FROM attendance WHERE session_id IN ({})
GROUP BY session_id
"""
_HEADS = "SELECT session_id, people FROM headcount WHERE session_id IN ({})"
_EXPECTED = """
SELECT session.id, count(*) FROM session JOIN series ON series.id = session.series_id
JOIN "group" ON "group".id = series.group_id JOIN enrolment ON enrolment.group_id = "group".id
WHERE session.id IN ({}) AND "group".enrolment = 'closed' AND session.ended_at IS NULL AND session.status <= 2
    AND NOT enrolment.waitlisted AND enrolment.starts_on <= session.local_date
    AND (enrolment.ends_on IS NULL OR enrolment.ends_on >= session.local_date)
GROUP BY session.id
"""


def _fill(folder: Path) -> Home:
    """10,000 groups of a big agency, each weekly for a year."""
    home = make_practice_home(folder)
    with open_book(home, None, actor="pat") as book, book.raw() as raw:
        made = int(datetime(2026, 12, 1, tzinfo=UTC).timestamp())
        raw.execute("BEGIN IMMEDIATE")
        for table, rows in _rows(made).items():
            head = next(rows)
            columns = ", ".join(head)
            raw.executemany(
                f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join(f":{name}" for name in head)})',
                (head, *rows) if table != "session" else _chained(head, rows),
            )
        raw.execute("COMMIT")
        raw.execute("ANALYZE")
    return home


def _chained(head: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield head
    yield from rows


def _rows(made: int) -> dict[str, Iterator[dict[str, Any]]]:
    each_series = range(1, SERIES + 1)
    return {
        "site": iter([{"id": 1, "uid": "site", "name": "Harbor House"}]),
        "room": ({"id": at, "uid": f"room{at}", "site_id": 1, "name": f"Room {at}"} for at in range(1, _ROOMS + 1)),
        "facilitator": (
            {"id": at, "uid": f"staff{at}", "name": f"Leader {at}", "public_name": 0} for at in range(1, _LEADERS + 1)
        ),
        "group": (
            {
                "id": at, "uid": f"group{at}", "title": f"Group {at}", "program": "wellness", "enrolment": "open",
                "attendance": "names", "mode": "in-person", "public": 0, "status": "active", "created_at": made,
            }
            for at in each_series
        ),
        "series": (
            {
                "id": at, "uid": f"series{at}", "group_id": at, "zone": "America/New_York", "minutes": 60,
                "start_local": _start(at, 0).isoformat(), "rule": "FREQ=WEEKLY", "gap": "forward", "on_closure": "skip",
                "created_at": made,
            }
            for at in each_series
        ),
        "session": _sessions(made),
        "session_facilitator": (
            {
                "session_id": each["id"], "facilitator_id": each["series_id"] % _LEADERS + 1, "position": 0,
                "starts_at": each["starts_at"], "ends_at": each["ends_at"],
            }
            for each in _sessions(made)
        ),
    }  # fmt: skip


def _start(series: int, week: int) -> datetime:
    quarters = series // 7 % 56
    return datetime.combine(_MONDAY, time(7)) + timedelta(days=series % 7 + 7 * week, minutes=15 * quarters)


def _sessions(made: int) -> Iterator[dict[str, Any]]:
    place, number = zone("America/New_York"), 0
    for week in range(WEEKS):
        for series in range(1, SERIES + 1):
            number += 1
            start = _start(series, week)
            starts_at = int(to_utc(start, place).timestamp())
            yield {
                "id": number, "uid": f"session{number}", "series_id": series, "original_local": start.isoformat(),
                "start_local": start.isoformat(), "local_date": f"{start:%Y-%m-%d}", "starts_at": starts_at,
                "ends_at": starts_at + 3600, "minutes": 60, "status": 1, "lesson": week % 8 + 1,
                "lesson_title": "A steady day", "room_id": series % _ROOMS + 1, "created_at": made, "updated_at": made,
            }  # fmt: skip
