"""A draft is a file that the checker can read, and no word of its outline is lost, whatever signs stand in it."""

import re
import string
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facilitator.domain.curricula.curriculum import Note, Say
from facilitator.domain.curricula.draft import draft_of
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.drafts.draft_text import write_draft
from facilitator.formats.curricula.drafts.outline_text import read_outline_text

TODAY = date(2026, 11, 21)


def drafted(text):
    draft = draft_of(read_outline_text(text.encode()), title=None, name="My outline")
    return write_draft(draft, key="tea", source="tea.txt", today=TODAY)


def read(text):
    return read_curriculum(drafted(text).encode(), name="tea.md")


def test_the_file():
    text = """\
Tea for all
1. First cup
   - Welcome (5)
     - a pot
     - cups
     "Come in."
   - Talk
"""
    assert (
        drafted(text)
        == """\
---
# Draft made from tea.txt on 2026-11-21. Look at these, then take the lines out:
# Whose words are these? Fill in author and licence, and see that you may use them.
# Fill in who it is for (people: 3-12) and what it practices (skills).
# Lesson 1 "First cup": 1 item has no minutes in the outline; 55 were dealt out.
key: tea
title: Tea for all
version: 0.1.0
language: en
program: wellness
kind: full
enrolment: open
order: fixed
minutes: 60
facilitators: 1
attendance: names
licence: not said yet
author: not said yet
---

# Tea for all

## First cup

### Welcome (5 min)

- a pot
- cups

> Come in.

### Talk (55 min)
"""
    )


@pytest.mark.parametrize(
    "words",
    [
        "<b>bold</b> & <script>alert(1)</script>",
        "[a link](javascript:alert(1)) and ![x] (y)",
        "**Unknown:** words",
        "# hash", "> quote", "- dash", "1. one", "1) one", "+ plus", "***", "---", "===", "```", "~~~ x", "    four",
        "a_b_c *d* `e` \\f", "&amp; &lt;", "| a | b", "[x]: y", "<!-- c -->", "http://x", "<http://x>", "____ ____",
        "[" * 300, "<" * 300, "x" * 9_000, "tea " * 3_000, "Care:", "Handout:", "!!x", "key: {a}",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "place",
    ["{}\n1. One", "1. One\n   {}\n   - A\n   - B", "1. One\n- A\n  - {}\n  - C", "1. {}\n2. B", "1. One\n- {}"],
)
def test_signs_mean_nothing(words, place):
    found = read(place.format(words))
    assert found.problems == ()
    assert found.curriculum is not None


def test_two_lessons_of_one_name_have_two_keys():
    found = read("1. Cup\n2. Cup\n3. お茶\n4. Cup")
    assert found.problems == ()
    assert [lesson.key for lesson in found.curriculum.lessons] == ["cup", "cup-2", "lesson-3", "cup-4"]


def test_what_is_in_quotes_is_said():
    (item,) = read('1. One\n- A\n  "Hello."\n  > Come in.\n  words').curriculum.lessons[0].items
    assert item.blocks == (Say("Hello."), Say("Come in."), Note("words"))


LETTERS = string.ascii_letters + "éñ日"
SIGNS = "*_`#>-+[]()<>!&|\\~:.,;'\"/{}=0123456789 "
WORDS = st.text(LETTERS, min_size=2, max_size=8)
STARTS = st.sampled_from(
    ["", "# ", "## ", "### ", "1. ", "2) ", "- ", "  - ", "    ", "      - ", "> ", "| ", "\t", "Session 1: ",
     "Handout: ", "Care: ", "**", '"', "a) ", "10 min: ", "9:00 ", "9:00 - 9:45 ", "6-7pm ", "10' ", "- [ ] ", "::: ",
     ":::note ", "SESSION #2 ", "Day 3: ", "Module 1: ", "Duration: ", "| 9:00 | ", "| ", "# Agenda ", "## Goals ",
     "Materials: ", "Total: ", "#### ", "{: .", "10\t"]
)  # fmt: skip
ENDS = st.sampled_from(
    ["", "", " (5 min)", " (10)", " - 20 minutes", " 10-15 min", ":", ".", "**", '"', " | 10 |", " (900)", " (~5 min)",
     " 1h30", " |", " | 10 min | x |", "\t10 min", " (2 min each)", " (ten minutes)", " 9:00-9:45", " :::", " | End |"]
)  # fmt: skip
STRUCTURE = {
    "session", "handout", "care", "min", "minutes", "materials", "duration", "total", "day", "module", "pm", "ten", "h",
}  # fmt: skip
"""Words that became structure: headings of lessons, labels, and minutes."""
ALONE = st.sampled_from(
    [
        "10 minutes",
        "(10 min)",
        "Time: 10 min",
        "Agenda",
        "Materials:",
        "Goals:",
        "End",
        "10:00 End",
        "---",
        "===",
        "| --- | --- |",
        ":::",
    ]
)
"""Lines that say something of those around them."""

LINE = st.builds(
    lambda start, words, signs, end: start + signs.join(words) + end,
    STARTS,
    st.lists(WORDS, min_size=1, max_size=6),
    st.just(" ") | st.text(SIGNS, min_size=1, max_size=4),
    ENDS,
)


@given(st.lists(LINE | LINE | ALONE | st.just(""), max_size=12))
@settings(max_examples=400, deadline=None)
@example(["# A", "- AB | AB", "**AB:** AB"])
@example(["1. AB (min 5)", "- AB {#ab}"])
@example(["AA|1Hé"])
def test_no_word_is_lost_and_the_checker_has_nothing_against_it(lines):
    text = "\n".join(lines)
    outline = read_outline_text(text.encode())
    if not outline.lines:
        return
    made = drafted(text)
    found = read_curriculum(made.encode(), name="tea.md")
    assert [each for each in found.problems if each.code != "mark-in-title"] == []
    heard = re.findall(f"[{LETTERS}]+", made.lower())
    body = " ".join(heard)
    for word in re.findall(f"[{LETTERS}]+", text.lower()):
        assert word in body or word in STRUCTURE or word in ("time", "agenda", "goals", "end", "each"), (word, made)
    for lesson in found.curriculum.lessons:
        assert sum(item.minutes for item in lesson.items) == lesson.minutes
