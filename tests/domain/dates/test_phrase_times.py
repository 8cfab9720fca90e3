from datetime import datetime, time

import pytest

from facilitator.domain.dates.phrase_times import read_at, take_time
from facilitator.domain.dates.phrase_words import split_phrase
from facilitator.domain.dates.rule_draft import RuleDraft
from facilitator.errors import BadInput
from facilitator.zones import zone

START = datetime(2026, 2, 19, 18, 30)


def draft(minutes: int | None = 90) -> RuleDraft:
    return RuleDraft(START, zone("America/New_York"), minutes=minutes)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("at 6:30", [time(18, 30)]),
        ("6:30 am", [time(6, 30)]),
        ("@ 9:15", [time(9, 15)]),
        ("at 9 am, noon and 3 pm", [time(9), time(12), time(15)]),
        ("6:30-8pm", [time(18, 30)]),
        ("from 11:30 to 1 pm", [time(11, 30)]),
        ("10:30 - noon", [time(10, 30)]),
    ],
)
def test_times_are_taken(text: str, times: list[time]) -> None:
    words, noted = split_phrase(text), draft()
    assert read_at(words, noted)
    assert (noted.times, words.at_end()) == (times, True)


def test_what_is_no_time_is_left() -> None:
    words = split_phrase("at the library")
    assert (read_at(words, draft()), words.place) == (False, 0)
    assert take_time(split_phrase("6 times")) is None


@pytest.mark.parametrize("minutes", [60, None])
def test_hours_must_be_as_long_as_a_session(minutes: int | None) -> None:
    with pytest.raises(BadInput, match="6:30 pm to 8:00 pm, which is 90 minutes"):
        read_at(split_phrase("6:30-8pm"), draft(minutes))
