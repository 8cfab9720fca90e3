"""Rows for tests of statements: each with the least that its table asks for, and the rest by name."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, insert

from facilitator.domain.spelling import fold
from facilitator.storage import tables
from facilitator.storage.db import new_id
from facilitator.storage.tables.base import metadata
from facilitator.storage.uids import new_code, new_uid
from facilitator.words import (
    AttendanceKind,
    AttendanceStatus,
    ClosurePolicy,
    CurriculumKind,
    EnrolmentKind,
    GapPolicy,
    GroupStatus,
    Mode,
    SessionStatus,
)
from facilitator.zones import zone
from tests.books import NOW

ZONE = "America/New_York"


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass(slots=True)
class Rows:
    """Rows of one open connection; each method gives the number of the row that it made."""

    db: Connection

    def put(self, table: Table, **values: Any) -> int:
        """A row of any table that numbers its rows."""
        own = {"uid": new_uid()} if "uid" in table.columns else {}
        return new_id(self.db.execute(insert(table), {**own, **values}))

    def site(self, name: str = "Hall", **more: Any) -> int:
        """A site."""
        return self.put(tables.site, name=name, **more)

    def room(self, site_id: int, name: str = "Blue", **more: Any) -> int:
        """A room of a site."""
        return self.put(tables.room, site_id=site_id, name=name, **{"features": (), **more})

    def facilitator(self, name: str = "Sam Ortega", **more: Any) -> int:
        """Somebody who leads groups."""
        return self.put(tables.facilitator, name=name, **more)

    def curriculum(self, key: str = "steady", **more: Any) -> int:
        """A curriculum as it was pinned."""
        usual = {
            "version": "1.0",
            "title": "Steady",
            "kind": CurriculumKind.FULL,
            "content_hash": new_uid(),
            "content": b"text",
            "pinned_at": NOW,
        }
        return self.put(tables.curriculum, key=key, **{**usual, **more})

    def group(self, title: str = "Steady", **more: Any) -> int:
        """A group with a roster, which goes on."""
        usual = {
            "program": "Peers",
            "enrolment": EnrolmentKind.OPEN,
            "attendance": AttendanceKind.NAMES,
            "mode": Mode.IN_PERSON,
            "status": GroupStatus.ACTIVE,
            "created_at": NOW,
        }
        return self.put(tables.group, title=title, **{**usual, **more})

    def series(self, group_id: int, **more: Any) -> int:
        """A series of Thursdays, an hour each."""
        usual = {
            "zone": ZONE,
            "start_local": datetime(2027, 3, 4, 18, 30),
            "minutes": 60,
            "rule": "FREQ=WEEKLY",
            "gap": GapPolicy.FORWARD,
            "on_closure": ClosurePolicy.SKIP,
            "created_at": NOW,
        }
        return self.put(tables.series, group_id=group_id, **{**usual, **more})

    def session(self, series_id: int, start: str = "2027-03-04 18:30", **more: Any) -> int:
        """A scheduled session at a wall time in New York."""
        local, minutes = datetime.fromisoformat(start), more.get("minutes", 60)
        starts_at = local.replace(tzinfo=zone(ZONE)).astimezone(UTC)
        usual = {
            "original_local": local,
            "start_local": local,
            "local_date": local.date(),
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=minutes),
            "minutes": minutes,
            "status": SessionStatus.SCHEDULED,
            "created_at": NOW,
            "updated_at": NOW,
        }
        return self.put(tables.session, series_id=series_id, **{**usual, **more})

    def lead(self, session_id: int, facilitator_id: int, position: int = 0) -> None:
        """Somebody leads a session, at its times."""
        times = self.db.execute(
            tables.session.select()
            .with_only_columns(tables.session.c.starts_at, tables.session.c.ends_at)
            .where(tables.session.c.id == session_id)
        ).one()
        self.db.execute(
            insert(tables.session_facilitator),
            {
                "session_id": session_id,
                "facilitator_id": facilitator_id,
                "position": position,
                "starts_at": times.starts_at,
                "ends_at": times.ends_at,
            },
        )

    def person(self, name: str, alias: str = "", **more: Any) -> int:
        """Somebody who comes to groups."""
        usual = {"code": new_code(), "name_key": fold(name), "alias_key": fold(alias), "created_at": NOW}
        return self.put(tables.person, name=name, alias=alias, **{**usual, **more})

    def enrol(self, group_id: int, person_id: int, first: str = "2027-03-01", last: str = "", **more: Any) -> int:
        """A place on a roster."""
        ends_on = date.fromisoformat(last) if last else None
        days = {"starts_on": date.fromisoformat(first), "ends_on": ends_on}
        return self.put(tables.enrolment, group_id=group_id, person_id=person_id, **days, **more)

    def attendance(self, session_id: int, person_id: int, status: AttendanceStatus | None = None, **more: Any) -> None:
        """How somebody took part in a session; expected, unless it says otherwise."""
        values = {"session_id": session_id, "person_id": person_id, "status": status, "expected": True, **more}
        self.db.execute(insert(tables.attendance), values)

    def event(self, session_id: int, person_id: int, act: str = "mark", **more: Any) -> int:
        """An event of attendance."""
        usual = {"at": NOW, "actor": "pat", "expected": True}
        values = {**usual, **more}
        return self.put(tables.mark_event, session_id=session_id, person_id=person_id, act=act, **values)

    def closure(self, first: str, last: str, reason: str = "Holiday", **more: Any) -> int:
        """A closed day, or a closed part of one, in wall time."""
        span = {"starts_local": datetime.fromisoformat(first), "ends_local": datetime.fromisoformat(last)}
        return self.put(tables.closure, reason=reason, **span, **{"all_day": True, **more})

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return len(self.db.execute(metadata.tables[table].select()).all())
