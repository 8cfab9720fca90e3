"""An outline as somebody has written it down: its lines, each with what it looks like and how deep it stands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


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


_IN_WORDS: Final = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ROMAN: Final = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]


def number_of(word: str) -> int | None:
    """The number that digits, a Roman number or a word say, up to twelve where it is not in digits."""
    if word.isdecimal():
        return int(word)
    return next((names.index(word.lower()) + 1 for names in (_IN_WORDS, _ROMAN) if word.lower() in names), None)


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
