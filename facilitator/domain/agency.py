"""Who of those who lead is away, and when: why is nobody's business, and not kept."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from facilitator.domain.views import LeaderAway

_DAY = timedelta(days=1)


def with_days(known: Iterable[LeaderAway], new: LeaderAway) -> tuple[LeaderAway, ...]:
    """Days away with further ones: what overlaps or lies side by side is one absence."""
    apart: list[LeaderAway] = []
    for each in known:
        if _touch(each, new):
            last = None if each.last is None or new.last is None else max(each.last, new.last)
            new = LeaderAway(min(each.first, new.first), last)
        else:
            apart.append(each)
    return tuple(sorted([*apart, new], key=lambda each: each.first))


def ended_on(known: Sequence[LeaderAway], last: date) -> tuple[LeaderAway, ...] | None:
    """Days away where the absence of that day, or the next one after it, ends with it; None where there is none.

    One that would begin later than it ends is none.
    """
    at = next((at for at, each in enumerate(known) if each.last is None or each.last >= last), None)
    if at is None:
        return None
    ended = [replace(known[at], last=last)] if known[at].first <= last else []
    return (*known[:at], *ended, *known[at + 1 :])


def not_over(known: Iterable[LeaderAway], today: date) -> tuple[LeaderAway, ...]:
    """Those that last to that day, or come after it."""
    return tuple(each for each in known if each.last is None or each.last >= today)


def _touch(one: LeaderAway, other: LeaderAway) -> bool:
    first, second = sorted((one, other), key=lambda each: each.first)
    return first.last is None or second.first <= first.last or second.first - first.last == _DAY
