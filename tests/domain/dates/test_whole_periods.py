from datetime import date

import pytest

from facilitator.domain.dates.whole_periods import period_begins


@pytest.mark.parametrize(
    ("freq", "week_start", "begins"),
    [
        ("DAILY", 0, "2027-03-17"),
        ("WEEKLY", 0, "2027-03-15"),
        ("WEEKLY", 6, "2027-03-14"),
        ("WEEKLY", 2, "2027-03-17"),
        ("MONTHLY", 0, "2027-03-01"),
        ("YEARLY", 0, "2027-01-01"),
    ],
)
def test_where_the_period_of_a_wednesday_begins(freq: str, week_start: int, begins: str) -> None:
    assert f"{period_begins(freq, date(2027, 3, 17), week_start)}" == begins
