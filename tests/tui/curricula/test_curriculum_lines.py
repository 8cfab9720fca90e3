"""Curricula and lessons, in a line and beside the list."""

from pathlib import Path

from facilitator.domain.curricula.curriculum import FrameNotice, Part, PartKind, Problem
from facilitator.domain.curricula.search import Found, FoundIn
from facilitator.services.curricula.library import CurriculumAtHand
from facilitator.tui.curricula.curriculum_lines import (
    curriculum_line,
    curriculum_side,
    found_line,
    lesson_line,
    lesson_side,
)
from facilitator.words import CurriculumKind
from tests.tui.rows import curriculum, lesson, shown

BROKEN = Problem(3, 1, "key", "The key is missing.")
FRAME = curriculum(
    kind=CurriculumKind.FRAME,
    frame=FrameNotice("The Center", "This is no manual.", True, "", True),
    people=(6, 12),
    facilitators=2,
)


def _at_hand(found: object, *problems: Problem) -> CurriculumAtHand:
    return CurriculumAtHand(Path("ours/tea.md"), found, problems, b"", "", own=True)  # type: ignore[arg-type]


def test_a_line_has_lessons_minutes_and_title() -> None:
    """A frame, and problems, are said in words; a file that cannot be read has its name alone."""
    assert curriculum_line(_at_hand(curriculum())).plain == "  1 x  60 min   Steady steps"
    assert curriculum_line(_at_hand(FRAME)).plain.endswith("Steady steps   frame")
    assert curriculum_line(_at_hand(curriculum(), BROKEN)).plain.endswith("   1 problem")
    assert curriculum_line(_at_hand(None, BROKEN, BROKEN)).plain.split() == ["tea.md", "2", "problems"]


def test_the_side_says_for_whom_it_is_and_whose_words_it_holds() -> None:
    """A frame with its notice and the holder of its rights."""
    assert shown(curriculum_side(_at_hand(curriculum()))) == [
        "Steady steps",
        "1 lessons of 60 minutes, a closed group",
        "",
        "Small steps.",
        "",
        "the authors, CC-BY-4.0, version 1.2.0",
    ]
    frame = shown(curriculum_side(_at_hand(FRAME)))
    assert frame[2:4] == ["For 6 to 12 people", "With 2 facilitators at least"]
    assert frame[6:9] == ["", "This is no manual.", "Rights: The Center"]
    assert shown(curriculum_side(_at_hand(None, BROKEN)))[-1] == "Enter shows what to mend."


def test_what_was_found_stands_with_the_words_around_it() -> None:
    """A lesson by its number and title, with its curriculum; a curriculum alone by its own."""
    assert found_line(Found(curriculum(), None, FoundIn.TITLE)).plain == " Steady steps"
    found = found_line(Found(curriculum(), 1, FoundIn.TITLE, "... to rest ...")).plain
    assert found == "  1. Rest that fits   Steady steps\n     ... to rest ..."


def test_a_lesson_in_a_line_and_beside_it() -> None:
    """Its aim, its agenda, then what else is marked in it."""
    assert lesson_line(0, lesson()).plain == "  1.   60 min   Rest that fits"
    (kind, *_) = PartKind
    assert shown(lesson_side(lesson(parts=(Part(kind, "Bring mats."),)))) == [
        "Rest that fits",
        "To rest well.",
        "",
        "  15 min  Check-in",
        "  45 min  Talk",
        "",
        f"{kind.value}: Bring mats.",
    ]
