"""Marks of other tools: words are kept, what only steers is left out and told."""

import pytest

from facilitator.formats.curricula.drafts.outline_marks import without_marks


def test_front_matter_gives_title_words_and_length_and_the_rest_is_told():
    found = without_marks(
        ["---", 'title: "Calm hour"', "layout: page", "duration: 60 minutes", "description: >", "  For all.", "tags:",
         "  - a", "# note", "---", "Tea"]
    )  # fmt: skip
    assert (found.title, found.rows) == ("Calm hour", ["Duration: 60 minutes", "", "For all.", "", "Tea"])
    assert found.left_out == ["front matter of another tool: layout: page; tags: a; # note"]
    assert without_marks(["+++", "title = 'Calm'", "+++", "Tea"]).title == "Calm"


@pytest.mark.parametrize(
    "rows", [["---", "Tea", "---", "x"], ["Tea", "---", "a: b", "---"], ["---", "a: b"], ["---"], []]
)
def test_rules_are_no_front_matter(rows):
    assert without_marks(rows).rows == rows


def test_fences_of_colons_keep_their_words():
    found = without_marks(["::: {.callout-note}", "Bring pens.", ":::", "  :::note[Careful]", ":::: challenge ::::"])
    assert found.rows == ["Bring pens.", "Careful"]
    assert found.left_out == ["marks of another tool: ::: .callout-note, :::, ::: note, ::: challenge"]


@pytest.mark.parametrize("mark", ["{: .no_toc}", "{% include x.html %}", "<!-- a -->", "<br>", "[toc]", "{{TOC}}"])
def test_lines_that_steer_a_page_builder(mark):
    found = without_marks(["Tea", mark, mark])
    assert (found.rows, found.left_out) == (["Tea"], [f"marks of another tool: {mark} (2 times)"])
