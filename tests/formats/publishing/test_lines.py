import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.formats.publishing.lines import folded, text, text_line, unfolded, uri


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=200))
def test_folded_lines_are_short_and_come_back_whole(words: str) -> None:
    line = f"SUMMARY:{words}"
    octets = folded(line).encode()
    assert all(len(each) <= 75 for each in octets.split(b"\r\n"))
    assert octets.endswith(b"\r\n")
    assert unfolded(octets) == [line]


@pytest.mark.parametrize(
    ("words", "written"), [("a;b,c\\", "a\\;b\\,c\\\\"), ("a\r\nb\u2028c", "a\\nb\\nc"), ("bell\x07", "bell")]
)
def test_text_is_escaped(words: str, written: str) -> None:
    assert text(words) == written


def test_a_link_has_no_blanks_and_no_lines() -> None:
    assert uri("https://example.org/a b\r\nX:1") == "https://example.org/abX:1"


def test_what_stands_before_a_text_is_not_escaped_away() -> None:
    assert text_line("SUMMARY", "a, b", "Canceled: ") == "SUMMARY:Canceled: a\\, b\r\n"
