"""Words of a phrase: how it is cut, and what is taken or given back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dates.phrase_words import PhraseWords, split_phrase
from facilitator.domain.dates.rule import Day
from facilitator.errors import BadInput

UNITS = {"week": 1, "weeks": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Every Thursday, 8 times", "every thursday 8 times"),
        ("tue/thu", "tue and thu"),
        ("mon & wed + fri", "mon and wed and fri"),
        ("mon-fri", "mon to fri"),
        ("mon – fri", "mon to fri"),
        ("second-to-last", "second to-last"),
        ("bi-weekly; semi-monthly", "biweekly semimonthly"),
        ("until 5 mar. ...", "until 5 mar"),
        ("weekly (Thursday, at noon)", "weekly (thursday  at noon)"),
        ("2026-03-05 at 9/10", "2026-03-05 at 9/10"),
        ("  ", ""),
    ],
)
def test_a_phrase_is_cut_into_plain_words(text: str, words: str) -> None:
    assert split_phrase(text).rest == words


def test_a_phrase_has_a_length() -> None:
    assert split_phrase("a" * 500).rest
    with pytest.raises(BadInput, match="too long"):
        split_phrase("a" * 501)


@pytest.mark.parametrize(
    ("text", "numbers", "rest"),
    [
        ("first and third monday", [1, 3], "monday"),
        ("2nd 4th monday", [2, 4], "monday"),
        ("second to last and last friday", [-2, -1], "friday"),
        ("first and the last day", [1, -1], "day"),
        ("first and monday", [1], "and monday"),
        ("last to last day", [-1], "to last day"),
        ("0th day", [], "0th day"),
        ("monday", [], "monday"),
    ],
)
def test_ordinals_are_taken_as_far_as_they_go(text: str, numbers: list[int], rest: str) -> None:
    words = split_phrase(text)
    assert (words.ordinals(), words.rest) == (numbers, rest)


@pytest.mark.parametrize(
    ("text", "numbered"),
    [("15th", True), ("15th and 20th", True), ("15th and last", False), ("first and 15th", False), ("last", False)],
)
def test_whether_all_ordinals_were_in_figures_is_known(text: str, numbered: bool) -> None:
    words = split_phrase(text)
    words.ordinals()
    assert words.numbered is numbered


@pytest.mark.parametrize(
    ("text", "days", "rest"),
    [
        ("mon, tue and thu at 9", [0, 1, 3], "at 9"),
        ("fri to mon", [4, 5, 6, 0], ""),
        ("mon to mon", [0], ""),
        ("monday through friday", [0, 1, 2, 3, 4], ""),
        ("mon to june", [0], "to june"),
        ("mon and june", [0], "and june"),
        ("june", [], "june"),
    ],
)
def test_weekdays_are_listed_or_a_stretch(text: str, days: list[int], rest: str) -> None:
    words = split_phrase(text)
    assert (words.weekdays(), words.rest) == ([Day(day) for day in days], rest)


def test_one_weekday_where_a_list_would_be_another_thing() -> None:
    words = split_phrase("monday and tuesday")
    assert (words.weekdays(listed=False), words.rest) == ([Day(0)], "and tuesday")


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("2 weeks", 2, "weeks"),
        ("two weeks", 2, "weeks"),
        ("other week", 2, "week"),
        ("second week", 2, "week"),
        ("3rd week", 3, "week"),
        ("last week", None, "last week"),
        ("first and third week", None, "first and third week"),
        ("2 mondays", None, "2 mondays"),
        ("week", None, "week"),
    ],
)
def test_an_interval_stands_before_its_unit_or_is_none(text: str, number: int | None, rest: str) -> None:
    words = split_phrase(text)
    assert (words.interval(UNITS), words.rest) == (number, rest)


@pytest.mark.parametrize(
    ("text", "number"), [("8", 8), ("twelve", 12), ("999999", 999999), ("1000000", None), ("٣", None), ("8th", None)]
)
def test_a_number_in_figures_or_in_words(text: str, number: int | None) -> None:
    assert split_phrase(text).number() == number


@pytest.mark.parametrize(
    ("text", "year"), [("1999", 1999), ("2199", 2199), ("1899", None), ("2200", None), ("6", None)]
)
def test_a_year_has_four_figures_of_our_time(text: str, year: int | None) -> None:
    assert split_phrase(text).year() == year


def test_the_longest_phrase_is_taken_and_only_as_a_whole() -> None:
    words = split_phrase("on the of")
    assert words.takes_one_of("on", "on the")
    assert words.rest == "of"
    assert not words.takes_one_of("of the", "the")
    assert (words.taken, words.rest, words.since(1)) == ("on the", "of", "the")


def test_nothing_comes_after_the_end() -> None:
    words = split_phrase("once")
    assert (words.ahead(1), words.ahead(2)) == ("once", "")
    words.take()
    assert (words.at_end(), words.next, words.rest, words.taken) == (True, "", "", "once")
    assert words.back_to(0) is False
    assert words.next_is("twice", "once")


pieces = st.sampled_from(
    ["first", "2nd", "last", "to", "and", "the", "mon", "friday", "other", "8", "two", "week", "june", "2027", "thru"]
)


@given(st.lists(pieces, max_size=8), st.sampled_from(["ordinals", "weekdays", "number", "year"]))
def test_a_reader_takes_what_it_understood_and_gives_back_the_rest(texts: list[str], reader: str) -> None:
    words = PhraseWords(list(texts))
    found = getattr(words, reader)()
    assert words.taken.split() + words.rest.split() == texts
    assert bool(words.place) == (found not in (None, []))
    # never a word of a list that goes on nowhere
    assert not words.taken.endswith((" and", " and the"))
