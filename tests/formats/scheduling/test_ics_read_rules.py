import pytest

from tests.formats.scheduling.test_ics_read import calendar, days, read


def test_several_rules_give_their_days_together() -> None:
    both = "DTSTART:20260105\nRRULE:FREQ=WEEKLY;COUNT=2\nRRULE:FREQ=MONTHLY;BYMONTHDAY=12,20;COUNT=3"
    assert days(both) == ["01-05", "01-12", "01-20", "02-12"]


def test_a_rule_of_exceptions_takes_its_days_away() -> None:
    mondays = "DTSTART:20260105\nRRULE:FREQ=WEEKLY;COUNT=6"
    assert days(f"{mondays}\nEXRULE:FREQ=WEEKLY;INTERVAL=2") == ["01-12", "01-26", "02-09"]
    assert days(f"{mondays}\nEXRULE:FREQ=MONTHLY;BYMONTHDAY=19,26\nEXRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=9") == [
        *("01-05", "01-12", "02-02")
    ]
    evenings = "DTSTART;TZID=America/New_York:20260305T183000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3"
    # another time of that day is not what begins then
    assert len(days(f"{evenings}\nEXRULE:FREQ=WEEKLY;BYHOUR=18;UNTIL=20260312T223000Z")) == 1


def test_what_replaces_a_date_repeats_by_no_rule() -> None:
    moved = "UID:a\nRECURRENCE-ID:20260112\nDTSTART:20260113\nRRULE:FREQ=DAILY\nEXRULE:FREQ=DAILY"
    assert days("UID:a\nDTSTART:20260105\nRRULE:FREQ=WEEKLY;COUNT=2", moved) == ["01-05", "01-13"]


@pytest.mark.parametrize(
    ("length", "expected"),
    [("PT5H", "05-01T00:00/05-01T05:00"), ("P1DT12H", "05-01T00:00/05-02T12:00"), ("PT24H", "05-01")],
)
def test_a_date_with_a_length_in_hours_begins_at_midnight(length: str, expected: str) -> None:
    event = f"DTSTART:20260501\nDURATION:{length}"
    assert days(event) == [expected]
    notes = [each.message for each in read(calendar(event)).notes]
    assert notes == (
        []
        if length == "PT24H"
        else ["a date with a length that is not in whole days: it is read as beginning at midnight"]
    )
