"""What the command line says of the rows that services return: lines for people, shapes for scripts."""

from datetime import UTC, date, datetime

import click

from facilitator.domain.plan import Plan, PlannedSession
from facilitator.domain.views import Clash, Session
from facilitator.domain.wall_time import place_in_zone
from facilitator.words import GapPolicy
from facilitator.zones import zone


def stamp(moment: datetime) -> str:
    """An aware moment with its offset, to the second."""
    return moment.isoformat(timespec="seconds")


def stamp_utc(moment: datetime) -> str:
    """An aware moment in UTC with ``Z``, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def when(session: Session) -> str:
    """Day and time of a session as its members know them."""
    return f"{session.start_local:%a %d %b %Y %H:%M}"


def session_shape(session: Session) -> dict[str, object]:
    """The JSON of one session."""
    tz = zone(session.zone)
    return {
        "id": session.uid,
        "group": session.group_uid,
        "title": session.title,
        "start": stamp(session.starts_at.astimezone(tz)),
        "start_utc": stamp_utc(session.starts_at),
        "end": stamp(session.ends_at.astimezone(tz)),
        "zone": session.zone,
        "status": session.status.value,
        "lesson": session.lesson,
        "lesson_title": session.lesson_title or None,
        "room": session.room,
        "site": session.site,
        "facilitators": list(session.facilitators),
        "expected": session.expected,
        "present": session.present,
        "minutes": session.minutes,
        "reason": session.reason or None,
    }


def plan_shape(plan: Plan) -> dict[str, object]:
    """The JSON of a plan: sessions made, dates skipped, warnings."""
    return {
        "zone": plan.zone,
        "sessions": [
            {
                "start": stamp(each.starts_at),
                "start_utc": stamp_utc(each.starts_at),
                "end": stamp(each.ends_at),
                "lesson": each.lesson,
                **({"original": _original(plan, each)} if each.shifted else {}),
            }
            for each in plan.sessions
        ],
        "skipped": skipped_shape(plan),
        "warnings": list(plan.warnings),
    }


def _original(plan: Plan, each: PlannedSession) -> str:
    """The time that the rule asked for before the session was shifted."""
    placed = place_in_zone(each.original_local, each.minutes, zone(plan.zone), GapPolicy.FORWARD)
    return stamp(placed.starts_at) if placed else ""


def skipped_shape(plan: Plan) -> list[dict[str, str]]:
    """The dates that a plan leaves out, and why."""
    return [{"date": each.date.isoformat(), "reason": each.reason} for each in plan.skipped]


def clash_shape(clash: Clash) -> dict[str, str]:
    """The JSON of a clash."""
    tz = zone(clash.zone)
    return {
        "kind": clash.kind,
        "name": clash.who_or_where,
        "start": stamp(clash.starts_at.astimezone(tz)),
        "with": clash.with_title,
        "with_start": stamp(clash.with_starts_at.astimezone(tz)),
    }


def clash_line(clash: Clash) -> str:
    """A clash in a line."""
    at = clash.starts_at.astimezone(zone(clash.zone))
    return f"{at:%a %d %b %Y %H:%M}: {clash.who_or_where} is taken by {clash.with_title}"


def say_plan(plan: Plan) -> None:
    """The dates of a plan for a reader, closed days in between."""
    for each in plan.sessions:
        lesson = f"  topic {each.lesson}" if each.lesson else ""
        moved = f"  (instead of {each.original_local:%a %d %b})" if each.shifted else ""
        click.echo(f"{each.start_local:%a %d %b %Y %H:%M} to {each.ends_at:%H:%M}{lesson}{moved}")
    for left_out in plan.skipped:
        click.echo(f"{left_out.date:%a %d %b %Y} left out: {left_out.reason}")


def say_day(day: date | None) -> str:
    """A day, or nothing."""
    return f"{day:%a %d %b %Y}" if day else ""
