"""Phrases are found as words, wherever lines end and whatever stands between."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.formats.curricula.phrases import merged, pattern, spans, to_search


def found(phrase: str, text: str) -> list[str]:
    return [text[start:end] for start, end in spans(phrase, to_search(text))]


@pytest.mark.parametrize(
    ("phrase", "text", "pieces"),
    [
        ("addict", "An Addict, an addiction, addict", ["Addict", "addict"]),
        ("failed to", "failed\nto; failed  to; failed-to; faile d to", ["failed\nto", "failed  to", "failed-to"]),
        ("failed to", "> failed\n> to", ["failed\n> to"]),
        ("failed to", "**failed** to", ["failed** to"]),
        ("failed to", "failed.\nto", []),
        ("he/she is", "he is, she is, they is", ["he is", "she is"]),
        ("is * clean", "is very clean, is clean", ["is very clean"]),
        ("i'm", "I’m here, i'm there", ["I’m", "i'm"]),
        ("well-known", "well known, well-known, wellknown", ["well known", "well-known"]),
        ("a", "", []),
    ],
)
def test_a_phrase_is_whole_words(phrase: str, text: str, pieces: list[str]) -> None:
    assert found(phrase, text) == pieces


def test_letters_that_grow_in_lower_case_move_no_place() -> None:
    text = "İİİ addict"
    assert len(to_search(text).low) == len(text)
    assert found("addict", text) == ["addict"]


def test_a_phrase_is_found_far_from_others_of_its_words() -> None:
    text = "to " * 300 + "failed to" + " to" * 300
    assert found("failed to", text) == ["failed to"]


PHRASES = ["failed to", "he/she is", "is * clean", "i'm", "to is", "clean"]
words = st.sampled_from(["failed", "to", "He", "she", "is", "CLEAN", "i'm", "i’m", "cleaner", "i"])
gaps = st.sampled_from([" ", "\n", "-", ", ", "  ", "\n> ", "** "])


@given(st.sampled_from(PHRASES), st.lists(st.tuples(words, gaps), max_size=12))
def test_the_short_way_finds_what_the_pattern_finds(phrase: str, pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in pieces)
    assert spans(phrase, to_search(text)) == [match.span() for match in pattern(phrase).finditer(text)]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)).map(lambda pair: (pair[0], sum(pair))), max_size=8))
def test_pieces_are_merged_without_losing_a_place(pieces: list[tuple[int, int]]) -> None:
    one = merged(pieces)
    assert {at for start, end in one for at in range(start, end)} == {
        at for start, end in pieces for at in range(start, end)
    }
    assert all(before[1] < after[0] for before, after in pairwise(one))
