from datetime import date, timedelta
from itertools import permutations

import pytest

from facilitator.domain.agency.slots import (
    ASK_AGAIN_AFTER,
    ASKED,
    LABELS,
    UNTIL_FILLED,
    Blank,
    LocalSlot,
    blank_words,
    blanks,
    chosen,
    limits,
    read_language,
    to_ask_again,
    wanted,
)
from facilitator.errors import BadInput
from facilitator.words import SlotName

DAY = date(2027, 3, 1)
CALL, LIMITS, OTHERS = SlotName.ON_CALL, SlotName.LIMITS_PROTECTED, SlotName.LIMITS_OTHERS


def slot(name, text, site="", language="en", checked_on=DAY):
    return LocalSlot(1, "u", name, None, site, language, text, "", checked_on)


def test_each_slot_says_what_it_is_and_what_belongs_there():
    assert set(LABELS) == set(ASKED) == set(SlotName)


@pytest.mark.parametrize(
    ("name", "site", "language", "text"),
    [
        (CALL, "Hall", "en", "hall en"),
        (CALL, "Hall", "es", "hall es"),
        (CALL, "Annex", "es", "all es"),
        (CALL, "Annex", "en", "all en"),
        (CALL, "", "es", "all es"),
        (CALL, "Hall", "fr", "hall en"),
        (CALL, "Barn", "es", "barn en"),  # a number of this house, whatever its language
        (LIMITS, "Barn", "es", "all es"),  # words that are understood, whichever house they are of
        (LIMITS, "Barn", "es-MX", "all es"),
        (LIMITS, "Barn", "fr", "barn en"),
    ],
)
def test_what_holds_at_a_site_is_in_the_language_of_the_group(name, site, language, text):
    filled = [
        slot(name, f"{place or 'all'} {spoken}".lower(), place, spoken)
        for place, spoken in (("", "en"), ("", "es"), ("Hall", "en"), ("Hall", "es"), ("Barn", "en"))
    ]
    for order in permutations(filled):
        assert chosen(order, site=site, language=language)[name].text == text


def test_a_slot_of_another_site_is_none_of_this_one():
    assert chosen([slot(CALL, "annex", "Annex")], site="Hall", language="en") == {}
    assert chosen([slot(CALL, "annex", "Annex")], site="", language="en") == {}


def test_a_program_says_its_own_words_on_confidentiality_or_those_until_it_has_some():
    filled = [slot(LIMITS, "Part 2 words"), slot(OTHERS, "other words")]
    assert limits(filled, protected=True, site="", language="en") == "Part 2 words"
    assert limits(filled, protected=False, site="Hall", language="en") == "other words"
    assert limits(filled[1:], protected=True, site="", language="en") == UNTIL_FILLED


def test_a_blank_one_is_told_once_or_for_each_site_without_it():
    assert LIMITS in wanted(protected=True)
    assert OTHERS not in wanted(protected=True)
    filled = [slot(name, "x") for name in wanted(protected=True) if name not in (CALL, SlotName.NALOXONE)]
    filled.append(slot(CALL, "x", "Hall"))
    found = blanks(filled, ["Annex", "Hall"], protected=True)
    assert found == (Blank(CALL, "Annex"), Blank(SlotName.NALOXONE, ""))
    assert blank_words(found) == "2 local slots are blank: on-call number, naloxone"
    assert blank_words(found[:1]) == "1 local slot is blank at Annex: on-call number"
    assert blanks(filled, [], protected=False) == (Blank(SlotName.NALOXONE, ""), Blank(OTHERS, ""))
    assert blank_words(()) == ""


def test_a_blank_one_in_both_writings_of_confidentiality_is_called_the_same():
    assert blank_words([Blank(LIMITS, "")]) == blank_words([Blank(OTHERS, "")])


def test_after_half_a_year_somebody_asks_again():
    old = slot(CALL, "x", checked_on=DAY - ASK_AGAIN_AFTER)
    assert to_ask_again([old], DAY) == ()
    assert to_ask_again([old], DAY + timedelta(days=1)) == (old,)


def test_a_language_is_a_code_in_one_spelling():
    assert [read_language(each) for each in ("EN", " es-mx", "zh-hant-TW")] == ["en", "es-MX", "zh-Hant-TW"]
    with pytest.raises(BadInput):
        read_language("Spanish")
