"""One session more at the end of a series: the rule's next open date behind the last one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from facilitator.domain.dates.recurrence import local_starts
from facilitator.domain.dates.rule import Rule
from facilitator.domain.scheduling.closures import ClosedSpan, Closures
from facilitator.domain.scheduling.meetings import Meeting, Pattern, instant
from facilitator.domain.scheduling.series.edit_outcome import closed_on
from facilitator.errors import Refused
from facilitator.zones import zone

_PATIENCE: Final = 400


def one_more(
    pattern: Pattern, meetings: Sequence[Meeting], closures: Iterable[ClosedSpan] = ()
) -> tuple[Rule, Meeting]:
    """The rule that ends a date later, and the session there, which has no lesson yet.

    ``meetings`` are all sessions of the series in order of original time. Closed days are left out. A rule that ends
    with its lessons stays as it is.

    Raises:
        Refused: where no open date is left.
    """
    made, dates = _next_open(pattern, meetings, Closures(closures))
    rule = pattern.rule
    if rule.count is not None:
        rule = replace(rule, count=rule.count + (1 if pattern.pushes else dates))
    elif rule.until is not None:
        rule = replace(rule, until=max(rule.until, instant(made.original_local, pattern.zone)))
    return rule, made


def _next_open(pattern: Pattern, meetings: Sequence[Meeting], closures: Closures) -> tuple[Meeting, int]:
    """The session on the first open date behind the last one, and how many dates of the rule that is."""
    last = meetings[-1].original_local
    taken = {each.starts_at for each in meetings}
    endless = replace(pattern.rule, count=None, until=None)
    dates = local_starts(endless, pattern.start_local, zone=zone(pattern.zone), after=last)
    for number, local in enumerate(islice((local for local in dates if local > last), _PATIENCE), 1):
        made = Meeting(
            id=0,
            uid="",
            original_local=local,
            planned_local=None,
            start_local=local,
            starts_at=instant(local, pattern.zone),
            minutes=pattern.minutes,
            room_id=pattern.room_id,
            leader_ids=pattern.leader_ids,
        )
        if made.starts_at not in taken and not closed_on(made, closures):
            return made, number
    raise Refused("the series has no open date left behind its last session", "Nothing was changed.")
