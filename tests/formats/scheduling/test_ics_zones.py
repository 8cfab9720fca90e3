"""Zones by the names that calendar files use; what they close is in the conformance tests."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.formats.scheduling.ics_events import BadEntry, FileTimezone, Property
from facilitator.formats.scheduling.ics_zones import MOST_ZONES, FileZone, FileZones, place, usual

HOUR = timedelta(hours=1)


def test_a_zone_of_changes_reads_gaps_and_folds_as_zoneinfo_does() -> None:
    spring, autumn = datetime(2027, 3, 14, 7), datetime(2027, 11, 7, 6)
    zone = FileZone([(autumn, -4 * HOUR, -5 * HOUR), (spring, -5 * HOUR, -4 * HOUR)])
    for wall, offset in (
        (datetime(2020, 1, 1), -5),
        (datetime(2027, 3, 14, 2, 30), -5),  # left out: counted from before the change
        (datetime(2027, 3, 14, 3), -4),
        (datetime(2027, 11, 7, 1, 30), -4),  # twice: its first coming
        (datetime(2027, 11, 7, 2), -5),
    ):
        assert zone.utcoffset(wall.replace(tzinfo=zone)) == offset * HOUR
    for instant in (spring, autumn, spring - HOUR / 60, autumn + HOUR):
        at = instant.replace(tzinfo=UTC)
        assert at.astimezone(zone).astimezone(UTC) == at or at == autumn.replace(tzinfo=UTC)
    assert (zone.utcoffset(None), zone.dst(None), zone.tzname(None)) == (-5 * HOUR, None, "local time of the file")


def test_what_nobody_knows_is_refused() -> None:
    for name in ("Richmond", "(UTC-05:00) Somewhere else", "UTC+15", "Mars/Base"):
        with pytest.raises(BadEntry, match="not known"):
            FileZones([]).named(name)
    with pytest.raises(BadEntry):
        usual("Factory")
    assert place("Etc/GMT+5") is None


def test_a_definition_that_says_nothing_leaves_the_name_to_others() -> None:
    broken = ({}, {"DTSTART": [Property({}, "soon")]}, {"TZOFFSETFROM": [Property({}, "x")]})
    for part in broken:
        with pytest.raises(BadEntry, match="not known"):
            FileZones([FileTimezone("Ours", (part,))]).named("Ours")


def test_a_file_may_use_so_many_zones_of_its_own() -> None:
    part = {
        "DTSTART": [Property({}, "20200101T000000")],
        "TZOFFSETFROM": [Property({}, "-0500")],
        "TZOFFSETTO": [Property({}, "-053045")],
        "RRULE": [Property({}, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")],
    }
    zones = FileZones([FileTimezone(f"Z{number}", (part,)) for number in range(MOST_ZONES + 1)])
    for number in range(MOST_ZONES):
        assert zones.named(f"Z{number}").utcoffset(datetime(2027, 1, 1)) == timedelta(
            hours=-5, minutes=-30, seconds=-45
        )
    with pytest.raises(BadEntry, match="more than 50 time zones"):
        zones.named(f"Z{MOST_ZONES}")
