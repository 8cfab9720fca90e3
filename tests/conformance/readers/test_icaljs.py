"""What ical.js, the reader inside Nextcloud and Thunderbird, makes of our calendars: the same text and instants."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from facilitator.domain.publishing.published import PublishedCalendar, PublishedSession
from facilitator.formats.publishing.ics_write import write_calendar

READER = Path(__file__).with_name("read_with_icaljs.mjs")
EXAMPLES = Path(__file__).parents[3] / "calendars" / "examples"
AT = datetime(2026, 2, 1, tzinfo=UTC)
HARD = "Week 1: tea 🌿🏳️‍🌈, talk; C:\\New \\N paths\\, \\; \\\\n\nand a second line, e\u0301té 中"

# Zone, wall time and instant, on both sides of each clock change of 2026. An hour that comes twice is written in UTC.
CHANGES = """\
America/New_York    2026-03-07T18:30  2026-03-07T23:30Z
America/New_York    2026-03-08T01:30  2026-03-08T06:30Z
America/New_York    2026-03-08T03:00  2026-03-08T07:00Z
America/New_York    2026-03-08T18:30  2026-03-08T22:30Z
America/New_York    2026-10-31T18:30  2026-10-31T22:30Z
America/New_York    2026-11-01T00:30  2026-11-01T04:30Z
UTC                 2026-11-01T05:30  2026-11-01T05:30Z
UTC                 2026-11-01T06:30  2026-11-01T06:30Z
America/New_York    2026-11-01T02:00  2026-11-01T07:00Z
America/New_York    2026-11-01T18:30  2026-11-01T23:30Z
Europe/London       2026-03-28T18:30  2026-03-28T18:30Z
Europe/London       2026-03-29T00:30  2026-03-29T00:30Z
Europe/London       2026-03-29T02:00  2026-03-29T01:00Z
Europe/London       2026-03-29T18:30  2026-03-29T17:30Z
Europe/London       2026-10-24T18:30  2026-10-24T17:30Z
Europe/London       2026-10-25T00:30  2026-10-24T23:30Z
UTC                 2026-10-25T00:30  2026-10-25T00:30Z
UTC                 2026-10-25T01:30  2026-10-25T01:30Z
Europe/London       2026-10-25T02:00  2026-10-25T02:00Z
Europe/London       2026-10-25T18:30  2026-10-25T18:30Z
Australia/Lord_Howe 2026-04-04T18:30  2026-04-04T07:30Z
Australia/Lord_Howe 2026-04-05T01:00  2026-04-04T14:00Z
UTC                 2026-04-04T14:45  2026-04-04T14:45Z
UTC                 2026-04-04T15:15  2026-04-04T15:15Z
Australia/Lord_Howe 2026-04-05T02:00  2026-04-04T15:30Z
Australia/Lord_Howe 2026-04-05T18:30  2026-04-05T08:00Z
Australia/Lord_Howe 2026-10-03T18:30  2026-10-03T08:00Z
Australia/Lord_Howe 2026-10-04T01:30  2026-10-03T15:00Z
Australia/Lord_Howe 2026-10-04T02:30  2026-10-03T15:30Z
Australia/Lord_Howe 2026-10-04T18:30  2026-10-04T07:30Z
"""


def hard_calendar() -> PublishedCalendar:
    """Case 17, with the title pushed along so that lines fold at each of its characters."""
    starts, ends = datetime(2026, 3, 5, 23, 30, tzinfo=UTC), datetime(2026, 3, 6, tzinfo=UTC)
    sessions = tuple(
        PublishedSession(
            f"s{shift:02}",
            shift,
            AT,
            AT,
            starts,
            ends,
            "America/New_York",
            title="a" * shift + HARD,
            description=HARD + "\n" + HARD,
            location=HARD,
            cancelled=shift % 2 == 1,
            categories=(HARD, "Wellness"),
        )
        for shift in range(80)
    )
    return PublishedCalendar("c", HARD, "America/New_York", description=HARD, sessions=sessions)


def changes_calendar() -> PublishedCalendar:
    """One session of a quarter of an hour for each line of CHANGES, in the zone whose clocks change around it."""
    sessions, zone = [], ""
    for number, (named, _, instant) in enumerate(map(str.split, CHANGES.splitlines())):
        zone = zone if named == "UTC" else named
        starts = datetime.fromisoformat(instant)
        ends = starts + timedelta(minutes=15)
        sessions.append(PublishedSession(f"s{number:02}", 0, AT, AT, starts, ends, zone, "Tea"))
    return PublishedCalendar("c", "Groups", "America/New_York", sessions=tuple(sessions))


def read(modules: str, data: bytes) -> dict[str, Any]:
    node = shutil.which("node")
    assert node, "this suite needs Node"
    # a zone that no session is in: a time read as the machine's own would be seen
    environment = {**os.environ, "TZ": "Pacific/Chatham"}
    done = subprocess.run([node, READER, modules], input=data, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.slow
def test_case_17_icaljs_reads_the_same_text_back(modules: str) -> None:
    calendar = hard_calendar()
    seen = read(modules, write_calendar(calendar))
    # not the name: ical.js knows no NAME, and leaves what it does not know as it stands
    assert seen["description"] == HARD
    texts = ("uid", "title", "description", "location", "categories", "status", "sequence")
    assert [tuple(each[name] for name in texts) for each in seen["sessions"]] == [
        (
            each.uid,
            "Canceled: " * each.cancelled + each.title,
            each.description,
            each.location,
            list(each.categories),
            "CANCELLED" if each.cancelled else "CONFIRMED",
            each.sequence,
        )
        for each in calendar.sessions
    ]


@pytest.mark.slow
def test_icaljs_computes_the_same_instants_across_the_clock_changes_of_2026(modules: str) -> None:
    calendar = changes_calendar()
    seen = sorted(read(modules, write_calendar(calendar))["sessions"], key=lambda each: each["uid"])
    assert [(each["zone"], each["wall"], each["starts"]) for each in seen] == [
        tuple(line.split()) for line in CHANGES.splitlines()
    ]
    assert [each["ends"] for each in seen] == [f"{each.ends_at_utc:%Y-%m-%dT%H:%MZ}" for each in calendar.sessions]


@pytest.mark.slow
def test_icaljs_reads_the_examples_that_come_with_the_program(modules: str) -> None:
    closed = read(modules, (EXAMPLES / "closed-group.ics").read_bytes())["sessions"]
    assert [each["starts"] for each in closed] == [
        *("2026-10-15T22:30Z", "2026-10-22T22:30Z", "2026-10-29T22:30Z", "2026-11-05T23:30Z"),
        *("2026-11-12T23:30Z", "2026-11-19T23:30Z", "2026-12-03T23:30Z", "2026-12-10T23:30Z"),
    ]
    assert {each["wall"][10:] for each in closed} == {"T18:30"}
    changed = read(modules, (EXAMPLES / "changed-sessions.ics").read_bytes())["sessions"]
    assert [(each["wall"], each["status"], each["sequence"], each["title"]) for each in changed] == [
        ("2026-11-04T12:00", "CONFIRMED", 0, "Lunch & paths: tea, talk; and a walk 🌿"),
        ("2026-11-11T12:00", "CANCELLED", 1, "Canceled: Lunch & paths: C:\\New, or \\N?"),
        ("2026-11-19T17:15", "CONFIRMED", 2, "Lunch & paths: what helps,\nand what does not — «déjà vu» 🏳️‍🌈 中文"),
    ]


@pytest.mark.parametrize("calendar", [hard_calendar(), changes_calendar()], ids=["case 17", "clock changes"])
def test_every_line_is_short_ends_in_crlf_and_is_whole_utf_8(calendar: PublishedCalendar) -> None:
    *lines, after = write_calendar(calendar).split(b"\r\n")
    assert after == b""
    assert [line for line in lines if len(line) > 75 or b"\r" in line or b"\n" in line] == []
    for line in lines:
        line.decode("utf-8")
