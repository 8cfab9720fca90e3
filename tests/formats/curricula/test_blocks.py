"""A text as its blocks, and the bounds within which it is read."""

import pytest

from facilitator.domain.curricula.curriculum import Note, Problem
from facilitator.formats.curricula.blocks import MAX_BRACKETS, MAX_PARAGRAPH, column_of, read_blocks, source, unquoted
from facilitator.formats.curricula.curriculum_file import read_curriculum
from tests.formats.tea import GOOD, Text, changed, expect_problem, ids

CASES = [
    (changed("A note.", "a " * 2_501), 33, 1, "too-large"),
    (changed("A note.", "[" * 201), 33, 1, "too-large"),
    (changed("A note.", "A <b>note</b>."), 33, 3, "raw-html"),
    (changed("A note.", "<!-- a note -->"), 33, 1, "raw-html"),
    (changed("A note.", "<script>alert(1)</script>"), 33, 1, "raw-html"),
    (changed("Words.", "Words\n> <i>here</i>."), 32, 3, "raw-html"),
    (GOOD + "\n### Handout: Card\n\n- <u>Name</u>\n", 37, 3, "raw-html"),
    (changed("A note.", "![A cup](https://example.org/cup.png)"), 33, 1, "image"),
    (changed("A note.", "A [note](javascript:alert(1))."), 33, 10, "bad-link"),
    (changed("A note.", "A [note](other.md)."), 33, 10, "bad-link"),
    (changed("A note.", "Write to <rosa@example.org>."), 33, 11, "bad-link"),
    (changed("A note.", "A [note](https://)."), 33, 10, "bad-link"),
    (changed("A note.", "```\nA note."), 33, 1, "unclosed-block"),
    (changed("A note.", "| tea | cup |"), 33, 1, "table"),
    (changed("A note.", "Tea:\n| tea | cup |\n| -- |"), 34, 1, "table"),
    (changed("A note.", "| tea | cup |\n|---|---|\n| a | b | c |"), 35, 1, "table"),
    (changed("A note.", "| tea | cup |\n|---|---|\n| a | b |\nA note."), 36, 1, "table"),
    (changed("> Words.", "> " * 60 + "Words."), 31, 1, "too-deep"),
    (changed("A note.", "- " * 60 + "A note."), 33, 1, "too-deep"),
]


@pytest.mark.parametrize(("text", "line", "column", "code"), CASES, ids=ids(CASES))
def test_what_is_wrong_is_told_with_its_place(text: Text, line: int, column: int, code: str) -> None:
    expect_problem(text, line, column, code)


def blocks(text: str):
    problems: list[Problem] = []
    return read_blocks(text.split("\n"), problems), [(each.line, each.column, each.code) for each in problems]


def test_the_blocks_of_a_text_with_their_lines() -> None:
    text = "# Tea *now*\n\nOne\ntwo\n\n> said\n\n- a\n- b\n\n\n***\n\n```\nx\n```\n\n    y\n\nOver\n==="
    found, problems = blocks(text)
    assert problems == []
    assert [(each.kind, each.first, each.end) for each in found] == [
        ("heading", 0, 1),
        ("paragraph", 2, 4),
        ("quote", 5, 6),
        ("list", 7, 9),
        ("rule", 11, 12),
        ("code", 13, 16),
        ("indented", 17, 18),
        ("underlined", 19, 21),
    ]
    assert [(each.level, each.words, each.plain) for each in found if each.words] == [
        (1, "Tea *now*", False),
        (0, "One\ntwo", True),
        (1, "Over", True),
    ]


@pytest.mark.parametrize(
    ("most", "more"),
    [
        ("a" * MAX_PARAGRAPH, "a"),
        ("[" * MAX_BRACKETS, "["),
        ("[" * (MAX_BRACKETS - 1) + "<", "<"),
        ("> " * 10 + "a", "\n" + "> " * 11 + "a"),
    ],
    ids=["long", "brackets", "brackets of both kinds", "deep"],
)
def test_as_much_as_there_may_be_and_one_more(most: str, more: str) -> None:
    assert blocks(most)[1] == []
    assert [code for _, _, code in blocks(most + more)[1]] in (["too-large"], ["too-deep"])


def test_each_piece_of_a_paragraph_is_found_where_it_stands() -> None:
    _, problems = blocks("One <b>two</b>\nand <b>three\n![a](b) ![c](d)")
    assert problems == [(1, 5, "raw-html"), (1, 11, "raw-html"), (2, 5, "raw-html"), (3, 1, "image"), (3, 9, "image")]


@pytest.mark.parametrize(
    "text", ["```\na\n```", "~~~~\n```\n~~~~", "> ```\n> a\n> ```", "```\n```", "- ```\n  a\n  ```"]
)
def test_a_block_that_is_closed_is_well(text: str) -> None:
    assert blocks(text)[1] == []


@pytest.mark.parametrize("text", ["```", "```\na", "~~~~\n~~~", "```\na\n``` b"])
def test_a_block_that_never_ends_is_told_where_it_begins(text: str) -> None:
    assert blocks(text)[1] == [(1, 1, "unclosed-block")]


@pytest.mark.parametrize(
    "note",
    [
        "See [the list](https://example.org/list) and <http://example.org>",
        "Shout [the list](HTTPS://EXAMPLE.ORG)",
        "Write `<b>` or `[x](y)`",
        "A < b and b > a, [so]",
    ],
)
def test_web_links_and_code_are_only_text(note: str) -> None:
    assert read_curriculum(changed("A note.", note).encode(), name="tea.md").problems == ()


def test_link_definitions_are_no_part_of_the_grammar_and_stay_where_they_are() -> None:
    curriculum = read_curriculum(changed("A note.", "[sit]: javascript:alert(1)").encode(), name="tea.md").curriculum
    assert curriculum is not None
    assert Note("[sit]: javascript:alert(1)") in curriculum.lessons[0].items[0].blocks


def test_a_piece_of_the_source_has_no_empty_ends() -> None:
    lines = ["", "  ", "a", " \t", "b  ", "", "c"]
    assert source(lines, 0, 6) == "a\n\nb"
    assert unquoted([">  a", "> > b", "c", ">"], 0, 4) == " a\n> b\nc"


def test_columns_count_from_one() -> None:
    assert [column_of(line) for line in ("a", "  a", "", "\ta")] == [1, 3, 1, 2]


def test_a_table_is_a_block() -> None:
    text = "| tea | cup |\n|---|:-:|\n| a \\| b | c |\n\nafter"
    found, problems = blocks(text)
    assert [(each.kind, each.first, each.end) for each in found] == [("table", 0, 3), ("paragraph", 4, 5)]
    assert problems == []
    assert blocks("| a |\n|---|\n| <b>c</b> |")[1] == [(3, 3, "raw-html"), (3, 7, "raw-html")]
    assert blocks("tea | cup\n--- | ---\na | b")[0][0].kind == "table"
    assert blocks("a | b, and c | d")[1] == []


def test_what_a_block_without_end_has_swallowed_is_read() -> None:
    _, problems = blocks("```\n<b>a</b>\n\n~~~\n![a](b)")
    assert problems == [
        (1, 1, "unclosed-block"), (4, 1, "unclosed-block"), (2, 1, "raw-html"), (2, 5, "raw-html"), (5, 1, "image"),
    ]  # fmt: skip
