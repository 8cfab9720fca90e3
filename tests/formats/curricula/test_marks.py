"""Names that are somebody's: found as they are written, and not in ordinary words."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from facilitator.formats.curricula import marks
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.marks import marks_in
from tests.formats.tea import FRAME, GOOD


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("My WRAP", "WRAP"),
        ("A wellness recovery action plan of our own", "wellness recovery action plan"),
        ("Eight weeks of WHAM", "WHAM"),
        ("Whole Health Action Management", "Whole Health Action Management"),
        ("Double trouble in recovery, together", "Double trouble in recovery"),
        ("Seeking safety", "Seeking safety"),
        ("SMART Recovery on Mondays", "SMART Recovery"),
        ("A.A. and me", "A.A."),
        ("An N.A. evening", "N.A."),
        ("Narcotics anonymous and WRAP", "Narcotics anonymous"),
        ("Friends of Al-Anon", "Al-Anon"),
    ],
)
def test_a_name_is_found(title, name):
    (found, *_) = marks_in(title)
    assert found.name == name
    assert found.owner


@pytest.mark.parametrize(
    "title",
    [
        "Wrap up", "We wrap up the week", "WRAP UP", "WRAP-UP", "Wraparound", "SMART goals", "A smart recovery",
        "On seeking safety at night", "National parks", "Aa and oo", "AA batteries", "UNWRAPPED", "Double trouble",
    ],
)  # fmt: skip
def test_ordinary_words_are_nobodys(title):
    assert marks_in(title) == []


def test_a_title_or_a_lesson_of_a_full_curriculum_cannot_have_one():
    text = (
        GOOD.replace("title: Tea", "title: WRAP for all")
        .replace("# Tea", "# WRAP for all")
        .replace("## Cup", "## WHAM")
    )
    problems = read_curriculum(text.encode(), name="tea.md").problems
    assert [(each.line, each.column, each.code) for each in problems] == [
        (21, 3, "mark-in-title"),
        (25, 4, "mark-in-title"),
    ]
    assert problems[0].message == (
        "WRAP is a name of Advocates for Human Potential. Call it something else; "
        "for their manual, write kind: frame and none of its content."
    )


def test_a_frame_may_name_its_manual_and_a_text_may_name_anybody():
    assert read_curriculum(FRAME.replace("## Cup", "## WRAP").encode(), name="tea.md").problems == ()
    assert read_curriculum(GOOD.replace("A note.", "A.A. meets next door.").encode(), name="tea.md").problems == ()


def test_what_was_read_is_dated_and_each_name_has_an_owner_and_a_source():
    kept = tomllib.loads(Path(marks.__file__).with_name("marks.toml").read_text("utf-8"))
    assert any("read" in each for each in kept["mark"])
    for each in kept["mark"]:
        assert isinstance(each.get("read", date(2026, 11, 21)), date)
        assert each["owner"]
        assert each["source"]
        for name in (*each.get("exact", ()), *each.get("any_case", ())):
            assert marks_in(f"On {name} today"), name
