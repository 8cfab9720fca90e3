"""What stands under a heading, sorted into words to say, notes and marked parts."""

import pytest

from facilitator.domain.curricula.curriculum import Note, Part, PartKind, Problem, Say
from facilitator.formats.curricula.blocks import read_blocks
from facilitator.formats.curricula.content import read_content
from facilitator.formats.curricula.curriculum_file import read_curriculum
from tests.formats.tea import Text, changed, expect_problem, ids

CASES = [
    (changed("A note.", "**Carefully:** a note."), 33, 1, "unknown-part"),
    (changed("A note.", "**care:** a note."), 33, 1, "unknown-part"),
    (changed("A note.", "**Care**: a note."), 33, 1, "unknown-part"),
    (changed("A note.", "**Care:** a note.\n  **Tip:** another."), 34, 3, "unknown-part"),
    (changed("A note.", "**Care:**\n\n> A note."), 33, 1, "empty-part"),
    (changed("Words.\n\nA note.", "Words.\n**Care:** a note."), 32, 1, "part-swallowed"),
    (changed("A note.", "- one\n**Care:** a note."), 34, 1, "part-swallowed"),
    (changed("A note.", "    A note."), 33, 5, "indented-text"),
]


@pytest.mark.parametrize(("text", "line", "column", "code"), CASES, ids=ids(CASES))
def test_what_is_wrong_is_told_with_its_place(text: Text, line: int, column: int, code: str) -> None:
    expect_problem(text, line, column, code)


def content(text: str, *, quotes: bool = True):
    """Blocks, parts and codes of a text."""
    lines, problems = text.split("\n"), list[Problem]()
    found = read_content(read_blocks(lines, problems), lines, problems, quotes=quotes)
    return found, [each.code for each in problems]


def test_blocks_and_parts_keep_their_order_and_their_places() -> None:
    found, problems = content("One.\n\n> Two.\n\n**Care:** three.\n\n  **Online:** four.\nStill four.\n\nFive.")
    assert problems == []
    assert found.blocks == [(Note("One."), (1, 1)), (Say("Two."), (3, 1)), (Note("Five."), (10, 1))]
    assert found.parts == [
        (Part(PartKind.CARE, "three."), (5, 1)),
        (Part(PartKind.ONLINE, "four.\nStill four."), (7, 3)),
    ]


def test_a_part_in_the_middle_of_a_paragraph_ends_the_note_above_it() -> None:
    found, _ = content("A note.\n**Care:** careful.")
    assert [block for block, _ in found.blocks] == [Note("A note.")]
    assert [part for part, _ in found.parts] == [Part(PartKind.CARE, "careful.")]


@pytest.mark.parametrize(
    ("text", "part", "notes"),
    [
        ("**Care:** tea\n\n- water\n- juice\n\nSmile.", "tea\n\n- water\n- juice", ["Smile."]),
        ("**Care:**\n\n- water", "- water", []),
        ("**Care:** tea\n\nSmile.\n\n- water", "tea", ["Smile.", "- water"]),
        ("**Care:** tea\n\n***\n\n- water", "tea", ["- water"]),
    ],
)
def test_a_list_belongs_to_the_part_right_above_it(text: str, part: str, notes: list[str]) -> None:
    found, problems = content(text)
    assert problems == []
    assert [each.text for each, _ in found.parts] == [part]
    assert [each.text for each, _ in found.blocks] == notes


def test_a_quote_is_plain_text_where_nothing_is_said() -> None:
    found, problems = content("> A saying.", quotes=False)
    assert (problems, [block for block, _ in found.blocks]) == ([], [Note("> A saying.")])


def test_a_part_that_is_empty_is_told_once_its_list_could_have_come() -> None:
    assert content("**Care:**")[1] == ["empty-part"]
    assert content("**Care:**\n\n- a")[1] == []


def test_a_label_inside_a_quote_swallows_nothing_below_an_empty_line() -> None:
    assert content("> Words.\n\n**Care:** a note.")[1] == []
    assert content("> Words.\n**Care:** a note.")[1] == ["part-swallowed"]


@pytest.mark.parametrize(
    "text", ["- one\n**Kettle:** two", "- one\n      **Care:** two", "- one\n\n  **Care:** two", "> one\n**Care** two"]
)
def test_what_is_no_part_of_ours_is_not_swallowed(text: str) -> None:
    assert "part-swallowed" not in content(text)[1]


def test_a_known_label_is_offered_for_an_unknown_one() -> None:
    problems = read_curriculum(changed("A note.", "**With tree:** sit.").encode(), name="tea.md").problems
    assert problems[0].message == "No part has this label. Write **With three:**"
    problems = read_curriculum(changed("A note.", "**Qqqq:** sit.").encode(), name="tea.md").problems
    assert "Take the colon out" in problems[0].message
