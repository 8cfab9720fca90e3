"""Numbers as people write them: the same digits are the same number, and what is none is said."""

import pytest

from facilitator.formats.people.phones import LONGEST, number_in, read_phone


@pytest.mark.parametrize(
    "text",
    [
        "804-555-0101",
        "(804) 555-0101",
        "+1 804 555 0101",
        "1.804.555.0101",
        "804‑555‑0101",
        "８０４-555–0101",
        "8045550101",
    ],
)
def test_one_number_in_many_writings(text):
    read = read_phone(text, "US")
    assert (read.key, read.odd, read.wrong) == ("+18045550101", "", "")


@pytest.mark.parametrize(
    "text", ["804-555-0101 ext. 12", "804-555-0101 x12", "(804) 555-0101 ext 12", "8045550101 #12"]
)
def test_an_extension_is_part_of_a_number(text):
    assert read_phone(text, "US").key == "+18045550101;12"


def test_a_number_is_read_as_in_its_country_and_kept_as_typed_but_for_its_dashes():
    assert read_phone("020 7946–0958", "GB").key == "+442079460958" == read_phone("+44 20 7946 0958", "US").key
    assert read_phone(" 804‑555‑0101 ", "US").kept == "804-555-0101"
    assert read_phone("555 0100", "").odd == ""
    assert read_phone("1-800-FLOWERS", "US").key == read_phone("1-800-356-9377", "US").key


@pytest.mark.parametrize(
    "text", ["12", "call 3 times", "804-555-0101 / 804-555-0102", "804-555-0101 (mom)", "1234567890123456"]
)
def test_what_is_no_number_but_has_digits_is_kept_and_said(text):
    read = read_phone(text, "US")
    assert (read.kept, bool(read.key), read.odd, read.wrong) == (
        text,
        True,
        "the phone does not look like a number",
        "",
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("(   )    -    ", "the phone has no digits"),
        ("---", "the phone has no digits"),
        ("n/a", "the phone has no digits"),
        ("8045550101.0", "the phone was made a decimal number by a spreadsheet: format its column as text"),
        ("8.04556E+09", "the phone was made a decimal number by a spreadsheet: format its column as text"),
        ("1" * (LONGEST + 1), f"the phone has more than {LONGEST} characters"),
    ],
)
def test_what_cannot_be_one_is_told(text, wrong):
    assert read_phone(text, "US").wrong == wrong


def test_nothing_is_nothing():
    assert read_phone("  ", "US") == read_phone("", "US")
    assert read_phone("", "US").kept == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("call Dana 540-555-0142, evenings until 10", "+15405550142"),
        ("555-0142", "+15550142"),
        ("(804) 555\u20110142 or (804) 555-0143", "+18045550142"),
        ("+44 20 7946 0958", "+442079460958"),
        ("988", "988"),
        ("call or text 988 at any time", "988"),
        ("door 3, then 211", "211"),
        ("from 9 to 17: 804 555 0142", "+18045550142"),
        ("54", ""),
        ("804 555 01", ""),
        ("1234567890123456", ""),
        ("ask at the desk, Mo-Fr 9:00-17:00", ""),
        ("", ""),
    ],
)
def test_a_number_that_can_be_called_is_found_among_words(text, number):
    assert number_in(text, "US") == number


def test_which_short_numbers_there_are_is_the_country_s():
    assert (number_in("116 123", "GB"), number_in("116 123", "US")) == ("116123", "")
