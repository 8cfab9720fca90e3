"""The sessions of a series without an end, a stretch at a time: none is made twice, none is left out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from facilitator.domain.dates.recurrence import local_starts
from facilitator.domain.scheduling.closures import SHIFT_DAYS, ClosedSpan
from facilitator.domain.scheduling.meetings import Meeting, Pattern
from facilitator.domain.scheduling.plan import MOST_SESSIONS, plan_sessions
from facilitator.domain.scheduling.planned import PlannedSession
from facilitator.domain.scheduling.series.lesson_walk import waiting
from facilitator.zones import zone


def overlap(pattern: Pattern) -> date:
    """From which day a stretch is planned: a session that was shifted from there may stand on a day of the stretch."""
    stored = pattern.stored_until or pattern.start_local.date()
    return max(pattern.start_local.date(), stored - timedelta(days=SHIFT_DAYS))


def following(
    pattern: Pattern,
    meetings: Sequence[Meeting],
    until: date,
    closures: Iterable[ClosedSpan] = (),
    others: Iterable[Meeting] = (),
) -> tuple[list[Meeting], date]:
    """The sessions behind those that are stored, up to a day, and the day up to which these are all there are.

    ``meetings`` are those of the series that are stored, in order of original time; ``others`` those of the group's
    other series.
    """
    tz = zone(pattern.zone)
    begins = datetime.combine(overlap(pattern), pattern.start_local.time())
    anchor = next(local_starts(pattern.rule, pattern.start_local, zone=tz, after=begins), None)
    if anchor is None or anchor.date() > until:
        return [], until
    planned = plan_sessions(
        start=anchor,
        zone=tz,
        rule=pattern.rule,
        minutes=pattern.minutes,
        closures=closures,
        on_closure=pattern.on_closure,
        limit=MOST_SESSIONS,  # the next stretch goes on from there
        until=until,
        gap=pattern.gap,
    ).sessions
    stored = pattern.stored_until or date.min
    taken, known = {each.starts_at for each in meetings}, {each.original_local for each in meetings}
    fresh = [
        _made(each, pattern)
        for each in planned
        if each.original_local.date() > stored and each.original_local not in known and each.starts_at_utc not in taken
    ]
    full = len(planned) == MOST_SESSIONS
    return _with_lessons(pattern, [*others, *meetings], fresh), planned[-1].original_local.date() if full else until


def _made(each: PlannedSession, pattern: Pattern) -> Meeting:
    return Meeting(
        id=0,
        uid="",
        original_local=each.original_local,
        planned_local=each.start_local if each.shifted else None,
        start_local=each.start_local,
        starts_at=each.starts_at_utc,
        minutes=pattern.minutes,
        room_id=pattern.room_id,
        leader_ids=pattern.leader_ids,
    )


def _with_lessons(pattern: Pattern, meetings: Sequence[Meeting], fresh: list[Meeting]) -> list[Meeting]:
    """Lessons that go round go on with the one that was given the longest ago."""
    if not pattern.cycles or not pattern.lessons:
        return fresh
    everyone = sorted(meetings, key=lambda each: each.original_local)
    queue = waiting(everyone, (), lambda _: False, pattern.lessons, cycles=True)
    return [replace(each, lesson=queue.next()) for each in sorted(fresh, key=lambda each: each.starts_at)]
