"""Days, times and places as paper says them."""

from datetime import UTC, date, datetime

import pytest

from facilitator.domain.papers.paper_words import neutral_title, say_day, say_span


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("18:30", "19:30", "6:30 to 7:30 pm"),
        ("11:30", "12:30", "11:30 am to 12:30 pm"),
        ("00:00", "01:00", "12:00 to 1:00 am"),
    ],
)
def test_a_span_says_its_half_of_the_day_once(begin: str, end: str, said: str) -> None:
    starts, ends = (datetime.fromisoformat(f"2027-03-04 {each}").replace(tzinfo=UTC) for each in (begin, end))
    assert say_span(starts, ends) == said


def test_a_span_over_midnight_says_both() -> None:
    starts, ends = datetime(2027, 3, 4, 23, tzinfo=UTC), datetime(2027, 3, 5, 23, 30, tzinfo=UTC)
    assert say_span(starts, ends) == "11:00 pm to 11:30 pm"


def test_a_day_in_full_and_a_title_that_tells_nothing() -> None:
    assert say_day(date(2027, 3, 4)) == "Thursday 4 March 2027"
    assert neutral_title(date(2027, 3, 4)) == "Thursday group"
