"""Makes ``calendars/examples/*.ics``, calendars as the program publishes them: ``python -m tests.make_examples``.

All values are fixed, so the files change only when the writer does: look at such a change before committing it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from facilitator import zones
from facilitator.domain.publishing.published import PublishedCalendar, PublishedSession
from facilitator.formats.publishing.ics_write import write_calendar

FOLDER = Path(__file__).parents[1] / "calendars" / "examples"
ZONE = "America/New_York"
PUBLISHED = datetime(2026, 9, 14, 13, 5, tzinfo=UTC)
CHANGED = datetime(2026, 11, 2, 15, 40, tzinfo=UTC)


def session(group: str, number: int, wall: str, minutes: int, title: str, room: str, **more: Any) -> PublishedSession:
    """A session of an invented group, at a wall time of New York."""
    starts = datetime.fromisoformat(wall).replace(tzinfo=zones.zone(ZONE)).astimezone(UTC)
    values: dict[str, Any] = {
        "uid": str(uuid5(NAMESPACE_URL, f"https://example.org/{group}/{number}")),
        "sequence": 0,
        "created_at_utc": PUBLISHED,
        "updated_at_utc": PUBLISHED,
        "starts_at_utc": starts,
        "ends_at_utc": starts + timedelta(minutes=minutes),
        "zone": ZONE,
        "title": f"{group}: {title}",
        "location": f"{room}, Harbor Street",
    }
    return PublishedSession(**{**values, **more})


def closed_group() -> PublishedCalendar:
    """Eight Thursdays at 18:30, over the clock change of 1 November and without Thanksgiving Day."""
    meetings = (
        ("2026-10-15", "Why we are here"),
        ("2026-10-22", "What keeps me steady"),
        ("2026-10-29", "People I can call"),
        ("2026-11-05", "Hard hours"),
        ("2026-11-12", "Rest and food"),
        ("2026-11-19", "Getting through the holidays"),
        ("2026-12-03", "Work and money"),
        ("2026-12-10", "What comes next"),
    )
    return PublishedCalendar(
        uid="closed-group",
        name="Steady Thursdays",
        zone=ZONE,
        description="A group of eight evenings for the people enrolled in it",
        colour="teal",
        sessions=tuple(
            session("Steady Thursdays", number, f"{day}T18:30", 90, title, "Room 4")
            for number, (day, title) in enumerate(meetings, 1)
        ),
    )


def changed_sessions() -> PublishedCalendar:
    """A kept, a cancelled and a moved session, with the characters that readers stumble over."""
    group, room = "Lunch & paths", "Room 2; back door"
    hard = "what helps,\nand what does not — «déjà vu» 🏳️‍🌈 中文"
    return PublishedCalendar(
        uid="changed-sessions",
        name="Harbor Street: lunch, talk; and paths 🌿",
        zone=ZONE,
        sessions=(
            session(group, 1, "2026-11-04T12:00", 60, "tea, talk; and a walk 🌿", room),
            session(
                group,
                2,
                "2026-11-11T12:00",
                60,
                r"C:\New, or \N?",
                room,
                sequence=1,
                updated_at_utc=CHANGED,
                cancelled=True,
            ),
            session(
                group,
                3,
                "2026-11-19T17:15",
                60,
                hard,
                room,
                sequence=2,
                updated_at_utc=CHANGED + timedelta(minutes=4),
                description="Moved from Wednesday 18 November, noon.\nBring a coat; we walk first.",
                url="https://example.org/lunch?week=3,4;room=2",
                categories=("Wellness", "Walking, outside"),
            ),
        ),
    )


def examples() -> Mapping[str, bytes]:
    """The files by name."""
    return {f"{calendar.uid}.ics": write_calendar(calendar) for calendar in (closed_group(), changed_sessions())}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, data in examples().items():
        (FOLDER / name).write_bytes(data)
