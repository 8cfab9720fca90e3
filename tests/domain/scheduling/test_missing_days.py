from datetime import datetime

import pytest

from facilitator.domain.dates.recurrence import parse_rule
from facilitator.domain.scheduling.missing_days import missing_days
from facilitator.zones import zone

NEVER = "The group does not meet then; 'last day of the month' is in every one."
FIVE = f"Five months of a year have no 31st: February, April, June, September and November. {NEVER}"
FIFTH = "A weekday comes a fifth time in four or five months of a year. The group does not meet in the others."


@pytest.mark.parametrize(
    ("rule", "start", "last", "said"),
    [
        ("monthly", "2027-01-31", None, [FIVE]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-01", None, [FIVE]),
        ("FREQ=MONTHLY;BYMONTHDAY=-31", "2027-01-01", None, [FIVE]),
        ("monthly", "2027-01-30", None, [f"February has no 30th. {NEVER}"]),
        ("monthly", "2027-01-29", None, [f"February has a 29th in leap years only. {NEVER}"]),
        ("monthly", "2027-01-28", None, []),
        ("monthly, 2 times", "2027-01-31", "2027-03-31", [f"February has no 31st. {NEVER}"]),
        ("monthly, 2 times", "2027-07-31", "2027-08-31", []),
        ("monthly, 2 times", "2028-01-29", "2028-02-29", []),
        ("quarterly", "2027-01-31", None, [f"April has no 31st. {NEVER}"]),
        ("every 2 months", "2027-01-31", None, [f"Two months have no 31st: September and November. {NEVER}"]),
        ("yearly", "2028-02-29", None, [f"February has a 29th in leap years only. {NEVER}"]),
        ("yearly", "2027-02-28", None, []),
        ("the 15th and the last day of the month", "2027-01-15", None, []),
        ("fifth thursday of the month", "2027-01-01", None, [FIFTH]),
        ("last thursday of the month", "2027-01-01", None, []),
        ("every thursday", "2027-01-31", None, []),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "2027-01-31", None, []),
    ],
)
def test_which_months_lack_the_day(rule: str, start: str, last: str | None, said: list[str]) -> None:
    at = datetime.fromisoformat(f"{start} 18:00")
    read = parse_rule(rule, start=at, zone=zone("America/New_York"))
    end = datetime.fromisoformat(f"{last} 18:00") if last else None
    assert list(missing_days(read, at, end)) == said
