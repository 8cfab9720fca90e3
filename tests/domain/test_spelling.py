import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.spelling import did_you_mean, fold, near, tidy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Álvarez", "jose\u0301  a\u0301lvarez"),
        ("STRASSE", "straße"),
        (" Ana\u00a0Bell ", "ana bell"),
        ("Ａｎａ", "ana"),
    ],
)
def test_two_spellings_of_one_name_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


def test_accents_tell_names_apart():
    assert fold("Jose") != fold("José")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("  Ana \t  Bell\n", "Ana Bell"),
        ("Ana\x1b[31mBell\x00", "Ana [31mBell"),
        ("Zoe\u0308", "Zoë"),
        ("Ana\ud800Bell", "Ana Bell"),
        ("\r\n\t", ""),
    ],
)
def test_a_name_is_kept_on_one_line_without_controls(name, kept):
    assert tidy(name) == kept


@given(st.text())
def test_tidying_and_folding_are_settled_after_once(name):
    kept = tidy(name)
    assert tidy(kept) == kept
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in kept)
    assert fold(kept) == fold(kept.upper().lower()) or not kept.isascii()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("blue", ["Blue room"]),
        ("Bleu room", ["Blue room"]),
        ("ROOM", ["Blue room", "Room of calm"]),
        ("hal", ["Large hall"]),
        ("", []),
        ("attic", []),
    ],
)
def test_names_that_may_have_been_meant(typed, found):
    names = ["Large hall", "Room of calm", "Blue room"]
    assert near(typed, names) == found
    assert did_you_mean(typed, names) == (f"Did you mean {' or '.join(map(repr, found))}? " if found else "")
