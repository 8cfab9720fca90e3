"""The numbers and bullets that Word puts before paragraphs by itself: they stand in no paragraph's text."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from facilitator.domain.curricula.outline import LineKind, OutlineLine

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE: Final = re.compile(r"%([1-9])")
_LONGEST_LABEL: Final = 200
"""It is put before each paragraph of its list: 5,000 of them, and a long one, would fill the memory."""

_DIGITS: Final = 4
_A_WORD: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: what stands before its paragraphs, ``%1`` for the number of the first level."""

    bullet: bool
    label: str
    start: int


class WordLists:
    """The lists of a document, asked for each paragraph in its order, since Word counts as it goes."""

    def __init__(self, document: Any) -> None:
        self._lists = _lists(document)
        self._counts: dict[str, Counter[int]] = {}

    def line(self, number: str, level: int, words: str) -> OutlineLine:
        """A paragraph of the list ``number``; where its label has words ("Session 1:"), they are part of the line."""
        levels = self._lists.get(number, {})
        known = levels.get(level)
        if known is None:
            first = levels.get(0)
            return OutlineLine(LineKind.BULLET if first and first.bullet else LineKind.NUMBERED, words, level)
        if known.bullet:
            return OutlineLine(LineKind.BULLET, words, level)
        counts = self._counts.setdefault(number, Counter())
        counts[level] = max(counts[level] + 1, known.start)
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if _A_WORD.search(_PLACE.sub("", known.label)):
            label = _PLACE.sub(lambda found: str(counts[int(found[1]) - 1] or 1), known.label)
            return OutlineLine(LineKind.PLAIN, " ".join(f"{label} {words}".split()), level)
        return OutlineLine(LineKind.NUMBERED, words, level, number=counts[level] if level == 0 else None)


def _lists(document: Any) -> dict[str, dict[int, _Level]]:
    try:
        numbering = document.part.numbering_part.element
    except NotImplementedError:  # what python-docx says where a file numbers nothing: it would make such a part
        return {}
    kinds = {each.get(f"{WORD}abstractNumId"): _levels(each) for each in numbering.iterchildren(f"{WORD}abstractNum")}
    return {
        each.get(f"{WORD}numId", ""): kinds.get(value(each, "abstractNumId"), {})
        for each in numbering.iterchildren(f"{WORD}num")
    }


def _levels(kind: Any) -> dict[int, _Level]:
    levels = {}
    for level in kind.iterchildren(f"{WORD}lvl"):
        at, start = level.get(f"{WORD}ilvl", "0"), value(level, "start") or "1"
        if at.isdecimal() and len(at) == 1:
            label = (value(level, "lvlText") or "")[:_LONGEST_LABEL]
            first = int(start[:_DIGITS]) if start.isdecimal() else 1
            levels[int(at)] = _Level(value(level, "numFmt") == "bullet", label, first)
    return levels


def value(element: Any, name: str) -> str | None:
    """What a child of an element says; None where there is no such child."""
    found = element.find(f"{WORD}{name}") if element is not None else None
    return found.get(f"{WORD}val") if found is not None else None
