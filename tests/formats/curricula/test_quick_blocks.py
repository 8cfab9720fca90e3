"""What is cut without a parser comes out as the parser would cut it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facilitator.domain.curricula.curriculum import Problem
from facilitator.formats.curricula import blocks
from facilitator.formats.curricula.quick_blocks import Cut, cut
from facilitator.services.curricula.library import files_in
from tests import library


def test_plain_blocks():
    text = "# Tea\n\none\ntwo\n\n> said\n>\n> more\n\n- a\n  b\n- c\n\n1. d\n2. e\n\nend"
    assert list(cut(text.split("\n")))[:3] == [
        Cut("heading", 0, 1, 1, ((0, 1, "Tea"),)),
        Cut("paragraph", 2, 4, 0, ((2, 4, "one\ntwo"),)),
        Cut("quote", 5, 8, 0, ((5, 6, "said"), (7, 8, "more"))),
    ]
    assert [each.kind for each in cut(["- a", "  b", "- c", "", "end"])] == ["list", "paragraph"]
    assert [(each.kind, each.first, each.end) for each in cut(["- a", "", "- b", "", "end"])] == [
        ("", 0, 3), ("paragraph", 4, 5),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["```\n\na", "<script>\n\na", "- <b>\n\na"])
def test_what_may_go_on_over_empty_lines_is_read_whole(text):
    assert [each.kind for each in cut(text.split("\n"))] == [""]


def read(lines, monkeypatch_cut):
    problems: list[Problem] = []
    was, blocks.cut = blocks.cut, monkeypatch_cut
    try:
        return blocks.read_blocks(lines, problems), sorted(problems)
    finally:
        blocks.cut = was


def same(text):
    lines = text.split("\n")
    assert read(lines, cut) == read(lines, lambda rows: [Cut("", 0, len(rows))])


@pytest.mark.parametrize("path", files_in(library.FOLDER), ids=lambda path: path.stem)
def test_the_library_comes_out_the_same(path):
    text = path.read_text("utf-8").split("---", 2)[2]
    same(text)
    rough = sum(each.end - each.first for each in cut(text.split("\n")) if not each.kind)
    assert rough < text.count("\n") / 4


LINES = st.sampled_from(
    [
        "", "", "", "tea", "  tea", "    tea", "\ttea", " ", "# Tea", "## Tea ##", "#tea", "#", "####### tea", "> said",
        ">", "> - a", ">said", ">  said", "- a", "-a", "- ", "-", "  - b", "  b", "* c", "**Care:** d", "*e* f", "***",
        "---", "===", "___", "____ g", "1. h", "2. i", "1) j", "12 k", "988", "1.", "- [ ] l", "[m](n)", "![o](p)",
        "q <b>r</b>", "<i>", "```", "~~~", "| s | t |", "|---|---|", "--- | ---", "u | v", ":--", "_w_", "\\- x", "+ y",
        "- 1. z", "1. - z", "   # A", "    - B", "&amp;", "\u00a0", "C  ", "- D\t",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=14))
@settings(max_examples=600, deadline=None)
@example(["- a", "", "  b", "", "c"])
@example(["1. a", "#tea"])
@example(["> a", "b", "", "> c"])
@example(["tea", "#tea", "# Tea"])
def test_any_lines_come_out_the_same(lines):
    same("\n".join(lines))
