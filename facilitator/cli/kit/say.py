"""What the command line says of the rows that services return: lines for people, shapes for scripts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from facilitator.cli.kit.terminal import say
from facilitator.domain.views import Clash, Closure, LeaderAway, Session
from facilitator.words import GapPolicy
from facilitator.zones import zone

if TYPE_CHECKING:  # rules and plans take 15 ms, and most commands speak of none
    from facilitator.domain.scheduling.meetings import Meeting
    from facilitator.domain.scheduling.plan import Plan, PlannedSession


def stamp(moment: datetime) -> str:
    """An aware moment with its offset, to the second."""
    return moment.isoformat(timespec="seconds")


def stamp_utc(moment: datetime) -> str:
    """An aware moment in UTC with ``Z``, to the second."""
    return stamp(moment.astimezone(UTC)).replace("+00:00", "Z")


def when(session: Session) -> str:
    """Day and time of a session as the clock on the wall will show them, also in the night in which it jumps."""
    return f"{session.starts_at.astimezone(zone(session.zone)):%a %d %b %Y %H:%M}"


def where(session: Session) -> str:
    """Room and site, in the form that names the room: three sites may each have a main room."""
    return "/".join(part for part in (session.site, session.room) if part)


def numbered(session: Session) -> str:
    """Its lesson with its place among all: ``3 of 8: Rest``; empty without one."""
    if session.lesson is None:
        return session.lesson_title
    which = "+".join(map(str, session.lesson_numbers))
    return f"{which} of {session.lessons}: {session.lesson_title}" if session.lessons else session.lesson_title


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
        "last_lesson": session.last_lesson,
        "part": session.part,
        "parts": session.parts,
        "lessons": session.lessons,
        "lesson_title": session.lesson_title or None,
        "room": session.room,
        "site": session.site,
        "mode": session.mode.value,
        "facilitators": list(session.facilitators),
        "substitutes": [{"name": name, "for": instead_of} for name, instead_of in session.standing_in],
        "expected": session.expected,
        "present": session.present,
        "minutes": session.minutes,
        "reason": session.reason or None,
    }


def preview_shape(before: Session, after: Session, clashes: Sequence[Clash] = ()) -> dict[str, object]:
    """The JSON of what would change about one session, field by field, and what would clash."""
    was, would_be = session_shape(before), session_shape(after)
    return {
        "preview": True,
        "changes": [
            {"what": name, "object": before.uid, "before": was[name], "after": would_be[name]}
            for name in would_be
            if was[name] != would_be[name]
        ],
        "clashes": [clash_shape(each) for each in clashes],
    }


def plan_shape(plan: "Plan") -> dict[str, object]:
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


def _original(plan: "Plan", each: "PlannedSession") -> str:
    """The time that the rule asked for before the session was shifted."""
    from facilitator.domain.dates.wall_time import place_in_zone

    placed = place_in_zone(each.original_local, each.minutes, zone(plan.zone), GapPolicy.FORWARD)
    return stamp(placed.starts_at) if placed else ""


def skipped_shape(plan: "Plan") -> list[dict[str, str]]:
    """The dates that a plan leaves out, and why."""
    return [{"date": each.date.isoformat(), "reason": each.reason} for each in plan.skipped]


def clash_shape(clash: Clash) -> dict[str, object]:
    """The JSON of a clash; ``with`` and ``with_start`` are null where nothing else is on then."""
    tz = zone(clash.zone)
    return {
        "kind": clash.kind.value,
        "name": clash.who_or_where,
        "start": stamp(clash.starts_at.astimezone(tz)),
        "with": clash.with_title or None,
        "with_start": stamp(clash.with_starts_at.astimezone(tz)) if clash.with_starts_at else None,
        "words": clash.words,
        "refuses": clash.refuses,
        "sessions": clash.sessions,
    }


def away_shape(days: LeaderAway) -> dict[str, str | None]:
    """The JSON of days away; ``to`` is null until they are back."""
    return {"from": days.first.isoformat(), "to": days.last.isoformat() if days.last else None}


def clash_line(clash: Clash) -> str:
    """A clash in a line."""
    at = clash.starts_at.astimezone(zone(clash.zone))
    more = f", and at {clash.sessions - 1} more" if clash.sessions > 1 else ""
    return f"{at:%a %d %b %Y %H:%M}{more}: {clash.words}"


def topic_of(each: "Meeting") -> str:
    """Its lessons by number: ``topic 3``, ``topics 3 and 4``, ``topic 3, part 1 of 2``; empty without one."""
    if each.lesson is None:
        return ""
    if each.last_lesson is not None:
        return f"topics {each.lesson} {'and' if each.last_lesson == each.lesson + 1 else 'to'} {each.last_lesson}"
    return f"topic {each.lesson}" + (f", part {each.part} of {each.parts}" if each.parts else "")


def say_meeting(each: "Meeting") -> str:
    """A session of an edit in a line."""
    lesson = f"  {topic_of(each)}" if each.lesson else ""
    cancelled = "  (cancelled)" if each.cancelled else ""
    return f"{each.start_local:%a %d %b %Y %H:%M}, {each.minutes} minutes{lesson}{cancelled}"


def say_changes(changes: "Sequence[tuple[Meeting, Meeting]]") -> None:
    """Sessions before and after, in two columns."""
    for before, after in changes:
        said = (say_meeting(before), say_meeting(after))
        say(f"{said[0]}  ->  {said[1] if said[0] != said[1] else 'same time; room, leaders or text differ'}")


def say_plan(plan: "Plan") -> None:
    """The dates of a plan for a reader, closed days in between."""
    for each in plan.sessions:
        lesson = f"  topic {each.lesson}" if each.lesson else ""
        moved = f"  (instead of {each.original_local:%a %d %b})" if each.shifted else ""
        say(f"{each.starts_at:%a %d %b %Y %H:%M} to {each.ends_at:%H:%M}{lesson}{moved}")
    for left_out in plan.skipped:
        say(f"{left_out.date:%a %d %b %Y} left out: {left_out.reason}")


def say_day(day: date | None) -> str:
    """A day, or nothing."""
    return f"{day:%a %d %b %Y}" if day else ""


def say_span(each: Closure) -> str:
    """When it is closed: a day, its first and last day, or its hours."""
    begins, ends = each.starts_local, each.ends_local
    if each.all_day:
        # a closed day ends as the next one begins; people say its last day
        last = ends - timedelta(days=1)
        return f"{begins:%a %d %b %Y}" + (f" to {last:%a %d %b %Y}" if last > begins else "")
    later = f"{ends:%H:%M}" if ends.date() == begins.date() else f"{ends:%a %d %b %Y %H:%M}"
    return f"{begins:%a %d %b %Y %H:%M} to {later}"
