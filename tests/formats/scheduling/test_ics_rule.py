from datetime import datetime

import pytest

from facilitator.formats.scheduling.ics_entry import Entry, read_entry
from facilitator.formats.scheduling.ics_events import BadEntry, FileEvent, Property
from facilitator.formats.scheduling.ics_rule import rule_starts
from facilitator.formats.scheduling.ics_zones import FileZones
from facilitator.zones import zone


def starts(rule: str, day: str) -> list[str]:
    event = FileEvent(4, {"DTSTART": [Property({}, day)]})
    entry: Entry = read_entry(event, zone("America/New_York"), FileZones([]))
    found, steps = rule_starts(rule, entry.wall_time(entry.starts), datetime(2025, 12, 31), entry)
    assert steps >= 0
    return [f"{at:%m-%d}" for at in found]


@pytest.mark.parametrize(
    ("rule", "day", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3;COUNT=3", "20241023", ["10-23", "10-28", "10-30"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3;COUNT=3", "20241004", ["11-01", "11-05", "12-02"]),
        ("FREQ=YEARLY;BYMONTH=1,6;BYSETPOS=1;COUNT=1", "20240510", ["01-10"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYSETPOS=1;COUNT=2", "20241023", ["10-23", "11-06"]),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=SU,SA;BYSETPOS=-1;COUNT=2", "20241023", ["10-26", "11-02"]),
    ],
)
def test_positions_are_counted_over_whole_periods(rule: str, day: str, expected: list[str]) -> None:
    assert starts(rule, day) == expected


def test_what_is_no_rule() -> None:
    for rule in ("FREQ=HOURLY", "FREQ=DAILY;COUNT=0", "EVERY DAY", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;BYHOUR=1,2"):
        with pytest.raises(BadEntry):
            starts(rule, "20241023")
