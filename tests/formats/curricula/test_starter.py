"""A new file is green as it is, and shows every part that a lesson can have."""

from datetime import date

import pytest

from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.starter import starter
from facilitator.formats.curricula.write import write_curriculum

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("title", ["Small joys", "Tea and talk"])
def test_a_new_file_has_neither_problem_nor_warning(title: str) -> None:
    read = read_curriculum(starter("small-joys", title, TODAY).encode(), name="x.md", warn=True)
    assert (read.problems, read.warnings) == ((), ())
    assert read.curriculum is not None
    assert (read.curriculum.key, read.curriculum.title) == ("small-joys", title)
    assert read.curriculum.informed_by[0].checked == TODAY


def test_it_shows_what_a_lesson_can_have() -> None:
    curriculum = read_curriculum(starter("tea", "Tea", TODAY).encode(), name="x.md").curriculum
    assert curriculum is not None
    (lesson,) = curriculum.lessons
    assert lesson.aim
    assert lesson.parts
    assert lesson.handouts
    assert any(item.least_minutes < item.minutes for item in lesson.items)
    assert sum(item.minutes for item in lesson.items) == lesson.minutes == curriculum.minutes


def test_it_can_be_written_again() -> None:
    curriculum = read_curriculum(starter("tea", "Tea", TODAY).encode(), name="x.md").curriculum
    assert curriculum is not None
    again = read_curriculum(write_curriculum(curriculum).encode(), name="x.md")
    assert (again.problems, again.curriculum) == ((), curriculum)
