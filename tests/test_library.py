"""The bundled curricula: each can be run tonight, and no two lessons are one skeleton under two titles."""

import re

import pytest

from facilitator.domain.curricula.curriculum import PartKind
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.reading_level import reading_level
from facilitator.services.curricula.library import files_in
from facilitator.words import AttendanceKind, CurriculumKind
from tests import library

EIGHTH_GRADE = 8
WORDS_A_MINUTE = 130
ASKED_FOR = {
    "planning-to-stay-well": (6, 90),
    "eight-areas-of-wellness": (9, 60),
    "living-with-stress": (6, 60),
    "healthy-leisure": (4, 60),
    "strengths-and-self-talk": (4, 60),
    "managing-my-care": (6, 60),
    "community-connection": (6, 60),
    "crisis-plan-workshop": (2, 90),
    "dual-recovery-discussion": (12, 60),
    "eight-steady-steps": (8, 60),
}
FRAMES = {
    "wrap-frame": (8, 150),
    "wham-frame": (8, 60),
    "double-trouble-frame": (None, None),
    "twelve-step-space-frame": (None, None),
    "wraparound-team-meeting-frame": (None, 75),
}
FULL = library.full()
LESSONS = [(key, lesson) for key, each in FULL.items() for lesson in each.lessons]
BY_LESSON = pytest.mark.parametrize(("key", "lesson"), LESSONS, ids=[f"{key}:{lesson.key}" for key, lesson in LESSONS])


def kinds(lesson):
    own = {part.kind for part in lesson.parts}
    return own | {part.kind for item in lesson.items for part in item.parts}


def test_what_the_library_holds():
    assert {key: (len(FULL[key].lessons), FULL[key].minutes) for key in ASKED_FOR} == ASKED_FOR
    assert set(FULL) - set(ASKED_FOR) == {"open-peer-support"}
    frames = {key: each for key, each in library.library().items() if each.kind is CurriculumKind.FRAME}
    assert set(frames) == set(FRAMES)
    for key, (lessons, minutes) in FRAMES.items():
        assert lessons in (None, len(frames[key].lessons)), key
        assert minutes in (None, frames[key].minutes), key
        assert frames[key].frame.requires_manual, key
    assert frames["twelve-step-space-frame"].attendance is AttendanceKind.HEADCOUNT


def test_no_two_lessons_share_more_than_two_sentences_in_a_row():
    """Outside agreements, welcome and close; a run of three would be one skeleton under two titles."""
    assert library.shared_runs(3) == {}


def test_what_lessons_share_is_found():
    lesson = FULL["living-with-stress"].lessons[0]
    said = library.sentences(lesson, apart=True)
    assert len(said) > 40
    assert len(library.sentences(lesson)) > len(said)
    assert "call or text 988" not in " ".join(library.sentences(lesson, apart=True)[:1])


@BY_LESSON
def test_a_lesson_has_what_a_stranger_needs_at_twenty_past_six(key, lesson):
    assert lesson.aim
    assert {PartKind.MATERIALS, PartKind.SKILLS, PartKind.SOMETHING_TO_TRY} <= kinds(lesson)
    assert {PartKind.WITH_THREE, PartKind.WITH_MANY, PartKind.WITHOUT_PAPER, PartKind.ONLINE} <= kinds(lesson)
    assert all(item.blocks or item.parts or "break" in item.title.lower() for item in lesson.items)
    closing = " ".join(block.text for block in lesson.items[-1].blocks) + " ".join(h.text for h in lesson.handouts)
    assert re.search(r"\b988\b|helper|call", closing), "the close says whom to call"


@BY_LESSON
def test_each_item_has_something_to_say_on_the_agenda_of_one_page(key, lesson):
    shown = {PartKind.CUE, PartKind.SHARE_PROMPT, PartKind.SOMETHING_TO_TRY}
    assert all(shown & {part.kind for part in item.parts} for item in lesson.items if item.blocks)


@BY_LESSON
def test_members_hold_half_of_the_minutes_and_no_talk_is_over_five(key, lesson):
    spoken = sum(map(library.spoken_words, lesson.items)) / WORDS_A_MINUTE
    assert spoken <= lesson.minutes / 2
    assert max(map(library.longest_talk, lesson.items)) <= 5 * WORDS_A_MINUTE
    for item in lesson.items:
        assert library.spoken_words(item) / WORDS_A_MINUTE <= item.minutes, item.title


@pytest.mark.parametrize("path", files_in(library.FOLDER), ids=lambda path: path.stem)
def test_the_checker_has_nothing_to_say_of_a_file_not_even_a_warning(path):
    read = read_curriculum(path.read_bytes(), name=path.name, warn=True)
    assert (read.problems, read.warnings) == ((), ())


@BY_LESSON
def test_a_lesson_reads_below_the_eighth_grade(key, lesson):
    level = reading_level(lesson)
    assert level is not None
    assert level.grade < EIGHTH_GRADE, level.longest


@pytest.mark.parametrize("key", sorted(FULL))
def test_every_full_curriculum_says_where_it_comes_from_and_has_handouts(key):
    curriculum = FULL[key]
    assert curriculum.licence == "CC-BY-4.0"
    assert all(work.rights and work.checked.year >= 2026 for work in curriculum.informed_by)
    assert sum(bool(lesson.handouts) for lesson in curriculum.lessons) >= len(curriculum.lessons) / 2
    assert set(curriculum.skills) & {
        "self-awareness",
        "resource-discovery",
        "self-responsibility",
        "coping",
        "self-advocacy",
    }


def test_the_table_is_that_of_the_files():
    text = library.README.read_text("utf-8")
    shown = text.split(library.BEGIN)[1].split(library.END)[0].strip()
    assert shown == library.table(), "write it anew: python -m tests.library"


def test_agendas_are_not_all_of_one_shape():
    """The same headings with the same minutes in every lesson would be a form, and no plan for this topic."""
    shapes = [tuple((item.title, item.minutes) for item in lesson.items) for _, lesson in LESSONS]
    assert max(shapes.count(shape) for shape in set(shapes)) <= 3
