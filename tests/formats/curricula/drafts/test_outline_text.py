"""Plain text and Markdown outlines as lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.curricula.outline import LineKind, OutlineLine
from facilitator.errors import BadInput
from facilitator.formats.curricula.drafts.outline_text import read_outline_text

HEADING, NUMBERED, BULLET, PLAIN, QUOTE, ROW = (
    LineKind.HEADING, LineKind.NUMBERED, LineKind.BULLET, LineKind.PLAIN, LineKind.QUOTE, LineKind.ROW,
)  # fmt: skip


def lines(text):
    data = text if isinstance(text, bytes) else text.encode()
    return [(line.kind, line.level, line.text) for line in read_outline_text(data).lines]


def test_what_lines_look_like():
    text = """\
Tea for all

# Title #
## Session 1
> Hello there.
> Come in.
1. First
   - dash
     * star
   • dot
2) Second
    indented words
| Time | What |
|------|------|
| 10   | Tea  |
a. letter
iv) roman
1.2 deeper number
---
**Bold words**
"""
    assert lines(text) == [
        (PLAIN, 0, "Tea for all"),
        (HEADING, 1, "Title"),
        (HEADING, 2, "Session 1"),
        (QUOTE, 0, "Hello there. Come in."),
        (NUMBERED, 0, "First"),
        (BULLET, 1, "dash"),
        (BULLET, 2, "star"),
        (BULLET, 1, "dot"),
        (NUMBERED, 0, "Second"),
        (PLAIN, 1, "indented words"),
        (ROW, 0, "Time | What"),
        (ROW, 0, "10 | Tea"),
        (NUMBERED, 0, "letter"),
        (NUMBERED, 0, "roman"),
        (NUMBERED, 0, "deeper number"),
        (PLAIN, 0, "Bold words"),
    ]
    assert read_outline_text(b"| a | b |").lines == (OutlineLine(ROW, "a | b", 0, ("a", "b")),)


def test_numbers_that_are_written_out():
    outline = read_outline_text(b"1. a\n12) b\n(iv) c\nd. letter\n1.2 deeper\n- dash")
    assert [line.number for line in outline.lines] == [1, 12, 4, None, None, None]


def test_a_wrapped_paragraph_is_one_line_and_short_lines_are_many():
    long = "Words that go on and on until the editor has had enough of them,"
    assert lines(f"{long}\nand end here.\n\nOne\nTwo") == [
        (PLAIN, 0, f"{long} and end here."),
        (PLAIN, 0, "One"),
        (PLAIN, 0, "Two"),
    ]
    assert lines(f"- {long}\n  and end here.\n- b") == [(BULLET, 0, f"{long} and end here."), (BULLET, 0, "b")]


@pytest.mark.parametrize(
    "data",
    [
        "Rosa’s tea\r\n- milk".encode(),
        "\ufeffRosa’s tea\n- milk".encode(),
        "Rosa’s tea\r- milk".encode("cp1252"),
        "Rosa’s tea\n- milk".encode("utf-16"),
        "Rosa’s\ttea\n-\tmilk".encode(),
        "Rosa’s\x1b tea\n- milk\x07".encode(),
    ],
)
def test_files_of_any_editor(data):
    assert lines(data) == [(PLAIN, 0, "Rosa’s tea"), (BULLET, 0, "milk")]


def test_a_picture_leaves_its_words_and_is_told():
    outline = read_outline_text(b"![a cup](cup.png) Tea\n![](x.png)")
    assert [line.text for line in outline.lines] == ["a cup Tea"]
    assert outline.left_out == ("2 pictures",)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"x" * 1_000_001, "this file is larger than 1 MB"),
        (b"x\n" * 5_001, "this file has more than 5,000 lines"),
        (b"PNG\0\0\0", "this is no text"),
    ],
)
def test_what_is_no_outline(data, why):
    with pytest.raises(BadInput) as refused:
        read_outline_text(data)
    assert refused.value.title == why


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        outline = read_outline_text(data)
    except BadInput:
        return
    assert all(line.text for line in outline.lines)
