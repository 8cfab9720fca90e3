"""A believable program in a practice book: 10,000 sessions, 2,000 people, 100,000 marks, one roll of 200 tonight."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

from facilitator.domain.curricula.curriculum import Curriculum
from facilitator.domain.dates.wall_time import to_utc
from facilitator.domain.sessions.agenda import lay_out
from facilitator.domain.spelling import fold
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.home import Home, bundled
from facilitator.services.book.open_book import open_book
from facilitator.storage.queries import practice as bulk
from facilitator.storage.queries.curricula import pinned as curricula
from facilitator.storage.uids import new_uid
from facilitator.words import (
    AttendanceKind,
    AttendanceStatus,
    ClosurePolicy,
    EnrolmentKind,
    GapPolicy,
    GroupStatus,
    Mode,
    SessionStatus,
)
from facilitator.zones import zone
from tests.books import make_practice_home

ZONE = "America/New_York"
GROUPS, WEEKS_BACK, WEEKS_AHEAD = 100, 50, 50
PEOPLE, ROSTER, BIG_ROLL = 2_000, 20, 200
MINUTES = 60
_CAME = (AttendanceStatus.PRESENT,) * 7 + (AttendanceStatus.LATE, AttendanceStatus.EXCUSED, AttendanceStatus.MISSED)


@dataclass(frozen=True, slots=True)
class Program:
    """A home, its running session with 200 on the roll, and the uids of those people."""

    home: Home
    session: str
    people: tuple[str, ...]
    marks: int


def make_program(folder: Path, *, now: datetime) -> Program:
    """Fill a practice book; the running session began 20 minutes before ``now``."""
    home = make_practice_home(folder)
    rows: dict[str, list[bulk.Row]] = {}
    with open_book(home, None, actor="pat") as book, book.write(now=now) as change:
        content = (bundled("curricula") / "eight-steady-steps.md").read_bytes()
        read = read_curriculum(content, name="eight-steady-steps.md").curriculum
        assert read is not None
        pinned = curricula.pin(
            change.db,
            key=read.key,
            version=read.version,
            title=read.title,
            kind=read.kind,
            content_hash=sha256(content).hexdigest(),
            content=content,
            now=now,
        )
        _invent(rows, read, pinned, now)
        for _ in bulk.fill(change.db, rows):
            pass
        change.record("practice.fill", "")
    running = next(row for row in rows["session"] if row["status"] is SessionStatus.RUNNING)
    people = tuple(str(row["uid"]) for row in rows["person"][:BIG_ROLL])
    return Program(home, str(running["uid"]), people, len(rows["attendance"]))


def _invent(rows: dict[str, list[bulk.Row]], read: Curriculum, pinned: int, now: datetime) -> None:
    chance = Random(1)
    rows["site"] = [{"id": 1, "uid": new_uid(), "name": "Harbor House", "address": ""}]
    rows["room"] = [
        {"id": at, "uid": new_uid(), "site_id": 1, "name": f"Room {at}", "capacity": 20} for at in range(1, 21)
    ]
    rows["facilitator"] = [
        {"id": at, "uid": new_uid(), "name": f"Leader {at}", "public_name": False} for at in range(1, 21)
    ]
    rows["person"] = [_person(at, now) for at in range(1, PEOPLE + 1)]
    rows.update({name: [] for name in ("group", "group_facilitator", "series", "session", "session_facilitator")})
    rows.update({name: [] for name in ("enrolment", "attendance", "mark_event")})
    ids, enrolments = count(1), count(1)
    for group in range(1, GROUPS + 1):
        roster = range(1, BIG_ROLL + 1) if group == 1 else sorted(chance.sample(range(1, PEOPLE + 1), ROSTER))
        _add_group(rows, group, pinned, now)
        for person in roster:
            rows["enrolment"].append(
                {
                    "id": next(enrolments),
                    "group_id": group,
                    "person_id": person,
                    "starts_on": (now - timedelta(weeks=WEEKS_BACK + 1)).date(),
                    "waitlisted": False,
                }
            )
        first = _first_start(group, now)
        for week in range(-WEEKS_BACK, WEEKS_AHEAD):
            start = first + timedelta(weeks=week)
            session = _add_session(rows, next(ids), group, start, read, week, now)
            if session["status"] is SessionStatus.HELD:
                _add_marks(rows, session, roster if group != 1 else roster[:ROSTER], chance)
    running = next(row for row in rows["session"] if row["status"] is SessionStatus.RUNNING)
    lesson = read.lessons[int(str(running["lesson"])) - 1]
    laid = lay_out(lesson, now, MINUTES)
    rows["agenda_progress"] = [
        {
            "session_id": running["id"],
            "position": at,
            "title": item.title,
            "minutes": timed.minutes,
            "least_minutes": min(item.least_minutes, timed.minutes),
            "started_at": running["started_at"] if at == 0 else None,
            "ended_at": None,
        }
        for at, (item, timed) in enumerate(zip(lesson.items, laid.items, strict=True))
    ]


def _person(at: int, now: datetime) -> bulk.Row:
    name = f"Ana{at:04} of the Program"
    return {
        "id": at,
        "uid": new_uid(),
        "code": f"{at:06}",
        "name": name,
        "name_key": fold(name),
        "alias": "",
        "alias_key": "",
        "phone": "",
        "email": "",
        "created_at": now,
    }


def _first_start(group: int, now: datetime) -> datetime:
    """This week's start of a group: the first group's began just now, the others fill the week from 9 to 20."""
    local = now.astimezone(zone(ZONE)).replace(tzinfo=None, second=0, microsecond=0)
    if group == 1:
        return local - timedelta(minutes=20)
    day = local.date() + timedelta(days=group % 7 - 3)
    return datetime(day.year, day.month, day.day, 9 + group % 12)


def _add_group(rows: dict[str, list[bulk.Row]], group: int, pinned: int, now: datetime) -> None:
    rows["group"].append(
        {
            "id": group,
            "uid": new_uid(),
            "title": f"Circle {group:03}",
            "program": "wellness",
            "curriculum_id": pinned,
            "enrolment": EnrolmentKind.CLOSED if group % 2 else EnrolmentKind.OPEN,
            "attendance": AttendanceKind.NAMES,
            "mode": Mode.IN_PERSON,
            "link": "",
            "room_id": group % 20 + 1,
            "capacity": None,
            "public": False,
            "status": GroupStatus.ACTIVE,
            "created_at": now,
        }
    )
    rows["group_facilitator"].append({"group_id": group, "facilitator_id": group % 20 + 1, "position": 0})
    rows["series"].append(
        {
            "id": group,
            "uid": new_uid(),
            "group_id": group,
            "zone": ZONE,
            "start_local": _first_start(group, now) - timedelta(weeks=WEEKS_BACK),
            "minutes": MINUTES,
            "rule": f"FREQ=WEEKLY;COUNT={WEEKS_BACK + WEEKS_AHEAD}",
            "gap": GapPolicy.FORWARD,
            "on_closure": ClosurePolicy.SKIP,
            "created_at": now,
        }
    )


def _add_session(
    rows: dict[str, list[bulk.Row]], key: int, group: int, start: datetime, read: Curriculum, week: int, now: datetime
) -> bulk.Row:
    starts_at = to_utc(start, zone(ZONE))
    ends_at = starts_at + timedelta(minutes=MINUTES)
    running = group == 1 and week == 0
    held = ends_at < now
    status = SessionStatus.RUNNING if running else (SessionStatus.HELD if held else SessionStatus.SCHEDULED)
    lesson = (week + WEEKS_BACK) % len(read.lessons)
    row: bulk.Row = {
        "id": key,
        "uid": new_uid(),
        "series_id": group,
        "original_local": start,
        "start_local": start,
        "local_date": start.date(),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "minutes": MINUTES,
        "status": status,
        "title": "",
        "lesson": lesson + 1,
        "lesson_title": read.lessons[lesson].title,
        "room_id": group % 20 + 1,
        "reason": "",
        "sequence": 0,
        "created_at": now,
        "updated_at": now,
        "started_at": starts_at if running or held else None,
        "ended_at": ends_at if held else None,
    }
    rows["session"].append(row)
    rows["session_facilitator"].append(
        {"session_id": key, "facilitator_id": group % 20 + 1, "starts_at": starts_at, "ends_at": ends_at}
    )
    return row


def _add_marks(rows: dict[str, list[bulk.Row]], session: bulk.Row, people: list[int] | range, chance: Random) -> None:
    for person in people:
        status = chance.choice(_CAME)
        state: bulk.Row = {
            "session_id": session["id"],
            "person_id": person,
            "expected": True,
            "status": status,
            "arrived_at": None,
            "left_at": None,
            "mode": None,
        }
        rows["attendance"].append({**state, "minutes": MINUTES if status.attended else 0})
        rows["mark_event"].append({**state, "at": session["ended_at"], "actor": "pat", "act": "close"})
