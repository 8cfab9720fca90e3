import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.spelling import did_you_mean, fold, is_unseen, near, tidy


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


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ana\u202e Bell\u202c", "Ana Bell"),
        ("A\u200bna\ufeff \u2066Bell\u2069", "Ana Bell"),
        ("A\u00adna\u200dB", "AnaB"),
        ("\u200dAna\u200c", "Ana"),
        ("Ana\x1b[2J\x07\u0085Bell\u2028x", "Ana [2J Bell x"),
        ("\u200b\u2060", ""),
        ("نامه\u200cای", "نامه\u200cای"),
        ("क्\u200dष", "क्\u200dष"),
        ("Walk 👩\u200d👧", "Walk 👩\u200d👧"),
        ("नमस्ते\u200d", "नमस्ते"),
    ],
)
def test_what_nobody_sees_is_not_kept_but_the_joiners_that_a_script_needs(typed, kept):
    assert tidy(typed) == kept


def test_no_name_keeps_a_control_a_format_or_a_bidi_character():
    unseen = [sign for sign in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(sign) in ("Cc", "Cf", "Zl")]
    assert len(unseen) > 220
    assert [hex(ord(sign)) for sign in unseen if is_unseen(tidy(f"a{sign}b")[1]) or not is_unseen(sign)] == []
