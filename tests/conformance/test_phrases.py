"""docs/recurrence.md is run as it stands: every row of its tables, and how many there are."""

import re
from datetime import datetime

import pytest

from facilitator.domain.dates.recurrence import parse_rule
from facilitator.domain.dates.rule_words import in_words
from facilitator.errors import BadInput
from facilitator.zones import zone
from tests.conftest import ROOT

NEW_YORK = zone("America/New_York")
START = datetime(2026, 2, 19, 18, 30)


def rows(heading: str) -> list[list[str]]:
    """The rows of all tables on the page that have these column names, without the quotes around code."""
    page = (ROOT / "docs" / "recurrence.md").read_text("utf-8")
    tables = re.findall(rf"^\| {re.escape(heading)} \|\n\|[-|]+\|\n((?:\|.*\|\n)+)", page, re.MULTILINE)
    lines = [line for table in tables for line in table.splitlines()]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


ACCEPTED = rows("phrase | start | rule | said back")
REFUSED = rows("phrase | what is answered")
REFUSED_VALUES = rows("rule | what is answered")


def test_the_page_has_as_many_as_it_promises() -> None:
    assert (len(ACCEPTED), len(REFUSED)) == (79, 24)
    assert len({(phrase, start) for phrase, start, _, _ in ACCEPTED}) == 79
    assert len(REFUSED_VALUES) == 14


@pytest.mark.parametrize(
    ("phrase", "start", "value", "words"), ACCEPTED, ids=[f"{row[0]}, {row[1]}" for row in ACCEPTED]
)
def test_a_phrase_is_read_and_said_back(phrase: str, start: str, value: str, words: str) -> None:
    first = datetime.fromisoformat(start)
    rule = parse_rule(phrase, start=first, zone=NEW_YORK)
    assert (rule.value(), in_words(rule, first, zone=NEW_YORK)) == (value, words)
    assert parse_rule(words, start=first, zone=NEW_YORK) == rule
    assert parse_rule(value, start=first, zone=NEW_YORK) == rule


@pytest.mark.parametrize(("text", "answer"), REFUSED + REFUSED_VALUES, ids=[row[0] for row in REFUSED + REFUSED_VALUES])
def test_what_is_refused_is_answered_so(text: str, answer: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_rule(text, start=START, zone=NEW_YORK)
    assert refused.value.title == answer
    assert refused.value.hint
