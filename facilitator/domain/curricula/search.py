"""Find a lesson by what it is about: every word must stand somewhere in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from facilitator.domain.curricula.curriculum import Curriculum, Lesson
from facilitator.domain.spelling import fold

_AROUND = 60
"""Characters on either side of a word that was found in a text."""


class FoundIn(IntEnum):
    """Where all of the words stand; what stands in a title comes first."""

    TITLE = 0
    SKILLS = 1
    TEXT = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A curriculum (``lesson`` None) or one of its lessons, from 1, and the place in its text where it was found."""

    curriculum: Curriculum
    lesson: int | None
    where: FoundIn
    excerpt: str = ""


def search(curricula: Iterable[Curriculum], words: str) -> list[Found]:
    """What the words mean, best first: titles, then skills, then texts, each in the order of the library."""
    asked = fold(words).split()
    if not asked:
        return []
    found: list[Found] = []
    for curriculum in curricula:
        found += _in_texts(curriculum, None, curriculum.title, curriculum.skills, (curriculum.about,), asked)
        for at, lesson in enumerate(curriculum.lessons, 1):
            found += _in_texts(curriculum, at, lesson.title, lesson.skills, tuple(_texts(lesson)), asked)
    return sorted(found, key=lambda each: each.where)


def _in_texts(
    curriculum: Curriculum,
    lesson: int | None,
    title: str,
    skills: Sequence[str],
    texts: Sequence[str],
    asked: Sequence[str],
) -> Iterator[Found]:
    folded_title, folded_skills = fold(title), fold(" ".join(skills).replace("-", " "))
    if all(word in folded_title for word in asked):
        yield Found(curriculum, lesson, FoundIn.TITLE)
        return
    if all(word in folded_title or word in folded_skills for word in asked):
        yield Found(curriculum, lesson, FoundIn.SKILLS)
        return
    whole = " ".join(" ".join(texts).split())
    everything = f"{folded_title} {folded_skills} {fold(whole)}"
    if all(word in everything for word in asked):
        yield Found(curriculum, lesson, FoundIn.TEXT, _excerpt(whole, asked))


def _texts(lesson: Lesson) -> Iterator[str]:
    yield lesson.aim
    for item in lesson.items:
        yield item.title
        yield from (block.text for block in item.blocks)
        yield from (part.text for part in item.parts)
    for handout in lesson.handouts:
        yield f"{handout.title} {handout.text}"


def _excerpt(whole: str, asked: Sequence[str]) -> str:
    """The text around the first word that is found as it is written; empty where accents or cases differ too much."""
    at = min(
        (found.start() for word in asked if (found := re.search(re.escape(word), whole, re.IGNORECASE))), default=-1
    )
    if at < 0:
        return ""
    begin, end = max(0, at - _AROUND), at + _AROUND
    return f"{'... ' if begin else ''}{whole[begin:end].strip()}{' ...' if end < len(whole) else ''}"
