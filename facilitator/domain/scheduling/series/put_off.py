"""Put a session off: it is cancelled, its lesson goes to the next one and so on, and the group ends a date later."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from facilitator.domain.scheduling.closures import ClosedSpan
from facilitator.domain.scheduling.meetings import Meeting, Pattern
from facilitator.domain.scheduling.series.edit_plan import EditPlan, SessionChange
from facilitator.domain.scheduling.series.edits import check_untouched
from facilitator.domain.scheduling.series.one_more import one_more
from facilitator.errors import Refused
from facilitator.words import SessionStatus


def put_off(
    pattern: Pattern,
    meetings: Sequence[Meeting],
    at: int,
    *,
    reason: str,
    closures: Iterable[ClosedSpan] = (),
    end: Sequence[Meeting] = (),
) -> EditPlan:
    """Put off the session number ``at`` of a group, all of whose ``meetings`` lie in order of original time.

    ``pattern`` is that of its last series and ``end`` the sessions there, where it has more than one: only that grows.
    What was chosen by hand moves on with the rest, so that parts and swapped lessons keep their order. A series without
    an end gets no date more: its sessions go on anyway.

    Raises:
        Refused: for one that was held, has marks or is cancelled; where no open date is left.
    """
    off = meetings[at]
    check_untouched(off)
    if off.cancelled:
        raise Refused("this session is cancelled already", "Nothing was changed.")
    later = [each for each in meetings[at + 1 :] if not each.pinned and not each.cancelled]
    nothing = replace(off, lesson=None, last_lesson=None, part=None, parts=None, by_hand=False)
    cancelled = replace(nothing, status=SessionStatus.CANCELLED, reason=reason)
    moved_on = [SessionChange(each, taught_as(each, last)) for last, each in zip([off, *later], later, strict=False)]
    changed = (SessionChange(off, cancelled), *(each for each in moved_on if each.before != each.after))
    if pattern.endless:
        return EditPlan(pattern, None, changed, (), (), ())
    rule, added = one_more(pattern, end or meetings, closures)
    return EditPlan(replace(pattern, rule=rule), None, changed, (taught_as(added, [off, *later][-1]),), (), ())


def taught_as(each: Meeting, other: Meeting) -> Meeting:
    """A session with the lesson of another one."""
    return replace(
        each,
        lesson=other.lesson,
        last_lesson=other.last_lesson,
        part=other.part,
        parts=other.parts,
        by_hand=other.by_hand,
    )
