"""What is understood of an outline: lessons, items, minutes; the rest is kept."""

import pytest

from facilitator.domain.curricula.curriculum import PartKind
from facilitator.domain.curricula.draft import draft_of
from facilitator.domain.curricula.outline import Outline
from facilitator.formats.curricula.drafts.outline_text import read_outline_text


def drafted(text, title=None):
    return draft_of(read_outline_text(text.encode()), title=title, name="My outline")


def shape(draft):
    """Lessons with their items: title, minutes, notes."""
    return {
        lesson.title: [(item.title, item.minutes, [note.text for note in item.notes]) for item in lesson.items]
        for lesson in draft.lessons
    }


NUMBERED = """\
Tea for all

Who wants tea.

1. First cup (30 min)
   - Welcome (5)
   - Talk
     about tea
2. Second cup
   Before it
   - Pour 10-15 min
   - Drink
"""


def test_a_numbered_outline():
    draft = drafted(NUMBERED)
    assert (draft.title, draft.about, draft.minutes) == ("Tea for all", ["Who wants tea."], 30)
    assert shape(draft) == {
        "First cup": [("Welcome", 5, []), ("Talk", 25, ["about tea"])],
        "Second cup": [("Pour", 15, []), ("Drink", 15, [])],
    }
    assert draft.lessons[1].aim == ["Before it"]
    assert draft.lessons[1].items[0].least_minutes == 10
    assert draft.remarks == [
        'Lesson 1 "First cup": 1 item has no minutes in the outline; 25 were dealt out.',
        'Lesson 2 "Second cup": 1 item has no minutes in the outline; 15 were dealt out.',
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Tea\n\n## One\n\n- A\n- B\n\n## Two\n\n- C\n",
        "# Tea\n\n## One\n\n### A\n\n### B\n\n## Two\n\n### C\n",
        "Tea\n\nSession 1: One\n- A\n- B\nSession 2: Two\n- C\n",
        "Tea\n\nWeek one - One\n  A\n  B\nWeek two - Two\n  C\n",
        "# Tea\n## Session 1: One\n1. A\n2. B\n## Two\n1. C\n",
        "Tea\n\n- One\n  - A\n  - B\n- Two\n  - C\n",
        "Tea\n\n1) One\n\tA\n\tB\n2) Two\n\tC\n",
        "Tea\n\nI. One\n   1. A\n   2. B\nII. Two\n   1. C\n",
        "# Tea\n\n## One\n\nA (30 min)\n\nB (30 min)\n\n## Two\n\nC (60 min)\n",
        "# Tea\n## One\n| 30 min | A |\n| 30 | B |\n## Two\n| C | 60 min |\n",
    ],
)
def test_many_ways_to_write_the_same(text):
    assert drafted(text).title == "Tea"
    assert shape(drafted(text)) == {"One": [("A", 30, []), ("B", 30, [])], "Two": [("C", 60, [])]}


@pytest.mark.parametrize(
    "heads",
    [
        ("1. One", "2. Two", "3) Three", "Week 4: Four"),
        ("1. One", "Session 2 - Two", "Lesson 3: Three", "4) Four"),
        ("Week one: One", "2. Two", "III. Three", "(4) Four"),
        ("1. One", "## Week 2: Two", "## Week 3: Three", "4. Four"),
    ],
)
def test_numbers_that_lead_from_one_named_lesson_to_the_next_are_lessons(heads):
    draft = drafted("Tea\n\n" + "".join(f"{head}\n- A\n- B\n" for head in heads))
    assert [lesson.title for lesson in draft.lessons] == ["One", "Two", "Three", "Four"]
    assert [[item.title for item in lesson.items] for lesson in draft.lessons] == [["A", "B"]] * 4
    assert draft.about == []


def test_numbers_that_lead_nowhere_are_items_or_notes_that_are_told():
    draft = drafted("1. Kind\n2. On time\n3. Warm\n4. Dry\nSession 1: One\n1. A\n2. B\nSession 2: Two\n1. C\n2. D\n")
    assert {title: [item[0] for item in items] for title, items in shape(draft).items()} == {
        "One": ["A", "B"],
        "Two": ["C", "D"],
    }
    assert draft.about == ["Kind", "On time", "Warm", "Dry"]
    assert draft.remarks[0] == '4 numbered lines were kept as notes: "Kind", "On time", "Warm", ...'
    assert drafted("1. Kind\nWeek 1\n- A\n").remarks[0] == '1 numbered line was kept as notes: "Kind".'


def test_titles_by_hand_by_the_outline_and_by_the_file():
    assert drafted("1. One\n2. Two").title == "My outline"
    named = drafted(NUMBERED, "Our tea")
    assert (named.title, named.about) == ("Our tea", ["Tea for all", "Who wants tea."])
    assert drafted("One sentence is no title.\n1. One").about == ["One sentence is no title."]


def test_a_long_item_has_a_short_title_and_keeps_its_words():
    long = "Everybody says in their own words " * 4
    draft = drafted(f"1. One\n- Names: {long}\n- {long}")
    assert [item.title for item in draft.lessons[0].items] == [
        "Names",
        "Everybody says in their own words Everybody says ...",
    ]
    assert [note.text for item in draft.lessons[0].items for note in item.notes] == [long.strip(), long.strip()]


def test_marked_parts_and_handouts():
    draft = drafted(
        "1. One\nMaterials: cups\n- Pour\nCare: hot water\nGoal: none\nHandout: My cup\nMy cup is ____\n"
        "2. Two\nHandout: Empty"
    )
    one, two = draft.lessons
    assert one.parts == [(PartKind.MATERIALS, "cups")]
    assert one.items[0].parts == [(PartKind.CARE, "hot water")]
    assert [note.text for note in one.items[0].notes] == ["Goal: none"]
    assert [(each.title, [line.text for line in each.lines]) for each in one.handouts] == [
        ("My cup", ["My cup is ____"])
    ]
    assert [each.title for each in two.handouts] == ["Empty"]


def test_a_table_without_minutes_and_its_head_are_notes():
    draft = drafted("# Tea\n## One\n| Time | What | Who |\n| 10 min | Pour | Rosa |\n| some day | Drink | all |\n")
    assert shape(draft) == {"One": [("Pour", 10, ["Who: Rosa", "some day | Drink | all"])]}
    assert draft.lessons[0].aim == []
    assert draft.remarks[0] == 'Left out, as they only name what follows: "Time | What | Who".'


def test_text_without_any_lesson_becomes_one():
    draft = drafted("Some words.\nMore words.")
    assert [lesson.title for lesson in draft.lessons] == ["My outline"]
    assert draft.lessons[0].aim == ["Some words.", "More words."]
    assert draft.remarks == [
        "No lessons could be told apart, so all of it became one.",
        'Lesson 1 "My outline": no items in the outline; one takes all 60 minutes.',
    ]
    assert draft_of(Outline((), ("1 picture",)), title=None, name="x").remarks[0] == "Left out: 1 picture."


def test_minutes_that_contradict_each_other_are_told():
    draft = drafted("1. One (60 min)\n- A (20)\n- B (30)\n")
    assert draft.lessons[0].minutes == 50
    assert draft.remarks == ['Lesson 1 "One": it says 60 minutes, its items take 50.']


def test_minutes_that_contradict_the_clock_are_told():
    by_starts = drafted("Session 1: One\n18:00 A (10 min)\n18:15 B (45 min)\n19:00 End\n")
    assert [item.minutes for item in by_starts.lessons[0].items] == [10, 45]
    assert by_starts.remarks[-1] == 'Lesson 1 "One": "A" says 10 minutes and its clock 15; 10 were taken.'
    by_ends = drafted("Session 1: One\n- 18:00-18:30 A (20 min)\n- 18:30-19:00 B (30 min)\n")
    assert by_ends.remarks[-1] == 'Lesson 1 "One": "A" says 20 minutes and its clock 30; 20 were taken.'
    agreed = drafted("Session 1: One\n18:00 A (15 min)\n18:15 B\n18:45 End\n")
    assert not any("its clock" in remark for remark in agreed.remarks)


def test_more_minutes_than_a_day_of_sessions_are_dealt_anew():
    draft = drafted("1. One\n" + "- A (700 min)\n" * 3)
    assert [item.minutes for item in draft.lessons[0].items] == [20, 20, 20]
    assert [note.text for note in draft.lessons[0].items[0].notes] == ["700 minutes in the outline"]
    assert draft.remarks == ['Lesson 1 "One": its minutes come to 2100; they were dealt out anew.']
