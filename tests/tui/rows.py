"""Rows as services return them, for what turns rows into lines: a whole one, and what a test has otherwise."""

from datetime import datetime, timedelta
from typing import Any

from rich.console import Console, RenderableType

from facilitator.domain.curricula.curriculum import AgendaItem, Curriculum, Lesson
from facilitator.domain.views import Group, Person, Session
from facilitator.words import (
    AttendanceKind,
    CurriculumKind,
    EnrolmentKind,
    GroupStatus,
    LessonOrder,
    Mode,
    SessionStatus,
)
from facilitator.zones import zone
from tests.books import NOW

THURSDAY = datetime(2027, 3, 4, 18, 30)
NEW_YORK = "America/New_York"


def shown(what: RenderableType, width: int = 100) -> list[str]:
    """What a terminal shows of it, line by line, without colours."""
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(what)
    return [line.rstrip() for line in capture.get().splitlines()]


def person(number: int = 1, **more: Any) -> Person:
    """Somebody by a short name and a code."""
    values = {"name": f"Person {number}", "code": f"CODE{number}", "alias": "", "phone": "", "email": ""}
    return Person(**{"id": number, "uid": f"person-{number}", **values, **more})


def group(**more: Any) -> Group:
    """A closed group in person, without a room, seats or a curriculum."""
    values: dict[str, Any] = {
        "id": 1,
        "uid": "steady",
        "title": "Steady",
        "program": "wellness",
        "curriculum_id": None,
        "curriculum_key": None,
        "curriculum_title": None,
        "enrolment": EnrolmentKind.CLOSED,
        "attendance": AttendanceKind.NAMES,
        "mode": Mode.IN_PERSON,
        "room": None,
        "site": None,
        "capacity": None,
        "public": False,
        "status": GroupStatus.ACTIVE,
        "ended_on": None,
    }
    return Group(**{**values, **more})


def session(start: datetime = THURSDAY, **more: Any) -> Session:
    """An hour of that group in New York, still to come, without a lesson."""
    minutes = more.get("minutes", 60)
    starts_at = start.replace(tzinfo=zone(NEW_YORK))
    values: dict[str, Any] = {
        "id": 1,
        "uid": f"steady-{start:%m-%d}",
        "group_id": 1,
        "group_uid": "steady",
        "group_title": "Steady",
        "title": "Steady",
        "attendance": AttendanceKind.NAMES,
        "enrolment": EnrolmentKind.CLOSED,
        "curriculum_id": None,
        "zone": NEW_YORK,
        "original_local": start,
        "start_local": start,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=minutes),
        "minutes": minutes,
        "status": SessionStatus.SCHEDULED,
        "lesson": None,
        "lesson_title": "",
        "room_id": None,
        "room": None,
        "site": None,
        "reason": "",
        "sequence": 0,
        "created_at": NOW,
        "updated_at": NOW,
        "started_at": None,
        "ended_at": None,
        "mode": Mode.IN_PERSON,
    }
    return Session(**{**values, **more})


def lesson(title: str = "Rest that fits", **more: Any) -> Lesson:
    """A lesson of an hour with two items."""
    items = (AgendaItem("Check-in", 15, 10), AgendaItem("Talk", 45, 30))
    values = {"key": "rest", "minutes": 60, "aim": "To rest well.", "items": items}
    return Lesson(**{"title": title, **values, **more})


def curriculum(*lessons: Lesson, **more: Any) -> Curriculum:
    """A curriculum for a closed group, with those lessons."""
    values: dict[str, Any] = {
        "key": "steady-steps",
        "title": "Steady steps",
        "version": "1.2.0",
        "language": "en",
        "program": "wellness",
        "kind": CurriculumKind.FULL,
        "enrolment": EnrolmentKind.CLOSED,
        "order": LessonOrder.FIXED,
        "minutes": 60,
        "people": None,
        "facilitators": 1,
        "attendance": AttendanceKind.NAMES,
        "skills": (),
        "licence": "CC-BY-4.0",
        "author": "the authors",
        "informed_by": (),
        "frame": None,
        "about": "Small steps.",
        "lessons": lessons or (lesson(),),
    }
    return Curriculum(**{**values, **more})
