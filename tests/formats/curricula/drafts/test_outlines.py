"""A shelf of outlines as people write them: each gives its lessons, its items and their minutes."""

import re
from datetime import date
from pathlib import Path

import pytest

from facilitator.domain.curricula.draft import draft_of
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.drafts.draft_text import write_draft
from facilitator.formats.curricula.drafts.outline_text import read_outline_text

FOLDER = Path(__file__).parent / "outlines"
NAMES = sorted(path.name for path in FOLDER.iterdir())
TAKEN = {
    "min", "mins", "minutes", "minute", "hour", "hours", "about", "half", "an", "quarter", "of", "duration", "time",
    "total", "session", "week", "day", "lesson", "evening", "each", "lasts", "ten", "one", "two", "to", "pm", "am",
    "h", "m", "x", "needed", "meeting",
}  # fmt: skip
"""Words that became minutes or lessons."""

EXPECTED = {
    "F16a-table-time-first.md": [
        (
            "Morning of planning",
            110,
            [
                ("Welcome", 10),
                ("Icebreaker", 5),
                ("Map", 20),
                ("Break", 5),
                ("Pairs", 30),
                ("Plans", 20),
                ("Next steps", 15),
                ("Close", 5),
            ],
        ),
    ],
    "F17a-clock-ranges.md": [
        ("Day 1", 120, [("Getting to know us", 45), ("Break", 10), ("What helps", 30), ("Who we are here for", 35)]),
        ("Day 2", 140, [("Stories", 65), ("Break", 10), ("Practice", 65)]),
    ],
    "F18-session-hash.txt": [
        (
            "Session 1",
            60,
            [
                ("Begin on time and welcome everybody.", 28),
                ("Say a little about yourself", 2),
                ("Read the reasons together.", 20),
                ("Icebreaker", 10),
            ],
        ),
        ("Session 2", 60, [("Begin on time.", 45), ("Check-in", 15)]),
        ("Session 3", 60, [("Begin on time.", 40), ("Celebrate", 20)]),
    ],
    "F20a-colon-min.md": [
        ("Atelier", 90, [("Introduction", 15), ("Work in pairs", 45), ("Break", 10), ("Close", 20)]),
    ],
    "F22-checkbox.md": [
        ("Hello", 60, [("Welcome", 10), ("Round", 30), ("Close", 20)]),
        ("Rest", 60, [("Welcome", 10), ("Round", 30), ("Close", 20)]),
    ],
    "agenda-inside.md": [
        ("Hello", 90, [("Welcome", 10), ("Round (2 min each)", 60), ("20 - Close", 20)]),
    ],
    "aligned-text.txt": [
        (
            "Lesson plan: Saying no",
            60,
            [
                ("Welcome and ground rules", 10),
                ("Warm-up", 10),
                ("Role play (optional)", 25),
                ("Debrief", 10),
                ("Closing circle", 5),
            ],
        ),
    ],
    "bold-ranges.md": [
        (
            "Day of skills",
            180,
            [
                ("Coffee", 20),
                ("Skills, part 1", 70),
                ("Break", 15),
                ("Skills, part 2", 65),
                ("Close", 10),
            ],
        ),
    ],
    "clock-starts.txt": [
        (
            "Evening plan",
            90,
            [
                ("Arrive and tea", 15),
                ("Check-in", 20),
                ("Topic: rest", 30),
                ("Pairs", 20),
                ("Close", 5),
            ],
        ),
    ],
    "dot-leaders.txt": [
        ("RECOVERY NIGHT", 90, [("Welcome", 10), ("Reading", 5), ("Sharing", 60), ("Close", 15)]),
    ],
    "headings-underlined.md": [
        ("Breath", 60, [("Arrive", 10), ("Breathe", 25), ("Share", 25)]),
        ("Walk", 60, [("Arrive", 10), ("Walk outside", 40), ("Share", 10)]),
    ],
    "in-words.txt": [
        ("Cups", 70, [("Introduction", 15), ("Main part", 40), ("close", 15)]),
        ("Pots", 45, [("Welcome", 5), ("talk", 30), ("Close", 10)]),
    ],
    "indented.txt": [
        ("Week One", 60, [("Check-in", 15), ("Topic: anger", 30), ("Close", 15)]),
        ("Week Two", 60, [("Check-in", 15), ("Topic: joy", 30), ("Close 15", 15)]),
    ],
    "minutes-below.txt": [
        ("Hello", 35, [("Welcome", 10), ("Introductions", 20), ("Close", 5)]),
        ("Rest", 30, [("Welcome", 10), ("Breathing", 15), ("Close", 5)]),
    ],
    "modules.md": [
        ("Trust", 40, [("Welcome", 10), ("Trust walk", 30)]),
        ("Hope", 50, [("Welcome", 10), ("Hope box", 40)]),
        ("Home", 50, [("Welcome", 10), ("My room", 40)]),
    ],
    "numbered-headings.md": [
        ("Meeting 1", 90, [("Opening", 15), ("Main activity", 60), ("Closing", 15)]),
        ("Meeting 2", 90, [("Opening", 15), ("Film", 45), ("Talk", 30)]),
    ],
    "numbered-tables.md": [
        ("Sleep", 90, [("Welcome", 10), ("Round", 50), ("Close", 30)]),
        ("Food", 90, [("Welcome", 15), ("Round", 50), ("Close", 25)]),
    ],
    "other-tool.md": [
        ("Opening", 10, [("Opening", 10)]),
        ("Practice", 20, [("Practice", 20)]),
        ("Close", 65, [("Close", 65)]),
    ],
    "pasted-tabs.txt": [
        ("Group night", 60, [("Welcome", 10), ("Talk", 30), ("Close", 20)]),
    ],
    "ranges-in-lists.txt": [
        ("Trust", 60, [("Welcome", 10), ("Trust walk", 30), ("Round", 20)]),
        ("Hope", 60, [("Welcome", 15), ("Hope box", 35), ("Round", 10)]),
    ],
    "spaced-columns.txt": [
        (
            "Harbor group plan",
            90,
            [
                ("Doors and tea", 15),
                ("Story of the week", 30),
                ("Small groups", 35),
                ("Close", 10),
            ],
        ),
    ],
    "starred.md": [
        ("Hello", 60, [("Welcome", 10), ("Round", 30), ("Close", 20)]),
        ("Rest", 60, [("Welcome", 10), ("Round", 30), ("Close", 20)]),
    ],
    "start-and-end.md": [
        ("Lesson 1", 60, [("Opening", 15), ("Map", 30), ("Closing", 15)]),
        ("Lesson 2", 45, [("Opening", 10), ("Story", 25), ("Closing", 10)]),
    ],
    "total-below.md": [
        ("Plan", 45, [("Welcome", 10), ("Round", 30), ("Close", 5)]),
    ],
    "total-row.md": [
        ("Wellness Wednesday", 75, [("Arrive", 5), ("Check-in", 15), ("Topic", 40), ("Close", 15)]),
    ],
    "what-has-passed.md": [
        ("Morning", 45, [("Hello", 5), ("Round", 20), ("Plan for the week", 15), ("Close", 5)]),
    ],
}


def drafted(name):
    return draft_of(read_outline_text((FOLDER / name).read_bytes()), title=None, name=Path(name).stem)


@pytest.mark.parametrize("name", NAMES)
def test_lessons_items_and_minutes(name):
    draft = drafted(name)
    assert [
        (lesson.title, lesson.minutes, [(item.title, item.minutes) for item in lesson.items])
        for lesson in draft.lessons
    ] == EXPECTED[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_draft_can_be_used_and_holds_every_word(name):
    draft = drafted(name)
    text = write_draft(draft, key="tea", source=name, today=date(2026, 11, 21))
    assert read_curriculum(text.encode(), name="tea.md").problems == ()
    body = set(re.findall(r"[^\W\d_]+", text.lower()))
    said = set(re.findall(r"[^\W\d_]+", (FOLDER / name).read_text("utf-8").lower()))
    assert said - body - TAKEN == set()


def test_a_number_that_is_not_read_and_time_between_items_are_told():
    assert 'Lesson 2 "Week Two": a number was not read as minutes in "Close 15".' in drafted("indented.txt").remarks
    assert drafted("F17a-clock-ranges.md").remarks[-1] == (
        'Lesson 1 "Day 1": 5 minutes on the clock stand between its items, and in none.'
    )
