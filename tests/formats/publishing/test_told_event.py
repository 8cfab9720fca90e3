from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from facilitator.formats.publishing.ics_write import event_bytes
from facilitator.formats.publishing.told_event import read_event, told_again, withdrawn_event
from tests.formats.publishing.test_ics_write import TEXT, THURSDAY, spoken

LATER = datetime(2026, 2, 20, 9, 0, tzinfo=UTC)


def read(event: bytes):
    return Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + event + b"END:VCALENDAR\r\n").walk("VEVENT")[0]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a loaded machine
@given(title=TEXT, location=TEXT, in_utc=st.booleans(), cancelled=st.booleans())
def test_what_was_told_is_read_back(title: str, location: str, in_utc: bool, cancelled: bool) -> None:
    session = replace(THURSDAY, title=title, location=location, cancelled=cancelled)
    told = read_event(event_bytes(session, in_utc=in_utc))
    assert (told.starts_at_utc, told.ends_at_utc) == (session.starts_at_utc, session.ends_at_utc)
    assert told.zone == ("UTC" if in_utc else "America/New_York")
    assert (told.location, told.cancelled or title.startswith("Canceled: ")) == (
        spoken(location),
        cancelled or title.startswith("Canceled: "),
    )
    assert told.title == spoken(title).removeprefix("Canceled: ")


@pytest.mark.parametrize("cancelled", [True, False])
def test_what_is_withdrawn_is_cancelled_and_tells_no_more_than_its_title_and_time(cancelled: bool) -> None:
    session = replace(THURSDAY, cancelled=cancelled, point=(37.5, -77.4))
    event = read(withdrawn_event(event_bytes(session, in_utc=False), sequence=3, at=LATER))
    assert set(event) == {
        "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "SUMMARY",
    }  # fmt: skip
    assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == (session.uid, "CANCELLED", 3)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (session.starts_at_utc, session.ends_at_utc)
    assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt == LATER
    assert str(event["SUMMARY"]) == f"Canceled: {session.title}"


def test_what_is_told_again_is_newer_and_else_the_same() -> None:
    session = replace(THURSDAY, title="long " * 40)
    again = told_again(event_bytes(session, in_utc=False), sequence=9, at=LATER)
    assert again == event_bytes(replace(session, sequence=9, updated_at_utc=LATER), in_utc=False)
    assert max(map(len, again.split(b"\r\n"))) <= 75


def test_a_session_over_midnight_keeps_its_length() -> None:
    late = replace(THURSDAY, ends_at_utc=THURSDAY.starts_at_utc + timedelta(hours=8))
    told = read_event(event_bytes(late, in_utc=False))
    assert told.ends_at_utc - told.starts_at_utc == timedelta(hours=8)
