"""Those who lead: what a credential and its last day are written as, and when they are away.

Why somebody is away is nobody's business, and not kept.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from facilitator.domain.dates.plain_dates import parse_date
from facilitator.domain.views import LeaderAway
from facilitator.errors import BadInput

_DAY = timedelta(days=1)
_YEAR = re.compile(r"(?<![0-9])(19|20)[0-9]{2}(?![0-9])")
_DAY_SIGNS = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}([-/.][0-9]{1,4})?")
_UNTIL = re.compile(
    r"[\s,;:(]*\b(until|till|to|through|expires|expiring|exp\.?|ends|renews)(\s+(on|by))?\s*$", re.IGNORECASE
)


def read_credential(text: str, today: date) -> tuple[str, date | None]:
    """The name of a credential and its last day, as in ``CPRS=2027-05-31`` or ``CPRS until May 31 2027``.

    Without an equals sign a day has to say its year: "Level 3" is a name.

    Raises:
        BadInput: where a day seems to be in the name, and cannot be read.
    """
    name, sign, day = text.partition("=")
    if sign:
        return name.strip(), parse_date(day, today) if day.strip() else None
    words = text.replace("(", " ").replace(")", " ").split()
    for at in range(1, len(words)):
        day = " ".join(words[at:])
        if not _YEAR.search(day):
            break
        try:
            ends = parse_date(day, today)
        except BadInput:
            continue
        return _UNTIL.sub("", " ".join(words[:at])).rstrip(" ,;:"), ends
    expect_no_day(text)
    return text.strip(), None


def expect_no_day(name: str) -> None:
    """See that no day is taken for a part of a credential's name.

    Raises:
        BadInput: for one that holds something like a day.
    """
    if _YEAR.search(name) or _DAY_SIGNS.search(name):
        raise BadInput("the credential's day cannot be read", "Write it as NAME=DAY, such as CPRS=2027-05-31.")


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
