"""Put a session off: it is cancelled, its lesson goes to the next one and so on, and the series ends a date later."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Final

from facilitator.domain.closures import ClosedSpan, Closures
from facilitator.domain.edit_outcome import closed_on
from facilitator.domain.edit_plan import Change, EditPlan
from facilitator.domain.edits import check_untouched
from facilitator.domain.meetings import Meeting, Pattern, instant
from facilitator.domain.recurrence import local_starts
from facilitator.errors import Refused
from facilitator.words import SessionStatus
from facilitator.zones import zone

_PATIENCE: Final = 400


def put_off(
    pattern: Pattern, meetings: Sequence[Meeting], at: int, *, reason: str, closures: Iterable[ClosedSpan] = ()
) -> EditPlan:
    """Put off the session number ``at`` of a series, all of whose ``meetings`` lie in order of original time.

    A series without an end gets no date more: its sessions go on anyway.

    Raises:
        Refused: for one that was held, has marks or is cancelled; where no open date is left.
    """
    off = meetings[at]
    check_untouched(off)
    if off.cancelled:
        raise Refused("this session is cancelled already", "Nothing was changed.")
    later = [each for each in meetings[at + 1 :] if not each.pinned and not each.cancelled]
    lessons = [off.lesson, *(each.lesson for each in later)]
    cancelled = replace(off, status=SessionStatus.CANCELLED, reason=reason, lesson=None)
    moved_on = [Change(each, replace(each, lesson=lesson)) for each, lesson in zip(later, lessons, strict=False)]
    changed = (Change(off, cancelled), *(each for each in moved_on if each.before != each.after))
    if pattern.endless:
        return EditPlan(pattern, None, changed, (), (), ())
    local, dates = _next_date(pattern, meetings, Closures(closures))
    rule = pattern.rule
    if rule.count is not None:
        rule = replace(rule, count=rule.count + (1 if pattern.pushes else dates))
    elif rule.until is not None:
        rule = replace(rule, until=max(rule.until, instant(local, pattern.zone)))
    added = _made(pattern, local, lessons[-1])
    return EditPlan(replace(pattern, rule=rule), None, changed, (added,), (), ())


def _next_date(pattern: Pattern, meetings: Sequence[Meeting], closures: Closures) -> tuple[datetime, int]:
    """The rule's first open date behind the last session, and how many dates of the rule that is."""
    last = meetings[-1].original_local
    taken = {each.starts_at for each in meetings}
    dates = local_starts(
        replace(pattern.rule, count=None, until=None), pattern.start_local, zone=zone(pattern.zone), after=last
    )
    behind = (local for local in dates if local > last)
    for number, local in enumerate(islice(behind, _PATIENCE), 1):
        made = _made(pattern, local, None)
        if made.starts_at not in taken and not closed_on(made, closures):
            return local, number
    raise Refused("the series has no open date left behind its last session", "Cancel the session instead.")


def _made(pattern: Pattern, local: datetime, lesson: int | None) -> Meeting:
    return Meeting(
        id=0,
        uid="",
        original_local=local,
        planned_local=None,
        start_local=local,
        starts_at=instant(local, pattern.zone),
        minutes=pattern.minutes,
        lesson=lesson,
        room_id=pattern.room_id,
        leader_ids=pattern.leader_ids,
    )
