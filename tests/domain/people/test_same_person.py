"""Two ways to write somebody down that mean the same, and two that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.people.same_person import Particulars, email_key, name_key, phone_tail, plain_name


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Bell, Ana", "Ana Bell"),
        ("García López, Ana María", "Ana María García López"),
        ("Bell, Jr., Tom", "Tom Bell Jr."),
        ("Bell, Tom, Jr.", "Tom Bell Jr."),
        ("Bell Jr., Tom", "Tom Bell Jr."),
        ("Tom Bell, Jr.", "Tom Bell Jr."),
        ("Ana Bell, CPRS", "Ana Bell CPRS"),
        ("Ana Bell,", "Ana Bell"),
        (", Ana", ", Ana"),
        ("Ana, Bo, and Cy", "Ana, Bo, and Cy"),
        ("Ana, Bo, Cy, Di", "Ana, Bo, Cy, Di"),
        ("Ana Bell", "Ana Bell"),
        ("", ""),
        (",", ""),
    ],
)
def test_a_name_is_read_in_the_order_in_which_it_is_spoken(written, spoken):
    assert plain_name(written) == spoken
    assert name_key(written) == name_key(spoken)


@pytest.mark.parametrize(
    "other",
    ["BELL,  ana", "Ana\u00a0Bell", "Ana\u200b Bell", "\u202aAna Bell\u202c", "Ana\u2009Bell\u200e", "Ａna Bell"],
)
def test_signs_that_nobody_sees_and_any_blank_are_no_difference(other):
    assert name_key(other) == name_key("Ana Bell")


def test_a_typographic_sign_is_the_plain_one_and_an_accent_is_not_nothing():
    assert name_key("O’Bell-Ng") == name_key("O'Bell‑Ng")
    assert name_key("Zoë") != name_key("Zoe")
    assert email_key("Ana@Example.org ") == email_key("ana@example.ORG")


def test_what_both_have_and_is_different_tells_two_apart_and_a_blank_does_not():
    full = Particulars("jay", "+1804", "j@x")
    assert not full.told_apart(Particulars("", "", ""))
    assert not full.told_apart(Particulars("jay", "", "j@x"))
    assert full.told_apart(Particulars("jay", "+1805", ""))
    assert full.shared(Particulars("jay", "+1805", "")) == 1
    assert Particulars("", "", "").shared(Particulars("", "", "")) == 0


_VALUES = st.builds(Particulars, *[st.sampled_from(("", "a", "b"))] * 3)


@given(_VALUES, _VALUES)
def test_nothing_is_told_apart_one_way_only_and_a_filled_value_beats_a_blank_in_any_order(one, other):
    assert one.told_apart(other) == other.told_apart(one)
    assert one.shared(other) == other.shared(one)
    if not one.told_apart(other):
        assert one.filled_from(other) == other.filled_from(one)


def test_a_phone_is_known_by_its_end_alone():
    assert phone_tail("(804) 555-0199") == "phone ending in 0199"
    assert phone_tail("") == ""
