"""Where lessons begin and end in an outline, and what belongs to none of them."""

import pytest

from facilitator.domain.curricula.outline_lessons import (
    is_agenda,
    is_particulars,
    lesson_title,
    says_time,
    sections_of,
    title_of,
)
from facilitator.formats.curricula.drafts.outline_text import read_outline_text


def lines(text):
    return read_outline_text(text.encode()).lines


def split(text):
    found = sections_of(lines(text))
    return [line.text for line in found.before], [
        (each.head.text if each.head else None, [line.text for line in each.lines], [line.text for line in each.loose])
        for each in found.lessons
    ], [line.text for line in found.after]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Session 1: Rest", "Rest"),
        ("SESSION #1", "Session 1"),
        ("Session no. 2 - Rest", "Rest"),
        ("Week-3: Rest", "Rest"),
        ("Lesson 1.2: Rest", "Rest"),
        ("Day 1", "Day 1"),
        ("First session: Rest", "Rest"),
        ("2nd meeting", "2nd meeting"),
        ("Session 1 (90 min)", "Session 1 (90 min)"),
        ("Week IV", "Week IV"),
        ("Sesión 2: Descanso", "Descanso"),
        ("Session plan", None),
        ("The day 1 of many", None),
    ],
)
def test_lines_that_begin_a_lesson(text, title):
    assert lesson_title(text) == title


def test_the_sessions_of_a_week_are_the_lessons():
    text = "# Week 1\n## Session 1: A\n- x\n## Session 2: B\n- y\n# Week 2\n## Session 3: C\n- z\n"
    assert split(text) == (
        ["Week 1"],
        [("Session 1: A", ["x"], []), ("Session 2: B", ["y"], []), ("Session 3: C", ["z"], ["Week 2"])],
        [],
    )


def test_parts_of_a_session_are_no_lessons():
    assert [head for head, _, _ in split("# Session 1\n## Part 1\n- x\n## Part 2\n- y\n")[1]] == ["Session 1"]
    assert [head for head, _, _ in split("# T\n## Part 1\n- x\n## Part 2\n- y\n")[1]] == ["Part 1", "Part 2"]


def test_one_agenda_among_particulars_is_one_lesson():
    assert split("# Goals\nmeet\n# Agenda\n- Tea (10 min)\n# After\n- send notes\n") == (
        ["Goals", "meet"],
        [(None, ["Tea (10 min)"], [])],
        ["After", "send notes"],
    )


def test_particulars_beside_lessons_are_none():
    before, lessons, after = split("# Overview\nwords\n# Rest\n- Tea (10 min)\n# Walk\n- Go (10 min)\n# Notes\nx\n")
    assert (before, [head for head, _, _ in lessons], after) == (
        ["Overview", "words"],
        ["Rest", "Walk"],
        ["Notes", "x"],
    )


def test_short_numbered_lines_are_the_items_of_one_session():
    assert split("1. Tea (10 min)\n2. Talk (40 min)\n")[1] == []
    assert len(split("1. Tea (60 min)\n2. Talk (60 min)\n")[1]) == 2


def test_titles_and_headings_that_announce():
    assert title_of(lines("Evening (90 minutes)\n1. Tea\n")) == "Evening (90 minutes)"
    assert title_of(lines("Tea (10 min)\nTalk (20 min)\n")) is None
    assert is_agenda("**Session plan:**")
    assert not is_agenda("Plan to rest")
    assert is_particulars("Learning objectives")
    assert not is_particulars("Rest")
    assert [says_time(line) for line in lines("Tea (10)\n\nTea\n\n| 10 min | x |")] == [True, False, True]
