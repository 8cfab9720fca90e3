"""What other programs make of our calendars, and what we make of theirs."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from facilitator import zones
from facilitator.domain.publishing.published import PublishedCalendar, PublishedSession
from facilitator.formats.publishing.ics_write import write_calendar
from facilitator.formats.scheduling.ics_read import read_closures

AT = datetime(2026, 2, 1, tzinfo=UTC)
# wall times on both sides of the clock changes of 2026, and in the hours these leave out or repeat
WALL = [
    *("2026-03-05T18:30", "2026-03-08T01:30", "2026-03-12T18:30", "2026-03-26T18:30", "2026-03-29T01:30"),
    *("2026-10-25T01:30", "2026-10-29T18:30", "2026-11-01T00:45", "2026-11-01T01:30", "2026-11-05T18:30"),
]
ZONES = ["America/New_York", "America/Chicago", "America/Phoenix", "America/Nuuk", "Europe/Dublin", "Asia/Kathmandu"]
TITLE = "Week {0}: tea, talk; \\New paths 🌿"
KHAL = """\
[calendars]
[[published]]
path = {folder}
readonly = True
[sqlite]
path = {folder}.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
"""
Seen = tuple[str, str, str, str]


def sessions() -> tuple[PublishedSession, ...]:
    made = []
    for zone in ZONES:
        for fold in (0, 1):
            for wall in WALL:
                starts = datetime.fromisoformat(wall).replace(tzinfo=zones.zone(zone), fold=fold).astimezone(UTC)
                uid = f"{zone.rpartition('/')[2]}-{wall.replace(':', '')}-{fold}"
                ends = starts + timedelta(minutes=90)
                made.append(PublishedSession(uid, 0, AT, AT, starts, ends, zone, TITLE.format(len(made))))
    return tuple(made)


def expected(published: tuple[PublishedSession, ...]) -> list[Seen]:
    return sorted(
        (each.uid, f"{each.starts_at_utc:%Y-%m-%dT%H:%M}", f"{each.ends_at_utc:%Y-%m-%dT%H:%M}", each.title)
        for each in published
    )


def test_khal_lists_the_same_sessions_at_the_same_times(tmp_path: Path) -> None:
    published, folder = sessions(), tmp_path / "published"
    folder.mkdir()
    for session in published:
        one = PublishedCalendar("c", "Groups", session.zone, sessions=(session,))
        (folder / f"{session.uid}.ics").write_bytes(write_calendar(one, method=None))
    config = tmp_path / "khal.conf"
    config.write_text(KHAL.format(folder=folder), encoding="utf-8")
    shape = "{uid}|{start-long-full}|{end-long-full}|{title}"
    listing = ["list", "--once", "--day-format", "", "--format", shape, "2026-01-01", "365d"]
    done = subprocess.run(
        [sys.executable, "-m", "khal", "-c", config, *listing],
        env={**os.environ, "PYTHONUTF8": "1", "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = [tuple(line.strip().split("|")) for line in done.stdout.splitlines() if "|" in line]
    assert sorted(seen) == expected(published)


def test_recurring_ical_events_reads_the_same_sessions_out_of_one_file() -> None:
    published = sessions()
    # this reader moves UTC times into X-WR-TIMEZONE first, and forgets there which of two equal wall times was meant
    data = write_calendar(PublishedCalendar("c", "Groups", "UTC", sessions=published))
    events = recurring_ical_events.of(Calendar.from_ical(data)).between(date(2026, 1, 1), date(2027, 1, 1))
    seen = [
        (
            str(event["UID"]),
            f"{event.start.astimezone(UTC):%Y-%m-%dT%H:%M}",
            f"{event.end.astimezone(UTC):%Y-%m-%dT%H:%M}",
            str(event["SUMMARY"]),
        )
        for event in events
    ]
    assert sorted(seen) == expected(published)


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
RULES = st.sampled_from(
    [
        *("FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=9"),
        *("FREQ=WEEKLY;INTERVAL=3", "FREQ=DAILY;COUNT=12", "FREQ=MONTHLY;BYDAY=1MO,3MO", "FREQ=WEEKLY;BYDAY=TU,TH"),
    ]
)


def check_against_recurring_ical_events(lines: list[str], *, all_day: bool) -> None:
    """Both readers find the same starts and ends in 2026, as wall time of New York."""
    event = ["BEGIN:VEVENT", "UID:a", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"]
    data = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *event, "END:VCALENDAR", ""]).encode()
    zone, first, last = zones.zone("America/New_York"), date(2026, 1, 1), date(2026, 12, 31)
    ours = read_closures(data, name="days.ics", zone=zone, first=first, last=last)
    assert ours.problems == ()
    wanted = set()
    for found in recurring_ical_events.of(Calendar.from_ical(data)).between(date(2025, 12, 1), date(2027, 2, 1)):
        if all_day:
            starts, ends = datetime.combine(found.start, time()), datetime.combine(found.end, time())
        else:
            starts, ends = (at.astimezone(zone).replace(tzinfo=None) for at in (found.start, found.end))
        if starts < datetime(2027, 1, 1) and ends > datetime(2026, 1, 1):
            wanted.add((starts, ends))
    assert {(span.starts, span.ends) for span in ours.spans} == wanted


@given(DAYS, st.integers(1, 9), RULES, st.lists(DAYS, max_size=3), st.lists(DAYS, max_size=2))
def test_finds_the_closed_days_that_recurring_ical_events_finds(
    start: date, length: int, rule: str, gone: list[date], added: list[date]
) -> None:
    lines = [
        f"DTSTART;VALUE=DATE:{start:%Y%m%d}",
        f"DTEND;VALUE=DATE:{start + timedelta(days=length):%Y%m%d}",
        f"RRULE:{rule}",
        *(f"EXDATE;VALUE=DATE:{day:%Y%m%d}" for day in gone),
        *(f"RDATE;VALUE=DATE:{day:%Y%m%d}" for day in added),
    ]
    check_against_recurring_ical_events(lines, all_day=True)


@given(DAYS, st.integers(6, 19), st.integers(1, 240), RULES, st.sampled_from(ZONES), DAYS)
def test_finds_the_closed_hours_that_recurring_ical_events_finds(
    start: date, hour: int, minutes: int, rule: str, zone: str, gone: date
) -> None:
    lines = [
        f"DTSTART;TZID={zone}:{start:%Y%m%d}T{hour:02}3000",
        f"DURATION:PT{minutes}M",
        f"RRULE:{rule}",
        f"EXDATE;TZID={zone}:{gone:%Y%m%d}T{hour:02}3000",
    ]
    check_against_recurring_ical_events(lines, all_day=False)
