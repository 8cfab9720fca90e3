"""The bundled curricula as a table, and what their lessons share: ``python -m tests.library`` writes the table.

It stands in ``curricula/README.md`` between two marks; a test holds it to the files.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from facilitator.domain.curricula.curriculum import AgendaItem, Curriculum, Lesson, PartKind, Say
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.reading_level import reading_level
from facilitator.services.curricula.library import files_in
from facilitator.words import CurriculumKind

FOLDER = Path(__file__).parents[1] / "curricula"
README = FOLDER / "README.md"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"

_SHARED_BY_NATURE = re.compile(r"welcome|agreement|clos|goodbye|opening", re.IGNORECASE)
"""Items whose words may be alike: the agreements, and how a session opens and ends."""

_SENTENCE = re.compile(r"(?<=[.!?:])[\"”]?\s+")


def library() -> dict[str, Curriculum]:
    """Every bundled curriculum by its key; each is without problems."""
    found = {}
    for path in files_in(FOLDER):
        read = read_curriculum(path.read_bytes(), name=path.name)
        assert read.curriculum is not None, path.name
        assert [each for each in read.problems if not getattr(each, "warning", False)] == [], path.name
        found[read.curriculum.key] = read.curriculum
    return found


def full() -> dict[str, Curriculum]:
    """Those with content of their own."""
    return {key: each for key, each in library().items() if each.kind is CurriculumKind.FULL}


def texts(lesson: Lesson, *, apart: bool = False) -> Iterator[str]:
    """All that stands in a lesson, paragraph by paragraph; ``apart`` leaves out what lessons share by nature."""
    yield lesson.aim
    yield from (part.text for part in lesson.parts if part.kind not in (PartKind.SKILLS, PartKind.MATERIALS))
    for item in lesson.items:
        if not (apart and _SHARED_BY_NATURE.search(item.title)):
            yield from (block.text for block in item.blocks)
            yield from (part.text for part in item.parts if part.kind is not PartKind.SKILLS)
    yield from (handout.text for handout in lesson.handouts)


def sentences(lesson: Lesson, *, apart: bool = False) -> list[str]:
    """The sentences of a lesson in order, without signs and capitals, so that only their words are compared."""
    found = []
    for text in texts(lesson, apart=apart):
        for paragraph in re.split(r"\n\s*\n|\n\s*[-*\d]+[.)]?\s", text):
            for sentence in _SENTENCE.split(" ".join(paragraph.split())):
                plain = re.sub(r"[^a-z0-9 ]", "", sentence.lower()).strip()
                if len(plain) > 3:
                    found.append(plain)
    return found


def shared_runs(length: int) -> dict[tuple[str, ...], set[tuple[str, str]]]:
    """Runs of so many sentences that stand in more than one lesson, with the lessons."""
    found: defaultdict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for key, curriculum in full().items():
        for lesson in curriculum.lessons:
            said = sentences(lesson, apart=True)
            for at in range(len(said) - length + 1):
                found[tuple(said[at : at + length])].add((key, lesson.key))
    return {run: lessons for run, lessons in found.items() if len(lessons) > 1}


def spoken_words(item: AgendaItem) -> int:
    """How many words of an item are for the facilitator to say."""
    return sum(len(block.text.split()) for block in item.blocks if isinstance(block, Say))


def longest_talk(item: AgendaItem) -> int:
    """The words of the longest block that is said without anybody else speaking."""
    return max((len(block.text.split()) for block in item.blocks if isinstance(block, Say)), default=0)


def words(lesson: Lesson) -> int:
    """How many words a lesson has, handouts included."""
    return sum(len(text.split()) for text in texts(lesson))


def table() -> str:
    """One line a curriculum: what it is, how much of it there is, and how it reads."""
    rows = [
        "| curriculum | lessons | minutes | kind | enrolment | skills | handouts | words | reading grade |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for key, each in sorted(library().items(), key=lambda pair: (pair[1].kind is CurriculumKind.FRAME, pair[1].title)):
        levels = [level.grade for lesson in each.lessons if (level := reading_level(lesson)) is not None]
        grade = f"{min(levels):.1f} to {max(levels):.1f}" if levels and each.kind is CurriculumKind.FULL else ""
        rows.append(
            f"| [{each.title}]({key}.md) | {len(each.lessons)} | {each.minutes} | {each.kind.value} "
            f"| {each.enrolment.value} | {', '.join(each.skills)} "
            f"| {sum(len(lesson.handouts) for lesson in each.lessons) or ''} "
            f"| {sum(map(words, each.lessons)) if each.kind is CurriculumKind.FULL else ''} | {grade} |"
        )
    return "\n".join(rows)


def main() -> None:
    """Write the table into the README of the library."""
    text = README.read_text("utf-8")
    before, rest = text.split(BEGIN)
    README.write_text(f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.split(END)[1]}", "utf-8")


if __name__ == "__main__":
    main()
