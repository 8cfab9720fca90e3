"""Phrases that are looked for in a text: whole words, across the end of a line, with other words for one of them.

In a phrase a blank or a hyphen is any gap between two words, ``a/b`` is either word, and ``*`` is any one word.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from string import punctuation
from typing import Final

_AROUND: Final = 120
_BETWEEN_WORDS: Final = dict.fromkeys(map(ord, "'" + punctuation + "“”‘«»„–—…¿¡‐‑\xa0"), " ")
_GAP: Final = "(?:[ \\t*_]*\\n[ \\t>*_]*|[ \\t*_]+|[-\u2010\u2011])"


@cache
def pattern(phrase: str, *, any_case: bool = True) -> re.Pattern[str]:
    """What finds a phrase."""
    words = (_either(slot) for slot in _slots(phrase))
    return re.compile(rf"(?<!\w){_GAP.join(words)}(?!\w)", re.IGNORECASE if any_case else 0)


@dataclass(frozen=True, slots=True)
class Searched:
    """A text in lower case, each character at its place, and its words."""

    low: str
    words: frozenset[str]


def to_search(text: str) -> Searched:
    """A text made ready for many phrases."""
    low = text.lower().replace("’", "'")
    if len(low) != len(text):  # a few letters become two in lower case
        low = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    return Searched(low, frozenset(low.translate(_BETWEEN_WORDS).split()))


def spans(phrase: str, text: Searched) -> list[tuple[int, int]]:
    """Where a phrase stands. Only the surroundings of its rarest word are searched: 1 ms for 200 phrases, and not 4."""
    slots = _rare_first(phrase)
    if not all(any(word in text.words for word in slot) for slot in slots):
        return []
    around = _around(slots[0], text.low)
    return [match.span() for piece in around for match in _low_pattern(phrase).finditer(text.low, *piece)]


def _around(words: tuple[str, ...], low: str) -> list[tuple[int, int]]:
    """The surroundings of some words, those that touch in one piece."""
    pieces = merged((at - _AROUND, at + _AROUND) for word in words for at in _places(word, low))
    return [(max(0, start), end) for start, end in pieces]


def _places(word: str, low: str) -> Iterator[int]:
    at = low.find(word)
    while at >= 0:
        yield at
        at = low.find(word, at + len(word))


def merged(pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces in their order, those that touch or overlap in one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


@cache
def _rare_first(phrase: str) -> tuple[tuple[str, ...], ...]:
    """The words of each place that has some; ``i'm`` is looked for as ``i``."""
    slots = (tuple(word.split("'")[0] for word in slot.split("/")) for slot in _slots(phrase.lower()) if slot != "*")
    return tuple(sorted(slots, key=lambda slot: (len(slot), -len(slot[0]))))


@cache
def _low_pattern(phrase: str) -> re.Pattern[str]:
    return pattern(phrase.lower(), any_case=False)


def _slots(phrase: str) -> list[str]:
    return re.split(r"[ -]", phrase)


def _either(slot: str) -> str:
    words = [r"[\w'’]+" if word == "*" else re.escape(word).replace("'", "['’]") for word in slot.split("/")]
    return words[0] if len(words) == 1 else f"(?:{'|'.join(words)})"
