"""Which lesson each session of an edited series has: in order, with none lost that was not lost before."""

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from facilitator.domain.meetings import Meeting
from facilitator.domain.plain_dates import say_date


class Step(NamedTuple):
    """A place of the rule: whether a session can be held there, and the one that stood at that place."""

    rank: int
    open: bool
    meeting: Meeting | None


def first_lesson(ranked: Sequence[tuple[int, Meeting]]) -> int | None:
    """The lesson at rank 0, counted back from the first session that has one; None where lessons are over."""
    # the sessions before it are silent ones, which took no lesson
    for silent, (rank, each) in enumerate(ranked):
        if each.lesson is not None:
            return each.lesson - (rank - silent)
        if not each.silent:
            return None
    return None


def walk_lessons(steps: Sequence[Step], lesson: int, lessons: int, *, cycles: bool) -> dict[int, int | None]:
    """The lesson of each rank from ``lesson`` on; None behind the last one, unless they go round.

    A lost date takes its lesson along; a session that was cancelled with its lesson put off takes none.
    """
    found: dict[int, int | None] = {}
    for rank, is_open, each in steps:
        if each is not None and each.silent:
            found[rank] = None
            continue
        if each is not None and each.pinned and each.lesson is not None:
            lesson = each.lesson
        if is_open:
            found[rank] = (lesson - 1) % lessons + 1 if cycles else (lesson if 1 <= lesson <= lessons else None)
        lesson += 1
    return found


def lost_lessons(before: Set[int | None], after: Set[int | None]) -> Iterator[str]:
    """A line on the lessons that had a session and have none now."""
    lost = sorted(each for each in before - after if each is not None)
    if lost:
        which = f"Lesson {lost[0]} has" if len(lost) == 1 else f"Lessons {', '.join(map(str, lost))} have"
        yield f"{which} no session any more."


def out_of_order(meetings: Sequence[Meeting]) -> Iterator[str]:
    """A line on the first lesson that comes before an earlier one: a session was moved beyond its neighbour."""
    reached = 0
    for each in sorted(meetings, key=lambda each: each.starts_at):
        if each.lesson is None or each.cancelled:
            continue
        if each.lesson < reached:
            yield f"Lesson {each.lesson} on {say_date(each.start_local.date())} comes after lesson {reached}."
            return
        reached = each.lesson
