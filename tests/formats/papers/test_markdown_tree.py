import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.formats.papers.markdown_tree import LONGEST_WORD, inline_tree, markdown_tree, plain_words


def paragraph(*inside):
    return {"is": "paragraph", "inside": list(inside)}


def blank(signs):
    return {"is": "blank", "signs": signs}


def bullets(*items, ordered=False, start=1, tight=True, ticks=False):
    return {
        "is": "list",
        "items": [[paragraph(*inside)] for inside in items],
        "ordered": ordered,
        "start": start,
        "tight": tight,
        "ticks": ticks,
    }


def test_blocks():
    text = "one\ntwo\\\nthree\n\n> said\n\n#### Four\n\n---\n\n```\na  $b\n```\n"
    assert markdown_tree(text) == [
        paragraph("one two", {"is": "break"}, "three"),
        {"is": "quote", "inside": [paragraph("said")]},
        {"is": "heading", "inside": ["Four"]},
        {"is": "rule"},
        {"is": "code", "text": "a  $b"},
    ]


def test_lists():
    assert markdown_tree("- a\n- b") == [bullets(["a"], ["b"])]
    assert markdown_tree("3. a\n\n4. b") == [bullets(["a"], ["b"], ordered=True, start=3, tight=False)]
    (outer,) = markdown_tree("- a\n  - b\n    1. c")
    assert outer["items"][0][1]["items"][0] == [paragraph("b"), bullets(["c"], ordered=True)]


def test_boxes_to_tick():
    done, open_ = {"is": "tick", "done": True}, {"is": "tick", "done": False}
    assert markdown_tree("- [ ] a\n- [x] b") == [bullets([open_, "a"], [done, "b"], ticks=True)]
    assert markdown_tree("- [ ] a\n- b") == [bullets([open_, "a"], ["b"])]
    assert markdown_tree("[ ] a") == [paragraph("[ ] a")]


def test_pieces_of_a_paragraph():
    assert inline_tree("a **b *c*** `d*` \\*e\\* <f>") == [
        "a ",
        {"is": "strong", "inside": ["b ", {"is": "emphasis", "inside": ["c"]}]},
        " ",
        {"is": "code", "text": "d*"},
        " *e* <f>",
    ]


def test_the_address_of_a_link_stands_behind_its_words():
    assert inline_tree("[here](https://a.org)") == ["here (https://a.org)"]
    assert inline_tree("[**here**](https://a.org)") == [{"is": "strong", "inside": ["here"]}, " (https://a.org)"]
    assert inline_tree("<https://a.org>") == ["https://a.org"]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("name: ____, yes", ["name: ", blank(4), ", yes"]),
        ("a (____) b (____) c", ["a (", blank(4), ") b (", blank(4), ") c"]),
        ("name:____", ["name:", blank(4)]),
        ("**Try:** ______", [{"is": "strong", "inside": ["Try:"]}, " ", blank(6)]),
        ("___ and", [blank(3), " and"]),
        ("snake_case __b__", ["snake_case ", {"is": "strong", "inside": ["b"]}]),
        ("`____`", [{"is": "code", "text": "____"}]),
    ],
)
def test_underscores_in_a_row_are_a_line_to_write_on(text, tree):
    assert inline_tree(text) == tree


def test_a_row_of_underscores_alone_is_a_whole_line():
    assert markdown_tree("____\n\n________") == [{"is": "blank"}, {"is": "blank"}]


def test_three_underscores_around_a_word_make_it_strong():
    assert plain_words(inline_tree("___so___")) == "so"
    assert inline_tree("___so___") != ["___so___"]


@pytest.mark.parametrize("text", ["x" * 500, "https://example.org/" + "a/" * 100, "/" * 300, "é" * LONGEST_WORD * 3])
def test_a_word_without_end_may_break_and_loses_nothing(text):
    (piece,) = inline_tree(text)
    assert max(map(len, piece.split("\u200b"))) <= LONGEST_WORD + 8
    assert piece.replace("\u200b", "") == text


@given(st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="\\_*`[]<>&!#>+-=~"), min_size=1))
def test_words_without_signs_stay_as_they_are(word):
    text = f"so {word}"
    assert plain_words(inline_tree(text)) == text


def test_plain_words():
    assert plain_words(inline_tree("**a** *b `c`* ____ d\\\ne")) == "a b c ____ d e"


def test_a_table_with_its_sides_and_shares():
    (table,) = markdown_tree("| a | b |\n|:--|--:|\n| **c** | ____ |\n| " + "d" * 40 + " | |")
    assert table["head"] == [["a"], ["b"]]
    assert table["rows"][0] == [[{"is": "strong", "inside": ["c"]}], [blank(4)]]
    assert (table["rows"][1][1], table["align"], table["widths"]) == ([], ["left", "right"], [32, 8])
