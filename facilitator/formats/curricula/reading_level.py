"""How hard a lesson is to read: the Flesch-Kincaid grade of its sentences.

Kincaid, Fishburne, Rogers and Chissom, Derivation of New Readability Formulas (Automated Readability Index, Fog Count
and Flesch Reading Ease Formula) for Navy Enlisted Personnel, Research Branch Report 8-75, 1975:
0.39 x words a sentence + 11.8 x syllables a word - 15.59. The formula was made for English.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from facilitator.domain.curricula.curriculum import Lesson, PartKind

LEAST_WORDS: Final = 30
"""Of fewer words the formula tells nothing."""

_LISTS_OF_THINGS: Final = (PartKind.MATERIALS, PartKind.SKILLS)
_MARKER: Final = r"(?:[-*+]|[0-9]{1,9}[.)]|#{1,6})(?=[ \t])"
_WRAPPED: Final = re.compile(rf"(?<!\n)\n(?![> \t]*(?:\n|$|{_MARKER}))[> \t]*")
"""The end of a line whose paragraph goes on in the next one."""
_SIGNS: Final = re.compile(rf"^[> \t]*(?:{_MARKER})?", re.MULTILINE)
_BREAK: Final = re.compile(r"[_.…|](?:(?<=_)_+|(?<=\.)\.{3,}|(?<=…)…+|(?<=\|))")
_LINK: Final = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)|<?https?://[^\s>)]+>?")
_END: Final = re.compile(r"[.!?…:][\"'”’)*_]*\s+(?=[^a-z])")
_LEAST: Final = 3
"""Words of a sentence; fewer are a label."""


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """A school grade (United States), and the sentence with the most words."""

    grade: float
    longest: str
    longest_words: int


def reading_level(lesson: Lesson) -> ReadingLevel | None:
    """The grade of all that a lesson says to its members and its facilitator; None where that is too little to tell.

    A sentence ends at a full stop, a question or an exclamation mark, a colon, and wherever a paragraph, a list item, a
    cell or a blank to fill in ends. What is left of fewer than three words is a label and no sentence: counted, labels
    would make a hard text look easy. Headings, materials, skills and addresses of pages are not counted.
    """
    counted = []
    for text in _sentences(lesson):
        syllables = list(filter(None, map(_SYLLABLES.__getitem__, text.split())))
        if len(syllables) >= _LEAST:
            counted.append((len(syllables), sum(syllables), text))
    words = sum(number for number, _, _ in counted)
    if words < LEAST_WORDS:
        return None
    grade = 0.39 * words / len(counted) + 11.8 * sum(number for _, number, _ in counted) / words - 15.59
    longest = max(counted, key=lambda each: each[0])
    return ReadingLevel(round(grade, 1), longest[2].strip(" *_"), longest[0])


def _sentences(lesson: Lesson) -> Iterable[str]:
    """The sentences of all texts, each text and each of its paragraphs beginning a new one."""
    return _END.sub("\n", _paragraphs("\n\n".join(_texts(lesson)))).split("\n")


def _texts(lesson: Lesson) -> Iterator[str]:
    yield lesson.aim
    yield from (part.text for part in lesson.parts if part.kind not in _LISTS_OF_THINGS)
    for item in lesson.items:
        for block in item.blocks:
            yield block.text
        yield from (part.text for part in item.parts if part.kind not in _LISTS_OF_THINGS)
    yield from (handout.text for handout in lesson.handouts)


def _paragraphs(markdown: str) -> str:
    """Paragraphs, list items, cells of a table and what stands between blanks to fill in, each on a line."""
    if "](" in markdown or "://" in markdown:
        markdown = _LINK.sub(r"\1", markdown)
    markdown = markdown.replace("—", " ").replace("–", " ").replace("/", " ")
    whole = _SIGNS.sub("", _WRAPPED.sub(" ", markdown))
    return _BREAK.sub("\n", whole) if "_" in whole or "|" in whole or ".." in whole else whole


class _Syllables(dict[str, int]):
    """Syllables of words, whatever stands around them, each counted once; 0 for what is none, such as a dash."""

    def __missing__(self, word: str) -> int:
        import syllapy  # 10 ms, and only where texts are checked

        known = any(map(str.isalpha, word))
        counted: int = syllapy.count(word.replace("’", "'").strip("“”‘…¿¡")) if known else 0
        self[word] = number = max(1, counted) if known else 0
        return number


_SYLLABLES: Final = _Syllables()
