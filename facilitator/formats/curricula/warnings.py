"""What is worth a thought in a curriculum file though it can be used: its words, how it reads, how long it takes."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from facilitator.domain.curricula.curriculum import Curriculum, Problem, Severity
from facilitator.domain.curricula.timing import SLACK, USUAL_PEOPLE, time_of
from facilitator.formats.curricula.phrases import to_search
from facilitator.formats.curricula.reading_level import reading_level
from facilitator.formats.curricula.words_to_avoid import advice_in, words_to_avoid_in

HIGHEST_GRADE: Final = 8.0
"""Half of all adults in the United States read at or below it; a handout is for everybody in the room."""

_NOT_READ: Final = (re.compile(r"https?://\S+"), re.compile(r"\{#[^{}]*\}"))
_TITLE: Final = re.compile(r"title[ \t]*:")
_SHOWN_WORDS: Final = 8


def find_warnings(lines: Sequence[str], body: int, curriculum: Curriculum) -> list[Problem]:
    """Warnings for the lines of a file whose lessons begin after the row ``body``.

    Words are looked for in all that stands under the front matter, and in its title; each lesson has a reading level,
    each item the time that it takes.
    """
    return [*_words(lines, body, curriculum.language), *_levels(curriculum), *_times(curriculum)]


def _words(lines: Sequence[str], body: int, language: str) -> list[Problem]:
    read = [line if _TITLE.match(line) else "" for line in lines[:body]] + list(lines[body:])
    text = "\n".join(read)
    for sign, not_read in zip(("://", "{#"), _NOT_READ, strict=True):
        if sign in text:
            text = not_read.sub(lambda found: " " * len(found[0]), text)
    starts = [0, *accumulate(len(line) + 1 for line in read)]
    searched = to_search(text)
    hits = [("word-to-avoid", found) for found in words_to_avoid_in(text, language, searched)]
    hits += [("advice", found) for found in advice_in(text, language, searched)]
    warnings = []
    for code, found in hits:
        row = bisect_right(starts, found.start) - 1
        message = f'"{_printable(found.words)}": {found.why} Better: {found.instead}.'
        warnings.append(Problem(row + 1, found.start - starts[row] + 1, code, message, Severity.WARNING))
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


def _times(curriculum: Curriculum) -> list[Problem]:
    """Items that cannot be done in their minutes, whatever the group makes of them."""
    english = curriculum.language.split("-")[0].lower() == "en"
    fewest, most = curriculum.people or USUAL_PEOPLE
    warnings = []
    for item in (each for lesson in curriculum.lessons for each in lesson.items if each.minutes):
        time = time_of(item, curriculum.people, english=english)
        people = fewest if time.least > item.minutes + SLACK else most
        takes = time.least if people == fewest else time.most
        if takes <= item.minutes + SLACK:
            continue
        words = f", {time.aloud:.0f} of them words read aloud" if time.aloud >= 1 else ""
        advice = "Give it more minutes or ask for less" if people == fewest else "Ask for less"
        many = "" if people == fewest else ", or say in **With many:** how it goes then"
        message = (
            f"What is written here takes about {takes:.0f} minutes with {people} people{words}, and the item has "
            f"{item.minutes}. {advice}{many}."
        )
        warnings.append(Problem(item.line, 1, "timing", message, Severity.WARNING))
    return warnings


def _printable(words: str) -> str:
    """Words without what a terminal could take for a command."""
    return "".join(character if character.isprintable() else "?" for character in words)
