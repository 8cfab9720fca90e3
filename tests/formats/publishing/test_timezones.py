from datetime import UTC, date, datetime, timedelta
from importlib import resources
from io import StringIO
from itertools import pairwise

import pytest
from dateutil.tz import tzical

from facilitator import zones
from facilitator.errors import BadInput
from facilitator.formats.publishing.timezones import vtimezone

FIRST, LAST = date(2026, 8, 1), date(2028, 4, 30)
NEW_YORK = b"""\
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
END:STANDARD
END:VTIMEZONE
"""


def canonical_zones() -> list[str]:
    names = set()
    for name in (resources.files("tzdata") / "zones").read_text("utf-8").split():
        try:
            names.add(zones.canonical(name))
        except BadInput:
            continue
    return sorted(names)


def wall_times(zone_name: str) -> list[datetime]:
    """Wall times that mean one instant: every few days, and every half hour around each change of the clocks."""
    zone = zones.zone(zone_name)
    begin = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
    days = [begin + timedelta(days=count) for count in range((LAST - FIRST).days + 1)]
    instants = days[::5]
    for before, after in pairwise(days):
        if zone.utcoffset(before.astimezone(zone)) != zone.utcoffset(after.astimezone(zone)):
            instants += [before + timedelta(minutes=30 * count) for count in range(-4, 53)]
    local = [at.astimezone(zone) for at in instants]
    return [at.replace(tzinfo=None) for at in local if at.replace(fold=1 - at.fold).utcoffset() == at.utcoffset()]


def test_of_every_zone_reads_back_with_the_zones_own_offsets() -> None:
    in_utc, wrong = [], []
    for name in canonical_zones():
        text = vtimezone(name, FIRST, LAST)
        if text is None:
            in_utc.append(name)
            continue
        read = tzical(StringIO(text.decode())).get(name)
        zone = zones.zone(name)
        wrong += [
            (name, wall)
            for wall in wall_times(name)
            if wall.replace(tzinfo=read).utcoffset() != wall.replace(tzinfo=zone).utcoffset()
        ]
    assert wrong == []
    # a zone or two may join or leave these with the next change of a law
    assert {"Africa/Cairo", "America/Nuuk", "America/Santiago", "Asia/Gaza", "Asia/Jerusalem", "UTC"} <= set(in_utc)
    # changed since 2017: readers with a table of their own from before show another hour
    assert {"America/Vancouver", "Africa/Casablanca", "America/Mexico_City", "Asia/Amman", "Asia/Tehran"} <= set(in_utc)
    steady = ("America/New_York", "America/Chicago", "America/Los_Angeles", "America/Phoenix", "America/Halifax")
    assert not {*steady, "America/Puerto_Rico", "Pacific/Honolulu", "Europe/London", "Europe/Berlin"} & set(in_utc)
    assert len(in_utc) < 80


def test_is_these_bytes_for_new_york_whatever_the_window() -> None:
    expected = NEW_YORK.replace(b"\n", b"\r\n")
    assert vtimezone("America/New_York", FIRST, LAST) == expected
    assert vtimezone("America/New_York", date(2027, 1, 1), date(2027, 1, 1)) == expected
    assert vtimezone("US/Eastern", FIRST, LAST) == expected


def test_has_one_observance_where_clocks_never_change() -> None:
    assert vtimezone("Asia/Kathmandu", FIRST, LAST) == (
        b"BEGIN:VTIMEZONE\r\nTZID:Asia/Kathmandu\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        b"TZOFFSETFROM:+0545\r\nTZOFFSETTO:+0545\r\nTZNAME:+0545\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )


def test_calls_the_later_clock_daylight_time_in_ireland_too() -> None:
    text = vtimezone("Europe/Dublin", FIRST, LAST)
    assert text is not None
    daylight = text.partition(b"BEGIN:DAYLIGHT")[2].partition(b"END:DAYLIGHT")[0]
    assert b"TZNAME:IST\r\n" in daylight


def test_is_none_where_the_zone_changes_its_rules_inside_the_window() -> None:
    # British Columbia keeps daylight time from 2026 on: its last change of clocks was on 8 March
    assert vtimezone("America/Vancouver", date(2026, 3, 1), LAST) is None
    assert vtimezone("America/Vancouver", date(2025, 12, 1), date(2026, 1, 31)) is None

    # until 2011 Newfoundland changed its clocks one minute after midnight, on the same days as since then
    assert vtimezone("America/St_Johns", date(2010, 1, 1), date(2010, 12, 31)) is None


@pytest.mark.parametrize(
    ("name", "first_year"), [("America/Vancouver", 2037), ("Africa/Casablanca", 2037), ("America/St_Johns", 2022)]
)
def test_is_none_for_ten_years_after_a_change_of_rules(name: str, first_year: int) -> None:
    # readers have tables of their own, and none of them is older than that
    assert vtimezone(name, date(first_year - 1, 1, 1), date(first_year - 1, 12, 31)) is None
    assert vtimezone(name, date(first_year, 1, 1), date(first_year, 12, 31)) is not None


def test_is_none_before_the_first_year_of_its_rules() -> None:
    assert vtimezone("America/New_York", date(2007, 6, 1), date(2008, 6, 1)) is None
    assert vtimezone("America/New_York", date(2008, 1, 1), date(2008, 6, 1)) is not None


def test_refuses_an_unknown_zone() -> None:
    with pytest.raises(BadInput, match="unknown time zone"):
        vtimezone("America/Richmond", FIRST, LAST)
