import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from facilitator.domain.publishing.published import PublishedCalendar, PublishedSession
from facilitator.errors import BadInput
from facilitator.formats.publishing.ics_write import (
    TAIL,
    event_bytes,
    feed_warnings,
    head_bytes,
    timezones_for,
    write_calendar,
)

CREATED = datetime(2026, 2, 1, 15, 0, 7, tzinfo=UTC)
UPDATED = datetime(2026, 2, 3, 16, 30, tzinfo=UTC)
THURSDAY = PublishedSession(
    uid="5f0c8a1e-0000-4000-8000-000000000001",
    sequence=2,
    created_at_utc=CREATED,
    updated_at_utc=UPDATED,
    starts_at_utc=datetime(2026, 3, 5, 23, 30, tzinfo=UTC),
    ends_at_utc=datetime(2026, 3, 6, 1, 0, tzinfo=UTC),
    zone="America/New_York",
    title="Planning to stay well, week 1; welcome",
    description="Bring a pen.\nhttps://example.org/well",
    location="12 Main Street, Room 4",
    url="https://example.org/well?a=1,2;3",
    categories=("Wellness", "Planning, together"),
)
CALENDAR = PublishedCalendar(
    uid="well",
    name="Groups, all of them",
    zone="America/New_York",
    description="Open to everyone; come as you are",
    colour="teal",
    sessions=(THURSDAY,),
)
EVENT = """\
BEGIN:VEVENT
UID:5f0c8a1e-0000-4000-8000-000000000001
DTSTAMP:20260203T163000Z
CREATED:20260201T150007Z
LAST-MODIFIED:20260203T163000Z
SEQUENCE:2
STATUS:CONFIRMED
DTSTART;TZID=America/New_York:20260305T183000
DTEND;TZID=America/New_York:20260305T200000
SUMMARY:Planning to stay well\\, week 1\\; welcome
DESCRIPTION:Bring a pen.\\nhttps://example.org/well
LOCATION:12 Main Street\\, Room 4
URL:https://example.org/well?a=1,2;3
CATEGORIES:Wellness,Planning\\, together
END:VEVENT
"""
HEAD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//facilitator//group sessions//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME:Groups\\, all of them
X-WR-CALNAME:Groups\\, all of them
DESCRIPTION:Open to everyone\\; come as you are
X-WR-CALDESC:Open to everyone\\; come as you are
X-WR-TIMEZONE:America/New_York
REFRESH-INTERVAL;VALUE=DURATION:PT12H
X-PUBLISHED-TTL:PT12H
COLOR:teal
X-APPLE-CALENDAR-COLOR:#008080
"""
ONSET = {"DTSTART", "RRULE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"}
ALLOWED = {
    "VCALENDAR": {"VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC"}
    | {"X-WR-TIMEZONE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "COLOR", "X-APPLE-CALENDAR-COLOR"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": ONSET,
    "DAYLIGHT": ONSET,
    "VEVENT": {"UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "SUMMARY"}
    | {"DESCRIPTION", "LOCATION", "URL", "CATEGORIES"},
}
TEXT = st.text(st.sampled_from("a ,;\\nN\n\r\t:\"'\x00\x1b\x7f\x85\u2028é中🌿🏳️‍🌈\u0301"), max_size=120) | st.text(
    max_size=120
)


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def spoken(text: str) -> str:
    """What a reader should get back: the text with plain line ends and without control characters."""
    lines = re.sub("\r\n|\r|\x85|\u2028|\u2029", "\n", text)
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def check_lines(data: bytes) -> None:
    assert data.endswith(b"\r\n")
    lines = data[:-2].split(b"\r\n")
    assert [line for line in lines if len(line) > 75] == []
    for line in lines:
        text = line.decode("utf-8")
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f]", text), text


def test_writes_an_event_from_stored_values() -> None:
    assert event_bytes(THURSDAY, in_utc=False) == crlf(EVENT)


def test_writes_a_calendar_around_its_events() -> None:
    data = write_calendar(CALENDAR)
    zone = timezones_for(CALENDAR.sessions)["America/New_York"]
    assert zone is not None
    assert data == crlf(HEAD) + zone + crlf(EVENT) + b"END:VCALENDAR\r\n"
    assert write_calendar(CALENDAR) == data


def test_leaves_out_what_is_not_given() -> None:
    bare = replace(THURSDAY, description="", location="", url="", categories=())
    data = write_calendar(PublishedCalendar("well", "Groups", "US/Eastern", sessions=(bare,)), method=None)
    names = [line.partition(b":")[0].partition(b";")[0].decode() for line in data.split(b"\r\n")]
    absent = {"METHOD", "DESCRIPTION", "X-WR-CALDESC", "COLOR", "X-APPLE-CALENDAR-COLOR", "LOCATION", "URL"}
    assert absent & set(names) == set()
    assert b"X-WR-TIMEZONE:America/New_York\r\n" in data


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a loaded machine
@given(title=TEXT, description=TEXT, location=TEXT, category=TEXT, about=TEXT)
def test_text_survives_in_valid_lines(title: str, description: str, location: str, category: str, about: str) -> None:
    session = replace(
        THURSDAY, title=title, description=description, location=location, categories=(category, "Wellness")
    )
    data = write_calendar(replace(CALENDAR, name=title, description=about, sessions=(session,)))
    check_lines(data)
    read = Calendar.from_ical(data)
    event = read.walk("VEVENT")[0]
    assert event.errors == []
    assert str(event["SUMMARY"]) == spoken(title)
    assert str(event.get("DESCRIPTION", "")) == spoken(description)
    assert str(event.get("LOCATION", "")) == spoken(location)
    assert [str(each) for each in event["CATEGORIES"].cats] == [spoken(category), "Wellness"]
    assert str(read.get("DESCRIPTION", "")) == spoken(about)


@given(octets=st.integers(60, 160), character=st.sampled_from("aé中🌿"))
def test_folds_between_characters_whatever_their_width(octets: int, character: str) -> None:
    title = "a" * (octets % 5) + character * octets
    data = event_bytes(replace(THURSDAY, title=title), in_utc=False)
    check_lines(data)
    assert f"SUMMARY:{title}\r\n".encode() in data.replace(b"\r\n ", b"")


def test_keeps_line_ends_out_of_a_link() -> None:
    data = event_bytes(replace(THURSDAY, url="https://example.org/a\r\nATTENDEE:mailto:x@example.org"), in_utc=False)
    assert b"\r\nURL:https://example.org/aATTENDEE:mailto:x@example.org\r\n" in data


def test_a_cancelled_session_says_so() -> None:
    cancelled = replace(THURSDAY, cancelled=True)
    plain, kept = event_bytes(cancelled, in_utc=False), event_bytes(cancelled, in_utc=False, keep_confirmed=True)
    assert b"STATUS:CANCELLED\r\n" in plain
    assert b"STATUS:CONFIRMED\r\n" in kept
    assert plain.replace(b"STATUS:CANCELLED", b"STATUS:CONFIRMED") == kept
    assert b"SUMMARY:Canceled: Planning to stay well\\, week 1\\; welcome\r\n" in kept
    one = replace(CALENDAR, sessions=(cancelled,))
    assert kept in write_calendar(one, keep_confirmed=True)
    assert plain in write_calendar(one)


def test_writes_utc_where_a_zone_cannot_be_carried() -> None:
    in_nuuk = replace(THURSDAY, zone="America/Nuuk")
    data = write_calendar(replace(CALENDAR, sessions=(in_nuuk,)))
    assert b"VTIMEZONE" not in data
    assert b"DTSTART:20260305T233000Z\r\nDTEND:20260306T010000Z\r\n" in data


@pytest.mark.parametrize(
    ("starts", "minutes", "lines"),
    [
        # clocks go back at 06:00Z on 1 November 2026: 01:30 comes twice, at 05:30Z and 06:30Z
        ("2026-11-01T05:30Z", 90, "DTSTART:20261101T053000Z\nDTEND:20261101T070000Z\n"),
        ("2026-11-01T06:30Z", 90, "DTSTART:20261101T063000Z\nDTEND:20261101T080000Z\n"),
        ("2026-11-01T04:45Z", 90, "DTSTART:20261101T044500Z\nDTEND:20261101T061500Z\n"),
        (
            "2026-11-01T04:30Z",
            180,
            "DTSTART;TZID=America/New_York:20261101T003000\nDTEND;TZID=America/New_York:20261101T023000\n",
        ),
        # 90 minutes from 01:30 on the night the clocks go forward
        (
            "2026-03-08T06:30Z",
            90,
            "DTSTART;TZID=America/New_York:20260308T013000\nDTEND;TZID=America/New_York:20260308T040000\n",
        ),
    ],
)
def test_gives_each_instant_across_clock_changes(starts: str, minutes: int, lines: str) -> None:
    begin = datetime.fromisoformat(starts)
    session = replace(THURSDAY, starts_at_utc=begin, ends_at_utc=begin + timedelta(minutes=minutes))
    assert crlf(lines) in event_bytes(session, in_utc=False)


def test_orders_sessions_by_start_and_takes_stored_events() -> None:
    later = replace(THURSDAY, uid="b", starts_at_utc=THURSDAY.starts_at_utc + timedelta(minutes=5))
    abroad = replace(THURSDAY, uid="a", zone="Europe/Dublin")
    calendar = replace(CALENDAR, sessions=(later, THURSDAY, abroad))
    data = write_calendar(calendar)
    assert re.findall(rb"UID:(\S+)", data) == [THURSDAY.uid.encode(), b"a", b"b"]
    assert re.findall(rb"\r\nTZID:(\S+)", data) == [b"America/New_York", b"Europe/Dublin"]
    stored = [event_bytes(session, in_utc=False) for session in calendar.sessions]
    assert write_calendar(calendar, events=stored) == data
    zones = timezones_for(calendar.sessions)
    joined = [head_bytes(calendar, [text for text in zones.values() if text]), stored[1], stored[2], stored[0], TAIL]
    assert b"".join(joined) == data


def test_refuses_events_that_do_not_pair_up_and_shared_uids() -> None:
    with pytest.raises(ValueError, match="zip"):
        write_calendar(CALENDAR, events=[])
    with pytest.raises(ValueError, match="share a uid"):
        write_calendar(replace(CALENDAR, sessions=(THURSDAY, THURSDAY)))


def test_refuses_too_many_sessions_and_warns_of_many() -> None:
    many = tuple(replace(THURSDAY, uid=str(number)) for number in range(20_001))
    with pytest.raises(BadInput, match="20,001 sessions are too many"):
        write_calendar(replace(CALENDAR, sessions=many))
    assert set(timezones_for(many[1:])) == {"America/New_York"}
    assert feed_warnings(999) == ()
    assert "1,000 sessions" in feed_warnings(1_000)[0]


def test_refuses_a_colour_that_apps_do_not_know() -> None:
    with pytest.raises(BadInput, match="unknown calendar colour '#008080'"):
        write_calendar(replace(CALENDAR, colour="#008080"))


def test_writes_no_property_beyond_these() -> None:
    sessions = (THURSDAY, replace(THURSDAY, uid="b", zone="Europe/Dublin", cancelled=True))
    read = Calendar.from_ical(write_calendar(replace(CALENDAR, sessions=sessions)))
    for component in read.walk():
        assert set(component.keys()) <= ALLOWED[component.name or ""], component.name
    parameters = {
        key for event in read.walk("VEVENT") for value in event.values() for key in getattr(value, "params", ())
    }
    assert parameters == {"TZID"}
