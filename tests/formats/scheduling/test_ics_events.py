"""The events of a calendar file, line by line: what is kept, what is dropped unseen, and what is bounded."""

import pytest

from facilitator.errors import BadInput
from facilitator.formats.scheduling.ics_events import (
    MOST_BYTES,
    BadEntry,
    FileEvent,
    FileProblem,
    Property,
    read_events,
)


def calendar(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def events_of(data: bytes) -> tuple[list[FileEvent], list[FileProblem]]:
    content = read_events(data, name="x.ics")
    return content.events, content.problems


def only_event(*lines: str) -> FileEvent:
    (event,), problems = events_of(calendar(*lines))
    assert problems == []
    return event


def test_only_what_says_when_and_what_is_kept() -> None:
    event = only_event(
        "dtstart;value=DATE:20260501",
        "ATTENDEE;CN=Rosa Lindqvist:mailto:rosa@example.org",
        "ORGANIZER:mailto:rosa@example.org",
        "LOCATION:Rosa's house",
        "SUMMARY:Closed",
    )
    assert event.properties == {
        "DTSTART": [Property({"VALUE": "DATE"}, "20260501")],
        "SUMMARY": [Property({}, "Closed")],
    }
    assert "Rosa" not in repr(event)


def test_what_lies_inside_an_alarm_is_not_the_events() -> None:
    event = only_event("BEGIN:VALARM", "BEGIN:X", "SUMMARY:in", "END:X", "SUMMARY:in", "END:VALARM", "SUMMARY:out")
    assert event.every("SUMMARY") == [Property({}, "out")]


def test_one_or_more_of_a_property() -> None:
    event = only_event("EXDATE:20260501", "EXDATE:20260502", "UID:a")
    assert [each.value for each in event.every("EXDATE")] == ["20260501", "20260502"]
    assert event.only("UID") == Property({}, "a")
    assert (event.only("RRULE"), event.every("RRULE")) == (None, [])
    with pytest.raises(BadEntry, match="this event has EXDATE twice"):
        event.only("EXDATE")


def test_lines_are_numbered_as_an_editor_shows_them_folds_included() -> None:
    data = calendar("SUMMARY:one", "  two", "END:VEVENT", "", "BEGIN:VEVENT", "UID:b")
    events, problems = events_of(data)
    assert problems == []
    assert [each.line for each in events] == [2, 7]
    assert events[0].only("SUMMARY") == Property({}, "one two")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(end: str) -> None:
    data = calendar("SUMMARY:one").decode().replace("\r\n", end).encode()
    assert read_events(data, name="x.ics") == read_events(calendar("SUMMARY:one"), name="x.ics")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (r"SUMMARY:a\, b\; c\\d", r"a, b; c\d"),
        (r"SUMMARY:a\nb", "a\nb"),
        ('SUMMARY;X="a:b":c', "c"),
    ],
)
def test_escapes_are_undone(line: str, value: str) -> None:
    found = only_event(line).only("SUMMARY")
    assert found is not None
    assert found.value == value


def test_a_name_that_cannot_be_read_is_no_fault_and_a_date_is() -> None:
    event = only_event("SUMMARY;:x", "DTSTART;:20260501")
    assert event.properties == {}
    assert event.faults == ["DTSTART cannot be read"]


def test_a_long_name_is_cut_and_a_long_date_is_a_fault() -> None:
    event = only_event("SUMMARY:" + "a" * 5_000, "EXDATE:" + "1" * 19_993, "RDATE:" + "1" * 19_995)
    assert len(event.every("SUMMARY")[0].value) == 1_000 - len("SUMMARY:")
    assert len(event.every("EXDATE")) == 1
    assert event.faults == ["RDATE is too long"]


def test_an_event_that_never_ends_is_told_by_the_line_it_begins_at() -> None:
    events, problems = events_of(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a")
    assert events == []
    assert problems == [
        FileProblem(2, "this event has no END:VEVENT, so it was left out"),
        FileProblem(3, "the file ends before END:VCALENDAR: it may be cut off"),
    ]


def test_what_is_no_calendar_is_refused_and_an_empty_one_says_so() -> None:
    with pytest.raises(BadInput, match=r"x\.ics is not a calendar"):
        read_events(b"BEGIN:VEVENT\nUID:a\nEND:VEVENT\n", name="x.ics")
    empty = b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"
    assert events_of(empty) == ([], [FileProblem(1, "this calendar has no events")])
    # what is wrong is told once
    cut = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n"
    assert events_of(cut)[1] == [
        FileProblem(2, "this event has no END:VEVENT, so it was left out"),
    ]


def test_a_parameter_with_many_values_is_one_text() -> None:
    assert only_event('SUMMARY;X="a","b":c').only("SUMMARY") == Property({"X": "a,b"}, "c")


def test_two_calendars_in_one_file_are_read_as_one() -> None:
    events, problems = events_of(calendar("UID:a") + calendar("UID:b"))
    assert (len(events), problems) == (2, [])
    assert events_of(calendar("UID:a") + b"BEGIN:VCALENDAR\n")[1] != []


def test_a_file_is_as_big_as_it_may_be() -> None:
    data = b"BEGIN:VCALENDAR\n" + b"x" * (MOST_BYTES - 16)
    assert events_of(data)[0] == []
    with pytest.raises(BadInput, match=r"days\.ics is too big"):
        read_events(data + b"x", name="days.ics")


def test_progress_goes_from_nothing_to_all_and_may_stop_the_reading() -> None:
    told: list[float] = []
    read_events(calendar(*["UID:a"] * 5_000), name="x.ics")
    read_events(calendar(*["UID:a"] * 5_000), name="x.ics", progress=told.append)
    assert len(told) == 5
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] <= 1

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_events(calendar(*["UID:a"] * 5_000), name="x.ics", progress=stop)
