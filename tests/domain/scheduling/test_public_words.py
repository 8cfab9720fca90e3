import pytest

from facilitator.domain.scheduling.public_words import MOST, PARTS, read_public_word
from facilitator.errors import BadInput


@pytest.mark.parametrize(
    ("part", "text", "kept"),
    [
        ("language", " es-mx ", "es-MX"),
        ("access", " step-free \x1b[1m ", "step-free [1m"),
        ("description", "Come as you are.\r\n\n  Bring   a cup.\u202e", "Come as you are.\nBring a cup."),
        ("link", " https://meet.example.org:8443/room?x=1 ", "https://meet.example.org:8443/room?x=1"),
    ],
)
def test_what_the_public_is_told_is_kept_in_plain_words(part, text, kept):
    assert read_public_word(part, text) == kept


def test_an_empty_text_clears_each():
    assert {read_public_word(part, " \n") for part in PARTS} == {""}


@pytest.mark.parametrize(
    "link",
    ["meet.example.org", "javascript:alert(1)", "https://", "https://example", "https://ana@example.org/",
     "https://example.org/a room", "file:///etc/passwd"],
)  # fmt: skip
def test_a_link_that_no_app_opens_or_that_names_somebody_is_refused(link):
    with pytest.raises(BadInput, match="no link"):
        read_public_word("link", link)


@pytest.mark.parametrize("part", MOST)
def test_words_have_their_bounds(part):
    begin = "https://a.org/" if part == "link" else ""
    kept = begin + "a" * (MOST[part] - len(begin))
    assert read_public_word(part, kept) == kept
    with pytest.raises(BadInput, match="too many"):
        read_public_word(part, kept + "a")


def test_no_language_is_taken_that_is_no_code():
    with pytest.raises(BadInput, match="no language code"):
        read_public_word("language", "Spanish, mostly")
