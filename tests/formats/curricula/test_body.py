"""The lessons of a file: headings, minutes, handouts and what a frame may hold, each mistake at its place."""

import pytest

from facilitator.domain.curricula.curriculum import MAX_MINUTES, AgendaItem, Handout, Lesson, Note
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.headings import MAX_TITLE
from tests.formats.tea import FRAME, GOOD, Text, changed, expect_problem, ids

CASES = [
    # headings
    (changed("# Tea\n", "Hello.\n\n# Tea\n"), 21, 1, "text-before-title"),
    (GOOD + "\n# Tea\n", 35, 1, "second-title"),
    (changed("## Cup", "### Round (5 min)\n\n## Cup"), 25, 1, "item-outside-lesson"),
    (changed("A note.", "#### A note."), 33, 1, "heading"),
    (changed("A note.", "A note.\n---"), 34, 1, "heading"),
    (changed("## Cup", "## *Cup*"), 25, 1, "heading"),
    (changed("## Cup", "## " + "Cup " * 60), 25, 1, "heading"),
    (changed("### Round (30 min)", "### (30 min)"), 29, 1, "heading"),
    # lessons
    (GOOD + "\n## Another\n\nIts aim.\n", 35, 1, "empty-lesson"),
    (GOOD + "\n## Cup\n\n### Round (30 min)\n", 35, 1, "duplicate-lesson"),
    (changed("## Cup", "## Cup {#My Cup}"), 25, 8, "bad-key"),
    (changed("## Cup", "## お茶"), 25, 1, "missing-lesson-key"),
    (changed("The aim.", "> The aim."), 27, 1, "words-outside-item"),
    (changed("Round (30 min)", "Round (25 min)"), 25, 1, "minutes-do-not-add-up"),
    (changed("## Cup", "## Cup (0 min)"), 25, 8, "bad-minutes"),
    # items
    (changed("Round (30 min)", "Round"), 29, 10, "missing-minutes"),
    (changed("Round (30 min)", "Round 30 min"), 29, 17, "missing-minutes"),
    (changed("Round (30 min)", "Round (30 min) {#round}"), 29, 28, "missing-minutes"),
    (changed("Round (30 min)", "Round (30 minutes)"), 29, 11, "bad-minutes"),
    (changed("Round (30 min)", "Round (-30 min)"), 29, 11, "bad-minutes"),
    (changed("Round (30 min)", "Round (0 min)"), 29, 11, "bad-minutes"),
    (changed("Round (30 min)", "Round (99999999999 min)"), 29, 11, "bad-minutes"),
    (changed("Round (30 min)", "Round (30 min, at least 31)"), 29, 11, "bad-minutes"),
    (changed("Round (30 min)", "Round (30 min, at least 0)"), 29, 11, "bad-minutes"),
    # parts
    (changed("About tea.", "**Care:** about tea."), 23, 1, "part-outside-lesson"),
    # handouts
    (GOOD + "\n### Handout:\n\nName: ____\n", 35, 1, "heading"),
    (GOOD + "\n### Handout: Card\n", 35, 1, "empty-handout"),
    (GOOD + "\n### Handout: Card (5 min)\n\nName: ____\n", 35, 19, "handout-minutes"),
    # frames
    (changed("Pages: ____", "> Words.", FRAME), 36, 1, "frame-has-content"),
    (changed("Pages: ____", "Pages: ____\n\nMore.", FRAME), 38, 1, "frame-has-content"),
    (changed("Pages: ____", "Pages: ____\nMore.", FRAME), 36, 1, "frame-has-content"),
    (changed("Pages: ____", "x" * 121, FRAME), 36, 1, "frame-has-content"),
    (changed("Pages: ____", "**Care:** words.", FRAME), 36, 1, "frame-has-content"),
    (changed("The aim.", "**Share prompt:** words.", FRAME), 32, 1, "frame-has-content"),
    (FRAME + "\n### Handout: Card\n\nName: ____\n", 38, 1, "frame-has-content"),
]


@pytest.mark.parametrize(("text", "line", "column", "code"), CASES, ids=ids(CASES))
def test_what_is_wrong_is_told_with_its_place(text: Text, line: int, column: int, code: str) -> None:
    expect_problem(text, line, column, code)


def read(text: str):
    return read_curriculum(text.encode(), name="tea.md")


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("Round (30 min)", "Round (30 minutes)", ["bad-minutes"]),
        ("## Cup", "## Cup (soon min 5)", ["bad-minutes"]),
        ("A note.", "A note.\n---", ["heading"]),
    ],
)
def test_one_mistake_is_one_problem(old: str, new: str, codes: list[str]) -> None:
    assert [problem.code for problem in read(changed(old, new)).problems] == codes


@pytest.mark.parametrize(
    ("given", "advice"),
    [("25 min", "Add 5, or write (25 min)"), ("45 min", "Take 15 away, or write (45 min)")],
)
def test_how_many_minutes_are_missing_or_too_many_is_said(given: str, advice: str) -> None:
    (problem,) = read(changed("30 min", given)).problems
    assert advice in problem.message


def test_minutes_of_a_lesson_go_before_those_of_the_curriculum() -> None:
    result = read(changed("Round (30 min)", "Round (45 min)").replace("## Cup", "## Cup (45 min)"))
    assert result.problems == ()
    assert [lesson.minutes for lesson in result.curriculum.lessons] == [45]


def test_the_longest_lesson_and_the_longest_heading() -> None:
    title = "C" * MAX_TITLE
    text = changed("## Cup", f"## {title}").replace("minutes: 30", f"minutes: {MAX_MINUTES}")
    result = read(text.replace("(30 min)", f"({MAX_MINUTES} min)"))
    assert result.problems == ()
    assert result.curriculum.lessons[0].title == title


def test_a_number_stands_in_for_a_key_that_cannot_be_had() -> None:
    keys = [lesson.key for lesson in read(changed("## Cup", "## お茶")).curriculum.lessons]
    keys += [lesson.key for lesson in read(changed("## Cup", "## Cup {#My Cup}")).curriculum.lessons]
    assert keys == ["lesson-1", "lesson-1"]


def test_an_underlined_paragraph_stays_a_note_beside_its_problem() -> None:
    item = read(changed("A note.", "A note.\n---")).curriculum.lessons[0].items[0]
    assert item.blocks[-1] == Note("A note.")


def test_a_small_heading_belongs_to_a_handout() -> None:
    result = read(GOOD + "\n### Handout: Card\n\n#### Tonight\n\n> My cup: ____\n\n### HANDOUT: Other\n\nx\n")
    assert result.problems == ()
    assert result.curriculum.lessons[0].handouts == (
        Handout("Card", "#### Tonight\n\n> My cup: ____"),
        Handout("Other", "x"),
    )


def test_a_frame_has_room_for_one_line_of_its_own() -> None:
    line = "Pages: " + "1" * 113
    result = read(changed("Pages: ____", line, FRAME))
    assert result.problems == ()
    parts = "**Materials:** the manual\n**True to the model:** as it stands"
    result = read(changed("The aim.", f"The aim.\n\n{parts}", FRAME))
    assert result.problems == ()
    assert result.curriculum.lessons == (
        Lesson(
            "cup",
            "Cup",
            30,
            "The aim.",
            result.curriculum.lessons[0].parts,
            (AgendaItem("Round", 30, 30, (Note("Pages: ____"),)),),
        ),
    )
    assert len(result.curriculum.lessons[0].parts) == 2
