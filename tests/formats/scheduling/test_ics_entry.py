from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.formats.scheduling.ics_entry import ClosesNothing, day_of, read_entry
from facilitator.formats.scheduling.ics_events import BadEntry, FileEvent, Property
from facilitator.formats.scheduling.ics_zones import FileZones
from facilitator.zones import zone

HOME = zone("America/New_York")


def entry(cancels: bool = False, **properties: str):
    event = FileEvent(4, {name.replace("_", "-"): [Property({}, value)] for name, value in properties.items()})
    return read_entry(event, HOME, FileZones([]), cancels=cancels)


def test_which_date_a_moment_means_for_whole_days() -> None:
    assert day_of(date(2027, 3, 4), HOME) == date(2027, 3, 4)
    assert day_of(datetime(2027, 3, 4, tzinfo=UTC), HOME) == date(2027, 3, 4)
    assert day_of(datetime(2027, 3, 5, 4, 59, 59, tzinfo=UTC), HOME) == date(2027, 3, 4)
    assert day_of(datetime(2027, 3, 4, 23, tzinfo=zone("Asia/Tokyo")), HOME) == date(2027, 3, 4)


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), (" 2 ", 2), ("-1", 0), ("many", 0), ("", 0), ("9" * 30, 2**31 - 1)]
)
def test_how_often_it_was_revised(text: str, number: int) -> None:
    assert entry(DTSTART="20270118", SEQUENCE=text).sequence == number


def test_an_entry_and_its_end() -> None:
    found = entry(DTSTART="20270118T130000", DTEND="20270118T170000", UID="a" * 300, RRULE="FREQ=DAILY")
    assert (found.length, len(found.uid), found.rules) == (timedelta(hours=4), 255, ("FREQ=DAILY",))
    assert found.until("20270120T235959").tzinfo is HOME
    assert found.until("20270120T235959Z").tzinfo is UTC
    assert found.until("20270120") == date(2027, 1, 20)
    assert entry(cancels=True, RECURRENCE_ID="20270118").cancelled


def test_no_length_and_less_than_none() -> None:
    with pytest.raises(ClosesNothing):
        entry(DTSTART="20270118T130000")
    with pytest.raises(BadEntry, match="ends before it begins"):
        entry(DTSTART="20270118T130000", DTEND="20270118T120000")
    with pytest.raises(BadEntry, match="period of RDATE"):
        entry(DTSTART="20270118", RDATE="20270119/20270120")
