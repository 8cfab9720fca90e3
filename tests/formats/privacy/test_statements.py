"""The statements are dated data: which one is in use on a day, and that none is silently changed."""

import hashlib
from datetime import date

import pytest

from facilitator.formats.privacy.statements import editions, statements_on


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2019, 1, 1), "2020"),
        (date(2024, 4, 15), "2020"),
        (date(2024, 4, 16), "2024"),
        (date(2027, 3, 1), "2024"),
        (date.max, "2024"),
    ],
)
def test_the_edition_of_a_day(day, key):
    assert statements_on(day).key == key


def test_the_short_statements_word_for_word():
    assert [(each.key, each.short) for each in editions()] == [
        ("2020", "42 CFR part 2 prohibits unauthorized disclosure of these records."),
        ("2024", "42 CFR part 2 prohibits unauthorized use or disclosure of these records."),
    ]


def test_the_long_statement_is_set_as_the_rule_sets_it():
    long = statements_on(date(2027, 3, 1)).long
    assert [line[:5] for line in long.splitlines()] == ["This ", "(i) F", "(ii) ", "(iii)", "A gen"]
    assert "  " not in long
    assert long.endswith("(see 42 CFR 2.31).")


def test_an_edition_says_where_it_stands_and_whether_it_was_read_there():
    for each in editions():
        assert "42 CFR 2.32(a)" in each.source
        assert each.checked


def test_an_edition_that_went_out_is_not_edited():
    """A new wording is a new edition: the ledger names editions, and says with them what went out."""
    kept = {each.key: hashlib.sha256(f"{each.long}\n{each.short}".encode()).hexdigest()[:16] for each in editions()}
    assert kept == {"2020": "84fc0d8493f0d2cf", "2024": "dcf33f35d4ec42ff"}
