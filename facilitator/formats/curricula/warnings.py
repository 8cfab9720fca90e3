"""What is worth a thought in a curriculum file though it can be used: words for people, and how hard it is to read."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from facilitator.domain.curricula.curriculum import Curriculum, Problem, Severity
from facilitator.formats.curricula.reading_level import reading_level
from facilitator.formats.curricula.words_to_avoid import words_to_avoid_in

HIGHEST_GRADE: Final = 8.0
"""Half of all adults in the United States read at or below it; a handout is for everybody in the room."""

_NOT_READ: Final = re.compile(r"https?://\S+|\{#[^{}]*\}")
_TITLE: Final = re.compile(r"title[ \t]*:")
_SHOWN_WORDS: Final = 8


def find_warnings(lines: Sequence[str], body: int, curriculum: Curriculum) -> list[Problem]:
    """Warnings for the lines of a file whose lessons begin after the row ``body``.

    Words are looked for in all that stands under the front matter, and in its title; each lesson has a reading level.
    """
    return [*_words(lines, body, curriculum.language), *_levels(curriculum)]


def _words(lines: Sequence[str], body: int, language: str) -> list[Problem]:
    read = [line if _TITLE.match(line) else "" for line in lines[:body]] + list(lines[body:])
    text = "\n".join(read)
    if "://" in text or "{#" in text:
        text = _NOT_READ.sub(lambda found: " " * len(found[0]), text)
    starts = [0, *accumulate(len(line) + 1 for line in read)]
    warnings = []
    for found in words_to_avoid_in(text, language):
        row = bisect_right(starts, found.start) - 1
        message = f'"{_printable(found.words)}": {found.why} Better: {found.instead}.'
        warnings.append(Problem(row + 1, found.start - starts[row] + 1, "word-to-avoid", message, Severity.WARNING))
    return warnings


def _levels(curriculum: Curriculum) -> list[Problem]:
    if curriculum.language.split("-")[0].lower() != "en":  # the formula is for English
        return []
    warnings = []
    for lesson in curriculum.lessons:
        level = reading_level(lesson)
        if level is None or level.grade <= HIGHEST_GRADE:
            continue
        words = level.longest.split()
        begins = _printable(" ".join(words[:_SHOWN_WORDS])) + (" ..." if len(words) > _SHOWN_WORDS else "")
        message = (
            f"This lesson reads at grade {level.grade}; members should not need more than {HIGHEST_GRADE:.0f}. "
            f'Use shorter sentences and words. The longest has {level.longest_words} words: "{begins}"'
        )
        warnings.append(Problem(lesson.line, 1, "reading-level", message, Severity.WARNING))
    return warnings


def _printable(words: str) -> str:
    """Words without what a terminal could take for a command."""
    return "".join(character if character.isprintable() else "?" for character in words)
