"""What a coordinator should know before saving a plan, in plain words."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from facilitator.domain.dates.plain_dates import say_date, say_moment, say_time
from facilitator.domain.scheduling.closures import Closures
from facilitator.domain.scheduling.missing_days import missing_days
from facilitator.domain.scheduling.planned import PlanEnd, PlannedSession, PlanTerms, SkippedDate

_SHOWN: Final = 5
_MINUTE: Final = timedelta(minutes=1)


def warn(
    terms: PlanTerms,
    first: datetime,
    sessions: Sequence[PlannedSession],
    lost: Sequence[tuple[SkippedDate, int | None]],
    ended: PlanEnd,
) -> list[str]:
    """Warnings about a plan: its start, clock changes, shifts, overlaps, lessons; a few of each kind.

    ``first`` is the rule's first wall time, ``lost`` the dates lost with their lessons.
    """
    warnings = []
    if first != terms.start:
        warnings.append(
            f"The start, {say_moment(terms.start)}, is not on the rule: the first date is {say_moment(first)}."
        )
    kinds: tuple[Callable[[Sequence[PlannedSession]], Iterator[str]], ...] = (_gaps, _shifts, _overlaps)
    for kind in kinds:
        warnings += _first_few(list(kind(sessions)))
    endless = terms.rule.endless or not sessions
    warnings += missing_days(terms.rule, terms.start, None if endless else sessions[-1].start_local)
    warnings += _lessons(terms, sessions, [lesson for _, lesson in lost if lesson is not None], ended)
    if terms.pushes and terms.lessons is None and terms.rule.until is not None and lost and ended is PlanEnd.RULE:
        number = "a lost session" if len(lost) == 1 else f"{len(lost)} lost sessions"
        warnings.append(f"The series ends before {number} could be made up.")
    if ended is PlanEnd.PATIENCE or (lost and not sessions):
        warnings.append(
            f"No {'further ' if sessions else ''}session can be held: every date up to "
            f"{say_date(lost[-1][0].date)} is lost. Check the closed days."
        )
    return warnings


def kept_open(sessions: Sequence[PlannedSession], closures: Closures) -> list[str]:
    """The sessions that are held although their day is closed, for a group that meets all the same."""
    said = []
    for each in sessions:
        begins, ends = (at.replace(tzinfo=None) for at in (each.starts_at, each.ends_at))
        closed = closures.reason_closed(begins, max(ends, begins + _MINUTE))
        if closed is not None:
            said.append(f"It meets on {say_date(begins.date())} all the same: {closed.reason}.")
    return _first_few(said)


def _first_few(warnings: list[str]) -> list[str]:
    more = len(warnings) - _SHOWN
    return warnings if more <= 0 else [*warnings[:_SHOWN], f"And {more} more like this."]


def _gaps(sessions: Sequence[PlannedSession]) -> Iterator[str]:
    for session in sessions:
        if session.moved_by_gap:
            yield (
                f"The clocks go forward on {say_date(session.start_local.date())}: the session at "
                f"{say_time(session.start_local.time())} starts at {say_time(session.starts_at.time())}."
            )


def _shifts(sessions: Sequence[PlannedSession]) -> Iterator[str]:
    for session in sessions:
        if not session.shifted:
            continue
        # sessions lie in order of time: those passed or met are the ones around it that were meant for later
        met = [
            other
            for other in sessions
            if other.original_local > session.original_local and other.start_local.date() <= session.start_local.date()
        ]
        if met:
            where = "on the day of" if met[-1].start_local.date() == session.start_local.date() else "beyond"
            yield (
                f"The session of {say_date(session.original_local.date())} moves to "
                f"{say_date(session.start_local.date())}, {where} the session on {say_moment(met[-1].start_local)}."
            )


def _overlaps(sessions: Sequence[PlannedSession]) -> Iterator[str]:
    for earlier, later in pairwise(sessions):
        if later.starts_at_utc < earlier.ends_at_utc:
            yield (
                f"The session on {say_moment(earlier.starts_at)} still runs when the next one starts at "
                f"{say_time(later.starts_at.time())}."
            )


def _lessons(
    terms: PlanTerms, sessions: Sequence[PlannedSession], lost: Sequence[int], ended: PlanEnd
) -> Iterator[str]:
    if terms.lessons is None:
        return
    if lost:
        yield f"{_name(lost)} {'falls' if len(lost) == 1 else 'fall'} on a lost date and will not be held."
    reached = max([0, *lost, *(session.lesson for session in sessions if session.lesson is not None)])
    if reached < terms.lessons and ended is not PlanEnd.WINDOW:
        left = range(reached + 1, terms.lessons + 1)
        yield f"{_name(left)} {'does' if len(left) == 1 else 'do'} not fit before the series ends."
    beyond = [session for session in sessions if session.lesson is None]
    if beyond:
        yield (
            f"The series goes on after lesson {terms.lessons}: sessions from "
            f"{say_date(beyond[0].start_local.date())} on have no lesson."
        )


def _name(lessons: Sequence[int]) -> str:
    if len(lessons) == 1:
        return f"Lesson {lessons[0]}"
    if len(lessons) > 2 and lessons[-1] - lessons[0] == len(lessons) - 1:
        return f"Lessons {lessons[0]} to {lessons[-1]}"
    return f"Lessons {', '.join(map(str, lessons[:-1]))} and {lessons[-1]}"
