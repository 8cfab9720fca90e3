"""An outline as somebody has written it down: its lines, each with what it looks like and how deep it stands."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from facilitator.domain.curricula.curriculum import MAX_MINUTES


class LineKind(StrEnum):
    """What a line of an outline looks like."""

    TITLE = "title"
    HEADING = "heading"
    NUMBERED = "numbered"
    BULLET = "bullet"
    PLAIN = "plain"
    QUOTE = "quote"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line in one piece. ``level`` is a heading's own, from 1; of other lines how far they are indented, from 0.

    ``number`` is what a numbered line was numbered with, where it was written out.
    """

    kind: LineKind
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline, and what could not be taken over from its file, such as pictures, in words."""

    lines: tuple[OutlineLine, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timed:
    """A line with the minutes taken off; ``rest`` is what stood behind them. None where it says no minutes."""

    title: str
    minutes: int | None = None
    least_minutes: int | None = None
    rest: str = ""


_IN_WORDS: Final = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ROMAN: Final = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]


def number_of(word: str) -> int | None:
    """The number that digits, a Roman number or a word say, up to twelve where it is not in digits."""
    if word.isdecimal():
        return int(word)
    return next((names.index(word.lower()) + 1 for names in (_IN_WORDS, _ROMAN) if word.lower() in names), None)


_UNIT: Final = r"(?:minutes?|mins?\.?|min\.?)"
_HOURS: Final = r"(?:hours?|hrs?\.?|h)"
_RANGE: Final = r"(?P<one>[0-9]{1,3})(?:\s*(?:-|–|to)\s*(?P<two>[0-9]{1,3}))?"
_LEAST: Final = r"(?:\s*,\s*at least\s+(?P<least>[0-9]{1,3}))?"
_IN_BRACKETS: Final = re.compile(
    rf"(?P<title>.*?)\s*[(\[]\s*{_RANGE}\s*(?:{_UNIT})?{_LEAST}\s*[)\]]\s*[:.–—-]?\s*$", re.IGNORECASE
)
_IN_BRACKETS_INSIDE: Final = re.compile(
    rf"(?P<title>.+?)\s*[(\[]\s*{_RANGE}\s*{_UNIT}{_LEAST}\s*[)\]]\s*[:.–—-]?\s+(?P<rest>.+)$", re.IGNORECASE
)
_AT_END: Final = re.compile(rf"(?P<title>.*?)[\s,:;–—-]+{_RANGE}\s*-?{_UNIT}{_LEAST}\s*\.?$", re.IGNORECASE)
_AT_START: Final = re.compile(rf"{_RANGE}\s*{_UNIT}\s*[:.)–—-]*\s+(?P<title>.+)$", re.IGNORECASE)
_HOURS_LONG: Final = re.compile(
    rf"(?P<title>.*?)[\s,(\[–—-]+(?P<hours>[0-9](?:\.5)?)\s*-?{_HOURS}\s*[)\]]?\s*[:.]?$", re.IGNORECASE
)
_ONLY: Final = re.compile(rf"{_RANGE}\s*(?:{_UNIT})?\s*$", re.IGNORECASE)


def split_minutes(text: str) -> Timed:
    """Take ``(10 min)``, ``(10)``, ``- 10 minutes``, ``10-15 min`` or ``1.5 hours`` off a line.

    Of a range the item takes the longer and may shrink to the shorter. Minutes that no session has stay words.
    """
    for pattern in (_IN_BRACKETS, _IN_BRACKETS_INSIDE, _AT_START, _AT_END):
        found = pattern.match(text)
        if found is None:
            continue
        parts = found.groupdict()
        one, two = int(parts["one"]), int(parts["two"] or parts["one"])
        minutes, least = max(one, two), min(one, two)
        if parts.get("least"):
            least = min(minutes, int(parts["least"]))
        if parts["title"].strip() and 1 <= least <= minutes <= MAX_MINUTES:
            return Timed(parts["title"].strip(), minutes, least, parts.get("rest") or "")
    found = _HOURS_LONG.match(text)
    if found and found["title"].strip() and 0 < (minutes := int(float(found["hours"]) * 60)) <= MAX_MINUTES:
        return Timed(found["title"].strip(), minutes, minutes)
    return Timed(text)


def only_minutes(text: str) -> int | None:
    """The minutes in a cell of a table that holds nothing else."""
    found = _ONLY.match(text.strip())
    minutes = max(int(found["one"]), int(found["two"] or 0)) if found else 0
    return minutes if 1 <= minutes <= MAX_MINUTES else None


def deal_minutes(total: int, known: list[int | None]) -> list[int]:
    """Minutes for each item: those that are known, and what is left of ``total`` dealt out among the others.

    They get whole fives where there are enough, and the one in the middle, where the topic mostly is, what remains.
    Where too little is left, each gets five, and the lesson is longer than ``total``.
    """
    waiting = [at for at, minutes in enumerate(known) if minutes is None]
    if not waiting:
        return [minutes or 0 for minutes in known]
    left = total - sum(minutes or 0 for minutes in known)
    if left < len(waiting):
        left = 5 * len(waiting)
    each = left // len(waiting)
    each = each // 5 * 5 or each
    dealt = [each if minutes is None else minutes for minutes in known]
    dealt[waiting[(len(waiting) - 1) // 2]] += left - each * len(waiting)
    return dealt
