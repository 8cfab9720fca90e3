"""Headings in their pieces and put together again; labels as they are meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.curricula.curriculum import MAX_MINUTES, PartKind, slug_of
from facilitator.formats.curricula.headings import (
    Heading,
    handout_title,
    item_heading,
    lesson_heading,
    part_line,
    split_heading,
)


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Tea", Heading("Tea")),
        ("Tea (5 min)", Heading("Tea", "5 min", 5, 5)),
        ("Tea (15 min, at least 10)", Heading("Tea", "15 min, at least 10", 15, 10)),
        ("Tea (5 min) {#cup}", Heading("Tea", "5 min", 5, 5, "cup")),
        ("Tea {#cup} (5 min)", Heading("Tea", "5 min", 5, 5, "cup")),
        ("Tea (5 min) (6 min)", Heading("Tea (5 min)", "6 min", 6, 6)),
        ("Tea {#a} {#b}", Heading("Tea {#a}", key="b")),
        ("Tea (for two)", Heading("Tea (for two)")),
        ("Tea (chapter 3)", Heading("Tea (chapter 3)")),
        ("Tea (minty 3)", Heading("Tea", "minty 3")),
        ("(5 min)", Heading("", "5 min", 5, 5)),
        (f"Tea ({MAX_MINUTES} min)", Heading("Tea", f"{MAX_MINUTES} min", MAX_MINUTES, MAX_MINUTES)),
        (f"Tea ({MAX_MINUTES + 1} min)", Heading("Tea", f"{MAX_MINUTES + 1} min")),
        ("Tea (0 min)", Heading("Tea", "0 min")),
        ("Tea (5 min, at least 6)", Heading("Tea", "5 min, at least 6")),
        ("Tea (5 min, at least 0)", Heading("Tea", "5 min, at least 0")),
    ],
)
def test_a_heading_in_its_pieces(words: str, heading: Heading) -> None:
    assert split_heading(words) == heading


def test_an_item_has_no_key() -> None:
    assert split_heading("Tea (5 min) {#cup}", keyed=False) == Heading("Tea (5 min) {#cup}")


titles = st.lists(
    st.text("abcXYZ éお#{}()-", min_size=1, max_size=8) | st.sampled_from(["(5 min)", "{#key}", "min", "3", "(min 5)"]),
    min_size=1,
    max_size=4,
).map(lambda words: " ".join(" ".join(words).split()))
minutes = st.integers(1, MAX_MINUTES)


@given(titles, st.from_regex(r"[a-z0-9]{1,6}(-[a-z]{1,3})?", fullmatch=True) | st.none(), minutes, minutes)
def test_what_is_put_together_comes_apart_again(title: str, key: str | None, length: int, usual: int) -> None:
    key = key or slug_of(title) or "lesson-1"
    heading = split_heading(lesson_heading(title, key, length, usual))
    assert (heading.title, heading.key or slug_of(title), heading.minutes or usual) == (title, key, length)


@given(titles, minutes, st.data())
def test_an_item_is_put_together_and_comes_apart_again(title: str, length: int, data: st.DataObject) -> None:
    least = data.draw(st.integers(1, length))
    heading = split_heading(item_heading(title, length, least), keyed=False)
    assert (heading.title, heading.minutes, heading.least_minutes) == (title, length, least)


def test_minutes_and_key_stand_only_where_they_are_needed() -> None:
    assert lesson_heading("First cup", "first-cup", 30, 30) == "First cup"
    assert lesson_heading("First cup", "first-cup", 45, 30) == "First cup (45 min)"
    assert lesson_heading("First cup", "cup", 30, 30) == "First cup (30 min) {#cup}"
    assert lesson_heading("In C #", "in-c", 30, 30) == "In C # (30 min) {#in-c}"
    assert item_heading("Round", 20, 20) == "Round (20 min)"


@pytest.mark.parametrize(
    ("words", "title"),
    [("Handout: A card", "A card"), ("HANDOUT:", ""), ("Handouts: two", None), ("My handout: a card", None)],
)
def test_a_handout_says_so_in_front(words: str, title: str | None) -> None:
    assert handout_title(words) == title


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("**Care:** slowly", PartKind.CARE, "slowly"),
        ("  __Care:__ slowly ", PartKind.CARE, "slowly"),
        ("**Care:**", PartKind.CARE, ""),
        ("**care:** slowly", None, "slowly"),
        ("**Care**: slowly", None, "slowly"),
        ("**Carefully:** slowly", None, "slowly"),
    ],
)
def test_a_label_in_front_of_a_line(line: str, kind: PartKind | None, text: str) -> None:
    found = part_line(line)
    assert found is not None
    assert (found.kind, found.text) == (kind, text)


@pytest.mark.parametrize(
    "line", ["**Bold** words", "**Note**: words", "Care: slowly", "*Care:* slowly", "** Care:** x", "**Care:__ x", ""]
)
def test_other_bold_words_are_no_label(line: str) -> None:
    assert part_line(line) is None
